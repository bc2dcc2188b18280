# SPDX-License-Identifier: GPL-3.0-or-later
"""A Shapefile of areas as an office may have it: shifted as Chinese map
services shift, its texts in GBK, with faults. Made with GDAL's ogr2ogr from
the district's own areas, so that what comes in can be compared with what was
there."""
import json
import math
import subprocess

SQUARED = 0.00669342162296594323
RADIUS = 6378245.0


def shift(longitude, latitude):
    """CGCS2000 to GCJ-02, by the formula that has long been public."""
    x, y = longitude - 105, latitude - 35

    def wave(value, *terms):
        return sum(a * math.sin(value * b * math.pi) for a, b in terms) * 2 / 3

    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) \
        + wave(x, (20, 6), (20, 2)) + wave(y, (20, 1), (40, 1 / 3)) + wave(y, (160, 1 / 12), (320, 1 / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) \
        + wave(x, (20, 6), (20, 2)) + wave(x, (20, 1), (40, 1 / 3)) + wave(x, (150, 1 / 12), (300, 1 / 30))
    angle = math.radians(latitude)
    magic = 1 - SQUARED * math.sin(angle) ** 2
    return (longitude + math.degrees(east / (RADIUS / math.sqrt(magic) * math.cos(angle))),
            latitude + math.degrees(north / (RADIUS * (1 - SQUARED) / magic ** 1.5)))


def read_areas(database, view):
    """Code to name and rings of one view of a district, with GDAL."""
    text = subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "/vsistdout/", str(database), view],
                          capture_output=True, check=True).stdout
    return {feature["properties"]["code"]: (feature["properties"]["name"], feature["geometry"]["coordinates"])
            for feature in json.loads(text)["features"]}


def find_shared_corner(areas, codes):
    """An area and the place in its outer ring of a corner that is also that of
    one area before it, and of no other."""
    rings = {code: areas[code][1][0][0] for code in areas}
    owners = {}
    for code, ring in rings.items():
        for at in set(map(tuple, ring)):
            owners.setdefault(at, []).append(code)
    for code in codes:
        for place, at in enumerate(rings[code][1:-1], 1):
            if len(owners[tuple(at)]) == 2 and owners[tuple(at)][1] == code and owners[tuple(at)][0] in codes:
                return code, place
    raise AssertionError("no two areas share a corner")


def add_faults(areas):
    """A repeated point in the first area, a spike without a width of a metre
    in the second, and further on a corner that is 20 cm beside that of the
    area before."""
    codes = list(areas)
    ring = areas[codes[0]][1][0][0]
    ring.insert(1, ring[1])
    ring = areas[codes[1]][1][0][0]
    ring[2:2] = [[ring[1][0] + 7e-6, ring[1][1] + 7e-6], list(ring[1])]
    code, place = find_shared_corner(areas, codes[2:])
    ring = areas[code][1][0][0]
    ring[place] = [ring[place][0] + 2e-6, ring[place][1]]
    return codes[:2] + [code]


def write_shapefile(folder, name, areas):
    """As another program would have it; the file's path."""
    source = folder / f"{name}.geojson"
    features = [{"type": "Feature", "properties": {"WGBM": code, "MC": label},
                 "geometry": {"type": "MultiPolygon",
                              "coordinates": [[[list(shift(*at)) for at in ring] for ring in polygon]
                                              for polygon in polygons]}}
                for code, (label, polygons) in areas.items()]
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False),
                      encoding="utf-8")
    path = folder / f"{name}.shp"
    subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "-lco", "ENCODING=GBK", "-a_srs", "EPSG:4490",
                    str(path), str(source)], check=True, capture_output=True)
    return path

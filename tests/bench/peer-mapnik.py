#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the units with Mapnik: peer-mapnik.py SCALE SHAPEFILE

From a shapefile in Web Mercator, filled and with thin borders, on a whole
screen. Prints the median processor time of each view as a line of JSON."""

import os
import statistics
import sys
import time

import mapnik

from views import HEIGHT, VIEWS, WIDTH, report, times_for, view_box

MERCATOR = ("+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m "
            "+nadgrids=@null +wktext +no_defs")
STYLE = f"""<Map srs="{MERCATOR}">
  <Style name="unit"><Rule>
    <PolygonSymbolizer fill="rgba(230, 150, 60, 0.6)"/>
    <LineSymbolizer stroke="rgba(61, 56, 63, 0.5)" stroke-width="0.5"/>
  </Rule></Style>
</Map>"""


def draw(shown, box):
    shown.zoom_to_box(mapnik.Box2d(*box))
    image = mapnik.Image(WIDTH, HEIGHT)
    begin = time.process_time()
    mapnik.render(shown, image)
    used = time.process_time() - begin
    if folder := os.environ.get("SGM_BENCH_PICTURES"):
        image.save(os.path.join(folder, f"mapnik-{int(box[2] - box[0])}.png"))
    return used * 1000


def main():
    scale, path = int(sys.argv[1]), sys.argv[2]
    shown = mapnik.Map(WIDTH, HEIGHT, MERCATOR)
    mapnik.load_map_from_string(shown, STYLE)
    layer = mapnik.Layer("unit", MERCATOR)
    layer.datasource = mapnik.Shapefile(file=path)
    layer.styles.append("unit")
    shown.layers.append(layer)
    middle = layer.datasource.envelope().center()
    for where, zoom in VIEWS:
        box = view_box(middle.x, middle.y, zoom)
        draw(shown, box)
        report("Mapnik", scale, where, statistics.median(draw(shown, box) for _ in range(times_for(scale))))


main()

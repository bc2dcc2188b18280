#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the import of areas with all checks, beside ogr2ogr, which only
copies them, and beside QGIS' checks, and tells which of the figures to be
reached are reached.

  import.py --sgm PROGRAM --import PROGRAM [--scales 1,100] FOLDER

The districts are made in FOLDER and kept for the next time; the figures go to
FOLDER/import-figures.json. Guessing, reading and checking are processor time,
for the units of a district; making real is the time that people wait, for a
whole district that is new."""

import argparse
import json
import pathlib
import resource
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LEVELS = ("district", "street", "community", "grid", "unit")


def figure(what, scale, *wheres):
    return lambda figures: sum(figures[what, scale, where] for where in wheres)


def ratio(one, other):
    return lambda figures: one(figures) / other(figures)


OURS = ("guess", "read", "check")
QGIS = ("read", "validity", "overlaps", "gaps")
TARGETS = (
    ("guess, read and check, x1", figure("import", 1, *OURS), "≤", 1000, "ms"),
    ("guess, read and check, x100", figure("import", 100, *OURS), "≤", 30000, "ms"),
    ("QGIS' checks / ours, x1", ratio(figure("QGIS", 1, *QGIS), figure("import", 1, *OURS)), "≥", 1, "×"),
    ("QGIS' checks / ours, x100", ratio(figure("QGIS", 100, *QGIS), figure("import", 100, *OURS)), "≥", 1, "×"),
    ("ours / ogr2ogr's copy, x1", ratio(figure("import", 1, *OURS), figure("ogr2ogr", 1, "copy")), None, None, "×"),
    ("ours / ogr2ogr's copy, x100", ratio(figure("import", 100, *OURS), figure("ogr2ogr", 100, "copy")), None, None, "×"),
    ("made real, x1", figure("import", 1, "make real"), "≤", 10000, "ms"),
    ("made real, x100", figure("import", 100, "make real"), "≤", 300000, "ms"),
    ("the longest that others wait, x1", figure("others meanwhile", 1, "longest"), "≤", 200, "ms"),
    ("the longest that others wait, x100", figure("others meanwhile", 100, "longest"), "≤", 200, "ms"),
)


def run(*command):
    """The figures that a program prints."""
    result = subprocess.run([str(part) for part in command], text=True, capture_output=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def make_data(sgm, folder, scale):
    """The district, and its areas as other programs read them."""
    district = folder / f"x{scale}.sgm"
    areas = folder / f"areas-{scale}.gpkg"
    if not district.exists():
        print(f"Making the district x{scale}", flush=True)
        subprocess.run([sgm, "sample", "--scale", str(scale), "--database", district],
                       check=True, stdout=subprocess.DEVNULL)
    if not areas.exists():
        subprocess.run(["ogr2ogr", "-f", "GPKG", areas, district, *LEVELS], check=True)
    return district, areas


def measure_copy(folder, scale, areas):
    copy = folder / "copy.gpkg"
    copy.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["ogr2ogr", "-f", "GPKG", copy, areas, "unit"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    copy.unlink()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [{"what": "ogr2ogr", "scale": scale, "where": "copy", "value": used * 1000, "unit": "ms"}]


def find_python(module):
    """The interpreter that has a module: it is often the system's alone."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def judge(figures):
    judged = []
    print(f"\n{'to be reached':40}{'':>10}{'is':>10}")
    for name, compute, relation, limit, unit in TARGETS:
        try:
            value = compute(figures)
        except KeyError:
            continue
        reached = limit is None or (value <= limit if relation == "≤" else value >= limit)
        judged.append({"name": name, "value": value, "relation": relation, "limit": limit, "unit": unit,
                       "reached": reached})
        wanted = f"{relation} {limit}" if limit is not None else ""
        print(f"{name:40}{wanted:>10}{number(value):>10} {unit:5}{'' if reached else ' missed'}")
    return judged


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sgm", required=True)
    parser.add_argument("--import", dest="program", required=True)
    parser.add_argument("--scales", default="1,100")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    if not shutil.which("ogr2ogr"):
        sys.exit("ogr2ogr (package gdal-bin) is missing, which gives all of them the areas")

    python = find_python("qgis.core")
    if python is None:
        print("QGIS (package python3-qgis) is not installed")
    found = []
    for scale in map(int, arguments.scales.split(",")):
        district, areas = make_data(arguments.sgm, folder, scale)
        found += run(arguments.program, scale, district, areas)
        found += measure_copy(folder, scale, areas)
        if python is not None:
            found += run(python, HERE / "peer-qgis-checks.py", scale, areas)
    figures = {(entry["what"], entry["scale"], entry["where"]): entry["value"] for entry in found}
    for (what, scale, where), value in figures.items():
        print(f"{f'{what}, {where}':40}{f'x{scale}':>10}{number(value):>10} ms")
    judged = judge(figures)
    target = folder / "import-figures.json"
    target.write_text(json.dumps({"figures": found, "to be reached": judged}, ensure_ascii=False, indent=1))
    print(f"\nThe figures are in {target}")


main()

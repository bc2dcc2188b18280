#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how fast the map is, beside other programs that draw the same
polygons, and tells which of the figures to be reached are reached.

  run.py --sgm PROGRAM --core PROGRAM --themes PROGRAM --map PROGRAM --start PROGRAM --program PROGRAM
         [--scales 1,10,100] [--only core,map,start,peers] FOLDER

The districts are made in FOLDER and kept for the next time; the figures go to
FOLDER/figures.json. All are processor time (medians), but for the times until
the map is crisp and until a program has started. Programs that are not
installed are named as missing."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MAP_CASES = ("movements", "marks", "crispness", "memory-base", "memory")
SCREEN = "-screen 0 2560x1440x24"  # more than the window, which must fit on it
UNITS = "unit"
START_ROUNDS = 5
FRAME = 1000 / 60  # milliseconds

# What is to be reached: a name, how to compute it of the figures, at most (or
# at least) how much, and the unit.
def figure(what, scale, where):
    return lambda figures: figures[what, scale, where]


def ratio(one, other):
    return lambda figures: one(figures) / other(figures)


def difference(one, other):
    return lambda figures: one(figures) - other(figures)


RASTER = figure("raster and colours", 1, "z14 units")
TARGETS = (
    ("raster of one full view, x1 z14", RASTER, "≤", 25, "ms"),
    ("QGIS from GeoPackage / raster, x1 z14",
     ratio(figure("QGIS, GeoPackage", 1, "z14"), RASTER), "≥", 5, "×"),
    ("QGIS memory layer / raster, x1 z14",
     ratio(figure("QGIS, memory layer", 1, "z14"), RASTER), "≥", 2.5, "×"),
    ("recolour, x1", figure("recolour", 1, "z14.75"), "≤", 10, "ms"),
    ("recolour, x100", figure("recolour", 100, "z14.75"), "≤", 10, "ms"),
    ("recolour, x100 / x1",
     ratio(figure("recolour", 100, "z14.75"), figure("recolour", 1, "z14.75")), "≤", 1.5, "×"),
    ("an event arrives until the colours, x1", figure("an event arrives", 1, "worst"), "≤", FRAME, "ms"),
    ("an event arrives until the colours, x100", figure("an event arrives", 100, "worst"), "≤", FRAME, "ms"),
    ("pan x1, layers / base map alone",
     ratio(figure("pan", 1, "layers"), figure("pan", 1, "base map")), "≤", 1.3, "×"),
    ("pan, x100 / x1",
     ratio(figure("pan", 100, "layers"), figure("pan", 1, "layers")), "≤", 1.5, "×"),
    ("hover, x1", figure("hover", 1, "z14.75"), "≤", 2, "ms/frame"),
    ("hover, x100", figure("hover", 100, "z14.75"), "≤", 2, "ms/frame"),
    ("crisp after a zoom, x1", figure("crisp after a zoom", 1, "time"), "≤", 250, "ms"),
    ("crisp after a zoom, x100", figure("crisp after a zoom", 100, "time"), "≤", 1000, "ms"),
    ("hit test, x1", figure("hit test", 1, "units"), "≤", 1, "µs"),
    ("hit test, x100", figure("hit test", 100, "units"), "≤", 2.5, "µs"),
    ("memory above the base map, x1",
     difference(figure("memory", 1, "layers"), figure("memory", 1, "base map")), "≤", 60, "MB"),
    ("memory above the base map, x100",
     difference(figure("memory", 100, "layers"), figure("memory", 100, "base map")), "≤", 350, "MB"),
    ("pan with 16,000 events above none",
     difference(figure("events, pan", 1, "16000"), figure("events, pan", 1, "0")), "≤", 5, "ms/frame"),
    ("second start, district / gnome-maps' window",
     ratio(figure("second start", 1, "district"), figure("second start", 1, "gnome-maps")), "≤", 0.7, "×"),
    ("second start, district / QGIS' window",
     ratio(figure("second start", 1, "district"), figure("second start", 1, "QGIS")), "≤", 0.3, "×"),
    ("an event arrives among 16,000, above among none",
     difference(figure("events, one arrives", 1, "16000"), figure("events, one arrives", 1, "0")), "≤", 16, "ms/frame"),
    ("pan with 160,000 events above none",
     difference(figure("events, pan", 1, "160000"), figure("events, pan", 1, "0")), None, None, "ms/frame"),
)


def run(command, env=None):
    """The figures that a program prints."""
    result = subprocess.run([str(part) for part in command], env=env, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def make_data(sgm, folder, scale):
    """The district, and its units as other programs read them."""
    district = folder / f"x{scale}.sgm"
    package = folder / f"units-{scale}.gpkg"
    shapes = folder / f"units-{scale}.shp"
    if not district.exists():
        print(f"Making the district x{scale}", flush=True)
        subprocess.run([sgm, "sample", "--scale", str(scale), "--database", district],
                       check=True, stdout=subprocess.DEVNULL)
        if scale == 1:
            subprocess.run([sgm, "basemap", "--continue", "--database", district],
                           check=True, stdout=subprocess.DEVNULL)
    if shutil.which("ogr2ogr"):
        if not package.exists():
            subprocess.run(["ogr2ogr", "-f", "GPKG", package, district, UNITS], check=True)
        if not shapes.exists():
            subprocess.run(["ogr2ogr", "-t_srs", "EPSG:3857", shapes, package, UNITS], check=True)
    return district


def find_python(module):
    """The interpreter that has a module: it is often the system's alone."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def run_peers(folder, scales):
    figures, missing = [], []
    if not shutil.which("ogr2ogr"):
        return figures, ["ogr2ogr (package gdal-bin), which gives QGIS and Mapnik the polygons"]
    for name, module, program, suffix in (("QGIS (package python3-qgis)", "qgis.core", "peer-qgis.py", "gpkg"),
                                          ("Mapnik (package python3-mapnik)", "mapnik", "peer-mapnik.py", "shp")):
        python = find_python(module)
        if python is None:
            missing.append(name)
            continue
        for scale in scales:
            print(f"{name.split(' ')[0]} x{scale}", flush=True)
            figures += run([python, HERE / program, scale, folder / f"units-{scale}.{suffix}"])
    return figures, missing


def run_map(program, folder, scales):
    """The window's figures, on a screen of its own where that can be had."""
    env = dict(os.environ, GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory", GTK_A11Y="none",
               ADW_DISABLE_PORTAL="1")
    screen = ["xvfb-run", "--auto-servernum", f"--server-args={SCREEN}"]
    if not shutil.which("xvfb-run"):
        return [], ["xvfb-run (package xvfb), for the window's figures"]
    figures = []
    for scale in scales:
        for case in MAP_CASES + (("events",) if scale == 1 else ()):
            print(f"Map x{scale}: {case}", flush=True)
            figures += run(screen + [program, case, scale, folder / f"x{scale}.sgm", folder / "x1.mbtiles"], env)
    return figures, []


def run_start(starter, program, folder):
    """How long programs take from their start to their window, and ours to the
    district that is drawn in it: all the second time, in turns."""
    if not shutil.which("xvfb-run") or not shutil.which("dbus-run-session"):
        return [], ["xvfb-run or dbus-run-session (packages xvfb and dbus), for the times to start"]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    env = {name: value for name, value in os.environ.items()
           if not name.startswith(("XDG_", "DBUS_", "WAYLAND_", "GTK_", "GDK_", "GSK_", "PY"))}
    # QGIS brings Python, and would take another one for its own.
    env.update(HOME=str(home), PATH="/usr/local/bin:/usr/bin:/bin", GDK_BACKEND="x11", GSETTINGS_BACKEND="memory", GTK_A11Y="none",
               QT_QPA_PLATFORM="xcb", LC_ALL="C.UTF-8", LANGUAGE="en")
    ours = [program, "--database", folder / "x1.sgm"]
    picture = folder / "started.screen"
    found, missing = {}, []

    def start(*arguments):
        result = subprocess.run(["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24",
                                 "dbus-run-session", "--", starter, *map(str, arguments)],
                                env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if result.returncode != 0:
            sys.exit(f"{' '.join(map(str, arguments))} failed:\n{result.stderr}")
        # What the session bus starts prints, too.
        return next((json.loads(line)["ms"] for line in result.stdout.splitlines() if line.startswith("{")), None)

    cases = [("district", ["picture", picture, *ours]), ("window", ["window", *ours])]
    for name, command in (("gnome-maps", ["gnome-maps"]),
                          ("QGIS", ["qgis", "--nologo", "--noversioncheck"])):
        if shutil.which(command[0], path=env["PATH"]):
            cases.append((name, ["window", *command]))
        else:
            missing.append(f"{name} (package {command[0]})")
    start("learn", picture, *ours)
    for turn in range(START_ROUNDS + 1):
        for name, arguments in cases:
            print(f"Start {turn}: {name}", flush=True)
            time = start(*arguments)
            if turn > 0:  # the first is not the second
                found.setdefault(name, []).append(time)
    return [{"what": "second start", "scale": 1, "where": name, "value": statistics.median(times), "unit": "ms"}
            for name, times in found.items()], missing


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def print_figures(figures, scales):
    rows = {}
    for (what, scale, where), value in figures.items():
        rows.setdefault((what, where), {})[scale] = value
    print(f"\n{'':42}" + "".join(f"{'x' + str(scale):>10}" for scale in scales))
    for (what, where), values in rows.items():
        cells = "".join(f"{number(values[scale]) if scale in values else '':>10}" for scale in scales)
        print(f"{what + ', ' + where:42}{cells}  {UNIT_OF[what]}")


UNIT_OF = {}


def judge(figures):
    judged = []
    print(f"\n{'to be reached':44}{'':>12}{'is':>10}")
    for name, compute, relation, limit, unit in TARGETS:
        try:
            value = compute(figures)
        except KeyError:
            judged.append({"name": name, "value": None})
            print(f"{name:44}{'not measured':>22}")
            continue
        reached = limit is None or (value <= limit if relation == "≤" else value >= limit)
        judged.append({"name": name, "value": value, "relation": relation, "limit": limit, "unit": unit,
                       "reached": reached})
        wanted = f"{relation} {limit:.4g}" if limit is not None else ""
        print(f"{name:44}{wanted:>12}{number(value):>10} {unit:9}{'' if reached else ' missed'}")
    return judged


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sgm", required=True)
    parser.add_argument("--core", required=True)
    parser.add_argument("--themes", required=True)
    parser.add_argument("--map")
    parser.add_argument("--start")
    parser.add_argument("--program")
    parser.add_argument("--scales", default="1,10,100")
    parser.add_argument("--only", default="core,map,start,peers", help="which parts to measure")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    scales = [int(scale) for scale in arguments.scales.split(",")]
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)

    found, missing = [], []
    for scale in sorted({1, *scales}):
        make_data(arguments.sgm, folder, scale)
    parts = arguments.only.split(",")
    for scale in scales if "core" in parts else ():
        print(f"Core x{scale}", flush=True)
        found += run([arguments.core, scale, folder / f"x{scale}.sgm"])
        found += run([arguments.themes, scale, folder / f"x{scale}.sgm"])
    measured = []
    if arguments.map and "map" in parts:
        measured.append(run_map(arguments.map, folder, scales))
    if arguments.start and "start" in parts:
        measured.append(run_start(arguments.start, arguments.program, folder))
    elif "start" in parts:
        missing.append("libX11 (package libx11-dev) or the window, for the times to start")
    if "peers" in parts:
        measured.append(run_peers(folder, scales))
    for more, absent in measured:
        found += more
        missing += absent

    UNIT_OF.update((f["what"], f["unit"].replace("us", "µs")) for f in found)
    figures = {(f["what"], f["scale"], f["where"]): f["value"] for f in found}
    print_figures(figures, scales)
    judged = judge(figures)
    for name in missing:
        print(f"MISSING: {name} is not installed, so its figures are not there.")
    target = folder / "figures.json"
    target.write_text(json.dumps({"figures": found, "to be reached": judged, "missing": missing},
                                 ensure_ascii=False, indent=1))
    print(f"\nThe figures are in {target}")


main()

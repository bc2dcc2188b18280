#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how long the sample's base map takes and how large it is: the first
zooms, after which a window can be opened, and all of it, light and dark.

  basemap.py --sgm PROGRAM FOLDER

The district is made in FOLDER and kept for the next time; the figures go to
FOLDER/basemap-figures.json. Seconds are those of the clock, with as many
threads as there are processors, up to four; processor seconds are of all."""

import argparse
import json
import pathlib
import resource
import sqlite3
import subprocess
import time


def measure(*command):
    """Seconds and processor seconds of a program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def count_tiles(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return sum(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                   for table in ("tiles", "tiles_dark"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sgm", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    district = folder / "x1.sgm"
    tiles = folder / "basemap.mbtiles"
    if not district.exists():
        subprocess.run([arguments.sgm, "sample", "--database", district], check=True, stdout=subprocess.DEVNULL)

    figures = []
    for what, option in (("first zooms", "--first-zooms"), ("the rest", "--continue")):
        seconds, processor = measure(arguments.sgm, "basemap", option, "--database", district, "--out", tiles)
        figures.append({"what": what, "seconds": seconds, "processor": processor,
                        "tiles": count_tiles(tiles), "megabytes": tiles.stat().st_size / 1e6})
        print(f"{what:12}{seconds:8.1f} s{processor:8.1f} s of processors"
              f"{figures[-1]['tiles']:8,} tiles{figures[-1]['megabytes']:8.1f} MB", flush=True)
    (folder / "basemap-figures.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the store beside plain SQLite, and tells which of the figures to be
reached are reached.

  store.py --sgm PROGRAM --store PROGRAM --timeline PROGRAM [--scales 1,10] FOLDER

The districts are made in FOLDER and kept for the next time; the figures go to
FOLDER/store-figures.json. They are medians; changes are measured three times
over, and the middle figure counts."""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

ROUNDS = 3


def figure(what, scale, where):
    return lambda figures: figures[what, scale, where]


def ratio(one, other):
    return lambda figures: one(figures) / other(figures)


BATCH = "batch of 1,000 events"
TARGETS = (
    ("single change p50 / bare commit",
     ratio(figure("single change", 1, "p50"), figure("bare commit", 1, "p50")), "≤", 1.5, "×"),
    ("single change p99 / bare commit",
     ratio(figure("single change", 1, "p99"), figure("bare commit", 1, "p99")), None, None, "×"),
    ("batches, with journal and inbox", figure(BATCH, 1, "store"), "≥", 30000, "events/s"),
    ("batches, bare rows / store", ratio(figure(BATCH, 1, "bare rows"), figure(BATCH, 1, "store")), "≤", 3, "×"),
    ("a change beside a flood of others, p50", figure("change beside a flood", 1, "p50"), "≤", 100, "ms"),
    ("a change beside a flood of others, longest", figure("change beside a flood", 1, "longest"), None, None, "ms"),
    ("opening x1", figure("opening", 1, "live district"), "≤", 300, "ms"),
    ("opening x10", figure("opening", 10, "live district"), "≤", 3000, "ms"),
    ("opening x100", figure("opening", 100, "live district"), None, None, "ms"),
    ("100 entries into the district, x1", figure("100 entries", 1, "into the district"), "≤", 2, "ms"),
    ("memory of the live district, x1", figure("memory", 1, "live district"), "≤", 40, "MB"),
    ("the past, any moment, at the longest, x1", figure("past, any moment, longest", 1, "core"), "≤", 500, "ms"),
    ("verify of the whole sample, x1", figure("verify", 1, "whole sample"), "≤", 10, "s"),
)


def run(*command):
    """The figures that a program prints."""
    result = subprocess.run([str(part) for part in command], text=True, capture_output=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def make_district(sgm, folder, scale):
    district = folder / f"x{scale}.sgm"
    if not district.exists():
        print(f"Making the district x{scale}", flush=True)
        subprocess.run([sgm, "sample", "--scale", str(scale), "--database", district],
                       check=True, stdout=subprocess.DEVNULL)
    return district


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
        print(f"{name:40}{wanted:>10}{number(value):>10} {unit:9}{'' if reached else ' missed'}")
    return judged


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sgm", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--timeline", required=True)
    parser.add_argument("--scales", default="1,10")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)

    found = [entry for _ in range(ROUNDS) for entry in run(arguments.store, "changes")]
    found += run(arguments.store, "beside")
    for scale in map(int, arguments.scales.split(",")):
        found += run(arguments.store, "open", scale, make_district(arguments.sgm, folder, scale))
    found += run(arguments.timeline, make_district(arguments.sgm, folder, 1))
    rows = {}
    for entry in found:
        rows.setdefault((entry["what"], entry["scale"], entry["where"], entry["unit"]), []).append(entry["value"])
    figures = {}
    for (what, scale, where, unit), values in rows.items():
        figures[what, scale, where] = statistics.median(values)
        print(f"{f'{what}, {where}':40}{f'x{scale}':>10}{number(figures[what, scale, where]):>10} {unit}")
    judged = judge(figures)
    target = folder / "store-figures.json"
    target.write_text(json.dumps({"figures": found, "to be reached": judged}, ensure_ascii=False, indent=1))
    print(f"\nThe figures are in {target}")


main()

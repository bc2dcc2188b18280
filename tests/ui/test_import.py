#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Shapefile of another program goes in through the real window: shifted as
Chinese map services shift, in GBK, with faults, and mostly by keyboard."""
import math
import getpass
import re
import shutil

import area_file
from harness import Desktop, wait_for
from import_panel import STEPS, Import

REPAIR = re.compile(r"^Repair \d+$")
NEW_NAME = "新桥头网格"
CENTIMETRE = 0.01


def to_metres(at):
    return at[0] * 111320 * math.cos(math.radians(22.6)), at[1] * 110740


def list_lines(polygons):
    rings = [[to_metres(at) for at in ring] for polygon in polygons for ring in polygon]
    return [line for ring in rings for line in zip(ring, ring[1:])]


def get_distance(at, line):
    """Of a point to a line between two, in metres."""
    (x, y), (x0, y0), (x1, y1) = at, *line
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    part = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length if length > 0 else 0
    part = min(max(part, 0), 1)
    return math.hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0))


def get_deviation(before, after):
    """How far the farthest corner of an area is from the border that it had,
    or the other way round, in metres."""
    one, two = list_lines(before), list_lines(after)
    return max(min(get_distance(line[0], other) for other in others)
               for lines, others in [(one, two), (two, one)] for line in lines)


def check_areas(before, after, names):
    """That the ground is the same to a centimetre, and names are as said."""
    assert before.keys() == after.keys()
    for code, (name, polygons) in before.items():
        assert after[code][0] == names.get(code, name), (code, after[code][0])
        if polygons != after[code][1]:
            deviation = get_deviation(polygons, after[code][1])
            assert deviation <= CENTIMETRE, (code, deviation)


def import_grids(desktop, folder):
    program = desktop.start()
    program.find(name="Map")
    panel = Import(program)
    before = area_file.read_areas(desktop.database, "grid")
    areas = area_file.read_areas(desktop.database, "grid")
    faulty = area_file.add_faults(areas)
    renamed = sorted(areas)[9]
    areas[renamed] = (NEW_NAME, areas[renamed][1])
    path = area_file.write_shapefile(folder, "wangge", areas)

    panel.open(path)
    panel.find("label", "190 grids")
    panel.find("label", "GCJ-02 (Amap, Tencent)")
    panel.find("label", before[faulty[0]][0])

    panel.go_on()
    panel.wait_for(2)
    panel.find("label", re.compile("^1 prevents the import"))
    while found := panel.look("push button", REPAIR):
        label = found[0].get_name()
        panel.go_on()
        wait_for("repairs", lambda label=label: panel.look("push button", "Back")
                 and not panel.look("push button", label))
    panel.find("label", "Nothing Was Found")

    leave_and_come_back(program, panel)
    panel.go_on()
    panel.wait_for(3)
    panel.find("push button", "Make Real")
    figures = panel.get_figures()
    assert figures == [0, 0, 1, 0, 189], figures
    look_at_change(program, panel, f"{before[renamed][0]} → {NEW_NAME}")
    panel.go_on()
    program.find("label", "Real now: 0 areas begin, 1 change, 0 end")
    check_areas(before, area_file.read_areas(desktop.database, "grid"), {renamed: NEW_NAME})
    desktop.sgm("verify")

    program.press("ctrl+z")
    program.find("label", "Taken back: all is as it was before")
    check_areas(before, area_file.read_areas(desktop.database, "grid"), {})
    desktop.sgm("verify")
    return panel, path


def look_at_change(program, panel, title):
    """A click on an area that would change has the map show it."""
    row = panel.find("label", title)
    before = program.desktop.read_picture()
    program.click(row)
    wait_for("the map to show it", lambda: count_differences(before, program.desktop.read_picture()) > 0.2)


def count_differences(one, two):
    """Which part of two pictures of the screen is not the same."""
    return sum(a != b for a, b in zip(one[::97], two[::97])) / len(one[::97])


def leave_and_come_back(program, panel):
    """An event is chosen meanwhile: what Enter would send is to be seen, and
    the import is where it was."""
    program.click(program.look("list item", re.compile("Filed"))[0])
    program.find("push button", re.compile("^Assign to "))
    program.press("ctrl+i")
    panel.find("label", "Nothing Was Found")
    # News of the district does not push it away again.
    just_now = re.compile("^(Live|Paused).* now$")
    wait_for("some time without news", lambda: not program.look("label", just_now))
    program.desktop.sgm("user", "give", getpass.getuser(), "administrator")
    program.find("label", just_now)
    panel.find("label", "Nothing Was Found")


def cancel(program, panel, path, database):
    """Escape goes back step by step and leaves nothing behind."""
    before = area_file.read_areas(database, "grid")
    panel.open(path)
    program.press("Escape")
    panel.wait_for(0)
    program.press("Escape")
    wait_for("the end of the import", lambda: not panel.is_open())
    assert area_file.read_areas(database, "grid") == before


def refuse(program, panel, folder):
    """What is no file of areas is said in words, and the next file is taken."""
    broken = folder / "broken.gpkg"
    broken.write_bytes(b"SQLite format 3\0" + b"\xff" * 3000)
    panel.choose(broken)
    program.find("label", re.compile("broken.gpkg"))
    assert panel.is_open()
    program.press("Escape")
    wait_for("the end of the import", lambda: not panel.is_open())


def open_with_program(desktop, path):
    """A file that is given to the program is one to be imported."""
    program = desktop.start(path)
    program.find("label", STEPS[1])
    program.find("label", "190 grids")
    program.close()


def main():
    with Desktop() as desktop:
        folder = desktop.folder / "files"
        folder.mkdir()
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        panel, path = import_grids(desktop, folder)
        cancel(panel.program, panel, path, desktop.database)
        refuse(panel.program, panel, folder)
        panel.program.close()
        open_with_program(desktop, path)
        shutil.rmtree(folder)


main()

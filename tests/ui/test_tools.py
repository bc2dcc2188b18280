#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools of the map in the real window: selecting several areas, measuring,
asking what is inside, saved views, and all of it by keyboard."""
import math
import re

from harness import Atspi, Desktop, is_soon, wait_for

COORDINATES = re.compile(r"^CGCS2000 ([\d.]+)° E, ([\d.]+)° N(?: · (\d{15}))?$")


class Chart:
    """The map: where it is on the screen and what it says."""

    def __init__(self, program):
        self.program = program
        self.node = program.find(name="Map")
        self.inspector = program.find(name="Inspector")
        left, top, width, height = program.get_box(self.node)
        self.x, self.y = left + width // 2, top + height // 2

    def at(self, dx, dy):
        return self.x + dx, self.y + dy

    def read(self, pattern):
        """The label on the map that matches a pattern."""
        return pattern.match(self.program.find(None, pattern, within=self.node).get_name())

    def count_selected(self):
        """How many areas the inspector says are selected."""
        labels = self.program.look(None, re.compile(r"^\d+ areas?$"), within=self.inspector)
        return int(labels[0].get_name().split()[0]) if labels else 1

    def wait_for_count(self, test):
        return wait_for("another number of selected areas",
                        lambda: (n := self.count_selected()) and test(n) and n)

    def click(self, name):
        self.program.click(self.program.find(None, name, within=self.node))

    def read_place(self):
        labels = self.program.look("label", COORDINATES, within=self.node)
        return labels[0].get_name() if labels else None

    def get_place(self, dx, dy):
        """Longitude, latitude and grid code at a place of the map, once it has
        come to rest. The label tells of the pointer's last place until the
        program has seen it move, so it goes there from somewhere else."""
        self.program.point_at(*self.at(dx + 9, dy + 9))
        elsewhere = self.read_place()
        self.program.point_at(*self.at(dx, dy))
        is_soon(lambda: self.read_place() != elsewhere, 1)

        seen = [None] * 3

        def is_at_rest():
            seen.append(self.read_place())
            return seen[-1] is not None and len(set(seen[-3:])) == 1

        wait_for("the map at rest", is_at_rest)
        found = COORDINATES.match(self.read_place())
        return float(found[1]), float(found[2]), found[3]


def get_distance(a, b):
    """Metres between two near places, by the radii of curvature of CGCS2000's
    ellipsoid at their middle latitude."""
    squared = 2 / 298.257222101 - 298.257222101 ** -2
    latitude = math.radians((a[1] + b[1]) / 2)
    part = 1 - squared * math.sin(latitude) ** 2
    east = 6378137 / math.sqrt(part) * math.cos(latitude) * math.radians(b[0] - a[0])
    north = 6378137 * (1 - squared) / part ** 1.5 * math.radians(b[1] - a[1])
    return math.hypot(east, north)


def find_spots(chart, n_spots):
    """Places in different grids. An event's sign may be there, which a click
    with Ctrl passes by."""
    spots = {}
    for dx, dy in [(0, 0), (90, 0), (-90, 0), (0, 90), (0, -90), (130, 130), (-130, -130)]:
        if code := chart.get_place(dx, dy)[2]:
            spots.setdefault(code, (dx, dy))
    assert len(spots) >= n_spots, spots
    return list(spots.values())[:n_spots]


def select_with_ctrl(chart, spots):
    program = chart.program
    for n, spot in enumerate(spots, 1):
        program.click_with("ctrl", *chart.at(*spot))
        chart.wait_for_count(lambda count, n=n: count == n)
    program.click_with("ctrl", *chart.at(*spots[-1]))
    chart.wait_for_count(lambda count: count == 3)
    program.find("label", "workers on duty", within=chart.inspector)
    program.find("label", re.compile(r"^[\d.]+ km²$"), within=chart.inspector)

    program.click(program.find("push button", "Copy the codes", within=chart.inspector))
    program.find("label", "3 codes copied")
    program.press("Escape")
    chart.wait_for_count(lambda count: count == 1)


def select_relatives(chart):
    """By keyboard alone, from one grid."""
    program = chart.program
    program.press("n")
    n_around = chart.wait_for_count(lambda count: count > 2)
    program.press("ctrl+Next")
    chart.wait_for_count(lambda count: count > n_around)
    program.press("ctrl+Prior")
    chart.wait_for_count(lambda count: count == n_around)
    program.press("Escape")
    chart.wait_for_count(lambda count: count == 1)


def go_through_levels(chart):
    """Page Down goes down the levels, Page Up and Escape up, the arrows from
    neighbour to neighbour; the label says where, though the pointer rests
    elsewhere."""
    program = chart.program

    def get_chain():
        labels = program.look("label", re.compile("街道"), within=chart.node)
        return labels[0].get_name().split(" · ")[0] if labels else ""

    while get_chain().count(" › ") > 0:
        before = get_chain()
        program.press("Prior")
        wait_for("the area around", lambda before=before: get_chain() != before)
    street = get_chain()
    for depth in range(1, 4):
        program.press("Next")
        wait_for("the level below", lambda depth=depth: get_chain().count(" › ") == depth)
    assert get_chain().startswith(street)
    unit = get_chain()
    program.press("Right")
    wait_for("the neighbour", lambda: get_chain() not in ("", unit))
    program.press("Prior")
    wait_for("the grid", lambda: get_chain().count(" › ") == 2)
    program.press("Home")


def select_in_shapes(chart):
    program = chart.program
    chart.click("Select areas in a rectangle")
    program.find(None, re.compile("^Drag across"), within=chart.node)
    place = chart.get_place(0, 0)
    program.drag([chart.at(-60, -60), chart.at(0, 0), chart.at(60, 60)])
    n_inside = chart.wait_for_count(lambda count: count > 2)
    assert chart.get_place(0, 0) == place, "the map was moved instead"

    program.drag([chart.at(-100, 0), chart.at(-160, 50)], button=2)
    wait_for("the map moved", lambda: chart.get_place(0, 0) != place)
    program.drag([chart.at(-160, 50), chart.at(-100, 0)], button=2)

    program.press("o")
    program.find(None, re.compile("^Draw around"), within=chart.node)
    program.xdotool("keydown", "ctrl")
    program.drag([chart.at(round(130 * math.cos(a / 8)), round(130 * math.sin(a / 8)))
                  for a in range(51)])
    program.xdotool("keyup", "ctrl")
    chart.wait_for_count(lambda count: count > n_inside)
    program.press("Escape", "Escape")
    chart.wait_for_count(lambda count: count == 1)


def measure(chart):
    program = chart.program
    length = re.compile(r"^([\d.]+) km$")
    points = [chart.get_place(*spot) for spot in [(-100, 0), (100, 0), (100, 100)]]
    legs = [get_distance(points[0], points[1]), get_distance(points[1], points[2])]

    program.press("m")
    for spot in [(-100, 0), (100, 0), (100, 100)]:
        program.click_at(*chart.at(*spot))
    program.press("Return")
    wait_for("the length", lambda: abs(float(chart.read(length)[1]) * 1000 - sum(legs)) < 5)
    # What has been drawn stays; another click begins anew.
    program.click_at(*chart.at(-100, 0))
    program.click_at(*chart.at(100, 0))
    program.click_at(*chart.at(0, 100))
    program.press("BackSpace")
    program.point_at(*chart.at(100, 100))
    wait_for("the length again", lambda: abs(float(chart.read(length)[1]) * 1000 - sum(legs)) < 5)
    program.press("Escape")

    program.press("a")
    for spot in [(-100, 0), (100, 0), (100, 100)]:
        program.click_at(*chart.at(*spot))
    program.press("Return")
    value = chart.read(re.compile(r"^([\d.]+) km² · [\d.]+ km around$"))
    assert abs(float(value[1]) * 1e6 / (legs[0] * legs[1] / 2) - 1) < 0.005, value[0]
    program.press("Escape")


def ask_what_is_inside(chart):
    program = chart.program
    program.press("c")
    program.click_at(*chart.at(0, 0))
    program.click_at(*chart.at(90, 0))
    program.find(None, "Inside the circle", within=chart.inspector)
    program.find(None, "minimal units", within=chart.inspector)
    radius = float(chart.read(re.compile(r"^radius ([\d.]+) km"))[1]) * 1000
    size = program.find("label", re.compile(r"^[\d.]+ km²$"), within=chart.inspector).get_name()
    assert abs(float(size.split()[0]) * 1e6 / (math.pi * radius ** 2) - 1) < 0.002

    # An order can be given from there, and the circle stays.
    rows = program.look(None, re.compile(", (Filed|Reported)$"), within=chart.inspector)
    if rows:
        program.click(rows[0])
        program.find("push button", re.compile("^Assign"), within=chart.inspector)
        program.find(None, "Inside the circle", within=chart.inspector)
    program.press("p")
    wait_for("the circle gone", lambda: not program.look(None, "Inside the circle"))
    for spot in [(-60, -60), (60, -60), (60, 60), (-60, 60)]:
        program.click_at(*chart.at(*spot))
    program.press("Return")
    program.find(None, "Inside the polygon", within=chart.inspector)
    program.click(program.find("push button", "Back to one area", within=chart.inspector))
    wait_for("the polygon gone", lambda: not program.look(None, "Inside the polygon"))


def save_a_view(chart):
    program = chart.program
    home = chart.get_place(0, 0)
    program.press("v")
    name = program.find("text", "Name of this view")
    wait_for("the focus", lambda: name.get_state_set().contains(Atspi.StateType.FOCUSED))
    program.write("Home view")
    program.press("Return")
    program.find("label", "View saved")
    return home


def show_the_view(chart, home):
    program = chart.program
    program.press("shift+Left", "shift+Left", "plus")
    wait_for("the map moved", lambda: get_distance(chart.get_place(0, 0), home) > 100)
    chart.program.press("1")
    wait_for("the view back", lambda: get_distance(chart.get_place(0, 0), home) < 2)


def stay_when_news_comes(chart, home):
    """New data never moves the view."""
    program = chart.program
    events = len(program.look("list item"))
    program.press("ctrl+shift+s")
    is_soon(lambda: len(program.look("list item")) != events, 6)
    program.press("ctrl+shift+s")
    assert get_distance(chart.get_place(0, 0), home) < 2


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        program = desktop.start()
        program.find("label", "sample data")
        chart = Chart(program)
        select_with_ctrl(chart, find_spots(chart, 4))
        select_relatives(chart)
        go_through_levels(chart)
        select_in_shapes(chart)
        measure(chart)
        ask_what_is_inside(chart)
        home = save_a_view(chart)
        show_the_view(chart, home)
        stay_when_news_comes(chart, home)
        program.close()

        program = desktop.start()
        program.find("label", "sample data")
        show_the_view(Chart(program), home)
        program.close()


if __name__ == "__main__":
    main()

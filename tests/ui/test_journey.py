#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dispatcher's first assignment: from a click on the map to finding it again
after the program was killed."""
import re

from harness import Desktop, is_soon, wait_for

ASSIGNED = re.compile("^Assigned to (.+?): .")
ASSIGN = re.compile("^Assign to .")


def spots(box, step=45):
    """Points of a box, from its middle outwards."""
    left, top, width, height = box
    points = [(x, y) for x in range(left + step, left + width - step, step)
              for y in range(top + step, top + height - step, step)]
    return sorted(points, key=lambda at: (at[0] - left - width / 2) ** 2
                  + (at[1] - top - height / 2) ** 2)


def get_place(program, chart):
    """What the map says is under the pointer, from the street down."""
    labels = program.look("label", re.compile(" › "), within=chart)
    return labels[0].get_name() if labels else ""


def click_area_with_work(program):
    """Clicks on the map until the area there has an event to assign. Returns
    the area's name."""
    program.find("label", "sample data")
    chart = program.find(name="Map")
    inspector = program.find(name="Inspector")
    for x, y in spots(program.get_box(chart)):
        program.point_at(x, y)
        place = get_place(program, chart)
        if not place or " · " in place:
            continue  # outside the district, or an event's sign
        program.click_at(x, y)
        area = place.split(" › ")[-1]
        if not program.is_there("label", area, within=inspector):
            # It was the badge of several events, and the map went nearer.
            program.click(program.find("push button", "Show the whole district"))
            program.point_at(x, y)
            is_soon(lambda: get_place(program, chart) == place)
        elif program.look("label", re.compile(f"^{area} → "), within=inspector):
            return area
    raise AssertionError("no area on the map has an event to assign")


def go_up(program):
    """Up from a grid to the whole district, where there is nothing to send,
    whatever was clicked before."""
    program.press(*["Escape"] * 4)
    program.find("label", re.compile(r"^\d{6}$"), within=program.find(name="Inspector"))


def find_dispatched(program, area):
    """The events of an area that are dispatched, as the inspector's rows say
    them."""
    rows = program.look(None, re.compile(f", {area}, Dispatched$"),
                        within=program.find(name="Inspector"))
    return {row.get_name() for row in rows}


def assign_undo_assign(program):
    """Returns the area's code and name, the row of the event there, and who
    was sent."""
    area = click_area_with_work(program)
    code = program.find("label", re.compile(r"^\d{15}$")).get_name()
    before = find_dispatched(program, area)
    program.click(program.find("push button", ASSIGN))
    program.find("label", ASSIGNED)
    row, = wait_for("another event that is dispatched",
                    lambda: find_dispatched(program, area) - before)

    program.press("ctrl+z")
    program.find("label", re.compile("^Withdrawn from .+: ."))
    wait_for("the event as it was", lambda: find_dispatched(program, area) == before)

    program.press("Return")
    worker = ASSIGNED.match(program.find("label", ASSIGNED).get_name())[1]
    wait_for("the event dispatched", lambda: row in find_dispatched(program, area))
    return code, area, row, worker


def find_assignment(program, code, area, row, worker):
    program.find("label", "sample data")
    program.press("ctrl+k")
    program.write(code)
    program.find("label", area)
    program.press("Return")
    # The queue has a row of the same name, perhaps below what can be seen.
    program.click(program.find(None, row, within=program.find(name="Inspector")))
    program.find("push button", "Withdraw")
    program.find("label", worker, within=program.find(name="Inspector"))


def choose_theme(program):
    """By a key; the next start remembers it."""
    program.press("t")
    program.find("label", "Open events whose time is up", within=program.find(name="Legend"))
    program.press("l")
    wait_for("the legend folded", lambda: not program.look("label", "Open events whose time is up"))
    program.press("l")


def check_names(program):
    """That whatever can be pressed or filled in says what it is. GTK names
    what has no name after its type, and “GtkLabel” what is called by a label
    that says nothing yet, which is not on the screen."""
    nameless = [node.get_role_name() + " " + node.get_name()
                for role in ["push button", "toggle button", "combo box", "entry", "page tab"]
                for node in program.look(role)
                if re.match("((?!GtkLabel)Gtk|Adw|Sgm|Shumate|$)", node.get_name())
                and node.get_parent().get_role_name() != "combo box"]
    assert not nameless, nameless


def check_chinese(program):
    """That the window speaks Chinese, all of it."""
    program.find("label", "示例数据")
    program.find("frame", "江海区 — 智慧网格地图")
    labels = [node.get_name() for node in program.look("label")]
    assert len(labels) > 40, labels
    english = [label for label in labels if re.search("[A-Za-z]{3}", label.replace("CGCS2000", ""))
               and not label.startswith("Gtk")]  # the name of one that is empty
    assert not english, english


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")

        program = desktop.start()
        assignment = assign_undo_assign(program)
        program.kill()

        program = desktop.start()
        find_assignment(program, *assignment)
        go_up(program)
        choose_theme(program)
        check_names(program)
        program.close()
        desktop.sgm("verify")

        desktop.set_language("zh_CN")
        program = desktop.start()
        check_chinese(program)
        program.find("label", "已过办理时限的未结事件", within=program.find(name="图例"))
        program.close()


if __name__ == "__main__":
    main()

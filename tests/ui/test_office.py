#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office wants beside the map: to call somebody, with a word of what
for."""
import re

from harness import Desktop, is_soon

MASKED = re.compile(r"\d{3}\*{4}\d{4}")
WHOLE = re.compile(r"(?<!\d)\d{11}(?!\d)")


def show_a_number(program, inspector):
    """Asks for the first number in the list of people; whose it is."""
    button = program.find("push button", re.compile("^Show the number of "), within=inspector)
    name = button.get_name().removeprefix("Show the number of ")
    program.click(button)
    dialog = program.find(name=f"Show the Number of {name}?")
    assert dialog, name
    program.press("ctrl+a", "Delete")  # an order that the person has is a reason
    program.press("Return")  # without one nothing happens
    assert not is_soon(lambda: program.look("label", WHOLE, within=inspector), 1)
    program.write("Ask about the flooded road")
    program.press("Return")
    program.find("label", WHOLE, within=inspector)
    return name


def check_phones(desktop, program):
    """A number shows once there is a reason, which is written down."""
    inspector = program.find(name="Inspector")
    program.press("ctrl+k")
    program.write("440704001015001")
    program.find("label", "桥南社区第一网格")
    program.press("Return")
    program.find("label", "440704001015001", within=inspector)
    program.click(program.find("page tab", "People", within=inspector))
    program.find("label", MASKED, within=inspector)
    name = show_a_number(program, inspector)
    assert len(program.look("label", WHOLE, within=inspector)) == 1
    readings = desktop.sgm("readings")
    assert re.fullmatch(r"\S+ \S+  \S+  phone  person \d+  until [\d:]+  Ask about the flooded road\n", readings), readings

    program.click(program.find("push button", f"Hide the number of {name}", within=inspector))
    assert is_soon(lambda: not program.look("label", WHOLE, within=inspector))
    program.find("push button", f"Show the number of {name}", within=inspector)


def check_telling(program):
    """That a worker was told is written down, and can be taken back without
    taking the order back."""
    inspector = program.find(name="Inspector")
    for digits in [12, 9, 6]:  # up to the community, the street and the district
        program.press("Escape")
        program.find("label", re.compile(rf"^\d{{{digits}}}$"), within=inspector)
    program.press("j")
    # The most urgent event waits for somebody. What the hidden page of the
    # inspector held before keeps its place, so the event comes first.
    program.find("label", re.compile(r"^JH\d+-\d+ · "), within=inspector)
    program.click(program.find("push button", re.compile("^Assign to ")))
    program.click(program.find("push button", "Told by Phone"))
    program.find("label", "Written down: told by phone")
    assert is_soon(lambda: not program.look("push button", "Told by Phone"))
    program.press("ctrl+z")
    program.find("label", "Taken back: the worker is still to be told")
    program.find("push button", "Told by Phone")
    program.find("push button", "Withdraw")


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        program = desktop.start()
        program.find("label", "sample data")
        check_phones(desktop, program)
        check_telling(program)
        program.close()
        desktop.sgm("verify")


if __name__ == "__main__":
    main()

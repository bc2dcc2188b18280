#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos of an event in the real window: added by another process and by a
person, dropped, seen, opened, gone through, taken back, lost on the disk."""
import re
import subprocess

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 (the version comes first)

from file_window import FileWindow  # noqa: E402
from harness import Desktop, is_soon, wait_for  # noqa: E402

THUMBNAIL = re.compile(r"^Photo \d+ of \d+, ")
CHOOSER = re.compile("^Add Photos to “")
NUMBER = re.compile(r"^(JH\d+-\d+) · ")


def make_photo(desktop, name, colours, size="1600x1200"):
    path = desktop.folder / name
    subprocess.run(["convert", "-size", size, f"gradient:{colours}", str(path)], check=True)
    return path


def choose_event(program):
    """The most urgent event of the queue; its number."""
    inspector = program.find(name="Inspector")
    program.press("j")
    return NUMBER.match(program.find("label", NUMBER, within=inspector).get_name())[1]


def wait_for_photos(program, count):
    wait_for(f"{count} photos", lambda: len(program.look("push button", THUMBNAIL)) == count)


def check_others(desktop, program, number):
    """What another process adds is there at once; before that, nothing is."""
    assert not program.look("push button", THUMBNAIL)
    assert program.is_there("push button", "Add photos")
    desktop.sgm("photo", "add", number, make_photo(desktop, "one.jpg", "orange-navy"))
    wait_for_photos(program, 1)
    desktop.sgm("photo", "add", number, make_photo(desktop, "two.png", "yellow-green"))
    wait_for_photos(program, 2)
    assert program.find("push button", re.compile("^Photo 2 of 2, before the work, "))


def choose_file(program, path):
    """Names a file in the file chooser, as a person does who knows it."""
    program.press("ctrl+shift+p")
    chooser = program.find(None, CHOOSER)
    program.press("ctrl+l")
    entry = program.find("text", within=chooser)
    wait_for("the name’s field", lambda: entry.get_state_set().contains(Atspi.StateType.FOCUSED))
    program.press("ctrl+a")
    program.write(str(path))
    # The list of completions may take the first Return.
    for _ in range(3):
        program.press("Return")
        if is_soon(lambda: not program.look(None, CHOOSER), 5):
            return
    raise AssertionError("the chooser does not close")


def check_adding(desktop, program):
    """A person adds one, takes it back, and is told what is no photo."""
    choose_file(program, make_photo(desktop, "three.jpg", "white-red"))
    program.find("label", "1 photo added")
    wait_for_photos(program, 3)
    program.press("ctrl+z")
    program.find("label", "Taken back: all is as it was before")
    wait_for_photos(program, 2)

    text = desktop.folder / "text.jpg"
    text.write_text("no picture", encoding="utf-8")
    choose_file(program, text)
    program.find("label", "This photo cannot be taken in")
    program.find("label", re.compile("“text.jpg” is not a JPEG, PNG or WebP picture"))
    program.press("Escape")
    wait_for_photos(program, 2)


def check_drop(desktop, program):
    """What is dropped onto the inspector is a photo of the event that is there."""
    left, top, width, height = program.get_box(program.find("push button", re.compile("^Assign to ")))
    FileWindow(desktop, make_photo(desktop, "four.jpg", "black-cyan")).drag_to(left + width // 2, top + height // 2)
    program.find("label", "1 photo added")
    wait_for_photos(program, 3)
    program.press("ctrl+z")
    wait_for_photos(program, 2)


def close_viewer(program, title):
    program.press("Escape")
    wait_for("the photo to close", lambda: not program.look("label", title))


def check_viewer(program):
    """A click or Enter opens a photo, arrows go on, Esc closes."""
    first, second = "Before the Work · 1 of 2", "Before the Work · 2 of 2"
    program.click(program.find("push button", re.compile("^Photo 1 of 2, ")))
    program.find("label", first)
    close_viewer(program, first)
    # What was pressed has the focus still.
    program.press("Return")
    program.find("label", first)
    program.press("Right")
    program.find("label", second)
    program.press("Right")
    assert not is_soon(lambda: not program.look("label", second), 1)
    program.press("Left")
    program.find("label", first)
    close_viewer(program, first)


def check_loss(desktop, program):
    """What is lost on the disk is said, and nothing else is lost with it."""
    for file in desktop.folder.glob("district.photos/*/*.jpg"):
        file.write_bytes(b"somebody else's")
    program.press("k")
    program.press("j")
    program.press("k")
    wait_for_photos(program, 2)
    program.click(program.find("push button", re.compile("^Photo 1 of 2, ")))
    program.find("label", "A photo cannot be shown")
    program.press("Escape")


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        program = desktop.start()
        program.find("label", "sample data")
        number = choose_event(program)
        check_others(desktop, program, number)
        check_adding(desktop, program)
        check_drop(desktop, program)
        check_viewer(program)
        check_loss(desktop, program)
        program.close()


if __name__ == "__main__":
    main()

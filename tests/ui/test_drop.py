#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file is dragged out of another program's window and dropped onto the map:
it is imported."""
import os
import subprocess

import area_file
from harness import Desktop, wait_for
from import_panel import STEPS


class FileWindow:
    """A window of another program, with a file that can be dragged out of it."""

    def __init__(self, desktop, path):
        self.desktop = desktop
        self.process = desktop.launch([desktop.build / "tests/ui/drag-source", path], stdout=subprocess.PIPE)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = b""
        window = wait_for("the window of the file", lambda: desktop.find_windows(self.process.pid))[0]
        box = desktop.get_window_box(window)
        self.x, self.y = box[0] + box[2] // 2, box[1] + box[3] // 2

    def has_said(self, word):
        self.said += self.process.stdout.read() or b""
        return word in self.said

    def move(self, x, y):
        """To and fro, as a hand does, until the programs have understood."""
        self.desktop.run(["xdotool", "mousemove", x - 2, y, "mousemove", x, y])

    def drag_to(self, x, y):
        self.desktop.run(["xdotool", "mousemove", self.x, self.y, "mousedown", 1])
        wait_for("the drag", lambda: self.move(self.x + 20, self.y + 10) or self.has_said(b"dragging"))
        wait_for("the program to take it", lambda: self.move(x, y) or self.has_said(b"accepted"))
        self.desktop.run(["xdotool", "mouseup", 1])
        wait_for("the end of the drag", lambda: self.process.poll() is not None)


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        path = area_file.write_shapefile(desktop.folder, "wangge", area_file.read_areas(desktop.database, "grid"))
        program = desktop.start()
        left, top, width, height = program.get_box(program.find(name="Map"))
        FileWindow(desktop, path).drag_to(left + width // 2, top + height // 2)
        program.find("label", STEPS[1])
        program.find("label", "190 grids")
        program.close()


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A window of another program, out of which a file can be dragged."""
import os
import subprocess

from harness import wait_for


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

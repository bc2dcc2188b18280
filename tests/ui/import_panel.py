# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel of the import in the real window."""
import re

STEP = "Step {} of 4: {}"
STEPS = [STEP.format(1, "Which file"), STEP.format(2, "How it is understood"),
         STEP.format(3, "What was found"), STEP.format(4, "What would change")]


class Import:
    """The panel with the import, as far as it can be seen."""

    def __init__(self, program):
        self.program = program
        self.node = None

    def find(self, role, name):
        return self.program.find(role, name, within=self.node)

    def look(self, role, name):
        return self.program.look(role, name, within=self.node)

    def open(self, path):
        """By keyboard: the dialog takes a path that is written."""
        self.choose(path)
        self.find("label", STEPS[1])

    def choose(self, path):
        self.program.press("ctrl+i")
        self.node = self.program.find("filler", "Import")
        self.find("label", STEPS[0])
        self.program.find("push button", re.compile("Open$"))
        self.program.write(str(path))
        self.program.find("text", "GtkFileChooserEntry")
        self.program.press("Return")

    def is_open(self):
        return bool(self.program.look("page tab", "Import"))

    def go_on(self):
        """Does what the panel suggests."""
        self.program.press("ctrl+Return")

    def wait_for(self, step):
        self.find("label", STEPS[step])

    def get_figures(self):
        """How many areas begin, get another boundary, get another name, end and
        stay; or what becomes of the rows of a table."""
        changes = self.find("list", STEPS[3].split(": ")[1])
        return [int(node.get_name()) for node in self.program.look("label", re.compile(r"^\d+$"), within=changes)]

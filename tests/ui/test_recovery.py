#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged and a lost district in the real window: what it says, and that it
makes the district again where it is asked to."""
import re
import sqlite3
import sys

from harness import Desktop, wait_for

PAGE = 4096


def spoil(path):
    """Overwrites the root of the events' table."""
    connection = sqlite3.connect(path)
    root, = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sgm_event'").fetchone()
    connection.close()
    with open(path, "r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"#" * PAGE)


def recover(desktop, program):
    program.find(None, re.compile("damaged$"))
    if len(sys.argv) > 1:
        desktop.take_picture(sys.argv[1])
    program.click(program.find("push button", "Recover"))
    program.find(None, "The district was made again", deadline=60)
    program.find(None, re.compile(r"Nothing is missing|cannot be known"))
    program.press("Escape")
    program.find("label", "sample data", deadline=60)


def main():
    with Desktop() as desktop:
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        backups = desktop.folder / "backups"
        backups.mkdir()
        desktop.sgm("backup", backups / "district-20200101-120000.sgm")

        spoil(desktop.database)
        program = desktop.start()
        recover(desktop, program)
        program.close()
        assert "Everything agrees." in desktop.sgm("verify")
        kept = list(desktop.folder.glob("district.sgm.*.old"))
        assert len(kept) == 1, kept

        # A lost district is missed, too, and no sample takes its place.
        wait_for("the end of the program", lambda: program.process.poll() is not None)
        for file in desktop.folder.glob("district.sgm*"):
            file.unlink()
        program = desktop.start()
        recover(desktop, program)
        program.close()
        assert "Everything agrees." in desktop.sgm("verify")


if __name__ == "__main__":
    main()

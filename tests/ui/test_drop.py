#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file is dragged out of another program's window and dropped onto the map:
it is imported."""
import area_file
from file_window import FileWindow
from harness import Desktop
from import_panel import STEPS


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

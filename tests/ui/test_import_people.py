#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A spreadsheet of people goes in through the real window: with faults, as
XLSX and as CSV in GBK, mostly by keyboard, and is taken back."""
import re
import sqlite3
import subprocess
import sys

import area_file
from harness import Desktop
from import_panel import Import

COLUMNS = ["姓名", "手机号码", "人员类别", "网格编码", "任职时间"]
PHONE = "13800{:06}"
N_PEOPLE = 1100


def make_rows(codes, phone):
    """New people, then two faults: an area that is not there, and a phone that
    is none; and one with the phone of somebody who is there."""
    rows = [[f"新员{i:04}", PHONE.format(i), "专职", codes[i % len(codes)], "2026年4月1日"] for i in range(N_PEOPLE)]
    rows.append(["方无格", PHONE.format(990001), "专职", "440704999999", "2026/4/1"])
    rows.append(["邓无号", "12", "专职", codes[0], "2026-04-01"])
    rows.append(["贺同号", phone, "专职", codes[0], "2026-04-01"])
    return rows


def choose_another(program, panel):
    """Says that the last row is another person, and waits for it to be taken."""
    panel.find("label", re.compile("^Row 1104: "))
    program.click(panel.find("label", "Leave the row out"))
    program.press("Down", "Down", "Return")
    panel.find("label", "Another person")
    panel.find("push button", "Next")


def write_csv(path, rows, encoding):
    text = "\n".join(",".join(row) for row in [COLUMNS, *rows]) + "\n"
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(folder, rows):
    """As texts, as an office has long codes. A name that can be typed on any
    keyboard: keys of other letters may get lost."""
    source = write_csv(folder / "source.csv", rows, "utf-8")
    path = folder / "roster.xlsx"
    subprocess.run(["ogr2ogr", "-f", "XLSX", str(path), str(source), "-nln", "人员"], check=True)
    return path


def read_people(database):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    people = connection.execute("SELECT id, name, phone, kind FROM sgm_person ORDER BY id").fetchall()
    posts = connection.execute("SELECT id, person, area FROM sgm_post ORDER BY id").fetchall()
    connection.close()
    return people, posts


def check_masked(panel):
    """What is masked is nowhere to be seen as it is."""
    assert not panel.look("label", re.compile("新员0|13800000000"))
    panel.find("label", re.compile(r"^新\*\*$"))
    panel.find("label", re.compile(r"^138\*\*\*\*00$"))


def import_people(desktop, program, panel, folder, codes):
    before = read_people(desktop.database)
    panel.open(write_xlsx(folder, make_rows(codes, before[0][0][2])))
    panel.find("label", re.compile("^People and posts"))
    check_masked(panel)

    panel.go_on()
    panel.wait_for(2)
    panel.find("label", re.compile(r"^\d+ warnings?"))
    panel.find("label", "Unknown area")
    panel.find("label", "Not a telephone number")
    fault = panel.find("label", re.compile("^Row 1102: "))
    if len(sys.argv) > 1:
        desktop.take_picture(sys.argv[1])
    program.click(fault)
    choose_another(program, panel)

    panel.go_on()
    panel.wait_for(3)
    figures = panel.get_figures()
    panel.find("push button", "Make Real")
    assert figures == [N_PEOPLE + 1, 0, 0, 0, 2], figures
    assert read_people(desktop.database) == before
    panel.go_on()
    program.find("label", re.compile(f"^Real now: {figures[0]} are added, 0 change, 0 end"), deadline=60)
    after = read_people(desktop.database)
    assert len(after[0]) == len(before[0]) + figures[0], (len(before[0]), len(after[0]))
    assert len(after[1]) == len(before[1]) + figures[0]

    program.press("ctrl+z")
    program.find("label", "Taken back: all is as it was before", deadline=60)
    assert read_people(desktop.database) == before
    desktop.sgm("verify")


def remember(desktop, program, panel, folder, codes):
    """The columns are known again in a file in GBK, and Escape leaves nothing
    behind."""
    before = read_people(desktop.database)
    panel.open(write_csv(folder / "people.csv", make_rows(codes, before[0][0][2]), "gb18030"))
    panel.find("label", re.compile("chosen for such a table before"))
    check_masked(panel)
    program.press("Escape")
    panel.wait_for(0)
    program.press("Escape")
    assert read_people(desktop.database) == before


def say_header(program, panel, folder, codes):
    """A row above the names of the columns looks like them: the right one is
    chosen. What is below the names is masked."""
    rows = [COLUMNS, *make_rows(codes, PHONE.format(1))[:3]]
    text = "\n".join(",".join(row) for row in [[f"{letter}栏" for letter in "甲乙丙丁戊"], *rows]) + "\n"
    path = folder / "two-headings.csv"
    path.write_text(text, encoding="utf-8")
    panel.open(path)
    panel.find("label", "No column is called as in one of these lists")
    program.click(panel.find("label", "Row 1: 甲栏 · 乙栏 …"))
    program.find("label", "Row 3: 新** · 1** …")
    # The first key only shows what is chosen now.
    program.press("Down", "Down", "Return")
    panel.find("label", "As you have said")
    panel.find("label", "People and posts · 3 rows")
    check_masked(panel)
    program.press("Escape", "Escape")


def main():
    with Desktop() as desktop:
        folder = desktop.folder / "files"
        folder.mkdir()
        desktop.sgm("sample")
        desktop.set_setting("simulator", "false")
        codes = sorted(area_file.read_areas(desktop.database, "grid"))
        program = desktop.start()
        program.find(name="Map")
        panel = Import(program)
        import_people(desktop, program, panel, folder, codes)
        remember(desktop, program, panel, folder, codes)
        say_header(program, panel, folder, codes)
        program.close()


main()

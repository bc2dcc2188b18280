#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the code to the table of rooms in ARCHITECTURE.md and to its habits.

    layers.py SOURCE_ROOT LIBSGM_CORE_A

Reports, as TAP: includes that the table does not allow, SQLite outside the
rooms that own files, the interface's libraries in the core, code that asks for
a library's version outside of its one home, files without a licence line and
files that have grown too long.
"""
import re
import subprocess
import sys
from pathlib import Path

UI_ROOMS = {"kit", "map", "panels", "window", "app"}
UI_HEADERS = re.compile(r"(gtk|gdk|gsk|adwaita|shumate)\b(?!-pixbuf)")
UI_SYMBOLS = re.compile(r"(gtk|gdk|gsk|adw|shumate)_(?!pixbuf_)")
# It reads pictures that others have made, and needs no display.
PIXBUF_ROOM = "photo"
SQLITE_ROOMS = {"exchange", "store", "tiles"}
# Where code may differ by the version of a library: the interface's, and GDAL's.
VERSION_HOMES = {
    "kit/sgm-compat": re.compile(r"\b(GTK|ADW|SHUMATE|GLIB|PANGO)_(CHECK_VERSION|M\w+_VERSION)\b"
                                 r"|\b(gtk|adw)_(get_m\w+|check)_version\b"),
    "exchange/sgm-gdal": re.compile(r"\bGDAL_(VERSION\w*|COMPUTE_VERSION|CHECK_VERSION)\b|\bGDALVersionInfo\b"),
}
MAX_LINES = 800

LICENSED = {".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".csv"}
LICENSED_NAMES = {"meson.build", "run", "check", "prepare"}
FOLDERS = ["src", "tests", "data", "ui", "scripts"]


def read_table(architecture):
    """The rooms in order, each with the set of rooms that it may include."""
    rooms = {}
    for name, words in re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|$", architecture, re.M):
        above = list(rooms)
        allowed = set()
        if found := re.match(r"(\w+) and what it may use$", words):
            allowed = {found[1]} | rooms[found[1]]
        elif found := re.match(r"(?:(\w+) and )?all above(?: but (\w+))?$", words):
            allowed = set(above) - {found[2]} | ({found[1]} - {None})
        elif words != "—":
            allowed = set(words.split())
        unknown = allowed - set(above)
        if unknown:
            raise ValueError(f"{name} may use {unknown}, which do not stand above it")
        rooms[name] = allowed
    return rooms


def find_includes(source):
    for path in sorted(source.glob("src/**/*.[ch]")):
        room = path.relative_to(source / "src").parts[0]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line):
                yield f"{path.relative_to(source)}:{number}", room, found[1] == '"', found[2]


def check_rooms(source, rooms):
    folders = {path.name for path in (source / "src").iterdir() if path.is_dir()}
    for folder in sorted(folders - set(rooms)):
        yield f"src/{folder} is not in the table of ARCHITECTURE.md"
    for folder in sorted(set(rooms) - folders):
        yield f"the room {folder} of ARCHITECTURE.md has no folder"


def check_includes(source, rooms):
    for where, room, own, header in find_includes(source):
        if not own or "/" not in header:
            continue
        other = header.split("/")[0]
        if other != room and other not in rooms.get(room, set()):
            yield f"{where}: {room} may not use {header}"


def check_libraries(source):
    for where, room, _own, header in find_includes(source):
        if room not in UI_ROOMS and UI_HEADERS.match(header):
            yield f"{where}: the core may not use {header}"
        if header.startswith("gdk-pixbuf/") and room != PIXBUF_ROOM:
            yield f"{where}: only {PIXBUF_ROOM} reads pictures with {header}"
        if header == "sqlite3.h" and room not in SQLITE_ROOMS:
            yield f"{where}: only {', '.join(sorted(SQLITE_ROOMS))} open files of SQLite"


def check_versions(source):
    for path in sorted(source.glob("src/**/*.[ch]")):
        text = path.read_text(encoding="utf-8")
        for home, asks in VERSION_HOMES.items():
            if path.with_suffix("") != source / "src" / home and (found := asks.search(text)):
                yield f"{path.relative_to(source)}: only src/{home} may use {found[0]}"


def check_symbols(library):
    output = subprocess.run(["nm", "--undefined-only", "--format=posix", library],
                            check=True, capture_output=True, text=True).stdout
    symbols = {line.split()[0] for line in output.splitlines() if " U " in line}
    if "g_object_ref" not in symbols:
        yield f"nm sees nothing in {library}"
    for symbol in sorted(symbols):
        if UI_SYMBOLS.match(symbol):
            yield f"{library} needs {symbol}"


def find_files(source):
    for name in ["meson.build", "run", "check"]:
        if (source / name).exists():
            yield source / name
    for folder in FOLDERS:
        for path in sorted((source / folder).glob("**/*")):
            if path.is_file() and (path.suffix in LICENSED or path.name in LICENSED_NAMES):
                yield path


def check_files(source):
    for path in find_files(source):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in lines[:3]):
            yield f"{path.relative_to(source)} has no licence line"
        if len(lines) > MAX_LINES and path.suffix in {".c", ".h", ".py"}:
            yield f"{path.relative_to(source)} has {len(lines)} lines, more than {MAX_LINES}"


def main():
    source, library = Path(sys.argv[1]), sys.argv[2]
    rooms = read_table((source / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    checks = {
        "the rooms are those of the table": check_rooms(source, rooms),
        "includes follow the table": check_includes(source, rooms),
        "libraries stay in their rooms": check_libraries(source),
        "each library's versions have one home": check_versions(source),
        "the core has no symbol of the interface": check_symbols(library),
        "files have a licence line and a readable length": check_files(source),
    }
    failed = 0
    print(f"1..{len(checks)}")
    for number, (name, faults) in enumerate(checks.items(), 1):
        faults = list(faults)
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {name}")
        for fault in faults:
            print(f"# {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

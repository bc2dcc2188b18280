# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails where a text that people read has no translation: a file that is
missing in po/POTFILES, a text that xgettext cannot read whole, an entry that
is untranslated or fuzzy, or a translation that msgfmt finds fault with.

    check-translations.py SOURCE-FOLDER
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3"]
MARKED = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext)\s*\(\s*"')
# gettext only knows the macros of inttypes.h: it would cut the text there.
CUT = re.compile(r'\b(_|N_|ngettext)\s*\(\s*"[^)]*?G_GU?INT64_(FORMAT|MODIFIER)')


def list_files(folder):
    lines = (folder / "po/POTFILES").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def find_marked(folder):
    for path in sorted(folder.glob("src/**/*.[ch]")):
        if MARKED.search(path.read_text()):
            yield str(path.relative_to(folder))
    for path in sorted(folder.glob("ui/**/*.ui")):
        if 'translatable="yes"' in path.read_text():
            yield str(path.relative_to(folder))
    for path in sorted(folder.glob("data/*.in")):
        yield str(path.relative_to(folder))


def check_files(folder):
    listed = list_files(folder)
    for name in find_marked(folder):
        if name not in listed:
            yield f"po/POTFILES lacks {name}"
    for name in listed:
        if not (folder / name).exists():
            yield f"po/POTFILES names {name}, which does not exist"
        elif CUT.search((folder / name).read_text()):
            yield f"{name}: use PRId64 in texts to be translated, not G_GINT64_FORMAT"
    if listed != sorted(listed):
        yield "po/POTFILES is not in alphabetical order"


def run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def find_unformatted(text):
    """Texts with a number of 64 bits that are not marked as formats: msgfmt
    would not put in what <PRId64> stands for, and they would stay English."""
    for entry in text.split("\n\n"):
        if "<PRI" in entry and not re.search("^#, .*c-format", entry, re.MULTILINE):
            yield re.search(r'^msgid ((?:".*"\n?)+)', entry, re.MULTILINE)[1].strip()


def check_language(folder, template, language):
    name = f"po/{language}.po"
    try:
        merged = run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", "-", str(folder / name), template)
        run("msgfmt", "--check", "-o", "/dev/null", "-", text=merged)
    except subprocess.CalledProcessError as error:
        yield f"{name}: {error.stderr}"
        return
    for text in find_unformatted((folder / name).read_text()):
        yield f"{name}: not marked as c-format: {text}"
    for kind in ["--untranslated", "--only-fuzzy"]:
        left = run("msgattrib", "--no-obsolete", "--no-wrap", kind, text=merged)
        for lines in re.findall(r'^msgid ((?:".*"\n)+)', left, re.MULTILINE):
            text = "".join(line[1:-1] for line in lines.splitlines())
            if text:
                yield f"{name}: {kind[2:]}: “{text}”"


def main():
    folder = Path(sys.argv[1])
    faults = list(check_files(folder))
    with tempfile.TemporaryDirectory() as temporary:
        template = f"{temporary}/template.pot"
        run("xgettext", "--from-code=UTF-8", f"--directory={folder}", f"--output={template}",
            "--files-from=-", *[f"--keyword={keyword}" for keyword in KEYWORDS],
            text="\n".join(list_files(folder)))
        for language in (folder / "po/LINGUAS").read_text().split():
            faults += check_language(folder, template, language)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: a desktop of a test's own, the program on it, and
hands and eyes — mouse and keys through xdotool, what is on the screen through
the accessibility bus.

    with Desktop() as desktop:
        desktop.sgm("sample")
        program = desktop.start()
        program.click(program.find("push button", re.compile("^Assign to ")))

Nothing waits for a fixed time: whatever takes a while is looked for again
until it is there or a deadline has passed.
"""
import configparser
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version comes first)

APPLICATION_ID = "io.github.smartgridmap.SmartGridMap"
DEADLINE = float(os.environ.get("SGM_TEST_DEADLINE", 30))
PR_SET_CHILD_SUBREAPER = 36


def wait_for(what, condition, deadline=None):
    """The first true value of condition(); fails with `what` at the deadline."""
    end = time.monotonic() + (deadline or DEADLINE)
    while True:
        if value := condition():
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.05)


def is_soon(condition, deadline=2):
    """Whether condition() becomes true before the deadline."""
    try:
        return bool(wait_for("it", condition, deadline))
    except AssertionError:
        return False


class Desktop:
    """An X server, a session bus and an accessibility bus in a folder of their
    own, and what runs on them. Leaves nothing behind but pictures of failures.
    """

    def __init__(self, size=(1366, 768), language="en"):
        self.build = Path(os.environ["SGM_BUILD_DIR"])
        self.size = size
        self.folder = Path(tempfile.mkdtemp(prefix="sgm-ui-"))
        self.database = self.folder / "district.sgm"
        self.children = []
        self.program = None
        self.environment = self.make_environment()
        self.set_language(language)

    def make_environment(self):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("XDG_", "DBUS_", "WAYLAND_", "AT_SPI_", "LC_", "GTK_"))}
        for name in ["data", "config", "cache", "state"]:
            environment[f"XDG_{name.upper()}_HOME"] = str(self.folder / name)
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        environment.update(HOME=str(self.folder), XDG_RUNTIME_DIR=str(runtime),
                           GDK_BACKEND="x11", GSETTINGS_BACKEND="keyfile", NO_AT_BRIDGE="0",
                           G_DEBUG="fatal-criticals",
                           GSETTINGS_SCHEMA_DIR=str(self.build / "data"),
                           SGM_LOCALE_DIR=str(self.build / "po"))
        return environment

    def set_language(self, language):
        """What the program speaks; it needs no locale of that language."""
        self.environment.update(LANGUAGE=language, LANG="C.UTF-8", LC_ALL="C.UTF-8")

    def set_setting(self, key, value):
        """Writes one of the program's settings, as GVariant text."""
        path = self.folder / "config/glib-2.0/settings/keyfile"
        path.parent.mkdir(parents=True, exist_ok=True)
        settings = configparser.ConfigParser(delimiters="=")
        settings.read(path)
        group = APPLICATION_ID.replace(".", "/")
        settings[group] = {**(settings[group] if group in settings else {}), key: value}
        with open(path, "w", encoding="utf-8") as file:
            settings.write(file, space_around_delimiters=False)

    def __enter__(self):
        try:
            # A test that takes too long is asked to end, and tidies up then.
            signal.signal(signal.SIGTERM, lambda *_: sys.exit("asked to end"))
            # Whoever loses its parent (the accessibility bus starts programs
            # of its own) becomes a child of this process and is ended with it.
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
            self.start_display()
            self.start_buses()
            self.connect()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is not None:
                self.keep_evidence(self.build / f"failed-{Path(sys.argv[0]).stem}")
        finally:
            self.stop()

    def keep_evidence(self, path):
        """A picture of the screen and what the programs and it said."""
        self.take_picture(path.with_suffix(".png"))
        shown = "nothing"
        if self.program and self.program.process.poll() is None:
            shown = self.program.describe()
        path.with_suffix(".txt").write_text(f"{self.read_log()}\n\nOn the screen:\n{shown}\n",
                                            encoding="utf-8")
        print(f"# see {path}.png and {path}.txt")

    def start_display(self):
        reader, writer = os.pipe()
        width, height = self.size
        self.launch(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24",
                     "-nolisten", "tcp", "-noreset"], pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise AssertionError("Xvfb does not start")
        self.environment["DISPLAY"] = f":{number}"

    def start_buses(self):
        bus = self.launch(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.launch(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])

    def connect(self):
        """Makes this process a user of the accessibility bus."""
        for name in ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"]:
            os.environ[name] = self.environment[name]
        Atspi.init()
        Atspi.set_timeout(2000, 15000)

    def launch(self, command, **options):
        log = open(self.folder / "log", "ab")
        child = subprocess.Popen([str(word) for word in command], env=self.environment,
                                 stdin=subprocess.DEVNULL, stderr=log,
                                 **{"stdout": log, **options})
        log.close()
        self.children.append(child)
        return child

    def run(self, command):
        done = subprocess.run([str(word) for word in command], env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{command} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def sgm(self, *arguments):
        """Runs the tool `sgm` on this desktop's database; its output."""
        return self.run([self.build / "src/cli/sgm", "--database", self.database, *arguments])

    def start(self, *arguments):
        """Starts the window on this desktop's database and waits until it is
        to be seen."""
        command = [self.build / "src/app/smart-grid-map", "--database", self.database, *arguments]
        self.program = Program(self, self.launch(command))
        return self.program

    def find_windows(self, pid):
        """The numbers of the windows of a process that can be seen."""
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)],
                              env=self.environment, capture_output=True, text=True, check=False).stdout.split()

    def get_window_box(self, window):
        """Left, top, width and height of a window on the screen."""
        box = dict(re.findall(r"(X|Y|WIDTH|HEIGHT)=(-?\d+)",
                              self.run(["xdotool", "getwindowgeometry", "--shell", window])))
        return tuple(int(box[key]) for key in ["X", "Y", "WIDTH", "HEIGHT"])

    def take_picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)

    def read_picture(self):
        """The screen's pixels, as numbers of 8 bits."""
        return subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], env=self.environment,
                              capture_output=True, check=True).stdout

    def read_log(self):
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def stop(self):
        for child in reversed(self.children):
            end_child(child.pid, child)
        for pid in find_children():
            end_child(pid)
        shutil.rmtree(self.folder, ignore_errors=True)


def find_children():
    """The processes whose parent this one is."""
    return [int(pid) for task in Path("/proc/self/task").iterdir()
            for pid in (task / "children").read_text(encoding="ascii").split()]


def has_ended(pid):
    try:
        return os.waitpid(pid, os.WNOHANG) != (0, 0)
    except ChildProcessError:
        return True


def end_child(pid, child=None):
    """Asks a child to end, then makes it."""
    ended = (lambda: child.poll() is not None) if child else (lambda: has_ended(pid))
    for number in [signal.SIGTERM, signal.SIGKILL]:
        if ended():
            return
        os.kill(pid, number)
        if is_soon(ended, 5):
            return


class Program:
    """The running program, as a person sees and handles it."""

    def __init__(self, desktop, process):
        self.desktop = desktop
        self.process = process
        self.window = self.wait_for_x_window()
        self.root = wait_for("the program on the accessibility bus", self.find_root)

    def wait_for_x_window(self):
        def look():
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended: {self.desktop.read_log()}")
            found = self.desktop.find_windows(self.process.pid)
            return found[0] if found else None
        window = wait_for("the window", look)
        self.xdotool("windowfocus", window)
        return window

    def find_root(self):
        top = Atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            try:
                child = top.get_child_at_index(i)
                if child is not None and child.get_process_id() == self.process.pid:
                    return child
            except GLib.Error:
                pass  # one that has ended and is still listed
        return None

    def xdotool(self, *words):
        return self.desktop.run(["xdotool", *words])

    # Eyes

    def walk(self, node=None):
        """Everything there is, parents before what is in them."""
        node = node or self.root
        try:
            children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        except GLib.Error:
            return  # it has gone away while it was looked at
        for child in children:
            if child is not None:
                yield child
                yield from self.walk(child)

    def look(self, role=None, name=None, within=None):
        """All things of a role, such as “push button”, and with a name (a text
        or a compiled pattern), as far as they can be seen now."""
        return [node for node in self.walk(within) if self.is_like(node, role, name)]

    def is_like(self, node, role, name):
        try:
            return (role is None or node.get_role_name() == role) \
                and matches(node.get_name(), name) and self.is_visible(node)
        except GLib.Error:
            return False  # it has no place, or has gone away meanwhile

    def find(self, role=None, name=None, within=None, deadline=None):
        """The first such thing, waiting until there is one."""
        return wait_for(f"{role or 'something'} “{describe(name)}”",
                        lambda: self.look(role, name, within), deadline)[0]

    def is_there(self, role=None, name=None, within=None, deadline=2):
        """Whether there is such a thing soon."""
        return is_soon(lambda: self.look(role, name, within), deadline)

    def is_visible(self, node):
        """Whether it has a place on the screen. What lies on a page of a stack
        that was turned over keeps its place; GTK 4.8 does not tell."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        return box.width > 0 and box.height > 0 \
            and node.get_state_set().contains(Atspi.StateType.VISIBLE)

    def get_box(self, node):
        """Left, top, width and height on the screen."""
        box = node.get_extents(Atspi.CoordType.WINDOW)
        frame = self.root.get_child_at_index(0).get_extents(Atspi.CoordType.WINDOW)
        left, top, width, height = self.desktop.get_window_box(self.window)
        # The program draws its own border around what it calls the window.
        return (left + (width - frame.width) // 2 + box.x, top + (height - frame.height) // 2 + box.y,
                box.width, box.height)

    def describe(self):
        """What is on the screen, for reading after a failure."""
        return "\n".join(f"{node.get_role_name()} “{node.get_name()}”" for node in self.look())

    # Hands

    def click(self, node, button=1):
        left, top, width, height = self.get_box(node)
        self.click_at(left + width // 2, top + height // 2, button)

    def point_at(self, x, y):
        self.xdotool("mousemove", x, y)

    def click_at(self, x, y, button=1):
        self.point_at(x, y)
        self.xdotool("click", button)

    def drag(self, points, button=1):
        """Presses the button at the first point and lets go at the last."""
        self.point_at(*points[0])
        self.xdotool("mousedown", button)
        for point in points[1:]:
            self.point_at(*point)
        self.xdotool("mouseup", button)

    def click_with(self, key, x, y):
        """Clicks while a key such as “ctrl” is held."""
        self.xdotool("keydown", key)
        self.click_at(x, y)
        self.xdotool("keyup", key)

    def press(self, *keys):
        """Presses keys by their names in X, such as “ctrl+z” or “Return”."""
        self.xdotool("key", "--clearmodifiers", *keys)

    def write(self, text):
        self.xdotool("type", "--clearmodifiers", text)

    # Ends

    def kill(self):
        """The end without a warning, as in a power cut."""
        self.process.kill()
        self.process.wait()

    def close(self):
        """The end that a person asks for."""
        self.press("ctrl+q")
        wait_for("the end of the program", lambda: self.process.poll() is not None)
        assert self.process.returncode == 0, self.desktop.read_log()


def matches(text, wanted):
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return text == wanted
    return wanted.search(text) is not None


def describe(wanted):
    return getattr(wanted, "pattern", wanted) or "any"

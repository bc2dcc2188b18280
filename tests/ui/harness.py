# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: a desktop of a test's own, the program on it, and
hands and eyes — mouse and keys through xdotool, what is on the screen through
the accessibility bus.

    with Desktop() as desktop:
        desktop.sgm("sample")
        program = desktop.start()
        program.click(program.find("push button", "Assign"))

Nothing waits for a fixed time: whatever takes a while is looked for again
until it is there or a deadline has passed.
"""
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
                           GDK_BACKEND="x11", GSETTINGS_BACKEND="keyfile", NO_AT_BRIDGE="0")
        return environment

    def set_language(self, language):
        locale = "C.UTF-8" if language == "en" else f"{language}.UTF-8"
        self.environment.update(LANGUAGE=language, LANG=locale, LC_ALL=locale)

    def __enter__(self):
        try:
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
        if kind is not None:
            name = re.sub(r"\W+", "-", Path(sys.argv[0]).stem)
            self.take_picture(self.build / f"failed-{name}.png")
        self.stop()

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
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
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
        return Program(self, self.launch(command))

    def take_picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)

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
        try:
            wait_for(f"the end of process {pid}", ended, 5)
            return
        except AssertionError:
            pass


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
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                    str(self.process.pid)], env=self.desktop.environment,
                                   capture_output=True, text=True, check=False).stdout.split()
            return found[0] if found else None
        window = wait_for("the window", look)
        self.xdotool("windowfocus", window)
        return window

    def find_root(self):
        top = self.desktop.atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            child = top.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def xdotool(self, *words):
        return self.desktop.run(["xdotool", *words])

    # Eyes

    def walk(self, node=None):
        """Everything that is shown, parents before what is in them."""
        node = node or self.root
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield child
                yield from self.walk(child)

    def look(self, role=None, name=None, within=None):
        """All things of a role, such as “push button”, and with a name (a text
        or a compiled pattern), as far as they can be seen now."""
        from gi.repository import GLib
        found = []
        try:
            for node in self.walk(within):
                if (role is None or node.get_role_name() == role) and matches(node.get_name(), name) \
                        and self.is_visible(node):
                    found.append(node)
        except GLib.Error:
            return []  # something went away while it was looked at
        return found

    def find(self, role=None, name=None, within=None, deadline=None):
        """The first such thing, waiting until there is one."""
        return wait_for(f"{role or 'something'} “{describe(name)}”",
                        lambda: self.look(role, name, within), deadline)[0]

    def wait_until_gone(self, role=None, name=None):
        wait_for(f"the end of {role or 'something'} “{describe(name)}”",
                 lambda: not self.look(role, name))

    def is_visible(self, node):
        states = node.get_state_set()
        return states.contains(self.desktop.atspi.StateType.SHOWING) \
            or states.contains(self.desktop.atspi.StateType.VISIBLE)

    def is_sensitive(self, node):
        return node.get_state_set().contains(self.desktop.atspi.StateType.SENSITIVE)

    def get_box(self, node):
        """Left, top, width and height on the screen."""
        box = node.get_extents(self.desktop.atspi.CoordType.WINDOW)
        origin = dict(re.findall(r"(X|Y)=(-?\d+)", self.xdotool("getwindowgeometry", "--shell",
                                                                self.window)))
        return box.x + int(origin["X"]), box.y + int(origin["Y"]), box.width, box.height

    def describe(self):
        """What is on the screen, for reading after a failure."""
        return "\n".join(f"{node.get_role_name()} “{node.get_name()}”" for node in self.walk()
                         if self.is_visible(node))

    # Hands

    def click(self, node, button=1):
        left, top, width, height = self.get_box(node)
        self.click_at(left + width // 2, top + height // 2, button)

    def click_at(self, x, y, button=1):
        self.xdotool("mousemove", "--sync", x, y)
        self.xdotool("click", button)

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

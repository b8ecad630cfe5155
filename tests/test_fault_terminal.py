"""Signals, suspending, windows that close or change: the terminal is left well, nothing is lost."""

import os
import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.learner import SAMPLE
from tests.terminal import (
    ALTERNATE,
    APP,
    COURSE,
    CTRL_C,
    CTRL_D,
    CTRL_Z,
    ENTER,
    F2,
    LINES,
    MOUSE,
    PYTHON,
    SIZE,
    Window,
    answers,
    enter,
    to_typed_line,
    to_typed_question,
    wait_for,
    window,
)

ENDINGS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
CTRL_P, CTRL_Q = "\x10", "\x11"
SHELL = ("sh", "-i")
PROMPT = {"PS1": "$MARK$ ", "MARK": "ready", "ENV": "", "HISTFILE": ""}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc"),
]
needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")


def children(of: int) -> str:
    """The processes that a shell runs, in words."""
    return Path(f"/proc/{of}/task/{of}/children").read_text()


def child(of: int) -> int:
    return int(children(of).split()[0])


def gone(process: int) -> bool:
    try:
        return not Path(f"/proc/{process}/cmdline").read_bytes()  # empty once it has ended
    except FileNotFoundError:
        return True


def start_from(shell: Window) -> int:
    """Start taiwa at a shell's prompt; its process."""
    shell.until("ready$")
    shell.type(f"{' '.join(APP)}\r")
    to_typed_question(shell)
    return child(shell.process)


def asleep(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_ends_the_app_with_the_terminal_as_it_was(number: int, db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        assert {ALTERNATE} | MOUSE & taiwa.modes <= taiwa.modes
        assert not taiwa.cooked
        taiwa.type("RIV")
        taiwa.until("RIV")
        os.kill(taiwa.process, number)
        assert taiwa.ended() == 128 + number
        assert taiwa.modes == set()
        assert taiwa.cooked
        assert "Traceback" not in taiwa.drawn
    going_on_gives("RIV", db)


def going_on_gives(typed: str, db: Path, *, killed: bool = False) -> None:
    """The next start has the conversation and what was typed; the answer can be completed.

    Where the last one was `killed`, it stands at the answer that was saved last: going on is saved
    with what comes next.
    """
    with window() as taiwa:
        taiwa.until("Go on: Lesson")
        taiwa.type(ENTER)
        taiwa.until("what raised the town?")
        if killed:
            taiwa.until("press Space to go on")
            taiwa.press(" ", "in English?")
        else:
            taiwa.until("in English?")
        taiwa.until(typed or "Type in English")
        taiwa.type(f"{'RIVER'.removeprefix(typed)}{ENTER}")
        taiwa.until("✓ Right")
    assert answers(db) == ["RIVER"]


def test_a_killed_app_has_every_answer_and_goes_on_where_it_stood(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        os.kill(taiwa.process, signal.SIGKILL)
        assert taiwa.ended() == -signal.SIGKILL
    going_on_gives("", db, killed=True)


@pytest.mark.parametrize("ignored", [False, True], ids=["SIGHUP heard", "SIGHUP ignored"])
def test_a_closed_window_ends_the_app_and_keeps_what_was_typed(ignored: bool, db: Path) -> None:
    trap = "trap '' HUP; " if ignored else ""
    with window("sh", "-c", f"{trap}exec {' '.join(APP)}") as taiwa:
        to_typed_question(taiwa)
        taiwa.type("RIV")
        taiwa.until("RIV")
        taiwa.vanish()
        assert taiwa.ended() == 128 + signal.SIGHUP
    going_on_gives("RIV", db)


LEAVING = """
import os, signal, sys
from taiwa.cli import main
from taiwa.tui.driver import TerminalDriver

step = getattr(TerminalDriver, sys.argv[1])

def and_be_told_to_go_on(driver):
    step(driver)
    os.kill(os.getpid(), signal.SIGCONT)

setattr(TerminalDriver, sys.argv[1], and_be_told_to_go_on)
sys.exit(main(sys.argv[2:]))
"""
"""taiwa that gets a SIGCONT after one step of leaving the terminal, as at the end of a shell."""


@pytest.mark.parametrize("step", ["stop_application_mode", "disable_input"])
@pytest.mark.parametrize("key", ["", CTRL_Q], ids=["told to end", "left"])
def test_told_to_go_on_while_it_leaves_the_app_ends(key: str, step: str, db: Path) -> None:
    """It took the terminal again, and read on for ever."""
    with window(PYTHON, "-c", LEAVING, step, *COURSE) as taiwa:
        to_typed_question(taiwa)
        if key:
            taiwa.type(key)
        else:
            os.kill(taiwa.process, signal.SIGHUP)
        assert taiwa.ended() == (0 if key else 128 + signal.SIGHUP)
        assert taiwa.modes == set()
        assert taiwa.cooked


OVER_A_SHELL = {
    "at home": (APP, ()),
    "in a window over it": (APP, (CTRL_P,)),
    "preview": ((PYTHON, "-m", "taiwa", "preview", str(SAMPLE)), ()),
    "lines": (LINES, ()),
}


@pytest.mark.parametrize("begun", [True, False], ids=["begun", "while it begins"])
@pytest.mark.parametrize(("command", "keys"), OVER_A_SHELL.values(), ids=[*OVER_A_SHELL])
def test_with_a_pane_closed_over_its_shell_everything_ends(
    command: tuple[str, ...], keys: tuple[str, ...], begun: bool, db: Path
) -> None:
    """The shell is told that its terminal has gone, ends, and with it whoever has the terminal."""
    with window(*SHELL, **PROMPT) as shell:
        shell.until("ready$")
        shell.type(" ".join(command) + "\r")
        wait_for("it to begin", lambda: bool(children(shell.process)))
        process = child(shell.process)
        if begun:
            wait_for("its rest", lambda: shell.read(0.3) and asleep(process))
            for key in keys:
                shell.type(key)
        shell.vanish()
        wait_for("its end", lambda: gone(process))


def test_the_app_can_be_suspended_and_comes_back_as_it_was(db: Path) -> None:
    with window(*SHELL, **PROMPT) as shell:
        start_from(shell)
        shell.type("RIV")
        shell.until("RIV")
        shell.type(CTRL_Z)
        shell.until("ready$")
        assert shell.modes == set()
        assert shell.cooked
        shell.type("echo su$((40 + 2))ed\r")
        shell.until("su42ed")
        shell.until("ready$")
        shell.resize(100, 25)
        shell.type("fg\r")
        shell.until("in English?")
        shell.until("RIV")
        wait_for("raw keys", lambda: shell.read() and not shell.cooked)
        shell.type(f"ER{ENTER}")
        shell.until("✓ Right")
        shell.type("\x11")  # Ctrl+Q
        shell.until("ready$")
        assert shell.modes == set()
        assert shell.cooked
    assert answers(db) == ["RIVER"]


def test_a_stopped_app_takes_the_terminal_again_and_gives_it_back_at_the_end(db: Path) -> None:
    """SIGSTOP can't be heard; the shell finds the terminal as the app had it."""
    with window(*SHELL, **PROMPT) as shell:
        process = start_from(shell)
        os.kill(process, signal.SIGSTOP)
        shell.until("ready$")
        shell.type("stty sane\n")
        shell.until("ready$")
        shell.type("fg\n")
        shell.until("in English?")
        shell.type(f"river{ENTER}")
        shell.until("✓ Right")
        os.kill(process, signal.SIGTERM)
        shell.until("ready$")
        assert shell.modes == set()
        assert shell.cooked
    assert answers(db) == ["river"]


def test_an_app_stopped_while_it_draws_goes_on(db: Path) -> None:
    """Stopped while it holds the lock of what is being written, it would wait for itself."""
    chance = random.Random(1)
    with window() as taiwa:
        to_typed_question(taiwa)
        for _ in range(60):
            os.write(taiwa.fd, F2.encode())
            taiwa.read(chance.random() * 0.05)
            os.kill(taiwa.process, signal.SIGSTOP)
            os.kill(taiwa.process, signal.SIGCONT)
        drawn = -1
        while len(taiwa.seen) > drawn:  # what is typed while it goes on is dropped
            drawn = len(taiwa.seen)
            taiwa.read(1)
        taiwa.type(f"river{ENTER}")
        wait_for("the answer", lambda: taiwa.read() and answers(db) == ["river"])


def test_without_a_shell_to_come_back_from_the_app_is_not_suspended(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        taiwa.type(f"{CTRL_Z}river{ENTER}")
        taiwa.until("✓ Right")


def test_a_suspended_app_ends_with_its_window(db: Path) -> None:
    with window(*SHELL, **PROMPT) as shell:
        process = start_from(shell)
        shell.type(CTRL_Z)
        shell.until("ready$")
        shell.vanish()
        wait_for("the app's end", lambda: gone(process))


@needs_tmux
def test_tmux_has_its_screen_back_after_a_signal(tmp_path: Path, db: Path) -> None:
    """Seen in a real terminal."""
    name = f"-L{tmp_path.name}"

    def tmux(*words: str) -> str:
        run = subprocess.run(["tmux", name, *words], capture_output=True, text=True, check=True)
        return run.stdout

    def shown(text: str) -> bool:
        return text in tmux("capture-pane", "-p")

    flags = "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"
    columns, lines = map(str, SIZE)
    tmux("-f/dev/null", "new-session", "-d", "-x", columns, "-y", lines, *SHELL)
    try:
        tmux("send-keys", " ".join(APP), "Enter")
        wait_for("the first screen", lambda: shown("Begin the lesson"))
        assert tmux("display-message", "-p", flags).startswith("1 1")
        shell = int(tmux("display-message", "-p", "#{pane_pid}"))
        os.kill(child(shell), signal.SIGTERM)
        left = "0 0 1\n"
        wait_for("the shell's screen", lambda: tmux("display-message", "-p", flags) == left)
        tmux("send-keys", "echo ba$((40 + 2))ck", "Enter")
        wait_for("the shell", lambda: shown("ba42ck"))
    finally:
        tmux("kill-server")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Ctrl+Q leaves taiwa"), ("ja", "Ctrl+Qでtaiwa")]
)
def test_ctrl_c_tells_how_to_leave(language: str, told: str, db: Path) -> None:
    with window(*APP, "--lang", language) as taiwa:
        taiwa.until("Rivers" if language == "en" else "川")
        taiwa.type(CTRL_C)
        taiwa.until(told)


def test_ctrl_c_in_a_conversation_loses_nothing_that_was_typed(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        taiwa.type(f"RIV{CTRL_C}ER{ENTER}")
        taiwa.until("✓ Right")
    assert answers(db) == ["RIVER"]


def test_a_storm_of_sizes_is_survived(db: Path) -> None:
    chance = random.Random(11)
    with window() as taiwa:
        to_typed_question(taiwa)
        taiwa.type("RIV")
        taiwa.until("RIV")
        for _ in range(300):
            taiwa.resize(
                chance.choice([1, 2, 7, 39, 40, 80, 200]), chance.choice([1, 2, 9, 10, 50])
            )
            taiwa.read(0.005)
        taiwa.resize(1, 1)
        taiwa.resize(*SIZE)
        taiwa.type("ER")
        taiwa.until("RIVER")
        taiwa.type(ENTER)
        taiwa.until("✓ Right")
    assert answers(db) == ["RIVER"]


@pytest.mark.parametrize(("key", "status"), [(CTRL_C, 130), (CTRL_D, 0)], ids=["Ctrl+C", "Ctrl+D"])
@pytest.mark.parametrize("begun", [False, True], ids=["at home", "in a lesson"])
def test_line_mode_is_left_with_a_word(key: str, status: int, begun: bool, db: Path) -> None:
    with window(*LINES) as taiwa:
        if begun:
            enter(taiwa, "1", "")
            taiwa.until("what raised the town?")
        taiwa.until("> ")
        wait_for("it to wait for a line", lambda: asleep(taiwa.process))
        taiwa.type(key)
        taiwa.until("\nGoodbye. Your place is saved.")
        assert taiwa.ended() == status
        assert taiwa.cooked
        assert "Traceback" not in taiwa.drawn


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_line_mode_killed_in_whatever_way_has_every_answer(number: int, db: Path) -> None:
    with window(*LINES) as taiwa:
        to_typed_line(taiwa)
        taiwa.type("river\r")
        taiwa.until("✓ Right")
        os.kill(taiwa.process, number)
        assert taiwa.ended() == -number
        assert taiwa.cooked
    assert answers(db) == ["river"]


def test_line_mode_can_be_suspended_and_shows_its_prompt_again(db: Path) -> None:
    with window(*SHELL, **PROMPT) as shell:
        shell.until("ready$")
        shell.type(f"{' '.join(LINES)}\r")
        shell.until("> ")
        shell.type(CTRL_Z)
        shell.until("ready$")
        shell.type("fg\r")
        shell.until("--plain")
        shell.until("> ")
        shell.type("1\r")
        shell.until("(Enter: go on)")

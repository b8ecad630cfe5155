"""Private parts of other packages that taiwa stands on: each told, once it may have changed."""

import argparse
import inspect
import re
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from taiwa import tui
from taiwa.tui.browser import BrowserDriver
from taiwa.tui.driver import TerminalDriver
from taiwa.tui.textual_parts import Drawn, PasteParser

ROOT = Path(__file__).parent.parent
TESTED_PYTHONS = ((3, 11), (3, 12), (3, 13))
LOOK = "{what}: see whether {file} still does what it says, then {then}."


def numbers(told: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", told)))


def test_no_other_file_imports_what_is_private() -> None:
    """Ruff's SLF sees to attributes."""
    files = {
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"^\s*(from|import) (?!__)\S*\b_\w", path.read_text(encoding="utf-8"), re.M)
    }
    assert files <= {"textual_parts.py"}


def test_textual_is_none_newer_than_the_tested_one() -> None:
    constraints = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    (tested,) = re.findall(r"^textual==(\S+)", constraints, re.M)
    installed = version("textual")
    assert numbers(installed) <= numbers(tested), LOOK.format(
        what=f"Textual {installed} is newer than {tested}",
        file="src/taiwa/tui/textual_parts.py",
        then="raise it in .ci/constraints.txt",
    )


async def test_textual_still_has_what_is_used_of_it() -> None:
    told = LOOK.format(
        what="Textual draws in another way",
        file="src/taiwa/tui/textual_parts.py",
        then="change it, or this test",
    )
    assert LinuxDriver(App())._writer_thread is None, told
    assert len(App()._notifications) == 0, told
    assert App()._exit is False, told
    assert "_writer_thread.write(" in inspect.getsource(LinuxDriver.write), told
    for draws in (Screen._refresh_layout, Screen._on_timer_update):
        assert "self._compositor_refresh()" in inspect.getsource(draws), told


def test_every_screen_is_drawn_together_with_what_follows() -> None:
    """What another draws would not be sent."""
    for module in iter_modules(tui.__path__, f"{tui.__name__}."):
        import_module(module.name)
    screens: list[type[Screen[Any]]] = [Screen]
    for screen in screens:
        screens += screen.__subclasses__()
    own = [screen for screen in screens if screen.__module__.startswith(f"{tui.__name__}.")]
    assert len(own) > 10
    assert all(issubclass(screen, Drawn) for screen in own)


@pytest.mark.parametrize("driver", [TerminalDriver, BrowserDriver])
def test_a_driver_reads_with_the_parser_that_knows_a_paste(driver: type[Driver]) -> None:
    reads = driver.__mro__[1].run_input_thread
    assert "parser = XTermParser(" in inspect.getsource(reads)
    assert reads.__globals__["XTermParser"] is PasteParser


BYTES = "a\x1b[200~one\x1b[A\r\n" + "\x1b" * 5_000 + "\x03\ttwo\x1b[200~\x1b[201~b\x1b[A"
READ = ["a", "one[A\r\n\ttwo[200~", "b", "up"]


@pytest.mark.parametrize("length", [1, 2, 3, 5, 7, 4096, 10_000])
def test_a_paste_is_text_in_whatever_pieces_it_comes(length: int) -> None:
    parser = PasteParser()
    told: list[str] = []
    for at in range(0, len(BYTES), length):
        for message in parser.feed(BYTES[at : at + length]):
            assert isinstance(message, events.Paste | events.Key)
            told.append(message.text if isinstance(message, events.Paste) else message.key)
    assert told == READ
    assert [each.key for each in parser.feed("\x1b[B")] == ["down"]  # type: ignore[attr-defined]


def test_argparse_still_looks_its_words_up_where_taiwa_puts_them() -> None:
    told = LOOK.format(
        what="Python is newer than the tested ones, or argparse has other parts",
        file="src/taiwa/cli/arguments.py",
        then="change it, or this test",
    )
    assert sys.version_info[:2] in TESTED_PYTHONS, told
    assert callable(getattr(argparse, "_", None)), told
    assert "_(" in inspect.getsource(argparse.ArgumentParser.parse_args), told
    assert isinstance(argparse.ArgumentParser().add_subparsers(), argparse._SubParsersAction), told

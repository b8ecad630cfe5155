"""All that `taiwa check` tells of a course is a catalog's entry, and is told in Japanese.

The source is read, not run: what is told of a mistake that no test makes is seen, too.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from taiwa.cli import main
from taiwa.words.catalogs import Words
from tests.catalog import SOURCE

ROOM = sorted((SOURCE / "course").glob("*.py"))
MESSAGE = {
    "problem": 1,
    "add": 2,
    "LocatedFinding": 1,
    "_Bounded": 1,
    "_finding": 1,
    "TaiwaError": 0,
}
"""The calls that take what is told of a course, with its place among their arguments."""
NAME = {"each": 2}
"""The calls that take a name for what is read, to begin a message with."""


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def told(tree: ast.AST, calls: dict[str, int]) -> Iterator[ast.expr]:
    """What each of some calls is given at its place; a set's `add` takes less, and is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > calls.get(called(node), 99):
            yield node.args[calls[called(node)]]


def marked(tree: ast.AST) -> Iterator[str]:
    """The catalog entries in a source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in ("N_", "Entry"):
            (entry,) = node.args
            if isinstance(entry, ast.Constant):
                yield entry.value


def bound(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """All that each name is bound to by an assignment."""
    found: dict[str, list[ast.expr]] = {}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    for target, value in ((each, node.value) for node in assigned for each in node.targets):
        match target, value:
            case ast.Name(id=name), _:
                found.setdefault(name, []).append(value)
            case ast.Tuple(elts=names), ast.Tuple(elts=values):
                for each, its in zip(names, values, strict=True):
                    if isinstance(each, ast.Name):
                        found.setdefault(each.id, []).append(its)
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def constants() -> dict[str, list[ast.expr]]:
    """What one file binds and another may import."""
    names = (pair for path in ROOM for pair in bound(parsed(path)).items())
    return {name: values for name, values in names if name.isupper()}


def is_entry(value: ast.expr, names: dict[str, list[ast.expr]]) -> bool:
    """True if a catalog holds what is told; what was handed in, or kept, is seen where it began."""
    match value:
        case ast.Call():
            return called(value) in ("N_", "Entry")
        case ast.IfExp(body=one, orelse=other):
            return is_entry(one, names) and is_entry(other, names)
        case ast.Name(id=name):
            return all(is_entry(each, names) for each in names.get(name, ()))
        case ast.Attribute(attr="message"):
            return True
    return False


@pytest.mark.parametrize("path", ROOM, ids=lambda path: path.name)
def test_what_is_told_of_a_course_is_marked_for_the_catalogs(path: Path) -> None:
    bare = [
        f"{path.name}:{value.lineno}: {ast.unparse(value)}"
        for value in told(parsed(path), MESSAGE | NAME)
        if not is_entry(value, constants() | bound(parsed(path)))
    ]
    assert bare == []


def test_what_is_told_of_a_course_is_seen_where_it_is_a_bare_text() -> None:
    tree = ast.parse('file.problem(mark, f"no {what}")\nmessage = "no"\nadd(file, mark, message)')
    assert [is_entry(value, bound(tree)) for value in told(tree, MESSAGE)] == [False, False]


def test_what_is_told_of_a_course_is_japanese_in_japanese(words: Words) -> None:
    words.language = "ja"
    entries = {entry for path in ROOM for entry in marked(parsed(path))}
    assert len(entries) > 100
    english = [entry for entry in entries if not re.search("[ぁ-んァ-ヶ一-龯]", words._(entry))]
    assert english == []


def test_a_finding_is_told_in_japanese_with_all_that_fills_it(
    edited: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited("bridges.yaml", "[人が渡れる,", "[両岸をつなぐ,")
    assert main(["--lang", "ja", "check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "要点1と読み取られるはずですが、要点1、2と読み取られます" in told

"""YAML → plain trees. The only file that imports yaml.

Files are untrusted: they are parsed event by event into plain dicts, lists and strings, so nothing
in them can construct an object. Plain scalars stay text (`no` is no boolean), duplicate keys are
problems, and depth, size and what aliases stand for are bounded. Every container remembers where
its entries stand, so that `schema.py` can name file, line and column.
"""

import re
from collections.abc import Iterator
from typing import Any

from taiwa.course.fields import Tree
from taiwa.course.problems import START, Mark, Problems
from taiwa.course.yaml_slips import BRACKET, INDENTED, OPEN, slip
from taiwa.errors import N_, TaiwaError

MAX_DEPTH, MAX_NODES, MAX_ALIASED = 40, 400_000, 1_000_000
"""Levels and entries of a file; characters that the aliases of a course stand for in all."""
TOO_DEEP = N_("nested deeper than {most} levels: lay it out flatter")
NOT_YAML = N_("not valid YAML: {reason}")

_BRACKETS = re.compile(rf"[\[{{](?: ?[\[{{]){{{MAX_DEPTH}}}")
"""Marks that a parser looks ahead through, and may give up on, before it tells of the first."""


class Mapped(dict[str, Any]):
    """A YAML mapping; `marks` holds the place of each key."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, Mark] = {}


class Listed(list[Any]):
    """A YAML sequence; `marks` holds the place of each entry."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []


class Parser:
    """Parses the files of one course. `aliased` counts the characters that aliases stood for."""

    def __init__(self, problems: Problems) -> None:
        self.problems, self.aliased = problems, 0

    def parse(self, text: str, file: str) -> Tree | None:
        """One YAML document as a tree, or None with its problems noted."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            _refuse_brackets(text)
            tree = _Grower(file, self).grow(yaml.parse(text, Loader=loader))
            if tree is None:
                self.problems.add(
                    file, START, N_("the file is empty: write the course into it, or take it away")
                )
            return tree
        except yaml.MarkedYAMLError as error:
            self._broken(text, file, error)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else 1
            self.problems.add(file, (line, 1), NOT_YAML, reason=error.reason)
        except _Bounded as error:
            self.problems.add(file, error.mark, error.message, **error.values)
        return None

    def _broken(self, text: str, file: str, error: Any) -> None:
        """Tell why a file is no YAML: what was likely meant, else where something is not closed."""
        end, start = _mark(error.problem_mark or error.context_mark), _mark(error.context_mark)
        if found := slip(text, end[0], start[0]):
            place, message, values = found
            self.problems.add(file, place, message, **values)
            return
        context = error.context or ""
        by_context = {"quoted": (start, OPEN), "flow": (start, BRACKET), "": (end, INDENTED)}
        place, message = next(each for word, each in by_context.items() if word in context)
        self.problems.add(file, place, message)


def _mark(mark: Any) -> Mark:
    return (mark.line + 1, mark.column + 1) if mark else START


def _refuse_brackets(text: str) -> None:
    if found := _BRACKETS.search(text):
        last = found.end() - 1
        mark = text.count("\n", 0, last) + 1, last - text.rfind("\n", 0, last)
        raise _Bounded(mark, TOO_DEEP, most=MAX_DEPTH)


class _Bounded(TaiwaError):
    """A file that goes beyond what a course may need; reading it stops here."""

    def __init__(self, mark: Mark, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.mark = mark


class _Grower:
    """Grows one tree from parser events with a stack of its own, so that depth can't hurt."""

    def __init__(self, file: str, parser: Parser) -> None:
        self.file, self.parser = file, parser
        self.root: Tree | None = None
        self.stack: list[Mapped | Listed] = []
        self.keys: list[tuple[str, Mark] | None] = []
        self.anchored: dict[str, str] = {}
        self.nodes = 0

    def grow(self, events: Iterator[Any]) -> Tree | None:
        documents = 0
        for event in events:
            kind = type(event).__name__
            mark = (event.start_mark.line + 1, event.start_mark.column + 1)
            if kind == "ScalarEvent":
                self._put(event.value, mark, event.anchor)
            elif kind == "MappingStartEvent":
                self._open(Mapped(), mark, event.anchor)
            elif kind == "SequenceStartEvent":
                self._open(Listed(), mark, event.anchor)
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self.stack.pop()
                self.keys.pop()
            elif kind == "AliasEvent":
                self._alias(event.anchor, mark)
            elif kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise _Bounded(
                        mark, N_("more than one document in the file: leave out the lines with ---")
                    )
        return self.root

    def _open(self, container: Mapped | Listed, mark: Mark, anchor: str | None) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _Bounded(mark, TOO_DEEP, most=MAX_DEPTH)
        self._put(container, mark, anchor)
        self.stack.append(container)
        self.keys.append(None)

    def _alias(self, anchor: str, mark: Mark) -> None:
        if anchor not in self.anchored:
            message = N_(
                "the alias '{name}' does not stand for a text given before; put a text that"
                " begins with * in quotes"
            )
            raise _Bounded(mark, message, name=anchor)
        text = self.anchored[anchor]
        self.parser.aliased += len(text)
        if self.parser.aliased > MAX_ALIASED:
            message = N_("aliases stand for more than {most} characters in all: use fewer")
            raise _Bounded(mark, message, most=f"{MAX_ALIASED:,}")
        self._put(text, mark, None)

    def _put(self, value: Tree, mark: Mark, anchor: str | None) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Bounded(
                mark, N_("more than {most} entries: divide the list"), most=f"{MAX_NODES:,}"
            )
        if anchor and isinstance(value, str):
            self.anchored[anchor] = value  # only text may be shared: no cycles
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top, Listed):
            top.append(value)
            top.marks.append(mark)
        elif (key := self.keys[-1]) is None:
            self._key(value, mark)
        else:
            top[key[0]], top.marks[key[0]] = value, key[1]
            self.keys[-1] = None

    def _key(self, value: Tree, mark: Mark) -> None:
        top = self.stack[-1]
        if not isinstance(value, str):
            raise _Bounded(mark, N_("a key must be plain text"))
        if value in top:
            self.parser.problems.add(
                self.file, mark, N_("the key '{value}' is here twice: leave one out"), value=value
            )
        self.keys[-1] = (value, mark)

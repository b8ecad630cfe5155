"""Reading one mapping of a course file, key by key, noting what is missing, wrong or left over."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from taiwa.course.model import Text
from taiwa.course.problems import START, Mark, Places, Problems
from taiwa.errors import N_

Tree = Any
"""A parsed YAML file: dicts, lists and strings; containers may carry `marks`."""

T = TypeVar("T")

LONGEST_TEXT, MOST_ENTRIES = 10_000, 2_000
"""Characters of a text, and entries of a list: more is a mistake, and no terminal's work."""


_JOINERS = "\n\u200c\u200d"
"""The invisible characters that texts and emoji are made of."""


def _is_hidden(character: str) -> bool:
    """True if a character acts on a terminal, or on its neighbours, instead of being seen."""
    if character.isprintable() or character in _JOINERS:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


class File:
    """The file that its readers share."""

    def __init__(
        self,
        name: str,
        languages: tuple[str, ...],
        problems: Problems,
        places: Places | None = None,
    ) -> None:
        self.name, self.languages, self.problems, self.places = name, languages, problems, places
        self.format = 1

    def problem(self, mark: Mark, message: str, near: str = "", **values: object) -> None:
        self.problems.add(self.name, mark, message, near, **values)


def mark_of(container: Tree, key: Any, fallback: Mark) -> Mark:
    """The line and column of an entry of a container, both from 1."""
    marks = getattr(container, "marks", None)
    if marks is None:
        return fallback
    if isinstance(container, dict):
        return marks.get(key, fallback)  # type: ignore[no-any-return]
    return marks[key]  # type: ignore[no-any-return]


class Fields:
    """One mapping. Each reader takes a key; `close` reports the keys that nobody took."""

    def __init__(self, file: File, node: Tree, mark: Mark = START, what: str = "file") -> None:
        self.file, self.mark, self.what = file, mark, what
        self.taken: list[str] = []
        self.node: dict[str, Tree] = node if isinstance(node, dict) else {}
        if not isinstance(node, dict):
            file.problem(mark, N_("{what}: expected keys with values"), what=what)
            self.taken = ["*"]

    def at(self, key: str) -> Mark:
        return mark_of(self.node, key, self.mark)

    def take(self, key: str, required: bool = True) -> Tree | None:
        known = self.taken[:1] != ["*"]
        self.taken.append(key)
        value = self.node.get(key)
        if value is None and required and known:
            self.file.problem(
                self.mark, N_("{what}: the key '{key}' is missing"), what=self.what, key=key
            )
        return value

    def close(self) -> None:
        if self.taken[:1] == ["*"]:
            return
        for key in self.node:
            if key not in self.taken:
                near = self.file.problems.nearest(key, self.taken)
                message = N_("{what}: unknown key '{key}'")
                self.file.problem(self.at(key), message, near, what=self.what, key=key)

    def word(self, key: str, required: bool = True) -> str:
        """A short plain text, or '' with a problem noted."""
        value = self.take(key, required)
        if value is None:
            return ""
        wanted = N_("'{key}' must be a text that is not empty")
        return self._said(value, self.at(key), wanted, key)

    def _said(self, value: Tree, mark: Mark, wanted: str, key: str) -> str:
        """A text's words, or '' with a problem noted."""
        if not isinstance(value, str) or not value.strip():
            self.file.problem(mark, wanted, key=key)
        elif len(value) > LONGEST_TEXT:
            self.file.problem(
                mark, N_("longer than {number} characters"), number=f"{LONGEST_TEXT:,}"
            )
        elif (hidden := next(filter(_is_hidden, value), None)) is not None:
            message = N_("a text can't hold the invisible character {code}")
            self.file.problem(mark, message, code=f"U+{ord(hidden):04X}")
        else:
            if self.file.places is not None:
                self.file.places.texts.setdefault(value.strip(), []).append((self.file.name, mark))
            return value.strip()
        return ""

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        value = self.word(key)
        if value and value not in allowed:
            message, near = (
                N_("'{key}' can't be '{value}'"),
                self.file.problems.nearest(value, allowed),
            )
            values: dict[str, object] = {"key": key, "value": value}
            if not near:
                message = N_("'{key}' can't be '{value}'; one of {allowed}")
                values["allowed"] = tuple(allowed)
            self.file.problem(self.at(key), message, near, **values)
        return value

    def flag(self, key: str, required: bool = False) -> bool:
        value = self.word(key, required)
        if value not in ("true", "false", ""):
            self.file.problem(self.at(key), N_("'{key}' must be true or false"), key=key)
        return value == "true"

    def number(self, key: str, default: int | None = None) -> int:
        value = self.word(key, default is None)
        if not value:
            return default or 0
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            self.file.problem(self.at(key), N_("'{key}' must be a whole number"), key=key)
            return default or 0
        return int(value)

    def items(self, key: str, required: bool = True) -> list[tuple[Tree, Mark]]:
        """The entries of a list with their places."""
        value = self.take(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.file.problem(self.at(key), N_("'{key}' must be a list"), key=key)
            return []
        if (required and not value) or len(value) > MOST_ENTRIES:
            message = N_("'{key}' needs at least one entry, at most {most}")
            self.file.problem(self.at(key), message, key=key, most=f"{MOST_ENTRIES:,}")
            return []
        return [(item, mark_of(value, i, self.at(key))) for i, item in enumerate(value)]

    def words(self, key: str, required: bool = True) -> tuple[str, ...]:
        wanted = N_("'{key}' must be a list of texts")
        said = (self._said(value, mark, wanted, key) for value, mark in self.items(key, required))
        return tuple(text for text in said if text)

    def text(self, key: str) -> Text:
        return read_bilingual(self.file, self.take(key), self.at(key), key)

    def maybe_text(self, key: str) -> Text | None:
        if key in self.node:
            return self.text(key)
        self.taken.append(key)
        return None

    def texts(self, key: str, required: bool = True) -> tuple[Text, ...]:
        return tuple(
            read_bilingual(self.file, item, mark, key) for item, mark in self.items(key, required)
        )

    def inner(self, key: str) -> "Fields":
        """The mapping under a key; whoever reads it closes it."""
        return Fields(self.file, self.take(key), self.at(key), key)

    def maybe_inner(self, key: str) -> "Fields | None":
        return None if self.take(key, required=False) is None else self.inner(key)

    def texts_by_name(self, key: str, allowed: Sequence[str]) -> dict[str, Text]:
        """A mapping of names to texts, which may be left out; only the names `allowed`."""
        if key not in self.node:
            self.taken.append(key)
            return {}
        fields = self.inner(key)
        found = {name: fields.text(name) for name in allowed if name in fields.node}
        fields.close()
        return found

    def by_language(
        self, key: str, required: bool = True, only: str | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Lists of texts by language; in every language of the course, or `only` in one."""
        node = self.take(key, required)
        if node is None:
            return {}
        fields = Fields(self.file, node, self.at(key), key)
        languages = (only,) if only else self.file.languages
        found = {language: fields.words(language, required) for language in languages}
        fields.close()
        return found

    def each(
        self, key: str, read: Callable[["Fields"], T], what: str, required: bool = True
    ) -> tuple[T, ...]:
        """Every mapping of a list, read by `read`."""
        found = []
        for item, mark in self.items(key, required):
            fields = Fields(self.file, item, mark, what)
            found.append(read(fields))
            fields.close()
        return tuple(found)


def read_bilingual(file: File, node: Tree, mark: Mark, what: str) -> Text:
    """A text in every language of the course."""
    if node is None:
        return dict.fromkeys(file.languages, "")
    fields = Fields(file, node, mark, what)
    found = {language: fields.word(language) for language in file.languages}
    fields.close()
    return found

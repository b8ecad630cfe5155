"""Reading one mapping of a course file, key by key, noting what is missing, wrong or left over."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from taiwa.course.model import Text
from taiwa.course.problems import START, Mark, Places, Problems
from taiwa.errors import N_, Entry

Tree = Any
"""A parsed YAML file: dicts, lists and strings; containers may carry `marks`."""

T = TypeVar("T")

FILE = Entry("file")

LIST_OF_TEXTS = N_("'{key}' must be a list of texts")
TOO_LONG = N_("longer than {number} characters: shorten it")
MISSING = N_("{what}: the key '{key}' is missing")
NO_SIGN = N_("{what}: {key} is missing")
UNKNOWN = N_("{what}: unknown key '{key}'")
ALONE = N_("{what}: '{key}' has no value: put a text with a comma or a colon in it in quotes")
HIDDEN = N_("a text can't hold the invisible character {code}")

LONGEST_TEXT, MOST_ENTRIES = 10_000, 2_000
"""Characters of a text, and entries of a list: more is a mistake, and no terminal's work."""

FEWEST, MOST = 2, 9
"""The entries of a list that a learner chooses from, or puts together."""


_JOINERS = "\n\u200c\u200d"
"""The invisible characters that texts and emoji are made of."""


def _is_hidden(character: str) -> bool:
    """True if a character acts on a terminal, or on its neighbours, instead of being seen."""
    if character.isprintable() or character in _JOINERS:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def hidden_in(text: str) -> str | None:
    """The first hidden character of a text, of which nearly all have none."""
    plain = text.replace("\n", "").isprintable()
    return None if plain else next(filter(_is_hidden, text), None)


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
        self.signs: Mapping[str, str] = {}
        """The names of keys in a file that has signs in their place."""

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

    def __init__(self, file: File, node: Tree, mark: Mark = START, what: str = FILE) -> None:
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
            message = NO_SIGN if key in self.file.signs else MISSING
            self.file.problem(self.mark, message, what=self.what, key=self._called(key))
        return value

    def _called(self, key: str) -> str:
        return self.file.signs.get(key, key)

    def close(self) -> None:
        if self.taken[:1] == ["*"]:
            return
        for key in self.node:
            if key not in self.taken:
                near = self.file.problems.nearest(key, self.taken)
                message = UNKNOWN if near or self.node[key] != "" else ALONE
                self.file.problem(self.at(key), message, near, what=self.what, key=key)

    def need(self, key: str) -> None:
        """Note that a key is missing which may be left out elsewhere."""
        if self.node.get(key) is None:
            self.take(key)

    def peek(self, key: str) -> Tree | None:
        """The tree under a key, unread and unchecked."""
        return self.node.get(key)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys of a mapping whose keys are the course's own."""
        return tuple(self.node)

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
            self.file.problem(mark, wanted, key=self._called(key))
        elif len(value) > LONGEST_TEXT:
            self.file.problem(mark, TOO_LONG, number=f"{LONGEST_TEXT:,}")
        elif hidden := hidden_in(value):
            self.file.problem(mark, HIDDEN, code=f"U+{ord(hidden):04X}")
        else:
            if self.file.places is not None:
                self.file.places.texts.setdefault(value.strip(), []).append((self.file.name, mark))
            return value.strip()
        return ""

    def one_of(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        value = self.word(key, required=not default) or default
        if value and allowed and value not in allowed:  # where none are, that is told
            message, near = (
                N_("'{key}' can't be '{value}'"),
                self.file.problems.nearest(value, allowed),
            )
            values: dict[str, object] = {"key": self._called(key), "value": value}
            if not near:
                message = N_("'{key}' can't be '{value}'; one of {allowed}")
                values["allowed"] = tuple(allowed)
            self.file.problem(self.at(key), message, near, **values)
        return value

    def maybe_one_of(self, key: str, allowed: Sequence[str]) -> str | None:
        """One of the allowed words; None where it is left out, or another was given."""
        if self.node.get(key) is None:
            self.taken.append(key)
            return None
        value = self.one_of(key, allowed)
        return value if value in allowed else None

    def flag(self, key: str, required: bool = False) -> bool:
        value = self.word(key, required)
        if value not in ("true", "false", ""):
            self.file.problem(
                self.at(key), N_("'{key}' must be true or false"), key=self._called(key)
            )
        return value == "true"

    def number(self, key: str, default: int | None = None) -> int:
        value = self.word(key, default is None)
        if not value:
            return default or 0
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            self.file.problem(
                self.at(key), N_("'{key}' must be a whole number, 0 or more"), key=self._called(key)
            )
            return default or 0
        return int(value)

    def items(self, key: str, required: bool = True) -> list[tuple[Tree, Mark]]:
        """The entries of a list with their places."""
        value = self.take(key, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.file.problem(self.at(key), N_("'{key}' must be a list"), key=self._called(key))
            return []
        if (required and not value) or len(value) > MOST_ENTRIES:
            message = N_("'{key}' needs at least one entry, at most {most}")
            self.file.problem(
                self.at(key), message, key=self._called(key), most=f"{MOST_ENTRIES:,}"
            )
            return []
        return [(item, mark_of(value, i, self.at(key))) for i, item in enumerate(value)]

    def words(self, key: str, required: bool = True) -> tuple[str, ...]:
        return tuple(text for text, _ in self.marked_words(key, required))

    def marked_words(self, key: str, required: bool = True) -> list[tuple[str, Mark]]:
        """The texts of a list with their places."""
        items = self.items(key, required)
        said = ((self._said(value, mark, LIST_OF_TEXTS, key), mark) for value, mark in items)
        return [(text, mark) for text, mark in said if text]

    def word_or_words(self, key: str, required: bool = True) -> tuple[str, ...]:
        """One text or a list of them."""
        if isinstance(self.node.get(key), str):
            value = self.word(key)
            return (value,) if value else ()
        return self.words(key, required)

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

    def read(self, read: Callable[["Fields"], T]) -> T:
        """The whole mapping as `read` takes it, which is then done with."""
        found = read(self)
        self.close()
        return found

    def texts_by_name(self, key: str, allowed: Sequence[str]) -> dict[str, Text]:
        """A mapping of names to texts, which may be left out; only the names `allowed`."""
        if key not in self.node:
            self.taken.append(key)
            return {}
        return self.inner(key).read(
            lambda fields: {name: fields.text(name) for name in allowed if name in fields.node}
        )

    def text_for_each(self, key: str, names: Sequence[str]) -> dict[str, Text]:
        """A mapping that has a text for each of the names, which are the course's own."""
        return self.inner(key).read(lambda fields: {name: fields.text(name) for name in names})

    def by_language(
        self, key: str, required: bool = True, only: str | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Lists of texts by language; in every language of the course, or `only` in one."""
        node = self.take(key, required)
        if node is None:
            return {}
        languages = (only,) if only else self.file.languages
        return Fields(self.file, node, self.at(key), key).read(
            lambda fields: {language: fields.words(language, required) for language in languages}
        )

    def each(
        self, key: str, read: Callable[["Fields"], T], what: str, required: bool = True
    ) -> tuple[T, ...]:
        """Every mapping of a list, read by `read`."""
        items = self.items(key, required)
        return tuple(Fields(self.file, item, mark, what).read(read) for item, mark in items)

    def several(self, key: str, found: tuple[T, ...]) -> tuple[T, ...]:
        """The 2 to 9 entries found under a key, or a problem noted."""
        if not FEWEST <= len(found) <= MOST and self.node.get(key) is not None:
            self.file.problem(
                self.at(key), N_("'{key}' needs 2 to 9 entries"), key=self._called(key)
            )
        return found


def read_bilingual(file: File, node: Tree, mark: Mark, what: str) -> Text:
    """A text in every language of the course."""
    if node is None:
        return dict.fromkeys(file.languages, "")
    return Fields(file, node, mark, what).read(
        lambda fields: {language: fields.word(language) for language in file.languages}
    )

"""Fields that read nothing, and note which keys a reader takes: the shape of what it reads.

Shapes are JSON Schemas. Each reader gets something plausible back, so that it goes on to the next
key. Where it chooses by a word, such as the type of a question, `_Run.chosen` says by which.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from taiwa.course.companions import LANGUAGES
from taiwa.course.fields import FEWEST, MOST, Fields, File, T, Tree
from taiwa.course.model import Text
from taiwa.course.problems import START, Mark, Problems

Shape = dict[str, Any]
"""A JSON Schema."""

Place = tuple[str, ...]
"""The keys that lead to an object, or to a key of one, from its file."""

SAMPLE = "x"
"""Any text, name or id that a reader is given."""
SAMPLES: Text = dict.fromkeys(LANGUAGES, SAMPLE)

WORD: Shape = {"type": ["string", "number", "boolean"]}
"""A plain scalar is a text here, `1868` and `no` too."""
NUMBER: Shape = {"type": "integer", "minimum": 0}
FLAG: Shape = {"type": "boolean"}


def each_of(shape: Shape, required: bool = True) -> Shape:
    """A list of such things, which is not empty if it has to be there."""
    return {"type": "array", "items": shape} | ({"minItems": 1} if required else {})


def closed(properties: Shape, required: Sequence[str] = ()) -> Shape:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


TEXT = closed(dict.fromkeys(LANGUAGES, WORD), LANGUAGES)
"""A text in both languages."""


class Run:
    """One run of a reader: the shape of each object, and the words that it chose among."""

    def __init__(self, chosen: dict[Place, str | None]) -> None:
        self.chosen = chosen
        self.shapes: dict[Place, Shape] = {}
        self.choices: dict[Place, Sequence[str | None]] = {}


class _Unheard(Problems):
    """The problems of samples, which are nobody's."""

    def add(self, *_: object, **values: object) -> None:
        pass

    def nearest(self, word: str, known: Collection[str], alike: float = 0) -> str:
        return ""


class Recorder(Fields):
    """The fields of one object of a run, at a place of its file."""

    def __init__(self, run: Run, file: File | None = None, place: Place = ()) -> None:
        super().__init__(file or File("", LANGUAGES, _Unheard()), {})
        self.run, self.place = run, place
        self.shape = run.shapes.setdefault(place, closed({}))

    def _note(self, key: str, shape: Shape, required: bool = True) -> None:
        """Note a key; one that is taken twice is noted as it was at first."""
        if "propertyNames" in self.shape:
            self.shape["additionalProperties"] = shape
        elif key not in self.shape["properties"]:
            self.shape["properties"][key] = shape
            if required:
                self.shape["required"].append(key)

    def _chosen(self, key: str, among: Sequence[str | None]) -> str | None:
        place = (*self.place, key)
        self.run.choices[place] = among
        return self.run.chosen.get(place, among[0])

    def _inside(self, key: str) -> "Recorder":
        return Recorder(self.run, self.file, (*self.place, key))

    def close(self) -> None:
        pass

    def take(self, key: str, required: bool = True) -> None:
        raise NotImplementedError("a reader says what it expects under a key")

    def need(self, key: str) -> None:
        pass

    def peek(self, key: str) -> Tree:
        return SAMPLES

    @property
    def names(self) -> tuple[str, ...]:
        self.shape["propertyNames"] = {}
        return (SAMPLE,)

    def word(self, key: str, required: bool = True) -> str:
        self._note(key, WORD, required)
        return SAMPLE

    def one_of(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        if SAMPLE in allowed:  # they are the file's own names
            return self.word(key, not default)
        self._note(key, {"enum": [as_yaml(word) for word in allowed]}, not default)
        return self._chosen(key, allowed) or ""

    def maybe_one_of(self, key: str, allowed: Sequence[str]) -> str | None:
        self._note(key, {"enum": [as_yaml(word) for word in allowed]}, required=False)
        return self._chosen(key, (None, *allowed))

    def flag(self, key: str, required: bool = False) -> bool:
        self._note(key, FLAG, required)
        return False

    def number(self, key: str, default: int | None = None) -> int:
        self._note(key, NUMBER, default is None)
        return 1

    def items(self, key: str, required: bool = True) -> list[tuple[Tree, Mark]]:
        self._note(key, {"type": "array"}, required)
        return []

    def marked_words(self, key: str, required: bool = True) -> list[tuple[str, Mark]]:
        self._note(key, each_of(WORD, required), required)
        return [(SAMPLE, START)]

    def word_or_words(self, key: str, required: bool = True) -> tuple[str, ...]:
        self._note(key, {"anyOf": [WORD, each_of(WORD, required)]}, required)
        return (SAMPLE,)

    def text(self, key: str) -> Text:
        self._note(key, TEXT)
        return SAMPLES

    def maybe_text(self, key: str) -> Text:
        self._note(key, TEXT, required=False)
        return SAMPLES

    def texts(self, key: str, required: bool = True) -> tuple[Text, ...]:
        self._note(key, each_of(TEXT, required), required)
        return (SAMPLES,)

    def inner(self, key: str) -> Fields:
        inside = self._inside(key)
        self._note(key, inside.shape)
        return inside

    def maybe_inner(self, key: str) -> Fields:
        inside = self._inside(key)
        self._note(key, inside.shape, required=False)
        return inside

    def texts_by_name(self, key: str, allowed: Sequence[str]) -> dict[str, Text]:
        self._note(key, closed(dict.fromkeys(allowed, TEXT)), required=False)
        return {}

    def text_for_each(self, key: str, names: Sequence[str]) -> dict[str, Text]:
        self._note(key, {"type": "object", "additionalProperties": TEXT})
        return dict.fromkeys(names, SAMPLES)

    def by_language(
        self, key: str, required: bool = True, only: str | None = None
    ) -> dict[str, tuple[str, ...]]:
        languages = (only,) if only else LANGUAGES
        words = dict.fromkeys(languages, each_of(WORD, required))
        self._note(key, closed(words, languages if required else ()), required)
        return dict.fromkeys(languages, (SAMPLE,))

    def each(
        self, key: str, read: Callable[[Fields], T], what: str, required: bool = True
    ) -> tuple[T, ...]:
        inside = self._inside(key)
        self._note(key, each_of(inside.shape, required), required)
        return (read(inside),)

    def several(self, key: str, found: tuple[T, ...]) -> tuple[T, ...]:
        self.shape["properties"][key] |= {"minItems": FEWEST, "maxItems": MOST}
        return found


def as_yaml(word: str) -> str | int:
    """A word as YAML understands it where it is written plainly."""
    return int(word) if word.isdigit() else word

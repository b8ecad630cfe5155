"""The format of a course's files: for editors as a JSON Schema, for people as a reference.

Both are made of the shapes that the readers tell (`shapes.py`) and of what the keys mean.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Any

from taiwa.course.companions import LANGUAGES
from taiwa.course.defaults import TEMPLATE
from taiwa.course.meanings import FILES, meaning
from taiwa.course.problems import LIGHT
from taiwa.course.recorder import FLAG, NUMBER, TEXT, WORD, Shape, as_yaml
from taiwa.course.shapes import READERS, Ways, shape_of
from taiwa.course.sheets import columns
from taiwa.errors import N_
from taiwa.text.cells import cells

SCHEMA = "course.schema.json"
"""The file beside a course in which editors look its keys up: the files' first comments name it."""

READ = N_(
    "A key with ? may be left out; ... stands for more of the same. Put a text that holds a colon"
    " or a #, or a comma inside brackets, in quotes. A word with its reading is {漢字|かんじ}."
)
LEFT_OUT = N_(
    "An id that is left out is made of the first words of the English text, until taiwa check"
    " --lock writes it down. A step without a source has the paragraph of its place, one without"
    " then asks the questions on its paragraphs that no other step names, and a question that a"
    " step asks has that step's source, and its text for an explanation. A kind that is left out is"
    " fact (argument where something is explained), a role claim, a voice author; ¶1 is short for"
    " section-1 ¶1."
)
LIGHT_FORM = N_(
    "After ## there may be an id, a type, a kind or a level, paragraphs such as ¶4, ¶4-5 or ¶4,"
    " ¶6, [terms],"
    " revision=2 and answer_in=ja; after * a step, such as @p2. A text stands as Japanese /"
    " English, or on one line for each language with the same sign before it; what has no words,"
    " such as a year, stands for both. A slash, a dash and => between spaces, a comma and a"
    " semicolon part texts; with a backslash before it, each of them belongs to the text."
)
ROWS = N_(
    "a table in UTF-8, its columns parted by commas, semicolons or tabs, several values in a cell"
    " by semicolons, true and false also as yes and no, 1 and 0; with an id of its own"
    " in the column 'id', a row may be edited freely"
)
SINCE = N_("format 2: {meaning}")
WHERE, AS_ABOVE = N_("where {key} is {word}:"), N_("what goes with each {key} is told above")
SOME_TEXT, SOME_NUMBER, NAME = N_("TEXT"), N_("NUMBER"), N_("NAME")
COUNT = N_("{meaning}; {fewest} to {most}")

Say = Callable[..., str]

_COMMENT = 46
"""The column in which what a key means begins, if there is room before it."""


def schema(say: Say) -> str:
    """A JSON Schema with a definition for each file, in the language of `say`."""
    made = _Schema(say)
    files = {name: made.of(shape_of(read), name) for name, read in READERS.items()}
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": {"text": TEXT, **made.entries, **files},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


class _Schema:
    """Shapes with what their keys mean, their ways as conditions; `entries` of lists by name."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.entries: dict[str, Shape] = {}

    def of(self, shape: Shape, name: str) -> Shape:
        """The schema of a shape that stands under a key, or is a file."""
        if shape == TEXT:
            return _refer("text")
        if ways := shape.get("ways"):
            return self._conditional(ways, name)
        made = dict(shape)
        if "items" in shape:
            entry = self.of(shape["items"], name)
            made["items"] = self._entry(entry, name) if "properties" in entry else entry
        if shape.get("additionalProperties"):
            made["additionalProperties"] = self.of(shape["additionalProperties"], name)
        if "properties" in shape:
            made["properties"] = {
                key: self._under(key, each, name) for key, each in shape["properties"].items()
            }
        return made

    def _under(self, key: str, shape: Shape, name: str) -> Shape:
        if key in LANGUAGES:
            return self.of(shape, name)
        return {"description": self.say(meaning(name, key)), **self.of(shape, key)}

    def _entry(self, entry: Shape, name: str) -> Shape:
        """The same by reference, under a name that no other has."""
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        return _refer(next(each for each in names if self.entries.setdefault(each, entry) == entry))

    def _conditional(self, ways: Ways, name: str) -> Shape:
        """The properties that all ways have alike and, by the word under the key, those of each."""
        every = [self.of(way, name) for way in ways.by_word.values()]
        keys = dict.fromkeys(key for way in every for key in way["properties"])
        alike = _alike(every)
        always = [key for key in every[0]["required"] if all(key in x["required"] for x in every)]
        return {
            "type": "object",
            "properties": {key: alike.get(key, {}) for key in keys},
            "required": always,
            "allOf": [
                {"if": _is(ways.key, word), "then": _of_its_own(way, alike, always)}
                for word, way in zip(ways.by_word, every, strict=True)
            ],
        }


def _refer(name: str) -> Shape:
    return {"$ref": f"#/definitions/{name}"}


def _alike(ways: Sequence[Shape]) -> Shape:
    """The properties that all ways have alike."""
    first, *others = (way["properties"] for way in ways)
    return {k: v for k, v in first.items() if all(each.get(k) == v for each in others)}


def _is(key: str, word: str | None) -> Shape:
    if word is None:
        return {"not": {"required": [key]}}
    return {"properties": {key: {"const": as_yaml(word)}}, "required": [key]}


def _of_its_own(way: Shape, alike: Shape, always: Sequence[str]) -> Shape:
    properties: dict[str, Any] = {k: k in alike or each for k, each in way["properties"].items()}
    required = [key for key in way["required"] if key not in always]
    return way | {"properties": properties, "required": required}


def reference(say: Say) -> str:
    """Every file with its keys as YAML has them, and what they mean."""
    return "\n".join([say(READ), "", say(LEFT_OUT), *_files(say)])


def _files(say: Say) -> Iterator[str]:
    page = _Page(say)
    for name, read in READERS.items():
        shape = shape_of(read)
        file = "section-1.yaml" if name == "section" else f"{name}.yaml"
        yield f"\n## {file}: {say(FILES[name])}\n"
        yield from page.object(_way(shape, "2"), _way(shape, "1"), name)
    yield f"\n## section-1{LIGHT}\n\n{say(LIGHT_FORM)}\n"
    yield (TEMPLATE / f"examples{LIGHT}").read_text(encoding="utf-8").format(name="section-1")
    for file, of in (("glossary.csv", "terms"), ("timeline.csv", "events")):
        yield f"\n## {file}: {say(ROWS)}\n"
        for name, column in columns(file).items():
            yield _line(name, say(meaning(of, column.key)))


def _way(shape: Shape, word: str | None) -> Shape:
    """The shape as it is where a word stands under the key that it hangs on."""
    found: Shape = shape["ways"].by_word.get(word, shape) if "ways" in shape else shape
    return found


class _Page:
    """The lines of a reference; what an older shape has not is told to be newer."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.seen: set[tuple[object, ...]] = set()

    def object(
        self, shape: Shape, older: Shape, of: str, indent: str = "", told: Collection[str] = ()
    ) -> Iterator[str]:
        """A line for each key of an object that is not told yet, and for what is in it."""
        ways: Ways | None = shape.get("ways")
        if ways is None or None in ways.by_word:
            own = _way(shape, None)
            keys = [key for key in own["properties"] if key not in told]
            yield from self._keys(own, _way(older, None), of, indent, keys)
            return
        alike = _alike(list(ways.by_word.values()))
        keys = [key for key in alike if key not in told]
        yield from self._keys(shape, _way(older, None), of, indent, keys)
        yield from self._ways(ways, older, of, indent, {*alike, *told})

    def _ways(
        self, ways: Ways, older: Shape, of: str, indent: str, told: Collection[str]
    ) -> Iterator[str]:
        """The keys that each way has of its own; once for all objects that have the same."""
        own = {word: set(way["properties"]).difference(told) for word, way in ways.by_word.items()}
        kinds = tuple((word, *sorted(keys)) for word, keys in own.items())
        if kinds in self.seen:
            yield f"{indent}# {self.say(AS_ABOVE, key=ways.key)}"
            return
        self.seen.add(kinds)
        for word, way in ways.by_word.items():
            if own[word]:
                yield f"{indent}# {self.say(WHERE, key=ways.key, word=word)}"
                yield from self.object(way, _way(older, word), of, indent, told)

    def _keys(
        self, shape: Shape, older: Shape, of: str, indent: str, keys: Iterable[str]
    ) -> Iterator[str]:
        for key in keys:
            each = shape["properties"][key]
            before = older["properties"].get(key, each)
            newer = key not in older["properties"]
            needed = key in shape["required"] and (newer or key in older["required"])
            head = f"{indent}{key}{'' if needed else '?'}:"
            told = self._told(each, of, key, new=newer)
            if value := self.value(each):
                yield _line(f"{head} {value}", told)
                continue
            yield _line(head, told)
            inside = of if key in LANGUAGES else key
            listed = each.get("type") == "array"
            inner, was = (shape.get("items", shape) for shape in (each, before))
            lines = list(self.object(inner, was, inside, indent + ("    " if listed else "  ")))
            if listed:
                lines[0] = f"{indent}  - {lines[0].lstrip()}"
            yield from lines

    def _told(self, shape: Shape, of: str, key: str, *, new: bool) -> str:
        told = "" if key in LANGUAGES else self.say(meaning(of, key))
        if "maxItems" in shape:
            most = {"fewest": shape["minItems"], "most": shape["maxItems"]}
            told = self.say(COUNT, meaning=told, **most)
        return self.say(SINCE, meaning=told) if new and told else told

    def value(self, shape: Shape) -> str:
        """The value of a key, on the key's line; '' of one that takes lines of its own."""
        if "enum" in shape:
            return " | ".join(map(str, shape["enum"]))
        if "anyOf" in shape:
            return " | ".join(map(self.value, shape["anyOf"]))
        if shape.get("type") == "array":
            inner = self.value(shape["items"])
            return f"[{inner}, ...]" if inner else ""
        if named := shape.get("additionalProperties"):
            return f"{{{self.say(NAME)}: {self.value(named)}, ...}}"
        if list(shape.get("properties", "")) in (list(LANGUAGES), ["ja"], ["en"]):
            values = {key: self.value(each) for key, each in shape["properties"].items()}
            pairs = (f"{key}: {value}" for key, value in values.items())
            return f"{{{', '.join(pairs)}}}" if all(values.values()) else ""
        simple = ((WORD, self.say(SOME_TEXT)), (NUMBER, self.say(SOME_NUMBER)))
        found = (said for each, said in simple if shape == each)
        return next(found, "true | false" if shape == FLAG else "")


def _line(key: str, told: str) -> str:
    return f"{key}{' ' * (_COMMENT - cells(key))}  # {told}" if told else key

"""All that a course file may leave out, with its default.

A question may leave out its source, its explanation and the steps of its points: they are those of
the lesson step that asks it. A step that names no questions asks those on its paragraphs that no
other step names. An id is made of the first English words, so that it stays where it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import cast

from msgspec import structs

from taiwa.course.fields import Fields
from taiwa.course.model import Question, Source, Step, Text
from taiwa.course.problems import Problems
from taiwa.course.references import PARAGRAPH

KIND = {"explain": "argument"}
"""The kind of a question by its type, where it tells none; the first of `KINDS` of all others."""

FIRST_ROLE, FIRST_VOICE = "claim", "author"
WORDS_OF_ID = 6
TEMPLATE = Path(__file__).parent / "template"

_WORD = re.compile("[a-z0-9]+")
_SMALL = re.compile(
    "an?|the|of|in|on|at|to|by|for|and|or|is|are|was|were|be|do|does|did|has|have|had|its?"
    "|what|which|who|whom|why|how|when|where|th[aio][st]|these|those"
)


class Home:
    """The section that a question stands in, with the steps that may ask it."""

    def __init__(self, section: str, lesson: Sequence[Step]) -> None:
        self.section, self.lesson = section, lesson
        self._asking = {name: step for step in lesson for name in step.then}
        self._on = {place: step for step in lesson if not step.then for place in step.source}

    def step(self, name: str, cited: Iterable[Source]) -> Step | None:
        """The step that asks a question of this id and with these sources: the last of those on
        them, once all were read."""
        on = [self._on[place] for place in cited if place in self._on]
        return self._asking.get(name) or max(on, key=self.lesson.index, default=None)

    def asked(self, questions: Iterable[Question]) -> tuple[Step, ...]:
        """The lesson, each of whose steps names the questions that it asks."""
        then: dict[str, list[str]] = {}
        for question in questions:
            step = self.step(question.id, question.source)
            if step and not step.then:
                then.setdefault(step.id, []).append(question.id)
        return tuple(
            step if step.then else structs.replace(step, then=tuple(then.get(step.id, ())))
            for step in self.lesson
        )


@cache
def default_prompts() -> Mapping[str, Text]:
    """The prompts of drills, by their names, where a course has none of its own."""
    from taiwa.course.yaml_source import Parser

    text = (TEMPLATE / "prompts.yaml").read_text(encoding="utf-8")
    return cast(Mapping[str, Text], Parser(Problems()).parse(text, ""))


def paragraphs(section: str, cited: Iterable[Sequence[Source]]) -> int:
    """The number of paragraphs of a section, by the last that is cited."""
    places = (place.partition(" ¶") for place in chain.from_iterable(cited))
    numbers = (number for name, _, number in places if name == section)
    return max((int(each) for each in numbers if PARAGRAPH.fullmatch(each)), default=1)


def id_of(fields: Fields, key: str, prefix: str = "") -> str:
    """An id made of the English of a text that is read; '' where that has no words."""
    text = fields.peek(key)
    if text is None:  # which is told of the text
        return f"{prefix}line-{fields.mark[0]}"
    said = text.get("en") if isinstance(text, Mapping) else None
    slug = _slug(said) if isinstance(said, str) else ""
    return prefix + slug if slug else ""


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _WORD.findall(plain)
    telling = [word for word in words if not _SMALL.fullmatch(word)] or words
    return "-".join(telling[:WORDS_OF_ID])

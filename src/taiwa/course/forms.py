"""The form of a question: what its type makes of it, one entry a type.

Whoever lays a question out, reads, judges or exports an answer looks here and not at the type, so
that a tenth type which is answered like one of the nine is one entry more.
"""

from collections.abc import Mapping
from typing import Literal, assert_never

from msgspec import Struct

from taiwa.course.model import (
    Choice,
    Choices,
    Cloze,
    Confusion,
    Explain,
    Match,
    Option,
    Order,
    Point,
    Question,
    Text,
    TrueFalse,
    Typed,
    Year,
)

Manner = Literal["one", "several", "verdict", "order", "pairs", "year", "words", "explanation"]
"""An answer is one or several of the things shown, true or false, all things in order or each put
beside a left side, a year, a word or phrase, or an explanation in one's own words."""


class Form(Struct, frozen=True):
    """All that a type decides. Indices are in the content's order; what does not apply is empty."""

    manner: Manner
    right: tuple[int, ...] = ()  # the answer by indices; of pairs, the thing for each left side
    things: tuple[Text, ...] = ()  # to choose from; of true and false, which are no content, none
    lefts: tuple[Text, ...] = ()  # of pairs
    accepted: Mapping[str, tuple[str, ...]] = {}  # by language, the best first
    language: str | None = None  # that it must be answered in
    confusions: tuple[Confusion, ...] = ()
    whys: tuple[Text | None, ...] = ()  # what each thing, or each confusion, mixes up
    points: tuple[Point, ...] = ()
    sentence: Text | None = None  # with the gap to be filled in

    @property
    def count(self) -> int:
        """From how many things there is to choose: 0 where the answer is typed."""
        return 2 if self.manner == "verdict" else len(self.things)


def form_of(question: Question) -> Form:
    """A question's form: the one place that tells what its right answer is."""
    match question:
        case Choice(options=options):
            return _options("one", options)
        case Choices(options=options):
            return _options("several", options)
        case TrueFalse(answer=answer):
            return Form("verdict", (0,) if answer else (1,))
        case Order(items=items):
            return Form("order", tuple(range(len(items))), items)
        case Match(pairs=pairs):
            lefts, rights = tuple(left for left, _ in pairs), tuple(right for _, right in pairs)
            return Form("pairs", tuple(range(len(pairs))), rights, lefts)
        case Year(answer=year):
            return _typed("year", question, dict.fromkeys(question.prompt, (str(year),)))
        case Cloze(accepted=accepted, answer_in=language, text=sentence):
            return _typed("words", question, accepted, language, sentence)
        case Typed(accepted=accepted, answer_in=language):
            return _typed("words", question, accepted, language)
        case Explain(points=points):
            return Form("explanation", points=points)
        case _:
            assert_never(question)


def _options(manner: Manner, options: tuple[Option, ...]) -> Form:
    right = tuple(index for index, option in enumerate(options) if option.correct)
    texts, whys = tuple(o.text for o in options), tuple(o.why for o in options)
    return Form(manner, right, texts, whys=whys)


def _typed(
    manner: Manner,
    question: Year | Typed,
    accepted: Mapping[str, tuple[str, ...]],
    language: str | None = None,
    sentence: Text | None = None,
) -> Form:
    return Form(
        manner,
        accepted=accepted,
        language=language,
        confusions=question.confusions,
        whys=tuple(confusion.why for confusion in question.confusions),
        sentence=sentence,
    )

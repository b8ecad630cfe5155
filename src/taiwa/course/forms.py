"""The form of a question: what its type makes of it, one entry a type.

Whoever lays a question out, reads, judges or exports an answer looks here and not at the type, so
that a tenth type which is answered like one of the nine is one entry more.
"""

import re
from collections.abc import Mapping
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from taiwa.course.companions import Contrast
from taiwa.course.dates import typed_dates
from taiwa.course.drills import GAP
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
    cards: tuple[Text, ...] = ()  # of the argument, shown with the prompt; one may be a gap
    contrast: Contrast | None = None  # shown with the prompt
    dates: tuple[str, ...] = ()  # of the things, told with the answer

    @property
    def count(self) -> int:
        """From how many things there is to choose: 0 where the answer is typed."""
        return 2 if self.manner == "verdict" else len(self.things)

    @property
    def days(self) -> tuple[str, ...]:
        """The dates of the things, as much of each as tells them apart: years, months or days."""
        for cells in (4, 7):
            cut = [day[:cells] for day in self.dates]
            if len({*filter(None, cut)}) == sum(map(bool, cut)):
                return tuple(cut)
        return self.dates

    @property
    def one_to_one(self) -> bool:
        """True if each thing is the answer once at most: not where two pairs share one."""
        return len(set(self.right)) == len(self.right)

    @property
    def places(self) -> bool:
        """True where things are put under others, several under one: cards under their claims."""
        return self.manner == "pairs" and not self.one_to_one

    @property
    def gapped(self) -> bool:
        """True if one of the cards is to be found, and false where only their link is."""
        return any(GAP in text for card in self.cards for text in card.values())


def form_of(question: Question) -> Form:
    """A question's form: the one place that tells what its right answer is."""
    match question:
        case Choice(options=options, cards=cards, contrast=contrast):
            return replace(_options("one", options), cards=cards, contrast=contrast)
        case Choices(options=options):
            return _options("several", options)
        case TrueFalse(answer=answer):
            return Form("verdict", (0,) if answer else (1,))
        case Order(items=items, dates=dates):
            return Form("order", tuple(range(len(items))), items, dates=dates)
        case Match(pairs=pairs):
            lefts, rights = tuple(left for left, _ in pairs), [right for _, right in pairs]
            things = tuple(r for place, r in enumerate(rights) if r not in rights[:place])
            return Form("pairs", tuple(map(things.index, rights)), things, lefts)
        case Year(answer=year, date=day):
            accepted_years = (str(year), *(typed_dates(day) if day else ()))
            return _typed("year", question, dict.fromkeys(question.prompt, accepted_years))
        case Cloze(accepted=accepted, answer_in=language, text=sentence):
            return _typed("words", question, accepted, language, sentence)
        case Typed(accepted=accepted, answer_in=language):
            return _typed("words", question, accepted, language)
        case Explain(points=points):
            return Form("explanation", points=points)
        case _:
            assert_never(question)


def asks_for_reading(question: Question) -> bool:
    """True if kana and nothing else answer it: readings shown beside it would give it away."""
    form = form_of(question)
    rights = form.things if form.manner == "pairs" else ()
    answers = [*form.accepted.get("ja", ()), *(right.get("ja", "") for right in rights)]
    return bool(answers) and all(re.fullmatch(r"[ぁ-ゖァ-ヺー\s]+", answer) for answer in answers)


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

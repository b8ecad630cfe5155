"""Questions and answers in the language that is on: prompts, options,
solutions, and where a typed answer differs from the one it was taken for.
"""

import unicodedata
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import assert_never

from taiwa.course.course import Course
from taiwa.course.drills import FULL_WIDTH, GAP
from taiwa.course.forms import Form, Manner, form_of
from taiwa.course.model import Question, Text
from taiwa.dialogue.events import Given, Judgement
from taiwa.dialogue.questions import LETTERS, Arrangement, arrange, fits
from taiwa.errors import N_
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.contrasts import contrasted
from taiwa.words.messages import Para

SHOWN_GAP = "＿＿＿＿"
NUMBERS = "123456789"

KINDS: Mapping[Manner, str] = {
    "one": N_("choose one"),
    "several": N_("choose all that fit"),
    "verdict": N_("true or false"),
    "year": N_("type a year"),
    "words": N_("type a word"),
    "pairs": N_("match"),
    "order": N_("put in order"),
    "explanation": N_("explain in your own words"),
}
GAP_KIND = N_("fill the gap")
"""The words for what is to be done with a question, by the manner of answering."""


def stem(question: Question) -> tuple[Text, ...]:
    """The prompt and what goes with it, a gap as it is shown.

    That is the sentence of a cloze, or cards of the argument.
    """
    form = form_of(question)
    shown = [*form.cards, form.sentence] if form.sentence else form.cards
    gapped = ({k: text.replace(GAP, SHOWN_GAP) for k, text in each.items()} for each in shown)
    return question.prompt, *gapped


def named(question: Question) -> Text:
    """A question on one line, as lists and files name it, by language.

    Many a prompt is nothing by itself ("Fill in the gap."): a cloze is named with its sentence,
    an order or a match with one of its things, which is not the first of the right order but of
    the alphabet.
    """
    return {language: _line(question, language) for language in question.prompt}


def _line(question: Question, language: str) -> str:
    space, example = ("", "（{} …）") if language in FULL_WIDTH else (" ", "({} …)")
    parts = [text[language] for text in stem(question)]
    form = form_of(question)
    if things := form.things if form.manner == "order" else form.lefts:
        parts.append(example.format(min(thing[language] for thing in things)))
    return space.join(parts)


class QuestionWording:
    """Puts questions into words; `arrangement` gives the order of options by question id."""

    def __init__(self, words: Words, arrangement: Callable[[str], Arrangement]) -> None:
        self.words, self.arrangement = words, arrangement

    @classmethod
    def of(cls, course: Course, words: Words) -> "QuestionWording":
        """The words of a course's questions outside any session."""
        return cls(words, lambda name: arrange(course.questions[name], ""))

    def text(self, text: Text) -> str:
        return text[self.words.language]

    def asked(self, question: Question) -> list[Para]:
        """The question as it is put: prompt and options."""
        options = [Para("option", option) for option in self.options(question)]
        return [*self.stem(question), *options, Para("label", self.how_to_answer(question))]

    def stem(self, question: Question) -> list[Para]:
        """The question, without what there is to choose from."""
        prompt, *shown = stem(question)
        contrast = form_of(question).contrast
        return [
            Para("prompt", self.text(prompt)),
            *(contrasted(self.words, contrast) if contrast else ()),
            *(Para("text", self.text(text)) for text in shown),
        ]

    def options(self, question: Question) -> list[str]:
        """The numbered options, items or pairs in the order shown."""
        form = form_of(question)
        things = self.things(form)
        texts = [things[index] for index in self.arrangement(question.id)]
        lefts = [f"{number}. {self.text(left)}" for number, left in enumerate(form.lefts, 1)]
        marks = LETTERS if form.manner == "pairs" else NUMBERS
        return [*lefts, *(f"{mark}. {text}" for mark, text in zip(marks, texts, strict=False))]

    def things(self, form: Form) -> list[str]:
        """The things to choose from, in the content's order."""
        if form.manner == "verdict":
            return [self.words._("True"), self.words._("False")]
        return [self.text(thing) for thing in form.things]

    def how_to_answer(self, question: Question) -> str:
        """One line on how this kind of question is answered."""
        _ = self.words._
        form = form_of(question)
        match form.manner:
            case "one":
                return _("Answer with a number.")
            case "several":
                return _("Several are right: answer with their numbers, such as 1 3.")
            case "verdict":
                return _("Answer 1 (true) or 2 (false).")
            case "year":
                return _("Type a year.")
            case "pairs":
                return _("Answer with the letter for each number, such as 1b 2a 3c.")
            case "order":
                return _("Answer with the numbers in order, such as 3 1 2.")
            case "explanation":
                return _("Answer in your own words, in one to three sentences.")
            case "words":
                only = {
                    "ja": _("Type the answer in Japanese."),
                    "en": _("Type the answer in English."),
                }
                return only.get(form.language or "", _("Type the answer."))
            case _:
                assert_never(form.manner)

    def kind(self, question: Question) -> str:
        """The words on what is to be done with this kind of question, beside its number."""
        form = form_of(question)
        return self.words._(GAP_KIND if form.sentence else KINDS[form.manner])

    def given(self, question: Question, given: Given) -> str:
        """A given answer on one line, as it was typed or, without readings, chosen."""
        if given.text is not None:
            return given.text
        if not fits(question, given):
            return self.words._("(an answer to an earlier version of this question)")
        return plain(self._chosen(form_of(question), given.chosen))

    def yours(self, question: Question, given: Given) -> Para:
        """A given answer, told to who gave it."""
        told = self.words._("You: {answer}", answer=self.given(question, given))
        return Para("text", told, marked=False)

    def _chosen(self, form: Form, chosen: tuple[int, ...]) -> str:
        things = self.things(form)
        texts = [things[index] for index in chosen]
        if form.lefts:
            pairs = zip(form.lefts, texts, strict=False)  # an earlier version may have had more
            texts = [f"{self.text(left)} = {text}" for left, text in pairs]
        _ = self.words._
        return (_(" > ") if form.manner == "order" else _("; ")).join(texts)

    def verdict(self, question: Question, judgement: Judgement, given: Given | None = None) -> str:
        """The verdict in a few words, with the count of what is right where there are several."""
        _, form = self.words._, form_of(question)
        if form.manner == "explanation":
            return self._counted(judgement, len(form.points))
        if judgement.verdict == "correct":
            return _("✓ Right, as you confirmed.") if judgement.confirmed else _("✓ Right.")
        if judgement.verdict == "unsure":
            return _("? I am not sure.")
        if judgement.verdict != "wrong":
            return _("~ Accepted, with a slip.")
        return (self._partly(form, given) if given else "") or _("✗ Not right.")

    def _partly(self, form: Form, given: Given) -> str:
        """The words on how much of several choices, of pairs or of an order is right; "" of other
        answers."""
        _, chosen = self.words._, given.chosen
        if form.manner not in ("several", "pairs", "order") or not chosen:
            return ""
        if form.manner == "several":
            right = len({*chosen} & {*form.right})
            if not right:
                return ""
            extra = len({*chosen} - {*form.right})
            told = _("✗ Not right: {right} of {count} found", right=right, count=len(form.right))
            more = self.words.ngettext("{number} too many", "{number} too many", extra)
            return told + _(", ") + more if extra else told
        right = sum(mine == wanted for mine, wanted in zip(chosen, form.right, strict=False))
        if not right:
            return ""
        if form.manner == "order" or form.places:
            return _("✗ Not right: {right} of {count} in place", right=right, count=len(form.right))
        return _("✗ Not right: {right} of {count} pairs found", right=right, count=len(form.right))

    def _counted(self, judgement: Judgement, points: int) -> str:
        ngettext, said = self.words.ngettext, self.words.number(len(judgement.points))
        if judgement.verdict == "correct":
            return ngettext(
                "✓ Right: {said} of {number} point",
                "✓ Right: {said} of {number} points",
                points,
                said=said,
            )
        if judgement.asked and not judgement.points:
            return ngettext(
                "~ So far {said} of {number} point",
                "~ So far {said} of {number} points",
                points,
                said=said,
            )
        if judgement.points:
            return ngettext(
                "~ Nearly: {said} of {number} point",
                "~ Nearly: {said} of {number} points",
                points,
                said=said,
            )
        return ngettext(
            "✗ Not right: {said} of {number} point",
            "✗ Not right: {said} of {number} points",
            points,
            said=said,
        )

    def confused(self, question: Question, judgement: Judgement) -> list[Para]:
        """The note on what a foreseen wrong answer mixes up."""
        index = judgement.confusion
        if index is None:
            return []
        whys = form_of(question).whys
        why = whys[index] if 0 <= index < len(whys) else None  # the question may have changed since
        return [Para("why", self.text(why))] if why else []

    def answer(self, question: Question) -> str:
        """The right answer on one line."""
        form = form_of(question)
        if form.accepted:
            return form.accepted[form.language or self.words.language][0]
        if form.points:
            return self.words._("; ").join(self.text(point.text) for point in form.points)
        if form.dates:
            things = zip(self.things(form), form.days, strict=True)
            return self.words._(" > ").join(self._dated(text, day) for text, day in things)
        return self._chosen(form, form.right)

    def _dated(self, text: str, day: str) -> str:
        return self.words._("{text} ({day})", text=text, day=day) if day else text


def marked(typed: str, right: str) -> tuple[str, str]:
    """Both texts with brackets round what differs; width and case are no difference.

    `unanimty`, `unanimity` become `unanimty`, `unanim[i]ty`.
    """
    mine, theirs = "", ""
    for part, wanted, same in _compared(typed, right):
        mine += part if same or not part else f"[{part}]"
        theirs += wanted if same or not wanted else f"[{wanted}]"
    return mine, theirs


def slip_marks(typed: str, right: str) -> list[tuple[str, bool]]:
    """The typed text in parts, each True where it differs; what was left out is `_`."""
    return [(part or "_", not same) for part, _, same in _compared(typed, right)]


def _compared(typed: str, right: str) -> list[tuple[str, str, bool]]:
    """Both texts in parts beside each other, each True where they are the same."""
    typed, right = (unicodedata.normalize("NFKC", text).strip() for text in (typed, right))
    matcher = SequenceMatcher(None, typed.casefold(), right.casefold(), autojunk=False)
    if len(typed.casefold()) != len(typed) or len(right.casefold()) != len(right):
        matcher = SequenceMatcher(None, typed, right, autojunk=False)
    return [
        (typed[start:end], right[from_:to], kind == "equal")
        for kind, start, end, from_, to in matcher.get_opcodes()
    ]

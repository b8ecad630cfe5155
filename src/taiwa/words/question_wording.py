"""How questions and answers read in the language that is on: prompts, options,
solutions, and where a typed answer differs from the one it was taken for.
"""

import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

from taiwa.course.drills import FULL_WIDTH
from taiwa.course.model import (
    Choice,
    Choices,
    Cloze,
    Explain,
    Match,
    Order,
    Question,
    Text,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.course.question_schema import GAP
from taiwa.dialogue.events import Given, Judgement
from taiwa.dialogue.questions import LETTERS, Arrangement, fits
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.messages import Para

SHOWN_GAP = "＿＿＿＿"


def stem(question: Question) -> tuple[Text, ...]:
    """What is asked: the prompt and, of a cloze, its sentence with the gap as it is shown."""
    if not isinstance(question, Cloze):
        return (question.prompt,)
    return question.prompt, {k: text.replace(GAP, SHOWN_GAP) for k, text in question.text.items()}


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
    if isinstance(question, Order):
        parts.append(example.format(min(item[language] for item in question.items)))
    elif isinstance(question, Match):
        parts.append(example.format(min(left[language] for left, _right in question.pairs)))
    return space.join(parts)


class QuestionWording:
    """Puts questions into words; `arrangement` gives the order of options by question id."""

    def __init__(self, words: Words, arrangement: Callable[[str], Arrangement]) -> None:
        self.words, self.arrangement = words, arrangement

    def text(self, text: Text) -> str:
        return text[self.words.language]

    def asked(self, question: Question) -> list[Para]:
        """The question as it is put: prompt and options."""
        options = [Para("option", option) for option in self.options(question)]
        return [*self.stem(question), *options, Para("label", self.how_to_answer(question))]

    def stem(self, question: Question) -> list[Para]:
        """What is asked, without what there is to choose from."""
        prompt, *sentence = stem(question)
        return [
            Para("prompt", self.text(prompt)),
            *(Para("text", self.text(text)) for text in sentence),
        ]

    def options(self, question: Question) -> list[str]:
        """The numbered options, items or pairs in the order shown."""
        shown = self.arrangement(question.id)
        _ = self.words._
        if isinstance(question, Choice | Choices):
            texts = [self.text(question.options[index].text) for index in shown]
        elif isinstance(question, TrueFalse):
            texts = [_("True"), _("False")]
        elif isinstance(question, Order):
            texts = [self.text(question.items[index]) for index in shown]
        elif isinstance(question, Match):
            left = [self.text(pair[0]) for pair in question.pairs]
            right = [self.text(question.pairs[index][1]) for index in shown]
            lettered = [f"{LETTERS[i]}. {text}" for i, text in enumerate(right)]
            return [f"{i}. {text}" for i, text in enumerate(left, 1)] + lettered
        else:
            texts = []
        return [f"{number}. {text}" for number, text in enumerate(texts, 1)]

    def how_to_answer(self, question: Question) -> str:
        """One line on how this kind of question is answered."""
        _ = self.words._
        if isinstance(question, Choice):
            return _("Answer with a number.")
        if isinstance(question, Choices):
            return _("Several are right: answer with their numbers, such as 1 3.")
        if isinstance(question, TrueFalse):
            return _("Answer 1 (true) or 2 (false).")
        if isinstance(question, Year):
            return _("Type a year.")
        if isinstance(question, Match):
            return _("Answer with the letter for each number, such as 1b 2a 3c.")
        if isinstance(question, Order):
            return _("Answer with the numbers in order, such as 3 1 2.")
        if isinstance(question, Explain):
            return _("Answer in your own words, in one to three sentences.")
        if isinstance(question, Typed) and question.answer_in:
            return {
                "ja": _("Type the answer in Japanese."),
                "en": _("Type the answer in English."),
            }.get(question.answer_in, _("Type the answer."))
        return _("Type the answer.")

    def given(self, question: Question, given: Given) -> str:
        """A given answer on one line, as it was typed or, without readings, chosen."""
        if given.text is not None:
            return given.text
        if not fits(question, given):
            return self.words._("(an answer to an earlier version of this question)")
        return plain(self._chosen(question, given.chosen))

    def _chosen(self, question: Question, chosen: tuple[int, ...]) -> str:
        separator = self.words._("; ")
        if isinstance(question, Match):
            return separator.join(
                f"{self.text(question.pairs[left][0])} = {self.text(question.pairs[right][1])}"
                for left, right in enumerate(chosen)
            )
        if isinstance(question, TrueFalse):
            return self.words._("True") if chosen == (0,) else self.words._("False")
        if isinstance(question, Order):
            return self.words._(" > ").join(self.text(question.items[i]) for i in chosen)
        assert isinstance(question, Choice | Choices)
        return separator.join(self.text(question.options[i].text) for i in chosen)

    def verdict(self, question: Question, judgement: Judgement, again: bool = False) -> str:
        """The verdict in a few words; `again` where it is asked for once more."""
        _ = self.words._
        if judgement.verdict == "correct":
            return _("✓ Right.")
        if isinstance(question, Explain) and again:
            partly = _("~ Part of it is there.")
            return partly if judgement.points else _("~ None of the points is there yet.")
        if judgement.verdict == "wrong":
            return _("✗ Not right.")
        if isinstance(question, Explain):
            return _("~ Accepted: most of it is there.")
        return _("~ Accepted, with a slip.")

    def confused(self, question: Question, judgement: Judgement) -> list[Para]:
        """What a foreseen wrong answer mixes up."""
        index = judgement.confusion
        if index is None:
            return []
        whys: list[Text | None] = []
        if isinstance(question, Choice | Choices):
            whys = [option.why for option in question.options]
        elif isinstance(question, Typed | Year):
            whys = [confusion.why for confusion in question.confusions]
        why = whys[index] if 0 <= index < len(whys) else None  # the question may have changed since
        return [Para("why", self.text(why))] if why else []

    def answer(self, question: Question) -> str:
        """The right answer on one line."""
        if isinstance(question, Year):
            return str(question.answer)
        if isinstance(question, Typed):
            language = question.answer_in or self.words.language
            return question.accepted[language][0]
        if isinstance(question, Explain):
            return self.words._("; ").join(self.text(point.text) for point in question.points)
        if isinstance(question, Choice | Choices):
            right = tuple(i for i, option in enumerate(question.options) if option.correct)
        elif isinstance(question, TrueFalse):
            right = (0,) if question.answer else (1,)
        else:
            assert isinstance(question, Match | Order)
            things = question.pairs if isinstance(question, Match) else question.items
            right = tuple(range(len(things)))
        return self._chosen(question, right)


def marked(typed: str, right: str) -> tuple[str, str]:
    """Both texts with brackets round what differs; width and case are no difference.

    `unanimty`, `unanimity` become `unanimty`, `unanim[i]ty`.
    """
    typed, right = (unicodedata.normalize("NFKC", text).strip() for text in (typed, right))
    matcher = SequenceMatcher(None, typed.casefold(), right.casefold(), autojunk=False)
    if len(typed.casefold()) != len(typed) or len(right.casefold()) != len(right):
        matcher = SequenceMatcher(None, typed, right, autojunk=False)
    mine, theirs = "", ""
    for kind, start, end, from_, to in matcher.get_opcodes():
        mine += _bracketed(typed[start:end], kind)
        theirs += _bracketed(right[from_:to], kind)
    return mine, theirs


def _bracketed(part: str, kind: str) -> str:
    return f"[{part}]" if part and kind != "equal" else part

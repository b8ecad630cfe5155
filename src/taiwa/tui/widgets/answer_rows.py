"""The things to choose from as rows: while a question waits, and once it is answered."""

from collections.abc import Callable, Sequence

from textual.content import Content

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given, Judgement
from taiwa.dialogue.marking import EMPTY, Marks
from taiwa.dialogue.questions import LETTERS
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.marks import cap, filled, ink, width_of
from taiwa.tui.typography import set_parallel
from taiwa.words.parallel import Parallel

MARGIN, GAP = 2, 2
"""Cells before and after a row's text within its tint; between its cap and its text."""

NO_ROW = -1
"""The place of a row that is not to be picked."""

RIGHT, WRONG = "$good", "$bad"
TINTS = {RIGHT: "on $goodtint", WRONG: "on $badtint", "$near": "on $neartint"}
PLACES = (N_("1st"), N_("2nd"), N_("3rd"), N_("4th"), N_("5th"), N_("6th"), N_("7th"), N_("8th"))


class AnswerRows:
    """Sets the rows of one conversation's questions."""

    def __init__(self, parallel: Parallel, view: View) -> None:
        self.parallel, self.view = parallel, view

    @property
    def _(self) -> Callable[..., str]:
        return self.parallel.main.words._

    def texts(self, question: Question) -> list[tuple[str, ...]]:
        """The things in the content's order, each in every language shown."""
        wordings = self.parallel.wordings(self.view.parallel)
        things = [wording.questions.things(form_of(question)) for wording in wordings]
        return [tuple(dict.fromkeys(each)) for each in zip(*things, strict=True)]

    def lefts(self, question: Question) -> list[tuple[str, ...]]:
        wordings = self.parallel.wordings(self.view.parallel)
        lefts = form_of(question).lefts
        return [tuple(dict.fromkeys(w.text(left) for w in wordings)) for left in lefts]

    def row(
        self,
        mark: Content,
        texts: Sequence[str],
        width: int,
        style: str = "",
        *,
        tint: str = "",
        word: Content | None = None,
        below: Sequence[str] = (),
    ) -> list[Content]:
        """One row: its cap, its text, a word at the right end, and what stands below it."""
        indent = MARGIN + width_of(mark) + GAP
        room = max(8, width - indent - MARGIN)
        text_room = room - (width_of(word) + 2 if word else 0)
        lines = set_parallel(texts, max(8, text_room), self.view, style or "$ink")
        first = self._first(texts[0], max(8, text_room))
        lines += set_parallel(below, room, self.view, "$ink") if below else []
        rows = []
        for number, line in enumerate(lines):
            lead = ink("  ") + mark + "  " if number == first else ink(" " * indent)
            shown = lead + line
            if word and number == first:
                gap = width - MARGIN - width_of(word) - width_of(shown)
                shown = shown + " " * max(1, gap) + word
            rows.append(filled(shown, width, tint) if tint else shown)
        return rows

    def _first(self, text: str, width: int) -> int:
        """The line with the text's beginning: 1 where readings stand above it."""
        if self.view.furigana == "off":
            return 0
        lines = typeset(self.view.marked(text), width, furigana=self.view.shows)
        return 1 if lines and lines[0].ruby else 0

    def answered(
        self, question: Question, given: Given | None, judgement: Judgement | None, width: int
    ) -> list[Content]:
        """The rows with the verdict on each; nothing of what is typed."""
        form = form_of(question)
        match form.manner:
            case "one" | "several" | "verdict":
                return self._chosen(question, form, given, width)
            case "pairs":
                return self._pairs(question, form, given, width)
            case "order":
                return self._order(question, form, given, width)
            case _:
                return []

    def _chosen(
        self, question: Question, form: Form, given: Given | None, width: int
    ) -> list[Content]:
        chosen = given.chosen if given else ()
        texts, rows = self.texts(question), list[Content]()
        shown = self.parallel.main.questions.arrangement(question.id)
        for place, index in enumerate(shown):
            right, mine = index in form.right, index in chosen
            number = str(place + 1)
            if not right and not mine:
                mark = cap(number, "$soft on $raised")
                rows += self.row(mark, texts[index], width, "$soft")
                continue
            style = RIGHT if right else WRONG
            word = ink(self._word(form, right, mine), f"bold {style}")
            why = form.whys[index] if mine and not right and index < len(form.whys) else None
            below = [w.text(why) for w in self.parallel.wordings(self.view.parallel)] if why else []
            rows += self.row(
                cap(number, f"bold {style}"),
                texts[index],
                width,
                "bold" if right else "",
                tint=TINTS[style],
                word=word,
                below=below,
            )
        return rows

    def _word(self, form: Form, right: bool, mine: bool) -> str:
        _ = self._
        if not right:
            return "✗ " + _("your answer")
        if mine:
            return "✓ " + _("your answer, right")
        return "✓ " + (
            _("right, you left it out") if form.manner == "several" else _("right answer")
        )

    def _pairs(
        self, question: Question, form: Form, given: Given | None, width: int
    ) -> list[Content]:
        texts, rows = self.texts(question), list[Content]()
        chosen = given.chosen if given else ()
        for place, left in enumerate(self.lefts(question)):
            wanted = form.right[place]
            mine = chosen[place] if place < len(chosen) else None
            right = mine == wanted or mine is None
            style = RIGHT if right else WRONG
            mark = ink("✓" if right else "✗", f"bold {style}")
            rows += self.row(mark, left, width, "bold", tint=TINTS[style])
            if mine is not None and not right:
                rows += self._under(self._("you"), texts[mine], "$soft", style, width)
                rows += self._under(self._("answer"), texts[wanted], "bold", style, width)
            else:
                rows += self._under("", texts[wanted], "", style, width)
        return rows

    def _under(
        self, name: str, texts: Sequence[str], look: str, style: str, width: int
    ) -> list[Content]:
        """A line of a pair, with what it is in front of it."""
        label = ink(f"{name} ", "$soft") if name else ink("")
        return self.row(ink("  ") + label, texts, width, look, tint=TINTS[style])

    def _order(
        self, question: Question, form: Form, given: Given | None, width: int
    ) -> list[Content]:
        texts, rows = self.texts(question), list[Content]()
        chosen = given.chosen if given else form.right
        for place, index in enumerate(form.right):
            mine = chosen.index(index) if index in chosen else place
            style = RIGHT if mine == place else WRONG
            told = "✓" if mine == place else self._("✗ you: {place}", place=self._(PLACES[mine]))
            rows += self.row(
                cap(str(place + 1), f"bold {style}"),
                texts[index],
                width,
                tint=TINTS[style],
                word=ink(told, f"bold {style}"),
            )
        return rows

    def choosing(
        self, question: Question, made: Marks, caret: int | None, width: int
    ) -> list[tuple[int, Content]]:
        """The rows while the question waits, each with the place of its option.

        A left side has a place below 0, which `left_of` reads; a row not to be picked has `NO_ROW`.
        """
        form, texts = form_of(question), self.texts(question)
        shown = self.parallel.main.questions.arrangement(question.id)
        rows: list[tuple[int, Content]] = []
        for place, left in enumerate(self.lefts(question)):
            beside = made[place] if place < len(made) else EMPTY
            letter = " " if beside == EMPTY else LETTERS[shown.index(beside)]
            here = place == caret
            slot = cap(letter, "bold $onaccent on $accent" if here else "$ink on $heat1")
            mark = cap(str(place + 1), "$soft on $raised") + "  " + slot
            lines = self.row(mark, left, width, "bold" if here else "")
            rows += [(left_of(place), line) for line in lines]
        if rows:
            rows.append((NO_ROW, ink("")))
        marks = LETTERS if form.manner == "pairs" else "123456789"
        for place, index in enumerate(shown):
            chosen, here = index in made, place == caret and form.manner != "pairs"
            style = "bold $onaccent on $accent" if chosen or here else "$accent on $raised"
            mark = cap(marks[place], style) + self._slot(form, made, index)
            tint = "on $tint" if (chosen and form.manner == "several") or here else ""
            look = "bold" if chosen or here else ""
            lines = self.row(mark, texts[index], width, look, tint=tint)
            rows += [(place, line) for line in lines]
        return rows

    def _slot(self, form: Form, made: Marks, index: int) -> Content:
        """A mark, or the place in the order, beside a cap."""
        if form.manner == "several":
            return ink(" [x]" if index in made else " [ ]")
        if form.manner == "order":
            if index not in made:
                return ink("  ") + ink("     ", "on $raised")
            told = self._(PLACES[made.index(index)])
            return ink("  ") + ink(f" {told}".ljust(5), "bold $onaccent on $accent")
        return ink("")


def left_of(place: int) -> int:
    """The place below 0 of a left side, and back."""
    return -2 - place

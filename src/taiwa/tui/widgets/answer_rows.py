"""The things to choose from as rows: while a question waits, and once it is answered."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from textual.content import Content

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import Marks
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.tui.marks import apart, cap, filled, ink, width_of
from taiwa.tui.typography import (
    BESIDE,
    column_of,
    readings_above,
    set_parallel,
    side_by_side,
)
from taiwa.words.parallel import Parallel

MARGIN, GAP = 2, 2
"""Cells before and after a row's text within its tint; between its cap and its text."""

LEAST = 48
"""Cells that both sides of a pairing need beside each other."""

NO_ROW = -1
"""The place of a row that is not to be picked."""

Placed = list[tuple[int, Content]]
"""Rows, each with the place of its option; a left side of a pair has one below 0, which `left_of`
reads."""

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

    def prompt(self, question: Question, width: int) -> list[Content]:
        """The prompt, above the rows, and an empty line."""
        wordings = self.parallel.wordings(self.view.parallel)
        texts = [wording.text(question.prompt) for wording in wordings]
        lines = set_parallel(texts, width - 2 * MARGIN, self.view, "bold")
        return [*(ink(" " * MARGIN) + line for line in lines), ink("")]

    def row(
        self,
        mark: Content,
        texts: Sequence[str],
        width: int,
        style: str = "",
        *,
        tint: str = "",
        words: Sequence[Content] = (),
        below: Sequence[str] = (),
    ) -> list[Content]:
        """One row: its cap, its text in each language with a word of it at the right end, and what
        stands below.

        Columns begin where those of other texts do, the first one after the cap.
        """
        indent = MARGIN + width_of(mark) + GAP
        room, column = max(8, width - indent - MARGIN), column_of(texts, width - 2 * MARGIN)
        if column:
            widths = [column - indent + MARGIN, *[column] * (len(texts) - 1)]
            lines, first = self._cells(texts, words, widths, style)
            lines += self._cells(below, (), widths, "$ink")[0] if below else []
        else:
            lines, first = self._stacked(texts, words, room, style)
            lines += set_parallel(below, room, self.view, "$ink") if below else []
        rows = []
        for number, line in enumerate(lines):
            lead = ink("  ") + mark + "  " if number == first else ink(" " * indent)
            rows.append(filled(lead + line, width, tint) if tint else lead + line)
        return rows

    def _stacked(
        self, texts: Sequence[str], words: Sequence[Content], width: int, style: str
    ) -> tuple[list[Content], int]:
        """Texts below each other, each with its word, and the number of the line on which the first
        begins."""
        lines, first = self.cell(texts[:1], words[0] if words else None, width, style)
        for text, word in zip_longest(texts[1:], words[1 : len(texts)]):
            lines += self.cell([text], word, width, f"{style} {BESIDE}")[0]
        return lines, first

    def _cells(
        self, texts: Sequence[str], words: Sequence[Content], widths: Sequence[int], style: str
    ) -> tuple[list[Content], int]:
        """Texts in columns of such widths, and the number of the line on which they begin."""
        parts = zip_longest(texts, words[: len(texts)], widths)
        cells = [self.cell([text], word, width, style) for text, word, width in parts]
        above = [own for _, own in cells]
        return side_by_side([lines for lines, _ in cells], above, widths), max(above)

    def cell(
        self, texts: Sequence[str], word: Content | None, width: int, style: str
    ) -> tuple[list[Content], int]:
        """Texts below each other, at the right end of the first line a word; and the number of that
        line."""
        room = max(8, width - (width_of(word) + 2 if word else 0))
        lines = set_parallel(texts, room, self.view, style or "$ink")
        first = readings_above(texts[0], room, self.view)
        if word:
            lines[first] = apart(lines[first], word, width)
        return lines, first

    def answered(self, question: Question, given: Given | None, width: int) -> Placed:
        """The rows with the verdict on each; nothing of what is typed, and no pairs."""
        form = form_of(question)
        match form.manner:
            case "one" | "several" | "verdict":
                return self._chosen(question, form, given, width)
            case "order":
                return self._order(question, form, given, width)
            case _:
                return []

    def _chosen(self, question: Question, form: Form, given: Given | None, width: int) -> Placed:
        chosen = given.chosen if given else ()
        texts, rows = self.texts(question), Placed()
        shown = self.parallel.main.questions.arrangement(question.id)
        for place, index in enumerate(shown):
            right, mine = index in form.right, index in chosen
            number = str(place + 1)
            if not right and not mine:
                mark = cap(number, "$soft on $raised")
                rows += at(place, self.row(mark, texts[index], width, "$soft"))
                continue
            style = RIGHT if right else WRONG
            wordings = self.parallel.wordings(self.view.parallel)
            words = [
                ink(self._word(w.words._, form, right, mine), f"bold {style}") for w in wordings
            ]
            why = form.whys[index] if mine and not right and index < len(form.whys) else None
            below = [w.text(why) for w in wordings] if why else []
            shown_ = self.row(
                cap(number, f"bold {style}"),
                texts[index],
                width,
                "bold" if right else "",
                tint=TINTS[style],
                words=words,
                below=below,
            )
            rows += at(place, shown_)
        return rows

    def _word(self, _: Callable[..., str], form: Form, right: bool, mine: bool) -> str:
        if not right:
            return "✗ " + _("your answer")
        if mine:
            return "✓ " + _("your answer, right")
        return "✓ " + (
            _("right, but you left it out") if form.manner == "several" else _("right answer")
        )

    def _order(self, question: Question, form: Form, given: Given | None, width: int) -> Placed:
        texts, rows = self.texts(question), Placed()
        chosen = given.chosen if given else form.right
        days = form.days or ("",) * len(form.right)
        room = max(map(len, days))
        for place, index in enumerate(form.right):
            mine = chosen.index(index) if index in chosen else place
            style = RIGHT if mine == place else WRONG
            told = [
                ink(
                    "✓" if mine == place else _("✗ you: {place}", place=_(PLACES[mine])),
                    f"bold {style}",
                )
                for _ in (w.words._ for w in self.parallel.wordings(self.view.parallel))
            ]
            mark = cap(str(place + 1), f"bold {style}")
            mark += ink(f" {days[index]:{room}}", "bold") if room else ""
            rows += at(place, self.row(mark, texts[index], width, tint=TINTS[style], words=told))
        return rows

    def choosing(self, question: Question, made: Marks, caret: int | None, width: int) -> Placed:
        """The rows of all but a pairing while the question waits, each with the place of its
        option."""
        form, texts = form_of(question), self.texts(question)
        rows = Placed()
        for place, index in enumerate(self.parallel.main.questions.arrangement(question.id)):
            chosen, here = index in made, place == caret
            style = "bold $onaccent on $accent" if chosen or here else "$accent on $raised"
            mark = cap(str(place + 1), style) + self._slot(form, made, index)
            tint = "on $tint" if (chosen and form.manner == "several") or here else ""
            look = "bold" if chosen or here else ""
            rows += at(place, self.row(mark, texts[index], width, look, tint=tint))
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


def at(place: int, lines: Sequence[Content]) -> Placed:
    """Lines of which each belongs to the option at a place."""
    return [(place, line) for line in lines]


def spaced(rows: Placed) -> Placed:
    """An empty row between two options, where there is air."""
    shown = Placed()
    for place, line in rows:
        if shown and place != NO_ROW and shown[-1][0] not in (place, NO_ROW):
            shown.append((NO_ROW, ink("")))
        shown.append((place, line))
    return shown


def left_of(place: int) -> int:
    """The place below 0 of a left side, and back."""
    return -2 - place

"""The things to choose from as rows: while a question waits, and once it is answered."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from textual.content import Content

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import EMPTY, Marks
from taiwa.dialogue.questions import LETTERS
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.tui.marks import apart, cap, filled, ink, width_of
from taiwa.tui.typography import (
    COLUMN_GAP,
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
            lines, first = self._cell(texts, words[0] if words else None, room, style)
            lines += set_parallel(below, room, self.view, "$ink") if below else []
        rows = []
        for number, line in enumerate(lines):
            lead = ink("  ") + mark + "  " if number == first else ink(" " * indent)
            rows.append(filled(lead + line, width, tint) if tint else lead + line)
        return rows

    def _cells(
        self, texts: Sequence[str], words: Sequence[Content], widths: Sequence[int], style: str
    ) -> tuple[list[Content], int]:
        """Texts in columns of such widths, and the number of the line on which they begin."""
        parts = zip_longest(texts, words[: len(texts)], widths)
        cells = [self._cell([text], word, width, style) for text, word, width in parts]
        above = [own for _, own in cells]
        return side_by_side([lines for lines, _ in cells], above, widths), max(above)

    def _cell(
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

    def answered(self, question: Question, given: Given | None, width: int) -> list[Content]:
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
            wordings = self.parallel.wordings(self.view.parallel)
            words = [
                ink(self._word(w.words._, form, right, mine), f"bold {style}") for w in wordings
            ]
            why = form.whys[index] if mine and not right and index < len(form.whys) else None
            below = [w.text(why) for w in wordings] if why else []
            rows += self.row(
                cap(number, f"bold {style}"),
                texts[index],
                width,
                "bold" if right else "",
                tint=TINTS[style],
                words=words,
                below=below,
            )
        return rows

    def _word(self, _: Callable[..., str], form: Form, right: bool, mine: bool) -> str:
        if not right:
            return "✗ " + _("your answer")
        if mine:
            return "✓ " + _("your answer, right")
        return "✓ " + (
            _("right, but you left it out") if form.manner == "several" else _("right answer")
        )

    def _pairs(
        self, question: Question, form: Form, given: Given | None, width: int
    ) -> list[Content]:
        texts, rows = self.texts(question), list[Content]()
        chosen = given.chosen if given else ()
        you, answer = self._names(self._("you"), self._("answer"))
        below = ink(" " * (1 + GAP))
        for place, left in enumerate(self.lefts(question)):
            wanted = form.right[place]
            mine = chosen[place] if place < len(chosen) else None
            right = mine == wanted or mine is None
            style = RIGHT if right else WRONG
            mark = ink("✓" if right else "✗", f"bold {style}")
            if room := self._room_of_lefts(question, width):
                told = [(ink(""), texts[wanted], "")]
                if mine is not None and not right:
                    told = [(you, texts[mine], "$soft"), (answer, texts[wanted], "bold")]
                rows += self._beside(mark, left, told, width, room, TINTS[style])
                continue
            rows += self.row(mark, left, width, "bold", tint=TINTS[style])
            if mine is not None and not right:
                rows += self.row(below + you, texts[mine], width, "$soft", tint=TINTS[style])
                rows += self.row(below + answer, texts[wanted], width, "bold", tint=TINTS[style])
            else:
                rows += self.row(ink(" "), texts[wanted], width, tint=TINTS[style])
        return rows

    def _names(self, *names: str) -> list[Content]:
        """Names of the sides of a pair, as wide as each other."""
        room = max(map(width_of, names))
        return [ink(name + " " * (room - width_of(name)), "$soft") for name in names]

    def _room_of_lefts(self, question: Question, width: int) -> int:
        """Cells of a column of left sides, where the right ones have room beside it; else 0."""
        lefts, rights = self.lefts(question), self.texts(question)
        room = width - 2 * MARGIN - 1 - GAP - COLUMN_GAP
        if any(len(left) > 1 for left in lefts) or room < LEAST:
            return 0
        names = max(map(width_of, self._names(self._("you"), self._("answer")))) + 1
        beside = min(self._widest(rights, room) + names, room * 3 // 5)
        return min(self._widest(lefts, room - beside), room - beside)

    def _widest(self, sides: Sequence[Sequence[str]], room: int) -> int:
        """Cells of the widest line of some texts."""
        set_ = (set_parallel(texts, room, self.view, "bold") for texts in sides)
        return max(width_of(line) for lines in set_ for line in lines)

    def _beside(
        self,
        mark: Content,
        left: Sequence[str],
        rights: Sequence[tuple[Content, Sequence[str], str]],
        width: int,
        room: int,
        tint: str,
    ) -> list[Content]:
        """A left side, and beside it one or more right ones, each after its name."""
        lead = ink("  ") + mark + "  "
        wide = width - width_of(lead) - room - COLUMN_GAP - MARGIN
        shown, above = list[Content](), readings_above(left[0], room, self.view)
        tops = [above]
        for name, texts, style in rights:
            before = name + " " if width_of(name) else name
            lines = set_parallel(texts, wide - width_of(before), self.view, style or "$ink")
            first = readings_above(texts[0], wide - width_of(before), self.view)
            tops += [] if shown else [first]
            blank = ink(" " * width_of(before))
            shown += [(before if n == first else blank) + line for n, line in enumerate(lines)]
        rows = side_by_side(
            [set_parallel(left, room, self.view, "bold"), shown], tops, [room, wide]
        )
        blank, first = ink(" " * width_of(lead)), max(tops)
        return [
            filled((lead if number == first else blank) + row, width, tint)
            for number, row in enumerate(rows)
        ]

    def _order(
        self, question: Question, form: Form, given: Given | None, width: int
    ) -> list[Content]:
        texts, rows = self.texts(question), list[Content]()
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
            rows += self.row(
                cap(str(place + 1), f"bold {style}")
                + (ink(f" {days[index]:{room}}", "bold") if room else ""),
                texts[index],
                width,
                tint=TINTS[style],
                words=told,
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

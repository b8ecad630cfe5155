"""Answering by choosing: digits, letters, arrows or a click choose, Enter answers."""

from dataclasses import dataclass
from typing import cast

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import Marks, is_answer, next_row, with_mark, without_last
from taiwa.dialogue.questions import LETTERS, Arrangement
from taiwa.dialogue.state import State
from taiwa.study.draft import Draft
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.marks import AIRY, action, cap, flowing, ink, key, lines, pressable, width_of
from taiwa.tui.page import Bilingual
from taiwa.tui.widgets.answer_rows import NO_ROW, AnswerRows, left_of, spaced
from taiwa.tui.widgets.building import placing
from taiwa.tui.widgets.pairing import PICK, pairing
from taiwa.words.help import CHOOSING
from taiwa.words.parallel import Parallel

NOTHING = Form("words")
AT_ONCE = 1.0
"""Seconds within which a key belongs with the one before: `1 0` is ten, `d o` a word. Our own."""


class Answering(Widget):
    """The pending question's options; what is chosen stands in the session's draft.

    The input line has the keyboard, and offers each key that comes to it empty to `take`. Nothing
    is chosen before the learner does, and the page, at Enter alone, gives it.
    """

    class Marked(Message):
        """Another option is chosen, one more, or one less."""

    class NotChosen(Message):
        """Space, where there is nothing to mark."""

    @dataclass
    class NoOption(Message):
        """A number that no option has."""

        number: str

    def __init__(self, parallel: Parallel, view: View, draft: Draft) -> None:
        super().__init__()
        self.parallel, self.view, self.draft = parallel, view, draft
        self.rows = AnswerRows(parallel, view)
        self.question: Question | None = None
        self.spoken = False  # what is chosen is said in a dialogue
        self.said: Marks = ()  # the line that was, where another may be said instead
        self.form = NOTHING
        self.shown: Arrangement = ()
        self.turn = -1
        self.caret: int | None = None  # the row pointed at, of a pairing among the left sides
        self._by_arrow = False  # it was moved there, and Space may mark it
        self._run, self._typed_at = "", 0.0  # the keys that were pressed at once, and the last time
        self._before: Marks = ()  # what was chosen before them
        self._rows: list[int] = []  # the place of each row
        self._clicked = False  # in this turn

    def ask(self, question: Question | None, turn: int, state: State) -> None:
        """Offer a question's options; nothing for one that is typed. Answers will name `turn`."""
        self.spoken = state.plan.mode == "dialogue"
        self.said = state.near.given.chosen if state.near and self.spoken else ()
        if (question, turn) == (self.question, self.turn):
            return  # a hint was given
        self.turn, self._run, self._by_arrow, self._clicked = turn, "", False, False
        self.form = form_of(question) if question is not None else NOTHING
        self.question = question if self.form.count else None
        self.display = self.question is not None
        self.caret = None
        if self.question is not None:
            self.shown = self.parallel.main.questions.arrangement(self.question.id)
            self._point()
        self.refresh(layout=True)

    def _point(self) -> None:
        """Point at what a start finds: the option chosen, or a pairing's row to fill."""
        if self.form.manner == "pairs":
            self.caret = next_row(self.draft.marks, 0) if self.draft.marks else 0
        elif self.one_answer and self.draft.marks:
            self.caret = self.shown.index(self.draft.marks[0])

    def reword(self) -> None:
        self.refresh(layout=True)

    @property
    def page(self) -> Bilingual[None]:
        return cast("Bilingual[None]", self.screen)

    @property
    def one_answer(self) -> bool:
        return self.form.manner in ("one", "verdict")

    def take(self, key: events.Key) -> str | None:
        """Do what a key does here. Else it is the line's, after the text that is returned."""
        if key.time - self._typed_at > AT_ONCE:
            self._run = ""
        run, self._run, self._typed_at = self._run, "", key.time
        character = key.character or ""
        if key.key in ("up", "down"):
            self.move(1 if key.key == "down" else -1)
        elif key.key == "space":
            self._space(run)
        elif key.key == "backspace":
            self.unmark()
        elif character.isprintable() and character:
            return self._type(character, run)
        else:
            return ""
        return None

    def _type(self, character: str, run: str) -> str | None:
        if run and run.isdecimal() != character.isdecimal():
            run = ""
        if not run:
            self._before = self.draft.marks
        row, place = self._row(character), self._place(character)
        if row is not None:
            self.caret = row
            self.refresh()
        elif place is not None:
            self.choose(place)
        elif character.isdecimal():
            if run and self.one_answer:
                self._mark(self._before, None)
            self.post_message(self.NoOption(run + character if self.one_answer else character))
        else:
            if run.isalpha() and character.isalpha():  # they began a word
                self._mark(self._before, self.caret)
                return run
            return ""
        self._run = run + character
        return None

    def _row(self, character: str) -> int | None:
        """The left side that a digit names."""
        place = "123456789".find(character)
        return place if 0 <= place < len(self.form.lefts) else None

    def _place(self, character: str) -> int | None:
        """The option that a digit or letter names."""
        marks = LETTERS if self.form.manner == "pairs" else "123456789"
        place = marks.find(character.casefold())
        return place if 0 <= place < self.form.count else None

    def move(self, by: int) -> None:
        """Point at the next row; where one answer is to be chosen, that chooses it."""
        count = len(self.form.lefts) or self.form.count
        start = self.caret if self.caret is not None else -1 if by > 0 else 0
        self.caret, self._by_arrow = (start + by) % count, True
        if self.one_answer:
            self.choose(self.caret)
        self.refresh()

    def choose(self, place: int) -> None:
        """Choose or mark the option at `place`; a mark made a second time goes."""
        row = self.caret if self.form.manner == "pairs" and self.caret is not None else 0
        marks = with_mark(self.form, self.draft.marks, self.shown[place], row)
        self._mark(marks, next_row(marks, row) if self.form.manner == "pairs" else place)

    def rows_chosen(self) -> range:
        """The rows of the option chosen last, as it is drawn now."""
        places = [place for place, _ in self._lines(self.size.width or 1)]
        found = [n for n, place in enumerate(places) if place == self.caret]
        return range(found[0], found[-1] + 1) if found else range(0)

    def unmark(self) -> None:
        """Take the last mark back."""
        marks, row = without_last(self.form, self.draft.marks, self.caret or 0)
        self._mark(marks, None if self.one_answer else row)

    def _mark(self, marks: Marks, caret: int | None) -> None:
        self.draft.marks, self.caret, self._by_arrow = marks, caret, False
        self.refresh(layout=True)
        self.post_message(self.Marked())

    def _space(self, run: str) -> None:
        """Mark the row that the arrows point at; between digits, "1 3", it is nothing."""
        if self.form.manner in ("several", "order") and self._by_arrow and self.caret is not None:
            self.choose(self.caret)
            self._by_arrow = True
        elif not run:
            self.post_message(self.NotChosen())

    def given(self) -> Given | None:
        """The chosen options as an answer; None where it is none yet."""
        marks = self.draft.marks
        if not is_answer(self.form, marks):
            return None
        return Given(chosen=tuple(sorted(marks)) if self.form.manner == "several" else marks)

    def on_click(self, event: events.Click) -> None:
        row, again = int(event.y), event.chain > 1
        # a drag selects; so does a click soon after another there, which may be of the turn before
        selects = self._clicked if again else bool(self.screen.selections)
        if selects or self.page.late(event) or not 0 <= row < len(self._rows):
            return
        self._clicked = True
        place = event.style.meta.get(PICK, self._rows[row])
        if place >= 0:
            self.choose(place)
        elif place != NO_ROW:
            self.caret = left_of(place)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        rows = self._lines(self.size.width)
        self._rows = [place for place, _ in rows]
        return lines([line for _, line in rows])

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        """Rows as (place, text); see `AnswerRows.choosing`."""
        if self.question is None:
            return []
        if self.said and not self.draft.marks:
            return [(NO_ROW, ink("  ") + line) for line in self._instead(width)]
        if self.form.places:
            rows = placing(self.rows, self.question, self.draft.marks, self.caret or 0, width)
        elif self.form.manner == "pairs":
            rows = pairing(self.rows, self.question, self.draft.marks, self.caret, width)
        else:
            rows = self.rows.choosing(self.question, self.draft.marks, self.caret, width)
        if not self.form.places and self.app.size.height >= AIRY:
            rows = spaced(rows)
        if self.spoken and not self.said:
            asked = self.rows.prompt(self.question, width)
            if self.app.size.height < AIRY:
                asked = [ink(""), *asked[:-1]]
            rows = [*((NO_ROW, line) for line in asked), *rows]
        return [
            *rows,
            (NO_ROW, ink("")),
            *((NO_ROW, ink("  ") + line) for line in self._action(width)),
        ]

    def _action(self, width: int) -> list[Content]:
        """The action once there is something to answer; before that how to choose."""
        words = self.parallel.main.words
        if self.given() and self.spoken:
            number = self.shown.index(self.draft.marks[0]) + 1
            return [action("Enter", words._("Say {number}", number=number))]
        if self.given() and self.form.manner in ("one", "verdict", "several"):
            numbers = sorted(self.shown.index(mark) + 1 for mark in self.draft.marks)
            told = words._("Answer {numbers}", numbers=" ".join(map(str, numbers)))
            return [action("Enter", told)]
        if self.given():
            return [action("Enter", words._("Answer"))]
        if self.form.places:
            return self._placing(width)
        how = typeset(words._(CHOOSING[self.form.manner]), width - 4)
        return [ink(line.text, "$soft") for line in how]

    def _placing(self, width: int) -> list[Content]:
        """The letters under which the card at hand goes."""
        words, letters = self.parallel.main.words, LETTERS[: self.form.count]
        caps = Content(" ").join(pressable(cap(letter), letter) for letter in letters)
        put = words._("put card {number} under a claim", number=(self.caret or 0) + 1)
        last = len(self.form.lefts)
        how = ink(words._("1-{last} picks a card, Backspace takes it off", last=last), "$soft")
        put_ = caps + f" {put}"
        return [put_ + "   " + how] if width_of(put_) + width_of(how) + 5 <= width else [put_, how]

    def _instead(self, width: int) -> list[Content]:
        """To go on after a line that does not fit, or to say another."""
        words = self.parallel.main.words
        others = [n for n, index in enumerate(self.shown, 1) if index not in self.said]
        caps = Content(" ").join(pressable(cap(str(n)), str(n)) for n in others)
        parts = [action("Space", words.pgettext("dialogue", "Go on"))]
        parts.append(caps + " " + words._("another instead"))
        parts.append(key("Ctrl+O", words._("Read the step"), "ctrl+o"))
        return flowing(parts, width - 4)

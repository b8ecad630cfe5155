"""Answering by choosing: arrows and Enter, digits, letters or a click; nothing is preselected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given
from taiwa.dialogue.questions import LETTERS
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.tui.marks import action, ink, lines
from taiwa.tui.page import Bilingual
from taiwa.tui.widgets.answer_rows import AnswerRows
from taiwa.words.parallel import Parallel

NOTHING = Form("words")
AIRY = 31
"""Rows of the window from which on there is air between options."""


class Answering(Widget):
    """The pending question's options.

    One answer is given by Enter, click, digit or letter. Several are marked first (Space, click,
    digit), an order or pairing is built up one by one, and Enter gives it. Another character begins
    a line of words: it is passed on, with all that follows it, so that the learner may always type.
    """

    can_focus = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
        Binding("enter", "enter", N_("Answer")),
        Binding("space", "mark", N_("Mark"), show=False),
        Binding("backspace", "undo", N_("Take back"), show=False),
    ]

    @dataclass
    class Chosen(Message):
        """The learner has answered."""

        given: Given
        turn: int

    class NotChosen(Message):
        """Enter or Space, with nothing to take: no option is pointed at."""

    @dataclass
    class TypedOn(Message):
        """A character that is no choice: it belongs into the input line."""

        character: str

    def __init__(self, parallel: Parallel, view: View) -> None:
        super().__init__()
        self.parallel, self.view = parallel, view
        self.rows = AnswerRows(parallel, view)
        self.question: Question | None = None
        self.form = NOTHING
        self.turn = -1
        self.caret: int | None = None
        self._last = ""  # "digit" after a mark by its digit, "word" once words are being typed
        self.picked: list[int] = []  # places, in the order in which they were picked
        self._rows: list[int] = []  # the option that each row belongs to

    def ask(self, question: Question | None, turn: int) -> None:
        """Offer a question's options; nothing for one that is typed. Answers will name `turn`."""
        if (question, turn) == (self.question, self.turn):
            return  # a hint was given: what is marked stays
        self.turn, self._last = turn, ""
        self.form = form_of(question) if question is not None else NOTHING
        self.question = question if self.form.count else None
        self.caret, self.picked = None, []
        self.display = self.question is not None
        self.refresh(layout=True)

    def reword(self) -> None:
        self.refresh(layout=True)

    @property
    def page(self) -> Bilingual[None]:
        return cast("Bilingual[None]", self.screen)

    @property
    def one_of_several(self) -> bool:
        match self.form.manner:
            case "one" | "verdict" | "year" | "words" | "explanation":
                return True
            case "several" | "order" | "pairs":
                return False
            case _:
                assert_never(self.form.manner)

    @property
    def count(self) -> int:
        return self.form.count

    def action_move(self, by: int) -> None:
        start = self.caret if self.caret is not None else -1 if by > 0 else 0
        self.caret = (start + by) % max(1, self.count)
        self.refresh()

    def action_mark(self) -> None:
        if self.caret is None:
            self.post_message(self.NotChosen())
        else:
            self.pick(self.caret)

    def action_enter(self) -> None:
        if self.one_of_several:
            self.action_mark()
        elif (self.form.manner == "several" and self.picked) or (
            len(self.picked) == len(self.form.right) and self.picked
        ):
            self.submit()
        else:
            self.action_mark()

    def action_undo(self) -> None:
        if self.picked:
            self.picked.pop()
            self.refresh(layout=True)

    def pick(self, place: int) -> None:
        """Choose the option at `place`; a second time takes it back, unless it may be so twice."""
        if not 0 <= place < self.count:
            return
        if self.one_of_several:
            self.picked = [place]
            self.submit()
            return
        self.caret = place
        if not self.form.one_to_one:
            if len(self.picked) < len(self.form.right):
                self.picked.append(place)
        elif place in self.picked:
            self.picked.remove(place)
        else:
            self.picked.append(place)
            if self.form.manner in ("order", "pairs"):
                left = [p for p in range(self.count) if p not in self.picked]
                self.caret = left[0] if left else place
        self.refresh(layout=True)

    def submit(self) -> None:
        assert self.question is not None
        shown = self.parallel.main.questions.arrangement(self.question.id)
        chosen = [shown[place] for place in self.picked]
        if self.form.manner == "several":
            chosen.sort()
        self.post_message(self.Chosen(Given(chosen=tuple(chosen)), self.turn))

    def on_key(self, event: events.Key) -> None:
        character = event.character or ""
        last, self._last = self._last, ""
        if self.page.late(event):
            event.stop()
        elif last == "word" and (character.isprintable() or event.key == "enter"):
            self._last = last
            event.stop()
            if event.key != "enter":
                self.post_message(self.TypedOn(character))
        elif last == "digit" and character == " ":
            event.stop()  # "1 3", typed as the prompt shows it
        elif character.isprintable() and character.strip():
            event.stop()
            self._type(character)

    def _type(self, character: str) -> None:
        place = self._place(character)
        if place is None:
            self._last = "word"
            self.post_message(self.TypedOn(character))
        else:
            self._last = "digit"
            self.pick(place)

    def on_focus(self) -> None:
        self._last = ""

    def _place(self, character: str) -> int | None:
        """The option that a digit or letter names."""
        marks = LETTERS if self.form.manner == "pairs" else "123456789"
        place = marks.find(character.casefold())
        return place if 0 <= place < self.count else None

    def on_click(self, event: events.Click) -> None:
        row = int(event.y)
        if self.screen.selections or self.page.late(event):
            return  # a drag selects
        if 0 <= row < len(self._rows) and self._rows[row] >= 0:
            self.pick(self._rows[row])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        rows = self._lines(self.size.width)
        self._rows = [place for place, _ in rows]
        return lines([line for _, line in rows])

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        """Rows as (option place, text); place is -1 where a row is not to be picked."""
        if self.question is None:
            return []
        rows = self.rows.choosing(self.question, self.picked, self.caret, width)
        if self.app.size.height >= AIRY:
            rows = spaced(rows)
        return [*rows, (-1, ink("")), (-1, ink("  ") + self._action())]

    def _action(self) -> Content:
        """The action once there is something to answer; before that how to choose."""
        words = self.parallel.main.words
        assert self.question is not None
        how = ink(self.parallel.main.questions.how_to_answer(self.question), "$soft")
        ready = len(self.picked) == len(self.form.right) or (
            self.form.manner == "several" and self.picked
        )
        if self.one_of_several or not ready:
            return how
        return action("Enter", words._("Answer")) + "   " + how


def spaced(rows: Sequence[tuple[int, Content]]) -> list[tuple[int, Content]]:
    """An empty row between two options, where there is air."""
    shown: list[tuple[int, Content]] = []
    for place, line in rows:
        if shown and place >= 0 and shown[-1][0] not in (place, -1):
            shown.append((-1, ink("")))
        shown.append((place, line))
    return shown

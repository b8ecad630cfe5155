"""The text again: below an answer that was not right, the step that it comes from."""

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from taiwa.course.model import Step
from taiwa.dialogue.state import Phase
from taiwa.errors import N_
from taiwa.study.session import Session
from taiwa.study.source import told
from taiwa.study.view import View
from taiwa.tui.marks import Line, label, lines
from taiwa.tui.typography import column_of, set_parallel, side_by_side
from taiwa.tui.widgets.bubble import MARGIN
from taiwa.words.entries import step_title
from taiwa.words.parallel import Parallel

WIDEST, BOTH = 72, 140
"""Cells of a row of one language with its margins, and of both."""

MISSED = ("wrong", "revealed")


def text_again(session: Session) -> Step | None:
    """The step that an answer just told comes from, where that was not right."""
    state = session.state
    if state.phase is not Phase.TOLD or state.outcome not in MISSED or state.doubt:
        return None
    found = told(session)
    return session.course.steps.get(found.step) if found else None


class Taught(Static):
    """Shown by `show` where it fits as a whole; a key opens it anywhere."""

    def __init__(self, session: Session, parallel: Parallel, view: View) -> None:
        super().__init__(markup=False)
        self.session, self.parallel, self.view = session, parallel, view
        self.display = False

    def show(self, turn: Widget | None, above: Widget, height: int) -> None:
        """Tell it anew if rows are free, of so many, from the `turn` at hand to what stands
        `above` it."""
        step = text_again(self.session) if turn and turn.is_mounted else None
        widest = BOTH if self.view.parallel else WIDEST
        rows = self._rows(step, min(widest, above.size.width)) if step else []
        used = above.virtual_region.bottom - (turn.virtual_region.y if turn else 0)
        self.display = 0 < len(rows) + 1 < height - used
        if self.display:
            self.update(lines(rows))

    def _rows(self, step: Step, width: int) -> list[Line]:
        main, step = self.parallel.main, step.edition(self.view.plain)
        wordings, room = self.parallel.wordings(self.view.parallel), width - 2 * MARGIN
        text = set_parallel([w.text(step.text) for w in wordings], room, self.view, "$soft")
        heads = [
            label(w.words, N_("The text again"), step_title(main.course, w.words, step))
            for w in wordings
        ]
        if column := column_of(heads, room):
            heads = side_by_side([[head] for head in heads], [0] * len(heads), [column] * 2)
        return [Content(" " * MARGIN) + line for line in (heads[0], *text)]

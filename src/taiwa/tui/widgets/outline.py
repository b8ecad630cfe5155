"""The margin of a wide terminal: the way through the session, the editor's note, the words."""

from textual.content import Content
from textual.widgets import Static

from taiwa.course.course import Course
from taiwa.course.model import Step
from taiwa.errors import N_
from taiwa.study.path import DONE, HERE, Stop, stops
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.marks import Line, apart, cap, ink, label, lines
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title

CAPS = {DONE: "$ink on $heat1", HERE: "bold $onaccent on $accent"}
MARKS = {"right": "✓", "confirmed": "✓", "close": "~", "wrong": "✗", "revealed": "✗"}
COLOURS = {"✓": "$good", "~": "$near", "✗": "$bad", "-": "$soft"}


class Outline(Static):
    """Which steps are done and how it went there, and the words of the step at hand."""

    def __init__(self, course: Course, session: Session, words: Words, view: View) -> None:
        super().__init__(markup=False)
        self.course, self.session, self.words, self.view = course, session, words, view
        self._digits = 1  # of the path's numbers

    def show(self) -> None:
        width = max(20, self.content_size.width or 38)
        blocks = [self._way(width), self._note(width), self._terms(width)]
        rows: list[Line] = []
        for block in blocks:
            rows += [*block, ""] if block else []
        self.update(lines(rows))

    def _way(self, width: int) -> list[Line]:
        """The stops of a session with steps; other sessions have no way to show."""
        state = self.session.state
        if all(turn.question for turn in state.plan.turns):
            return []
        rows: list[Line] = [label(self.words, N_("This lesson")), ""]
        path = stops(state)
        self._digits = len(str(len(path)))
        for number, stop in enumerate(path, 1):
            rows += self._stop(number, stop, width)
        told = [outcome for stop in path for outcome in stop.outcomes]
        if told:
            right = sum(MARKS.get(outcome, "-") in "✓~" for outcome in told)
            so_far = self.words._("{right} of {count} right so far", right=right, count=len(told))
            rows += ["", ink(so_far, "$soft")]
        return rows

    def _stop(self, number: int, stop: Stop, width: int) -> list[Line]:
        step = self.course.steps.get(stop.item)
        title = (
            step_title(self.course, self.words, step) if step else self.words._("To think about")
        )
        style = "bold" if stop.state == HERE else "$ink" if stop.state == DONE else "$soft"
        told = [MARKS.get(outcome, "-") for outcome in stop.outcomes]
        marks = Content("").join(ink(mark, COLOURS[mark]) for mark in told)
        set_ = typeset(title, max(8, width - 5 - len(told)))
        mark = CAPS.get(stop.state, "$soft on $raised")
        first = cap(f"{number:>{self._digits}}", mark) + " " + ink(set_[0].text, style)
        rest = [cap(" " * self._digits, mark) + " " + ink(line.text, style) for line in set_[1:]]
        return [apart(first, marks, width), *rest]

    def _step(self) -> Step | None:
        """The step at hand, or the one just asked about; none while its question waits."""
        turn = self.session.state.turn
        if turn is None or self.session.question is not None:
            return None
        return self.course.steps.get(turn.item)

    def _note(self, width: int) -> list[Line]:
        step = self._step()
        if step is None or not step.note:
            return []
        note = set_text(step.note[self.words.language], width, self.view, "$soft")
        return [label(self.words, N_("Editor's note")), *note]

    def _terms(self, width: int) -> list[Line]:
        """The words of the step or question at hand; a definition could give an answer away."""
        turn, step = self.session.state.turn, self._step()
        if turn is None or self.session.question is not None:
            return []
        names = step.terms if step else ()
        if turn.question:
            names = self.course.questions[turn.item].terms
        rows: list[Line] = []
        for name in names:
            term, language = self.course.terms[name], self.words.language
            first, *others = sorted(term.term.items(), key=lambda item: item[0] != language)
            named = ink(first[1], "bold")
            for _code, other in others:
                named += f"  {other}"
            rows += (
                [named]
                if not self.view.shows(term.term["ja"])
                else [named + ink(f"  {term.reading}", "$soft")]
            )
            rows += set_text(term.definition[language], width, self.view, "$soft")
            rows.append("")
        return [label(self.words, N_("Words")), *rows[:-1]] if rows else []

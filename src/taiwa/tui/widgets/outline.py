"""The side panel of a wide terminal: the way through the session, and the terms at hand."""

from textual.content import Content
from textual.widgets import Static

from taiwa.course.course import Course
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import Words
from taiwa.words.labels import ROLE_NAMES

OUTLINE_WIDTH = 34


class Outline(Static):
    """Which steps are done, and the glossary terms of the step or question at hand."""

    def __init__(self, course: Course, session: Session, words: Words, view: View) -> None:
        super().__init__(markup=False)
        self.course, self.session, self.words, self.view = course, session, words, view

    def show(self) -> None:
        self.update(Content("\n").join([*self._way(), Content(""), *self._terms()]))

    def _way(self) -> list[Content]:
        state, _ = self.session.state, self.words._
        done, _planned = self.session.progress
        rows = [Content.styled(_("Progress"), "bold")] if state.plan.turns else []
        number = 0
        for index, turn in enumerate(state.plan.turns):
            if turn.round:
                continue  # the second part of a discussion
            if turn.question:
                number += 1
                text = _("Question {number}", number=number)
            else:
                step = self.course.steps.get(turn.item)
                text = _(ROLE_NAMES[step.role]) if step else _("To think about")
            mark = "✓" if index < done else ">" if index == done else " "
            indent = "  " if turn.question else ""
            rows.append(Content.styled(f"{mark} {indent}{text}", "bold" if index == done else ""))
        return rows

    def _terms(self) -> list[Content]:
        turn = self.session.state.turn
        if turn is None:
            return []
        if turn.question:
            if self.session.question is not None:
                return []  # a term's definition could give the answer away
            names = self.course.questions[turn.item].terms
        else:
            step = self.course.steps.get(turn.item)
            names = step.terms if step else ()
        language = self.words.language
        rows: list[Content] = []
        for name in names:
            term = self.course.terms[name]
            for called in term.term.values():
                rows += set_text(called, OUTLINE_WIDTH - 2, self.view, "bold", marked=False)
            if self.view.shows(term.term["ja"]):
                rows += set_text(
                    term.reading, OUTLINE_WIDTH - 2, self.view, "$secondary", marked=False
                )
            rows += set_text(term.definition[language], OUTLINE_WIDTH - 2, self.view)
            rows.append(Content(""))
        return rows

"""The margins of a wide terminal: the way through the session, the editor's note, the words."""

from textual.content import Content
from textual.widgets import Static

from taiwa.course.course import Course
from taiwa.course.model import Step, Term
from taiwa.course.passages import step_of
from taiwa.dialogue.events import Asked, Offer
from taiwa.dialogue.state import Phase
from taiwa.errors import N_
from taiwa.study.path import DONE, HERE, Stop, stops
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.ending import Ending
from taiwa.tui.marks import BROAD, Line, apart, cap, flowing, ink, label, lines
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import Words
from taiwa.words.entries import fullest, section_of, step_title
from taiwa.words.reply_wording import treated

CAPS = {DONE: "$ink on $heat1", HERE: "bold $onaccent on $accent"}
MARKS = {"right": "✓", "confirmed": "✓", "close": "~", "wrong": "✗", "revealed": "✗"}
TREATED = 3
"""Titles of what comes nearest to a question that the text does not answer."""
COULD_ASK = 3
"""Questions that are named as what could be asked."""
COLOURS = {"✓": "$good", "~": "$near", "✗": "$bad", "-": "$soft"}


class Outline(Static):
    """Which steps are done and how it went there, and the words of the step at hand.

    In a broad window the way has a margin of its own, `before` the text.
    """

    def __init__(
        self,
        course: Course,
        session: Session,
        words: Words,
        view: View,
        ending: Ending,
        *,
        before: bool = False,
    ) -> None:
        super().__init__(markup=False, classes="-before" if before else "-beside")
        self.before = before
        self.ending = ending
        self.course, self.session, self.words, self.view = course, session, words, view
        self._digits = 1  # of the path's numbers

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        width = self.content_size.width or 38
        three = self.app.size.width >= BROAD and not self.view.parallel
        way = self._way(width) if self.before or not three else []
        blocks = [way, self._topic(width), self._note(width), self._terms(width)]
        if self.ending.ended:
            blocks = [self.ending.margin(width)]
        if self.before:
            self.display = three and bool(way)
            blocks = [way]
        rows: list[Line] = []
        for block in blocks:
            rows += [*block, ""] if block else []
        self.update(lines(rows))

    def _way(self, width: int) -> list[Line]:
        """The stops of a session with steps; other sessions have no way to show."""
        state = self.session.state
        if state.plan.mode == "dialogue":
            return self._lesson(width)
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

    def _lesson(self, width: int) -> list[Line]:
        """The steps of a dialogue's section, at hand the one that settles what was said."""
        (name,) = self.session.state.plan.sections
        steps = self.course.by_id[name].lesson
        see = next((offer.items[0] for offer in self._settling()), "")
        rows: list[Line] = [label(self.words, N_("This lesson")), ""]
        self._digits = len(str(len(steps)))
        for number, step in enumerate(steps, 1):
            rows += self._stop(number, Stop(step.id, HERE if step.id == see else DONE), width)
        return rows

    def _settling(self) -> tuple[Offer, ...]:
        told = self.session.state.phase in (Phase.TOLD, Phase.REPLIED)
        return self.session.offers if told else ()

    def _stop(self, number: int, stop: Stop, width: int) -> list[Line]:
        step = self.course.steps.get(stop.item)
        title = (
            step_title(self.course, self.words, step) if step else self.words._("To think about")
        )
        style = "bold" if stop.state == HERE else "$ink" if stop.state == DONE else "$soft"
        told = [MARKS.get(outcome, "-") for outcome in stop.outcomes]
        marks = Content("").join(ink(mark, COLOURS[mark]) for mark in told)
        set_ = typeset(title, max(8, width - self._digits - 3 - len(told) - bool(told)))
        mark = CAPS.get(stop.state, "$soft on $raised")
        first = cap(f"{number:>{self._digits}}", mark) + " " + ink(set_[0].text, style)
        rest = [cap(" " * self._digits, mark) + " " + ink(line.text, style) for line in set_[1:]]
        return [apart(first, marks, width), *rest]

    def _topic(self, width: int) -> list[Line]:
        """The topic of a talk with the tutor, and what else could be asked on it."""
        step = self._talked_of()
        if step is None:
            return []
        words, section = self.words, self.course.by_id[section_of(self.course, step.id) or ""]
        number = words._("Section {number}", number=self.course.numbers[section.id])
        rows: list[Line] = [label(words, N_("Talking about"))]
        title = typeset(step_title(self.course, words, step), width)
        rows += [*(ink(line.text, "bold") for line in title), ink(number, "$soft"), ""]
        hint = words._(
            '"It" and "why" are taken to be about this, until you ask about something else.'
        )
        rows += [*(ink(line.text, "$soft") for line in typeset(hint, width)), ""]
        if nearest := self._treated():
            rows += [label(words, N_("The essay treats"), words._("nearest first"))]
            for near in nearest:
                first, *rest = typeset(near, width - 2)
                rows += [ink("- ", "$soft") + first.text, *(f"  {line.text}" for line in rest)]
            return rows
        asked = {name for event in self._replies() for name in event.replies}
        others = [each for each in section.answers if each.id not in asked][:COULD_ASK]
        rows += [label(words, N_("You could ask"))] if others else []
        for each in others:
            first, *rest = typeset(fullest(each)[words.language], width - 2)
            rows += [ink("- ", "$soft") + first.text, *(f"  {line.text}" for line in rest)]
        return rows

    def _treated(self) -> list[str]:
        """The titles of what comes nearest to the latest question, where that is not answered."""
        told = next(iter(self._replies()[-1:]), None)
        if told is None or told.certainty != "none":
            return []
        return treated(self.course, self.words, told)[:TREATED]

    def _replies(self) -> list[Asked]:
        events = self.session.transcript
        return [event for event in events if isinstance(event, Asked) and event.replies]

    def _talked_of(self) -> Step | None:
        """The step that the latest reply of a talk is nearest to; a question without one changes
        no topic."""
        if self.session.state.phase is not Phase.TALKING:
            return None
        told = [event for event in self._replies() if event.certainty != "none"]
        name = step_of(self.course, told[-1].replies[0]) if told else None
        return self.course.steps[name] if name else None

    def _step(self) -> Step | None:
        """The step at hand, or the one just asked about; none while its question waits."""
        turn = self.session.state.turn
        if turn is None or self.session.question is not None:
            return None
        step = self.course.steps.get(turn.item)
        return step.edition(self.view.plain) if step else None

    def _note(self, width: int) -> list[Line]:
        step = self._step()
        if step is None or not step.note:
            return []
        note = set_text(step.note[self.words.language], width, self.view, "$soft")
        return [label(self.words, N_("Editor's note")), *note]

    def _terms(self, width: int) -> list[Line]:
        """The words of the step or question at hand; a definition could give an answer away."""
        turn, step = self.session.state.turn, self._step() or self._talked_of()
        if self.session.question is not None:
            return []
        names = step.terms if step else ()
        if turn is not None and turn.question:
            names = self.course.questions[turn.item].terms
        rows: list[Line] = []
        for name in names:
            rows += [*term_rows(self.course.terms[name], self.words, self.view, width), ""]
        return [label(self.words, N_("Words")), *rows[:-1]] if rows else []


def term_rows(term: Term, words: Words, view: View, width: int) -> list[Line]:
    """A term in each language, with its reading, and its definition below."""
    language = words.language
    first, *others = sorted(term.term.items(), key=lambda item: item[0] != language)
    named = [(first[1], "bold"), *((other, "") for _code, other in others)]
    if view.shows(term.term["ja"]):
        named.append((term.reading, "$soft"))
    parts = [ink(line.text, look) for text, look in named for line in typeset(text, width)]
    return [
        *flowing(parts, width, gap=2),
        *set_text(term.definition[language], width, view, "$soft"),
    ]

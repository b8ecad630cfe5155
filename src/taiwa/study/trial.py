"""A course tried out by its author: each item by itself, in the order in which it is written."""

from collections.abc import Iterator

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Step
from taiwa.dialogue.events import Ask, Judged, Revealed
from taiwa.dialogue.marking import known
from taiwa.dialogue.questions import Arrangement, fits
from taiwa.dialogue.state import Turn
from taiwa.errors import N_, UsageError
from taiwa.study import plan
from taiwa.study.desk import Study
from taiwa.study.session import Session

NO_ITEM = N_(
    "There is no '{name}' in this course. Without an ID the preview begins with the first; it names"
    " the id of each in its first row, and Ctrl+P finds them."
)
MEANT_ITEM = N_("There is no '{name}' in this course. Did you mean '{near}'?")


class TrialSession(Session):
    """A session of one item, with its options as they are written."""

    def arrangement(self, item: str) -> Arrangement:
        return tuple(range(form_of(self.course.questions[item]).count))

    def show(self, passage: str) -> None:
        """Tell an answer of the tutor's below what leads to it, a term or an event."""
        answer = self.course.answers.get(passage)
        asks = [ask for asks in answer.asks.values() for ask in asks] if answer else []
        self._move(Ask(" / ".join(asks), replies=(passage,)))

    def without_greeting(self) -> "TrialSession":
        """The session without what a learner is told at its beginning."""
        del self.transcript[0]
        return self

    def take_over(self, before: Session) -> None:
        """Answer as was answered before the course was changed, or keep what was typed for it."""
        question = self.question
        if question is None or self.state.turn != before.state.plan.turns[0]:
            return
        told = [each for each in before.transcript if isinstance(each, Judged | Revealed)]
        last = told[-1] if told else None
        if isinstance(last, Revealed):
            self.reveal()
        elif last and fits(question, last.given):
            self.give(last.given)
        elif not last:
            self.draft = before.draft
            self.draft.marks = known(form_of(question), self.draft.marks)


class Trial(Study):
    """A desk at which nothing is learnt; its record is thrown away."""

    @property
    def is_new(self) -> bool:
        return False  # an author is asked for no aim

    def items(self) -> tuple[str, ...]:
        """The ids of all there is to see, in the order of the files."""
        return tuple(dict.fromkeys(_items(self.course)))

    def named(self, name: str) -> str:
        """The item that a name means, a section its first. Raises `UsageError` where none is."""
        items = self.items()
        if name in items:
            return name
        if not name or name in self.course.by_id:
            section = self.course.by_id.get(name, self.course.sections[0])
            return section.lesson[0].id
        from difflib import get_close_matches

        if close := get_close_matches(name, items, n=1):
            raise UsageError(MEANT_ITEM, name=name, near=close[0])
        raise UsageError(NO_ITEM, name=name)

    def at(self, item: str) -> TrialSession:
        """A session of one item."""
        course = self.course
        section = next((each for each in course.sections if item in each.parts), None)
        if item in course.readable and section:
            parts = (0,) if isinstance(course.readable[item], Step) else (0, 1)
            turns = [Turn(item, question=False, round=part) for part in parts]
            session = self._open(self._begin("lesson", [section], turns))
            return session if item == section.lesson[0].id else session.without_greeting()
        if item in course.questions:
            return self._open(self.practice([item])).without_greeting()
        for each in course.sections:
            if each.dialogue and each.dialogue.id == item:
                return self._open(self._begin("dialogue", [each], plan.dialogue(each)))
        session = self._open(self._begin("talk", (), []))
        session.show(item)
        return session.without_greeting()

    def _session(self, id: str) -> TrialSession:
        return TrialSession(id, self.journal, self.progress, lambda: self.asking)

    def _open(self, session: Session) -> TrialSession:
        assert isinstance(session, TrialSession)
        return session


def _items(course: Course) -> Iterator[str]:
    for section in course.sections:
        for step in section.lesson:
            yield from (step.id, *step.then)
        yield from (*section.ids["question"], *section.ids["discussion"])
        yield from [section.dialogue.id] if section.dialogue else ()
        yield from section.ids["answer"]
    yield from (question.id for question in course.comparisons)
    yield from (term.id for term in course.glossary)
    yield from (question.id for question in course.vocabulary)
    yield from (event.id for event in course.timeline)
    yield from (question.id for question in course.chronology)

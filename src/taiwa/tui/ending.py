"""The end of a session: its result, what was missed, what to do next."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from textual.content import Content

from taiwa.course.model import Section
from taiwa.dialogue.events import Finished
from taiwa.errors import N_
from taiwa.record.sessions import SessionRow, Settled, told_of
from taiwa.record.settings import DAY, RETENTION
from taiwa.record.statistics import streak
from taiwa.study.desk import Study
from taiwa.study.progress import MOST_PRACTISED
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.answered import answer_rows, mark_ink, mark_of, prompt_of, strip
from taiwa.tui.desk import one_line, two_lines
from taiwa.tui.face import Face
from taiwa.tui.keybar import KeyWord
from taiwa.tui.marks import (
    Line,
    action,
    apart,
    filled,
    flowing,
    ink,
    key,
    label,
    thin_bar,
    to_content,
    width_of,
)
from taiwa.words.catalogs import Words
from taiwa.words.dates import day_and_month
from taiwa.words.labels import MODE_NAMES
from taiwa.words.scoreboard import known, session_title

LISTED = 3
"""Missed questions that are told at once; the others are among all answers."""
ENDED = {
    **{"lesson": N_("Lesson finished"), "quiz": N_("Quiz finished")},
    **{"review": N_("Review finished"), "exam": N_("Exam finished")},
}


class Deed(NamedTuple):
    """The deed of a key, its word, and a `short` one where a key bar has no room for that."""

    word: str
    do: Callable[[Face], None]
    short: str = ""


class Ending:
    """The end of one session, as its record has it now."""

    def __init__(self, session: Session, words: Words, view: View) -> None:
        self.session, self.words, self.view = session, words, view
        self.study: Study = view.study

    @property
    def ended(self) -> bool:
        """True once there is a result, with nothing in doubt."""
        state = self.session.state
        return self.session.finished and bool(state.outcomes) and state.doubt is None

    def first_tries(self) -> list[Settled]:
        """The session's questions as they were settled at the first try, in their order."""
        known_ = self.study.course.questions
        found = told_of(self.study.store.records(self.session.id))
        return [each for each in found if not each.round and each.item in known_]

    def missed(self) -> list[Settled]:
        return [each for each in self.first_tries() if mark_of(each.outcome) in "✗-"]

    @cached_property
    def following(self) -> Section | None:
        """The lesson that follows on this one, or that is suggested after it."""
        plan, sections = self.session.state.plan, self.study.course.sections
        here = [n for n, each in enumerate(sections) if (each.id,) == plan.sections]
        if here:
            return sections[here[0] + 1] if here[0] + 1 < len(sections) else None
        return self.study.progress.suggested()

    def row(self) -> SessionRow | None:
        return next((r for r in self.study.store.sessions() if r.id == self.session.id), None)

    def deeds(self) -> dict[str, Deed]:
        """The deeds of the keys here, each with its word; Enter is the action."""
        if not self.ended:
            return self.asking()
        found: dict[str, Deed] = {}
        if items := self.to_practise():
            found["enter"] = self.practising(items)
        if onward := self.back() or self.on():
            found["n" if items else "enter"] = onward
        return found | self.going_deeper() | {"w": self.reading()} | self.asking()

    def asking(self) -> dict[str, Deed]:
        """Once nothing is answered here any more."""
        told, short = self.words._("Ask the tutor"), self.words._("Ask")
        begin = Deed(told, lambda face: face.begin(self.study.talk), short)
        return {"t": begin} if self.session.finished else {}

    def back(self) -> Deed | None:
        """Back to what was left for this session; a lesson leads on to the next."""
        left = self.study.unfinished()
        if left is None or self.session.state.plan.mode == "lesson":
            return None
        told = self.words._("Go on: {mode}", mode=self.words._(MODE_NAMES[left.mode]))
        return Deed(told, lambda face: face.go_back(left.id))

    def on(self) -> Deed | None:
        section = self.following
        if section is None:
            return None
        title = self.words._("Next: {title}", title=section.title[self.words.language])
        return Deed(title, lambda face: face.learn(section), self.words._("Next lesson"))

    def going_deeper(self) -> dict[str, Deed]:
        """After a lesson: the dialogue of its section, and its map."""
        plan, course, found = self.session.state.plan, self.study.course, dict[str, Deed]()
        section = course.by_id.get(plan.sections[0]) if plan.mode == "lesson" else None
        if section and section.dialogue:
            begin = partial(self.study.dialogue, section)
            found["d"] = Deed(self.words._("Dialogue"), lambda face: face.begin(begin))
        if section and section.argument:
            found["m"] = self.mapped(section)
        return found

    def mapped(self, section: Section) -> Deed:
        told = self.words._("Map of the argument")
        return Deed(told, lambda face: face.action_map(section.id))

    def to_practise(self) -> list[str]:
        return [each.item for each in self.missed()][:MOST_PRACTISED]

    def practising(self, items: Sequence[str]) -> Deed:
        told = self.words.ngettext(
            "Practise the one missed", "Practise the {number} missed", len(items)
        )
        begin = partial(self.study.practice, items)
        return Deed(told, lambda face: face.begin(begin), self.words._("Practise"))

    def reading(self) -> Deed:
        told = self.words._("Read the answers")
        return Deed(told, lambda face: face.read_answers(self.session.id))

    def key_words(self) -> list[KeyWord]:
        """The keys, each with a word that a key bar has room for."""
        return [
            KeyWord("Enter" if press == "enter" else press, deed.short or deed.word, press)
            for press, deed in self.deeds().items()
        ]

    def take(self, press: str, face: Face) -> bool:
        """Do what a key does here, if anything."""
        deed = self.deeds().get(press)
        if deed is not None:
            deed.do(face)
        return deed is not None

    def draw(self, event: Finished, width: int, *, wide: bool, airy: bool) -> Sequence[Content]:
        """The whole card, in `width` cells; without a margin what stands there follows."""
        rest = [] if wide else ["", *self.margin(width - 4)]
        indented = [ink("  ") + line for line in rest]
        return [*map(to_content, self.card(event, width, airy=airy)), *indented]

    def margin(self, width: int) -> list[Line]:
        """Beside the card: the recap and today."""
        return [*self._recap(width), *self._today()]

    def below(self, event: Finished, width: int) -> list[Content]:
        """The rows below the words of an end that has no card: none of this kind."""
        return []

    def block(self, rows: Sequence[Line], width: int) -> list[Line]:
        return [filled(ink("  ") + row, width, "on $surface") for row in ["", *rows, ""]]

    def took(self) -> str:
        row = self.row()
        return self.words.duration(row.elapsed) if row else ""

    def card(self, event: Finished, width: int, *, airy: bool) -> list[Line]:
        """The session that ended and its result, what was missed, what to do next."""
        words, _, room = self.words, self.words._, width - 4
        title = session_title(self.study, words, event.sections)
        name = _(ENDED[event.mode]) if event.mode in ENDED else _(MODE_NAMES[event.mode])
        right = {"right": event.right, "count": event.questions}
        told = ink(_("{right} of {count} right at the first try", **right), "bold")
        block: list[Line] = [
            apart(ink(name, "bold $accent"), ink(self.took(), "$soft"), room),
            *(ink(line.text, "bold") for line in typeset(title, room)),
            *([""] if airy else []),
            told + ink(self._last_time(), "$soft"),
            *strip([outcome for _item, outcome in event.outcomes], room),
            "",
            self._tally(event),
        ]
        rows: list[Line] = [*self.block(block, width), "", *self._missed(room, airy=airy)]
        rows += [*self.actions(room), "", *self._now(event, room)]
        return rows

    def _last_time(self) -> str:
        """The result of the same kind of session on the same sections before this one."""
        plan, begun = self.session.state.plan, self.session.started
        for row in self.study.store.sessions():
            same = row.mode == plan.mode and row.sections == plan.sections and row.finished
            if same and row.started < begun and row.counted:
                counts = {"right": row.correct, "count": row.counted}
                return "   " + self.words._("last time {right} of {count}", **counts)
        return ""

    def _tally(self, event: Finished) -> Content:
        words, marks = self.words, [mark_of(outcome) for _item, outcome in event.outcomes]
        near, wrong, skipped = (marks.count(mark) for mark in "~✗-")
        _ = words._
        parts = (
            ("right", event.right, _("{number} right", number=event.right)),
            ("close", near, _("{number} of them with a slip", number=near)),
            ("wrong", wrong, words.ngettext("{number} missed", "{number} missed", wrong)),
            ("skipped", skipped, _("{number} skipped", number=skipped)),
        )
        shown = [mark_ink(outcome) + f" {said}" for outcome, number, said in parts if number]
        return Content("   ").join(shown)

    def _missed(self, width: int, *, airy: bool) -> list[Line]:
        """The questions missed; where there is room with what was answered and what is right."""
        words, missed = self.words, self.missed()
        if not missed:
            return []
        back = words._("asked again on {day}", day=self._returns(missed)) if missed else ""
        rows: list[Line] = [ink("  ") + label(words, N_("Missed"), back), *([""] if airy else [])]
        for each in missed[:LISTED]:
            question = self.study.course.questions[each.item]
            if not airy:
                line = one_line(prompt_of(question, words), width - 2)
                rows.append(ink("  ") + mark_ink(each.outcome) + " " + line)
                continue
            prompt = two_lines(prompt_of(question, words), width - 2)
            rows.append(ink("  ") + mark_ink(each.outcome) + " " + prompt[0])
            rows += [f"    {line}" for line in prompt[1:]]
            told = answer_rows(question, words, self.view, each, width - 4, why=False)
            if len(told) == 2 and width_of(told[0]) + width_of(told[1]) + 3 <= width - 4:
                told = [told[0] + "   " + told[1]]
            rows += [*(ink("    ") + line for line in told), ""]
        if more := len(missed) - LISTED:
            told_of = words.ngettext("and {number} more", "and {number} more", more)
            rows += [ink(f"  {told_of}", "$soft"), ""] if more > 0 else []
        return rows if not rows[-1] else [*rows, ""]

    def _returns(self, missed: Sequence[Settled]) -> str:
        """The day on which the first of the missed is due."""
        store, goal = self.study.store, RETENTION.read(self.study.store)
        memories, model, zone = store.memories(), store.model(), self.study.clock().tzinfo
        due = [
            model.due(memories[each.item][1], goal).astimezone(zone).date()
            for each in missed
            if each.item in memories
        ]
        day: date = min(due, default=self.study.progress.today())
        return day_and_month(self.words, day)

    def actions(self, width: int) -> list[Line]:
        """The action, and the other keys as caps; what does not fit goes to a row of its own."""
        shown = [
            action("Enter", word) if press == "enter" else key(press, word)
            for press, (word, *_) in self.deeds().items()
            if not press.isdecimal()  # which stands in the margin
        ]
        return [ink("  ") + row for row in flowing(shown, width)]

    def _now(self, event: Finished, width: int) -> list[Line]:
        """The standing of the section that the session was on, as it is now."""
        if len(event.sections) != 1 or event.sections[0] not in self.study.course.by_id:
            return []
        found = self.study.progress.standings()
        counts = next(each.counts for each in found if each.section.id == event.sections[0])
        number = self.study.course.numbers[event.sections[0]]
        told = self.words._(
            "Section {number} now: {known}", number=number, known=known(self.words, counts)
        )
        bar = thin_bar(counts.ramp, counts.questions, width)
        return [ink(f"  {told}", "$soft"), ink("  ") + bar]

    def _recap(self, width: int) -> list[Line]:
        """A lesson in one sentence."""
        plan, course = self.session.state.plan, self.study.course
        if plan.mode != "lesson" or plan.sections[0] not in course.by_id:
            return []
        section = course.by_id[plan.sections[0]]
        told = (self.view.plain and section.plain_recap) or section.recap
        recap = told[self.words.language]
        rows: list[Line] = [label(self.words, N_("Say it in one breath"))]
        return [*rows, *(line.text for line in typeset(recap, width)), ""]

    def _today(self) -> list[Line]:
        words, days = self.words, self.study.store.days()
        today = self.study.progress.today()
        answers = days[str(today)].answers if str(today) in days else 0
        goal = int(DAY.read(self.study.store))
        told = words.ngettext(
            "{number} answer, the goal is {goal}",
            "{number} answers, the goal is {goal}",
            answers,
            goal=goal,
        )
        run = streak(days, today)
        row = words.ngettext("{number} day in a row", "{number} days in a row", run)
        return [label(words, N_("Today")), told, *([row] if run else [])]

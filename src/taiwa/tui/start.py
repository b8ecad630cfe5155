"""The small window that asks what to begin: a lesson, a quiz, a drill or an exam."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.record.sessions import SessionRow
from taiwa.study.desk import EXAMINED, Study
from taiwa.study.path import length
from taiwa.study.session import Session
from taiwa.tui.page import Dialog, Listing
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import session_title, so_far

QUIZ_COUNTS = (5, 10)
DRILLED, MINUTES = 10, 20


class Start(Struct, frozen=True):
    """One thing to begin, and how it is called."""

    title: Callable[[Words], str]
    begin: Callable[[], Session]


class StartMenu(Dialog[Start | None]):
    """Offers what can be done with one section, or with all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", N_("Back"))]

    def __init__(self, study: Study, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.sections = sections
        self.starts = starts(study, sections)

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Static(id="heading", markup=False)
            yield Listing(id="starts", markup=False)

    def speak(self) -> None:
        course, language = self.study.course, self.words.language
        title = self.sections[0].title if len(self.sections) == 1 else course.title
        self.query_one("#heading", Static).update(title[language])
        options = self.query_one("#starts", OptionList)
        highlighted = options.highlighted or 0
        options.set_options([Option(start.title(self.words)) for start in self.starts])
        options.highlighted = highlighted

    @on(OptionList.OptionSelected, "#starts")
    def selected(self, event: OptionList.OptionSelected) -> None:
        if self.is_active:  # a double click, or keys faster than the screen, choose once
            self.dismiss(self.starts[event.option_index])


def starts(study: Study, sections: tuple[Section, ...]) -> list[Start]:
    """All that can be begun, the usual first."""
    found, there = [], len(study.pool(sections))
    if len(sections) == 1:
        (section,) = sections
        steps = length(section)
        found.append(Start(lambda words: _lesson(words, steps), lambda: study.lesson(section)))
        if section.dialogue:
            found.append(Start(lambda words: words._("Dialogue"), lambda: study.dialogue(section)))
    for count in (*(each for each in QUIZ_COUNTS if each < there), None):
        found.append(_quiz(study, sections, count))
    if study.course.vocabulary_of(sections):
        found.append(
            Start(
                lambda words: words.ngettext(
                    "Vocabulary: {number} term", "Vocabulary: {number} terms", DRILLED
                ),
                lambda: study.vocabulary(sections, DRILLED),
            )
        )
    if len(sections) > 1 and study.course.chronology_of(sections):
        found.append(Start(lambda words: words._("Dates in order"), lambda: study.dates(sections)))
    left = study.sitting()
    if left:
        found += [
            Start(lambda words: _sitting(study, words, left), lambda: study.resume(left.id)),
            Start(lambda words: words._("End that exam as it is"), lambda: study.end_exam(left)),
        ]
    asked = min(EXAMINED, there)
    found += [
        Start(partial(_exam, asked, minutes, left), partial(study.exam, sections, asked, minutes))
        for minutes in (None, MINUTES)
    ]
    return found


def _sitting(study: Study, words: Words, left: SessionRow) -> str:
    title = session_title(study, words, left.sections)
    return words._("Go on with the exam on {title}: {told}", title=title, told=so_far(words, left))


def _lesson(words: Words, steps: int) -> str:
    return words.ngettext("Lesson: {number} step", "Lesson: {number} steps", steps)


def _quiz(study: Study, sections: tuple[Section, ...], count: int | None) -> Start:
    def title(words: Words) -> str:
        if count is None:
            return words._("Quiz: all questions")
        return words.ngettext("Quiz: {number} question", "Quiz: {number} questions", count)

    return Start(title, lambda: study.quiz(sections, count))


def _exam(asked: int, minutes: int | None, left: SessionRow | None, words: Words) -> str:
    count = words.ngettext("{number} question", "{number} questions", asked)
    if left and minutes is None:
        return words._("New exam: {count}; the open one ends as it is", count=count)
    if minutes is None:
        return words._("Exam: {count}", count=count)
    time = words.ngettext("{number} minute", "{number} minutes", minutes)
    if left:
        told = words._("New exam: {count} in {time}; the open one ends as it is")
        return told.format(count=count, time=time)
    return words._("Exam: {count} in {time}", count=count, time=time)

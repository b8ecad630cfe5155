"""The small window that asks what to do with a section: its lesson, or a quiz of some length."""

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
from taiwa.terminal.page import Dialog

COUNTS = (5, 10)


class Start(Struct, frozen=True):
    """What to begin: a lesson, or a quiz of `count` questions (all, if None)."""

    sections: tuple[Section, ...]
    lesson: bool
    count: int | None = None


class StartMenu(Dialog[Start | None]):
    """Offers a section's lesson and quizzes, or quizzes over several sections."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", N_("Back"))]

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.sections = sections
        lesson = [Start(sections, lesson=True)] if len(sections) == 1 else []
        quizzes = [Start(sections, lesson=False, count=count) for count in (*COUNTS, None)]
        self.starts = [*lesson, *quizzes]

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Static(id="heading", markup=False)
            yield OptionList(id="starts", markup=False)

    def speak(self) -> None:
        course, language = self.study.course, self.words.language
        title = self.sections[0].title if len(self.sections) == 1 else course.title
        self.query_one("#heading", Static).update(title[language])
        starts = self.query_one("#starts", OptionList)
        highlighted = starts.highlighted or 0
        starts.set_options([Option(self._title(start)) for start in self.starts])
        starts.highlighted = highlighted

    def _title(self, start: Start) -> str:
        words, _ = self.words, self.words._
        if start.lesson:
            steps = len(start.sections[0].lesson)
            return words.ngettext("Lesson: {number} step", "Lesson: {number} steps", steps)
        if start.count is None:
            return _("Quiz: all questions")
        return words.ngettext("Quiz: {number} question", "Quiz: {number} questions", start.count)

    @on(OptionList.OptionSelected, "#starts")
    def selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.starts[event.option_index])

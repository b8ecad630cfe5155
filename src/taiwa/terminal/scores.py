"""Scores: past sessions, and of each the questions, what was answered, what was right and why."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from taiwa.course.model import Question
from taiwa.errors import N_
from taiwa.language.question_wording import QuestionWording
from taiwa.language.typesetting import clean, typeset
from taiwa.language.vocabulary import MODE_NAMES, OUTCOME_NAMES
from taiwa.progress.scores import Settled, settled
from taiwa.progress.store import SessionRow
from taiwa.scoreboard import session_title
from taiwa.terminal.page import Page
from taiwa.tutor.events import Given
from taiwa.tutor.reading import arrange

MARKS = {"right": "✓", "close": "~", "wrong": "✗", "skipped": "-", "revealed": "-"}
STYLES = {"right": "$success", "close": "$warning", "wrong": "$error"}


class Scores(Page):
    """Sessions on the left, the latest first; the questions of the one at hand beside or below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", N_("Back")),
        Binding("enter,tab", "open", N_("Open"), priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        with Horizontal(id="scores"):
            yield OptionList(id="sessions", markup=False)
            with VerticalScroll(id="detail"):
                yield Static(id="questions", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.sessions = self.study.store.sessions()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def speak(self) -> None:
        _ = self.words._
        self.query_one("#where", Static).update(
            _("Scores") if self.sessions else _("No sessions yet.")
        )
        sessions = self.query_one("#sessions", OptionList)
        highlighted = sessions.highlighted or 0
        sessions.set_options([Option(self._row(row), id=row.id) for row in self.sessions])
        if self.sessions:
            sessions.highlighted = highlighted
        self._show()
        self.refresh_bindings()

    def _row(self, row: SessionRow) -> str:
        words, _ = self.words, self.words._
        when = words.moment(row.started.astimezone(self.study.clock().tzinfo))
        score = f"{words.number(row.correct)}/{words.number(row.answered)}"
        mode = _(MODE_NAMES[row.mode])
        title = session_title(self.study, words, row.sections)
        return f"{when}\n{mode}  {score}  {words.duration(row.elapsed)}\n{title}"

    @on(OptionList.OptionHighlighted, "#sessions")
    def highlighted(self) -> None:
        self._show()

    def _show(self) -> None:
        option = self.query_one("#sessions", OptionList).highlighted_option
        if option is None or option.id is None:
            return
        width = max(20, self.query_one("#detail").size.width - 5)
        wording = QuestionWording(
            self.words, lambda name: arrange(self.study.course.questions[name], option.id or "")
        )
        rows: list[Content] = []
        for entry in settled(self.study.store.records(option.id)):
            question = self.study.course.questions.get(entry.item)
            if question is not None:
                rows += self._entry(wording, question, entry, width)
        shown = Content("\n").join(rows) if rows else Content(self.words._("Nothing answered yet."))
        self.query_one("#questions", Static).update(shown)

    def _entry(
        self, wording: QuestionWording, question: Question, entry: Settled, width: int
    ) -> list[Content]:
        _ = self.words._
        style = STYLES.get(entry.outcome, "")
        outcome = _(OUTCOME_NAMES[entry.outcome])
        if entry.overridden:
            outcome = _("{outcome}, on your word", outcome=outcome)
        rows = _set(f"{MARKS[entry.outcome]} {outcome}", width, f"bold {style}")
        rows += _set(wording.text(question.prompt), width, "bold")
        if entry.raw is not None:
            given = wording.given(question, Given(entry.text, entry.chosen))
            rows += _set(_("You: {answer}", answer=given), width)
        if entry.outcome != "right":
            rows += _set(_("Answer: {answer}", answer=wording.answer(question)), width)
        rows += _set(wording.text(question.explanation), width, "$text-muted")
        return [*rows, Content("")]

    def action_open(self) -> None:
        detail, sessions = self.query_one("#detail"), self.query_one("#sessions")
        (sessions if detail.has_focus else detail).focus()


def _set(text: str, width: int, style: str = "") -> list[Content]:
    return [Content.styled(line.text, style) for line in typeset(clean(text), width)]

"""Scores: the overview, past sessions, and of each what was answered, what was right and why."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from taiwa.course.model import Question
from taiwa.dialogue.questions import arrange, as_now
from taiwa.errors import N_
from taiwa.record.sessions import SessionRow, Settled, settled
from taiwa.text.typesetting import typeset
from taiwa.tui.keybar import Keys
from taiwa.tui.marks import to_content
from taiwa.tui.overview import overview
from taiwa.tui.page import Listing, Page
from taiwa.tui.typography import set_text
from taiwa.words.labels import MODE_NAMES, OUTCOME_NAMES
from taiwa.words.question_wording import QuestionWording, named
from taiwa.words.scoreboard import session_title

MARKS = {
    **{"right": "✓", "close": "~", "confirmed": "✓", "wrong": "✗"},
    **{"skipped": "-", "revealed": "-"},
}
OVERVIEW = "overview"
MOST_SESSIONS = 20
MISSED = ("wrong", "revealed")
FILTERS = (
    N_("all answers"),
    N_("missed answers"),
    N_("answers in Japanese"),
    N_("answers in English"),
)
OUTCOME_STYLES = {
    **{"right": "$success", "confirmed": "$success"},
    **{"close": "$warning", "wrong": "$error"},
}


class Scores(Page):
    """Sessions on the left, the latest first; the questions of the one at hand beside or below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", N_("Back")),
        Binding("enter,tab", "open", N_("Open"), priority=True),
        Binding("p", "practise", N_("Practise")),
        Binding("f", "filter", N_("Filter")),
        Binding("n", "section", N_("Section")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = 0
        self._section: str | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        with Horizontal(id="scores"):
            yield Listing(id="sessions", markup=False)
            with VerticalScroll(id="detail"):
                yield Static(id="questions", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self.sessions = self.study.store.sessions()

    def on_resize(self) -> None:
        self.once_drawn(self._show)

    def speak(self) -> None:
        """The overview first, then the sessions that the section chosen occurs in."""
        _ = self.words._
        section = self.study.course.by_id.get(self._section or "")
        about = section.title[self.words.language] if section else _("all sections")
        told = (_("Scores"), about, _(FILTERS[self._filter]))
        self.query_one("#where", Static).update("  ".join(told))
        shown = [row for row in self.sessions if not section or section.id in row.sections]
        options = [Option(_("Overview"), id=OVERVIEW)]
        options += [Option(self._row(row), id=row.id) for row in shown]
        sessions = self.query_one("#sessions", OptionList)
        highlighted = sessions.highlighted or 0
        sessions.set_options(options)
        sessions.highlighted = min(highlighted, len(options) - 1)
        self._show()

    def _row(self, row: SessionRow) -> str:
        words, _ = self.words, self.words._
        when = words.moment(row.started.astimezone(self.study.clock().tzinfo))
        score = f"{words.number(row.correct)}/{words.number(row.answered)}"
        mode = _(MODE_NAMES[row.mode])
        title = session_title(self.study, words, row.sections)
        about = f"{when}\n{mode}  {score}  {words.duration(row.elapsed)}\n{title}"
        width = (25 if self.app.size.width < 104 else 32) - 4  # as in taiwa.tcss
        return "\n".join(line.text for line in typeset(about, width, verbatim=True))

    @on(OptionList.OptionHighlighted, "#sessions")
    def highlighted(self) -> None:
        if self.stands:
            self._show()

    def _show(self) -> None:
        option = self.query_one("#sessions", OptionList).highlighted_option
        if option is None or option.id is None:
            return
        width = max(20, self.query_one("#detail").size.width - 5)
        if option.id == OVERVIEW:
            rows = list(map(to_content, overview(self.study, self.words, width)))
        else:
            rows = self._answers(option.id, width)
        shown = Content("\n").join(rows) if rows else Content(self.words._("No answers to show."))
        self.query_one("#questions", Static).update(shown)

    def _answers(self, session: str, width: int) -> list[Content]:
        """The answers of a session that pass the filter."""
        known = self.study.course.questions
        wording = QuestionWording(self.words, lambda name: arrange(known[name], session))
        rows: list[Content] = []
        for entry in settled(self.study.store.records(session)):
            question = known.get(entry.item)
            if question is not None and self._passes(entry, question):
                rows += self._entry(wording, question, entry, width)
        return rows

    def _passes(self, entry: Settled, question: Question) -> bool:
        if self._section and self._section not in question.sections:
            return False
        wanted = (True, entry.outcome in MISSED, entry.language == "ja", entry.language == "en")
        return wanted[self._filter]

    def action_filter(self) -> None:
        self._filter = (self._filter + 1) % len(FILTERS)
        self.speak()

    def action_section(self) -> None:
        names = [None, *self.study.course.by_id]
        self._section = names[(names.index(self._section) + 1) % len(names)]
        self.speak()

    def action_practise(self) -> None:
        """Ask again what was missed: in the session at hand or, on the overview, anywhere."""
        option = self.query_one("#sessions", OptionList).highlighted_option
        chosen = option.id if option and option.id != OVERVIEW else None
        latest: dict[str, str] = {}
        for row in reversed(self.sessions):
            if chosen in (None, row.id):
                latest |= {e.item: e.outcome for e in settled(self.study.store.records(row.id))}
        known = self.study.course.questions
        missed = [item for item, outcome in latest.items() if outcome in MISSED and item in known]
        if missed:
            self.taiwa.begin(lambda: self.study.practice(missed[:MOST_SESSIONS]))
        else:
            self.taiwa.tell(N_("No mistakes so far."))

    def _entry(
        self, wording: QuestionWording, question: Question, entry: Settled, width: int
    ) -> list[Content]:
        _ = self.words._
        style = OUTCOME_STYLES.get(entry.outcome, "")
        outcome = _(OUTCOME_NAMES[entry.outcome])
        if entry.overridden:
            outcome = _("{outcome}, by your own judgement", outcome=outcome)
        view = self.view
        rows = set_text(f"{MARKS[entry.outcome]} {outcome}", width, view, f"bold {style}")
        rows += set_text(wording.text(named(question)), width, view, "bold")
        if entry.raw is not None:
            given = wording.given(question, as_now(question, entry.given, entry.revision))
            rows += set_text(_("You: {answer}", answer=given), width, view, marked=False)
        if entry.outcome != "right":
            rows += set_text(_("Answer: {answer}", answer=wording.answer(question)), width, view)
        rows += set_text(wording.text(question.explanation), width, view, "$text-muted")
        return [*rows, Content("")]

    def action_open(self) -> None:
        detail, sessions = self.query_one("#detail"), self.query_one("#sessions")
        (sessions if detail.has_focus else detail).focus()

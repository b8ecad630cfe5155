"""Home: the sections as a path, each with its mastery; "continue" comes first."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.study.progress import Standing
from taiwa.text.cells import cells, pad
from taiwa.tui.page import Keys, Listing, Page
from taiwa.words.labels import MODE_NAMES
from taiwa.words.scoreboard import due_line, session_title

if TYPE_CHECKING:
    from taiwa.study.session import Session
    from taiwa.tui.start import Start

HOME_BAR_CELLS = 10
CONTINUE, REVIEW = "continue", "review"
SIDE = 40


class Home(Page):
    """The learner's desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", N_("Continue"), show=False),
        Binding("r", "review", N_("Review")),
        Binding("m", "mixed", N_("Quiz")),
        Binding("t", "ask", N_("Ask")),
        Binding("s", "app.scores", N_("Scores")),
        Binding("g", "app.glossary", N_("Glossary")),
        Binding("q", "app.quit", N_("Quit")),
    ]

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        with Horizontal():
            yield Listing(id="path", markup=False)
            yield Static(id="about", markup=False)
        yield Keys()

    def on_screen_resume(self) -> None:
        self.speak_anew()  # there may be progress to show

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        language = self.words.language
        self.query_one("#title", Static).update(self.study.course.title[language])
        path = self.query_one("#path", OptionList)
        highlighted = path.highlighted
        standings = self.study.progress.standings()
        rows: list[Option | None] = [Option(self._next(), id=CONTINUE)]
        due = len(self.study.progress.due())
        if due:
            rows.append(Option(f"r  {due_line(self.study, self.words, due)}", id=REVIEW))
        rows.append(None)
        rows += [Option(self._row(i, s), id=s.section.id) for i, s in enumerate(standings, 1)]
        path.set_options(rows)
        path.highlighted = highlighted or 0

    def _next(self) -> Content:
        """The first row: go on where the learner left, or begin the next section."""
        _ = self.words._
        left = self.study.unfinished()
        if left is None:
            title = self.study.progress.suggested().title[self.words.language]
            text = _("Begin the lesson: {title}", title=title)
        else:
            title = session_title(self.study, self.words, left.sections)
            text = _("Continue: {mode}, {title}", mode=_(MODE_NAMES[left.mode]), title=title)
        return Content.styled(text, "bold")

    def _row(self, number: int, standing: Standing) -> Content:
        words = self.words
        filled = round(standing.mastery * HOME_BAR_CELLS)
        share = f"{words.percent(standing.mastery):>4}"
        seen = f"{words.number(standing.seen)}/{words.number(standing.questions)}"
        right = f"  {share} {seen:>5}"
        room = max(10, self._width() - HOME_BAR_CELLS - cells(right) - 5)
        title = pad(f"{number} {standing.section.title[words.language]}", room)
        bar = Content.styled("=" * filled, "$success") + Content.styled(
            "-" * (HOME_BAR_CELLS - filled), "$secondary"
        )
        return Content(title + " ") + bar + Content(right)

    def _width(self) -> int:
        side = self.query_one("#about", Static)
        return self.size.width - (SIDE + 4 if side.display else 0)

    @on(OptionList.OptionHighlighted, "#path")
    def highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._tell_about(event.option_id or "")

    def _tell_about(self, name: str) -> None:
        """Say what a section is about, if there is room."""
        about = self.query_one("#about", Static)
        if about.display:
            section = self.study.course.by_id.get(name) or self.study.progress.suggested()
            about.update(self._about(section))

    def _about(self, section: Section) -> Content:
        from taiwa.tui.typography import set_text

        language, room = self.words.language, SIDE - 4
        rows = [
            *set_text(section.title[language], room, self.view, "bold", read=False),
            Content(""),
        ]
        rows += set_text(section.why[language], room, self.view, read=False)
        rows += [Content(""), Content.styled(self.words._("After this lesson you can:"), "bold")]
        for goal in section.goals:
            rows += set_text(f"- {goal[language]}", room, self.view, indent=2, read=False)
        return Content("\n").join(rows)

    @on(OptionList.OptionSelected, "#path")
    def selected(self, event: OptionList.OptionSelected) -> None:
        if not self.is_active:  # a double click, or keys faster than the screen, choose once
            return
        if event.option_id == CONTINUE:
            self.action_continue()
        elif event.option_id == REVIEW:
            self.action_review()
        else:
            self._offer((self.study.course.by_id[event.option_id or ""],))

    def _offer(self, sections: tuple[Section, ...]) -> None:
        from taiwa.tui.start import StartMenu

        self.app.push_screen(StartMenu(self.study, sections), self._start)

    def _start(self, chosen: "Start | None") -> None:
        if chosen is not None:
            self.taiwa.begin(chosen.begin)

    def action_continue(self) -> None:
        self.taiwa.begin(self._continued)

    def _continued(self) -> "Session":
        left, study = self.study.unfinished(), self.study
        return study.resume(left.id) if left else study.lesson(study.progress.suggested())

    def action_mixed(self) -> None:
        self._offer(self.study.course.sections)

    def action_review(self) -> None:
        self.taiwa.begin(self.study.review)

    def action_ask(self) -> None:
        self.taiwa.begin(self.study.talk)

"""All that the app opens: conversations, pages, and windows over what is read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from taiwa.course.model import Question, Section, Source
from taiwa.errors import TaiwaError, UsageError
from taiwa.study.desk import Study
from taiwa.study.notices import TERM_ASKED
from taiwa.study.session import Session
from taiwa.study.source import Origin, origin
from taiwa.study.view import View
from taiwa.tui.page import Bilingual
from taiwa.tui.textual_parts import Drawing
from taiwa.tui.widgets.head import READ_PER_SECOND, Head
from taiwa.words.catalogs import Words


class Opening(Drawing):
    """The part of the app that opens things; each screen's file is read when it is first opened."""

    study: Study
    words: Words
    view: View

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say so and go on if something can't be done, read or saved."""
        try:
            yield
        except TaiwaError as error:
            self.tell_told(error.told)

    def tell(self, message: str, **values: object) -> None:
        """Say something, for as long as it takes to read."""
        self.tell_told(lambda say: say(message, **values))

    def tell_told(self, told: Callable[[Callable[..., str]], str]) -> None:
        """Say what tells itself, as an error does: where the screen has a place for it, else in a
        corner, over what stands there."""
        from taiwa.tui.typography import in_a_corner

        self._told, text = told, told(self.words._)
        screen = self.screen
        if (
            isinstance(screen, Bilingual)
            and screen.stands
            and (screen.tells(told) or any(head.tell(text) for head in screen.query(Head)))
        ):
            return
        shown, seconds = in_a_corner(text, self.size.width), max(4, len(text) / READ_PER_SECOND)
        self.notify(shown, markup=False, timeout=seconds)

    def note(self, message: str) -> None:
        """Say in the first row what a key has changed, in place of what it said before; in a corner
        where there is no such row, or no room in it."""
        text = self.words._(message)
        if not any(head.tell(text) for head in self.screen.query(Head)):
            self.clear_notifications()
            self.tell(message)

    @property
    def pages(self) -> Iterator[Bilingual[object]]:
        """The screens that are open, the one on top first."""
        return (page for page in reversed(self.screen_stack) if isinstance(page, Bilingual))

    @property
    def pending(self) -> Question | None:
        """The question that waits for an answer, under whatever window."""
        return next((page.pending for page in self.pages if page.pending), None)

    @property
    def asked(self) -> frozenset[str]:
        """The questions that the conversation at hand still asks."""
        return frozenset(item for page in self.pages for item in page.waiting)

    def begin(self, make: Callable[[], Session]) -> None:
        """Begin a session or go on with one."""
        with self.telling():
            self.converse(make())

    def converse(self, session: Session) -> None:
        from taiwa.tui.conversation import Conversation

        self.push_screen(Conversation(session))

    def go_back(self, session: str) -> None:
        """Go on with a session that was left, on its page if that stands below."""
        from taiwa.tui.conversation import Conversation

        below = [page for page in self.pages if isinstance(page, Conversation)]
        page = next((each for each in below if each.session.id == session), None)
        if page is None:
            self.begin(lambda: self.study.resume(session))
        while page is not None and self.screen is not page:
            self.pop_screen()

    def learn(self, section: Section) -> None:
        self.begin(lambda: self.study.lesson(section))

    def practise(self, question: str) -> None:
        self.begin(lambda: self.study.practice([question]))

    def ask(self, text: str) -> None:
        """Ask the tutor: in the conversation at hand, else in that of the day."""
        from taiwa.tui.conversation import Conversation

        if isinstance(self.screen, Conversation):
            self.screen.say(f"?{text}")
            return
        with self.telling():
            session = self.study.talk()
            session.say(f"?{text}")
            self.converse(session)

    def action_guide(self) -> None:
        from taiwa.tui.guide import Guide

        if not isinstance(self.screen, Guide):
            self.push_screen(Guide())

    def action_map(self, wish: str = "") -> None:
        """Show the argument of a section, or of the whole text, as a map."""
        from taiwa.tui.argument import ArgumentMap

        with self.telling():
            self.study.need_no_exam()
            self.push_screen(ArgumentMap(self.study.chart(wish, self.asked)))

    def action_scores(self) -> None:
        from taiwa.tui.scores import Scores

        if not isinstance(self.screen, Scores):
            self.push_screen(Scores())

    def read_answers(self, session: str) -> None:
        """Open the answers of a session that has ended."""
        from taiwa.tui.scores import Scores

        self.push_screen(Scores(session))

    def action_glossary(self, term: str = "") -> None:
        """Open the glossary, at a term if one is named."""
        from taiwa.tui.glossary import Glossary

        if not isinstance(self.screen, Glossary):
            with self.telling():
                self.study.need_no_exam()
                self.push_screen(Glossary(term))

    def look_up(self, name: str = "") -> None:
        """Open the entry of the first term found under a name, or the glossary."""
        found = self.study.terms(name) if name else []
        if found:
            self.open_term(found[0].id)
        else:
            self.action_glossary()

    def open_term(self, term: str) -> None:
        """A term's entry in a window, unless the question at hand is about it."""
        from taiwa.tui.windows import EntryWindow
        from taiwa.words.entries import term_entry

        self.view.look(self.pending)
        with self.telling():
            self.study.need_no_exam()
            if not self.view.tells(term):
                raise UsageError(TERM_ASKED)
            entry = partial(term_entry, term=self.study.course.terms[term])
            self.push_screen(EntryWindow(entry))

    def open_step(self, step: str) -> None:
        """A lesson step in a window, in both languages."""
        from taiwa.tui.windows import EntryWindow
        from taiwa.words.entries import step_entry

        shown = self.study.course.steps[step].edition(self.view.plain)
        with self.telling():
            self.study.need_no_exam()
            self.push_screen(EntryWindow(partial(step_entry, step=shown), shown.source))

    def action_essay(self, wish: str = "") -> None:
        """Open the text itself, at a section if one is named."""
        with self.telling():
            section = self.study.section(wish) if wish else self.study.course.sections[0]
            self.open_essay(section.places[:1])

    def open_source(self, session: Session) -> None:
        """Open the text where what a session is at comes from, or where that is not here the step
        of an answer; raises `TaiwaError` if it can't."""
        found = origin(session)
        if found.kind == "question" and found.step and not self.view.study.has_essay:
            self.open_step(found.step)
        else:
            self.open_essay(found.places, found)

    def open_essay(self, places: Sequence[Source], opened: Origin | None = None) -> None:
        """Open the text at the first of some places; `opened` is what has them as its source.

        Raises `TaiwaError` where it is not here, or is not the course's.
        """
        from taiwa.tui.essay import EssayPage

        self.study.need_no_exam()
        page = EssayPage(self.study.essay, places, opened)
        if any(isinstance(below, EssayPage) for below in self.screen_stack):
            while not isinstance(self.screen, EssayPage):
                self.pop_screen()
            self.switch_screen(page)
        else:
            self.push_screen(page)

    def show(self, item: str) -> None:
        """Go to an item that was found by its id."""
        raise NotImplementedError

    def items_called(self, key: str) -> Sequence[str]:
        """The ids of items that a search finds: for a course's author alone."""
        return ()

    def action_find(self) -> None:
        from taiwa.tui.conversation import Conversation
        from taiwa.tui.find import Find

        say = self.screen.say if isinstance(self.screen, Conversation) else None
        if not any(isinstance(screen, Find) for screen in self.screen_stack):
            self.push_screen(Find(say), lambda deed: deed and deed())

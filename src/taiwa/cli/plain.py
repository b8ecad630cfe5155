"""Line mode: print, read, repeat. It works in a pipe, without cursor control, and read aloud.

The same session as the Textual app; here it speaks in lines of at most `width` cells, without
colour or control characters.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from taiwa.dialogue.commands import AnswerLine, Command, UnknownCommand, understand
from taiwa.dialogue.events import Event, Proceed
from taiwa.dialogue.state import Phase
from taiwa.errors import StoreError, TaiwaError
from taiwa.study.desk import Study
from taiwa.study.notices import CLOCK_BEHIND, NO_TERM, TERM_ASKED
from taiwa.study.path import at_hand, step_at
from taiwa.study.response import Moved, Response
from taiwa.study.session import Session
from taiwa.study.source import origin
from taiwa.study.view import View
from taiwa.text.typesetting import clean, inline, typeset
from taiwa.words.argument_map import NOT_BUILT, map_lines, reasons
from taiwa.words.catalogs import Words
from taiwa.words.entries import term_entry
from taiwa.words.essay import place_paras
from taiwa.words.help import COMMANDS_HELP, KNOWN_HELP, LINES_HELP
from taiwa.words.labels import turned
from taiwa.words.messages import Message, Para
from taiwa.words.parallel import Parallel
from taiwa.words.scoreboard import due_line, known, score_lines

MIXED = 10
"""Questions of a mixed quiz: our own choice."""

SIDES = ("left", "other")
SIGNS = {"title": "## ", "learner": "> "}
RETOLD = ("furigana", "parallel", "plain", "dialogue", "map")
"""Commands after which what is at hand is said again."""
INDENTED = {
    **dict.fromkeys(("line", "quote", "option", "offer", "source", "note", "why"), 2),
    "quoted": 4,
}


class Plain:
    """One learner at one pair of streams. `run` returns when the input ends or on /quit.

    Where progress can't be saved, a learner is told and tries again; with `retry` off, as for lines
    from a pipe, which would answer the wrong question then, `StoreError` is raised. `drop_typed`
    forgets the lines that were typed and not read yet: it is called before each prompt of a new
    turn, for they were meant for the one before.
    """

    def __init__(
        self,
        study: Study,
        words: Words,
        read: Callable[[str], str | None],
        out: TextIO,
        width: int,
        retry: bool = False,
        drop_typed: Callable[[], None] = lambda: None,
    ) -> None:
        self.study, self.words = study, words
        self.read, self.out, self.width, self.retry = read, out, width, retry
        self.drop_typed = drop_typed
        self.turn: tuple[str, int] | None = None  # of which session, at the last prompt
        self.view = View(study)
        self.unsaved = ""  # a line that could not be saved
        self.waiting: frozenset[str] = frozenset()  # what the conversation at hand still asks

    def run(self, begin: Callable[[Study], Session] | None = None) -> None:
        """Talk until the learner leaves; `begin` opens a session at once."""
        with self.telling():
            if ahead := self.study.ahead():
                end, today = map(self.words.day, ahead)
                self.line(self.words._(CLOCK_BEHIND, end=end, today=today))
        going = begin is None or self.converse(begin(self.study))
        while going:
            self.waiting = frozenset()
            self.home()
            line = self.prompt(None)
            going = line is not None and self.chosen(line)
        self.leave()

    def prompt(self, turn: tuple[str, int] | None) -> str | None:
        """A line that is typed at a turn, at home where it is None; None where the input ends."""
        if turn != self.turn:
            self.drop_typed()
        self.turn = turn
        return self.read("> ")

    def leave(self) -> None:
        self.line(self.words._("Goodbye. Your place is saved."))

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say that something can't be done, read or saved, and go on."""
        try:
            yield
        except TaiwaError as error:
            if isinstance(error, StoreError) and not self.retry:
                raise
            self.line(error.told(self.words._))

    def home(self) -> None:
        """The sections with their mastery, and what can be typed."""
        _, words = self.words._, self.words
        self.line("")
        self.line(f"== {self.study.course.title[words.language]} ==")
        numbers = self.study.course.numbers
        for standing in self.study.progress.standings():
            number = numbers[standing.section.id]
            title = standing.section.title[words.language]
            self.line(f"{number}. {title} ({known(words, standing.counts)})", indent=3)
        if self.study.unfinished():
            self.line(_("c: continue where you left off"))
        waiting = self.study.progress.waiting()
        if waiting.items:
            self.line(f"r: {due_line(self.study, words, waiting)}")
        first, last = min(numbers.values()), max(numbers.values())
        sections = _("{first} to {last}: a lesson; q{first} to q{last}: its quiz")
        self.line(sections.format(first=first, last=last))
        self.line(
            _("q: a quiz on everything; v: vocabulary; d: dates; e: an exam; t: ask the tutor")
        )
        self.line(_("/scores, /lang, /help, /quit"))

    def chosen(self, line: str) -> bool:
        """Do what was typed at home; False to leave."""
        said = understand(line)
        if isinstance(said, Command):
            return self.command(said)
        if isinstance(said, UnknownCommand) or not isinstance(said, AnswerLine):
            self.line(self.words._("Choose from the list first; t lets you ask the tutor."))
            return True
        with self.telling():
            if session := self.begun(said.text):
                return self.converse(session)
            self.line(self.words._("That is not in the list. Type one of its numbers or letters."))
        return True

    def begun(self, text: str) -> Session | None:
        """The session that a line at home asks for."""
        wish = unicodedata.normalize("NFKC", text).strip().casefold()
        study, sections = self.study, self.study.course.sections
        if wish in ("c", ""):
            return study.go_on()
        if wish in self.starts:
            return self.starts[wish]()
        numbers = self.study.course.numbers
        numbered = {str(numbers[section.id]): section for section in sections}
        typed = wish.removeprefix("q")
        section = numbered.get(typed.lstrip("0") or typed[:1])
        if section is None:
            return None
        return study.quiz([section]) if wish.startswith("q") else study.lesson(section)

    @property
    def starts(self) -> dict[str, Callable[[], Session]]:
        """The sessions that a letter at home begins."""
        study, all_ = self.study, self.study.course.sections
        found = {
            "q": lambda: study.quiz(all_, MIXED),
            "v": lambda: study.vocabulary(all_, MIXED),
            "d": lambda: study.dates(all_, MIXED),
            "e": study.sit,
            "r": study.review,
            "t": study.talk,
        }
        asked = {"v": study.course.vocabulary, "d": study.course.chronology}
        return {letter: begin for letter, begin in found.items() if asked.get(letter, True)}

    def converse(self, session: Session) -> bool:
        """One session; True when it is over or left for home, False to leave taiwa."""
        self.look(session)
        self.tell(session, session.transcript, learner=True)
        self.answer_put_off(session)
        while not session.finished or session.state.doubt:
            if session.can(Proceed):
                self.line(self.going_on(session))
            text = self.prompt((session.id, session.turn))
            if text is None:
                return False
            response, opened = self.said(session, text or self.unsaved)
            if opened and not self.converse(opened):
                return False
            if response.notice:
                self.line(self.words._(response.notice, go_on="Enter", **response.values))
            if response.command:
                before = self.words.language
                self.waiting = frozenset(turn.item for turn in session.state.queue)
                if response.command.name == "home":
                    return True
                if response.command.name == "save":
                    self.save(session, response.command.rest)
                if not self.command(response.command, session):
                    return False
                if self.words.language != before or response.command.name in RETOLD:
                    self.tell(session, at_hand(session.transcript), learner=True)
            self.look(session)
            self.tell(session, response.events)
        self.answer_put_off(session)
        return True

    def answer_put_off(self, session: Session) -> None:
        """Answer what was asked while an exam was open, once it is over."""
        with self.telling():
            self.tell(session, session.answer_put_off(), learner=True)

    def going_on(self, session: Session) -> str:
        """The way on, and from a step that has two editions to the other one."""
        if session.question is not None:
            return self.words._("(Enter: go on; another number: say that instead)")
        step = step_at(session.course, session.state)
        if session.state.phase is not Phase.READING or step is None or step.plain is None:
            return self.words._("(Enter: go on)")
        if self.view.plain:
            return self.words._("(Enter: go on; /plain: the full text)")
        return self.words._("(Enter: go on; /plain: in plain English)")

    def said(self, session: Session, text: str) -> tuple[Response, Session | None]:
        """The answer to a typed line, and the session that it opens.

        Nothing where it can't be saved, and Enter tries again.
        """
        self.unsaved = ""
        with self.telling():
            try:
                response = session.say(text)
                return response, self.study.take_up(response.opens) if response.opens else None
            except Moved as error:
                self.tell(session, error.events, learner=True)
                raise
            except StoreError:
                self.unsaved = text
                raise
        if self.unsaved:
            self.line(self.words._("(Enter: try again)"))
        return Response(), None

    def look(self, session: Session) -> None:
        """See what waits now, and which readings would give it away."""
        self.view.look(session.question)

    def save(self, session: Session, wish: str) -> None:
        """Write the conversation to a file, by a name if one is wished for."""
        from taiwa.words.notebook import SAVED, save_conversation

        with self.telling():
            path = save_conversation(session, self.words, wish)
            self.line(self.words._(SAVED, path=path))

    def command(self, command: Command, session: Session | None = None) -> bool:
        """A command that is no move of the session, if there is one; False to leave."""
        if command.name == "lang":
            with self.telling():
                self.study.switch_language(command.rest)
            self.line(self.words._("We go on in English."))
        elif command.name in ("furigana", "parallel", "plain"):
            with self.telling():
                self.line(self.words._(turned(self.view, command.name, command.rest)))
        elif command.name == "theme":
            self.line(self.words._("Here the colours are your terminal's own."))
        elif command.looks_up:
            with self.telling():
                self.study.need_no_exam()
                return self.open(command, session)
        elif command.name == "scores":
            for line in score_lines(self.study, self.words, self.width):
                self.line(line)
        elif command.name == "help":
            for line in (LINES_HELP, *COMMANDS_HELP, KNOWN_HELP):
                self.line(self.words._(line))
        return command.name not in ("quit", "end")  # which at a session is one of its moves

    def open(self, command: Command, session: Session | None) -> bool:
        """Open what a command names of the course; False to leave."""
        if command.name == "dialogue":
            return self.converse(self.study.dialogue(self.study.section(command.rest)))
        if command.name == "map":
            return self.show_map(command.rest)
        if command.name == "term":
            self.look_up(command.rest)
        else:
            of = command.name == "essay" and self.study.section(command.rest)
            self.show_essay((of or origin(session)).places)
        return True

    def show_map(self, wish: str) -> bool:
        """The argument of a section, or of the whole text; who has not built it builds it first."""
        chart = self.study.chart(wish, self.waiting)
        if build := self.study.unbuilt(chart.argument):
            self.line(self.words._(NOT_BUILT))
            return self.converse(self.study.practice(build))
        self.line(f"## {self.words.plain(chart.title)}")
        for line in map_lines(chart, self.study.course.relations, self.words, self.width):
            self.out.write(line + "\n")
        for line in reasons(chart, self.words):
            self.line(line, hang=3)
        return True

    def show_essay(self, places: Sequence[str]) -> None:
        """The text itself at some places."""
        essay, course, both = self.study.essay, self.study.course, self.view.parallel
        for para in place_paras(essay, course, self.words, places, both):
            self.para(para)

    def tell(self, session: Session, events: Iterable[Event], learner: bool = False) -> None:
        """Say events; what the learner typed is on the screen already, unless `learner`."""
        parallel = Parallel(session, self.words, self.view)
        for event in events:
            for said in parallel.messages(event, self.view.parallel):
                if said[0].speaker == "tutor" or learner or said[0].tone in SIDES:
                    self.say(said)

    def say(self, said: Sequence[Message]) -> None:
        """A message: each paragraph in one language after the other."""
        self.line("")
        for paras in zip(*(message.paras for message in said), strict=True):
            for para in dict.fromkeys(paras):
                self.para(para)

    def look_up(self, name: str) -> None:
        """The glossary's entry of a term, unless the question at hand is about it."""
        found = self.study.terms(name)[:1] if name else []
        if not found:
            self.line(self.words._(NO_TERM))
        elif not self.view.tells(found[0].id):
            self.line(self.words._(TERM_ASKED))
        else:
            for paras in term_entry(self.study.course, self.words, found[0]):
                self.para(paras[0])

    def para(self, para: Para) -> None:
        text = self.view.marked(para.text) if para.read else para.text
        text = inline(text, self.view.shows) if para.marked else text
        text = f"{SIGNS.get(para.kind, '')}{text}"
        self.line(text, INDENTED.get(para.kind, 0), para.hang)

    def line(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """Print one paragraph, set at the width; later lines stand in by `hang` more."""
        for line in typeset(clean(text), self.width - indent, indent=hang, verbatim=True):
            self.out.write(f"{' ' * indent}{line.text}".rstrip() + "\n")
        self.out.flush()

"""Find: one line for words, steps, questions, sections and pages, and at last for the tutor.

Everything is found by its words in any language, in either width, by kanji or kana.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from taiwa.course.companions import place_at, place_of
from taiwa.course.course import Course
from taiwa.course.essay import Essay
from taiwa.course.glossary import Mentions, fold
from taiwa.course.model import Question, Section, Source, Step, Term, Text
from taiwa.errors import N_
from taiwa.study.kana import Written
from taiwa.text.sentences import sentences
from taiwa.text.typesetting import clean, plain
from taiwa.tui.commands import COMMAND, PAGE, SETTING, Deed, Say, pages
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import Line as Shown
from taiwa.tui.marks import apart, filled, ink, width_of
from taiwa.tui.page import Dialog
from taiwa.tui.typography import shortened
from taiwa.tui.widgets.line import Line
from taiwa.tui.widgets.rows import ARROWS, Rows
from taiwa.words.entries import step_title
from taiwa.words.essay import told_place
from taiwa.words.question_wording import named

if TYPE_CHECKING:
    from taiwa.tui.face import Face
    from taiwa.words.catalogs import Words

MOST_FINDS = 12
"""Finds of each kind that are shown at most."""

AFTER = N_("An exam is open: words, steps and the text are found after the exam.")

AROUND = 9
"""Rows of a window that are above, between and below the finds."""


class Paragraph(Struct, frozen=True):
    """A paragraph of the text itself."""

    place: Source
    text: Text


Thing = Section | Step | Question | Paragraph

WORD, STEP, QUESTION, SECTION, TEXT = "word", "step", "question", "section", "text"
ASK, COURSE, ITEM = "ask", "course", "item"


def kinds(words: "Words") -> dict[str, str]:
    """The names of the kinds of things that are found."""
    return {
        WORD: words.pgettext("find", "word"),
        STEP: words.pgettext("find", "step"),
        QUESTION: words.pgettext("find", "question"),
        SECTION: words.pgettext("find", "section"),
        TEXT: words.pgettext("find", "text"),
        PAGE: words.pgettext("find", "page"),
        SETTING: words.pgettext("find", "setting"),
        COMMAND: words.pgettext("find", "command"),
        ASK: words.pgettext("find", "ask"),
        COURSE: words.pgettext("find", "course"),
        ITEM: words.pgettext("find", "item"),
    }


class Found(Struct, frozen=True):
    """A thing of the course, and what a search looks through to find it."""

    thing: Thing
    key: str


class Hit(Struct, frozen=True):
    """A row: what kind of thing it is, its name, what opens it, and a word at its right end, which
    stands there at the cursor, too, where it is `kept`."""

    kind: str
    title: str
    run: Deed
    end: str = ""
    kept: bool = False


def searchable(course: Course, mentions: Mentions, essay: Essay | None = None) -> list[Found]:
    """Every text there is to find, sections first, then steps, questions and the text itself."""
    key = mentions.searchable
    found = [Found(section, key(section.title)) for section in course.sections]
    for step in course.steps.values():
        titles = list(step.title.values()) if step.title else []
        texts = {code: "\n".join([text, *titles]) for code, text in step.text.items()}
        found.append(Found(step, key(texts)))
    found += [Found(question, key(named(question))) for question in course.all_questions()]
    for section, texts_ in essay.paragraphs.items() if essay else ():
        for number, text in enumerate(texts_, 1):
            found.append(Found(Paragraph(place_at(section, number), text), key(text)))
    return found


class Finder:
    """Finds in a course and among the pages of an app, in whatever language is on."""

    def __init__(self, app: "Face", say: Say | None = None) -> None:
        self.say = say
        self.app, self.study, self.courses = app, app.study, app.courses()
        self.sitting = self.study.sitting() is not None
        essay: Essay | None = None
        if self.study.course.search_essay and self.study.has_essay:
            with app.telling():
                essay = self.study.essay
        self.things = searchable(app.study.course, app.view.mentions, essay)
        steps = ((step.id, each.id) for each in self.study.course.sections for step in each.lesson)
        self._section = dict(steps)

    @cached_property
    def written(self) -> Written:
        """The words in kanji of the texts; made at the first search."""
        return Written(found.key for found in self.things)

    @property
    def words(self) -> "Words":
        return self.app.words

    def hits(self, wanted: str) -> list[Hit]:
        """The rows for what was typed; before anything is, pages and sections."""
        key = fold(wanted).strip()
        if self.sitting:  # what it asks for is found after it
            return [*self._pages(key), *self._courses(key)]
        if not key:
            return [
                *self._pages(),
                *self._courses(),
                *map(self._hit, self.study.course.sections),
            ]
        _, asked, ways = self.words._, clean(wanted).strip(), self.written.ways(key)
        found = [*self._items(key), *self._pages(key), *self._courses(key), *self._words(key)]
        for kind in (Section, Step, Question, Paragraph):
            matching = (found.thing for found in self.things if any(w in found.key for w in ways))
            hits = (self._hit(t, key) for t in matching if isinstance(t, kind))
            found += islice(hits, MOST_FINDS)
        ask = Hit(ASK, _("Ask the tutor: {text}", text=asked), partial(self.app.ask, asked))
        return [*found, ask]

    def _items(self, key: str) -> Iterator[Hit]:
        for item in islice(self.app.items_called(key), MOST_FINDS):
            yield Hit(ITEM, item, partial(self.app.show, item))

    def _pages(self, key: str = "") -> Iterator[Hit]:
        _ = self.words._
        for page in pages(self.app, self.say):
            by_key = "  ".join(part for part in (page.key, page.word and _(page.word)) if part)
            about = _(page.about) if page.about else ""
            if key in fold(f"{_(page.name)}\n{about}\n{by_key}"):
                end = "   ".join(part for part in (about, by_key) if part)
                yield Hit(page.kind, _(page.name), page.run, end, kept=bool(by_key))

    def _courses(self, key: str = "") -> Iterator[Hit]:
        """The other courses that are here; the app opens again with the one taken."""
        for id, title in self.courses.items():
            if key in fold("\n".join(title.values())):
                yield Hit(COURSE, title[self.words.language], partial(self.app.exit, id))

    def _words(self, key: str) -> Iterator[Hit]:
        for term in self.study.terms(key)[:MOST_FINDS]:
            yield self._word(term)

    def _word(self, term: Term) -> Hit:
        names = sorted(term.term.items(), key=lambda each: each[0] != self.words.language)
        title = "  ".join(name for _, name in names)
        return Hit(WORD, title, partial(self.app.open_term, term.id), term.reading)

    def _hit(self, thing: Thing, key: str = "") -> Hit:
        app, course, language = self.app, self.study.course, self.words.language
        if isinstance(thing, Section):
            run: Deed = partial(app.learn, thing)
            return Hit(SECTION, thing.title[language], run, str(course.numbers[thing.id]))
        if isinstance(thing, Paragraph):
            where = told_place(course, self.words, *place_of(thing.place))
            said = _saying(thing.text, key, language)
            return Hit(TEXT, said, partial(app.open_essay, [thing.place]), where)
        if isinstance(thing, Step):
            number = str(course.numbers[self._section[thing.id]])
            title = plain(step_title(course, self.words, thing))
            where = self.words.ngettext(
                "Section {numbers}", "Sections {numbers}", 1, numbers=number
            )
            return Hit(STEP, title, partial(app.open_step, thing.id), where)
        title = clean(plain(named(thing)[language])).replace("\n", " ")
        return Hit(QUESTION, title, partial(app.practise, thing.id))


def _saying(text: Text, key: str, language: str) -> str:
    """The first sentence of a paragraph that says what is searched, in the language that is on."""
    codes = sorted(text, key=lambda code: code != language)
    said = [plain(each) for code in codes for each in sentences(text[code])]
    return next((each for each in said if key in fold(each)), said[0])


class Find(Dialog[Deed | None]):
    """A window over a page; it closes with what was chosen to be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", N_("Close")),
        *ARROWS,
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
    ]

    def __init__(self, say: Say | None) -> None:
        super().__init__()
        self.say = say  # to the conversation below, if there is one

    def compose(self) -> ComposeResult:
        with Vertical(id="find"):
            with Horizontal(id="asking"):
                yield Static(">", id="sign", markup=False)
                yield Line(id="wanted", compact=True)
            with VerticalScroll(id="hits", can_focus=False):
                yield Rows(id="found")
            yield Static(id="how", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        self.finder = Finder(self.taiwa, self.say)
        self.hits: Sequence[Hit] = ()
        self.rows.can_focus = False

    @property
    def rows(self) -> Rows:
        return self.query_one("#found", Rows)

    def key_words(self) -> list[KeyWord]:
        return [KeyWord("Enter", self.words._("Open"), "enter"), *super().key_words()]

    def speak(self) -> None:
        _ = self.words._
        self.query_one("#wanted", Line).invite(_("Words, steps, questions, pages"))
        how = AFTER if self.finder.sitting else N_("Up and down choose, Enter opens, Esc closes")
        self.query_one("#how", Static).update(_(how))
        self.query_one("#hits").styles.max_height = max(1, self.size.height - AROUND)
        self._list()

    @on(Input.Changed, "#wanted")
    def typed(self) -> None:
        if self.is_active:
            self.rows.cursor = 0
            self._list()

    def _list(self) -> None:
        self.hits = self.finder.hits(self.query_one("#wanted", Input).value)
        self.rows.show([str(place) for place in range(len(self.hits))], self._row)

    def _row(self, name: str, width: int, here: bool) -> list[Shown]:
        hit, named = self.hits[int(name)], kinds(self.words)
        first = max(map(width_of, named.values())) + 2
        kind = named[hit.kind] + " " * (first - width_of(named[hit.kind]))
        end = "Enter" if here and not hit.kept else hit.end
        if width_of(hit.title) + width_of(end) > width - 6 - first:
            end = end.rpartition("   ")[2] if hit.kept else ""  # the name is more
        room = width - 4 - first - width_of(end) - 2 * bool(end)
        title = ink(shortened(hit.title, room), "bold" if here else "")
        line = apart(ink(f"  {kind}", "$soft") + title, ink(f"{end}  ", "$soft"), width)
        return [filled(line, width, "on $tint") if here else line]

    def action_move(self, by: int) -> None:
        self.rows.action_move(by)

    @on(Input.Submitted, "#wanted")
    @on(Rows.Taken)
    def taken(self) -> None:
        """A double click, or Enter twice, opens what was found once."""
        if self.is_active and self.rows.name_here:
            self.dismiss(self.hits[int(self.rows.name_here)].run)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()
        else:
            super().on_click(event)

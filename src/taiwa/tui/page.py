"""The base of every screen: it speaks the current language, down to the keys in its last row."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import OptionList, Static

from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.textual_parts import Drawn

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from taiwa.course.model import Question, Source, Step
    from taiwa.study.desk import Study
    from taiwa.study.view import View
    from taiwa.tui.face import Face
    from taiwa.words.catalogs import Words

Result = TypeVar("Result")
Told = Callable[[Callable[..., str]], str]
"""A notice in whatever language the catalog speaks that is handed to it."""

HELP = "F1"

TYPED = {"space": " ", "enter": "\r"}
"""The character that comes with a key, where that is not its name."""


class Fitted(Drawn[Result]):
    """A screen that leaves a size which the window has no longer.

    A layout tells its screen the size again: two sizes would chase each other without end.
    """

    def fit(self) -> None:
        """Have the classes of the window's size before the first frame, which Textual draws without
        them, to draw it anew with them."""
        width, height = self.app.size
        sides = (width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)
        for cells, points in sides:
            fitting = [name for least, name in sorted(points or ()) if cells >= least]
            self.set_class(True, *fitting[-1:], update=False)  # the styles are set afterwards

    async def _on_resize(self, event: events.Resize) -> None:  # Textual calls its own after it
        if event.size != self.app.size:
            event.prevent_default()


class Bilingual(Fitted[Result]):
    """A screen that can be told to say everything anew.

    Bindings carry catalog entries; their descriptions are translated as the key bar reads them.
    Subclasses put all their words on screen in `speak`, which runs at mount and at every switch of
    language and must keep what the learner typed, chose and scrolled to.
    """

    _spoken = 0
    ready = False  # from its first frame on; keys that come before it wait in the app

    @property
    def taiwa(self) -> "Face":
        return cast("Face", self.app)

    @property
    def words(self) -> "Words":
        return self.taiwa.words

    @property
    def study(self) -> "Study":
        return self.taiwa.study

    @property
    def view(self) -> "View":
        return self.taiwa.view

    @property
    def stands(self) -> bool:
        """Built, and not left: else its parts are not there to be asked."""
        return self.is_mounted and self in self.app.screen_stack

    def once_drawn(self, deed: Callable[[], None]) -> None:
        """Do something once what changes now has been drawn, if the screen still stands then."""
        self.call_after_refresh(lambda: deed() if self.stands else None)

    @property
    def pending(self) -> "Question | None":
        """The question that waits for an answer on this screen."""
        return None

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that are still asked on this screen."""
        return ()

    @property
    def step(self) -> "Step | None":
        """The lesson step that is read on this screen, or asked about."""
        return None

    def on_click(self, event: events.Click) -> None:
        """A term that is pressed anywhere opens its entry, a source the text; a cap or an action
        does as its key."""
        if self.selections:
            return  # a drag selects
        if term := event.style.meta.get("term"):
            self.taiwa.open_term(term)
        elif places := event.style.meta.get("source"):
            self.open_source(places)
        elif key := event.style.meta.get("press"):
            self.app.post_message(events.Key(key, TYPED.get(key, key if len(key) == 1 else None)))

    def open_source(self, places: "Sequence[Source]") -> None:
        """Open the text at a source that was pressed."""
        with self.taiwa.telling():
            self.taiwa.open_essay(places)

    @property
    def active_bindings(self) -> "dict[str, ActiveBinding]":
        said = self.words._
        return {
            key: active._replace(
                binding=replace(active.binding, description=said(active.binding.description))
            )
            if active.binding.description
            else active
            for key, active in super().active_bindings.items()
        }

    def key_words(self) -> list[KeyWord]:
        """The keys that do something now, in the order of their bindings, help the last."""
        found = [
            KeyWord(self.app.get_key_display(active.binding), active.binding.description, key)
            for key, active in self.active_bindings.items()
            if active.binding.show and active.enabled and active.binding.description
        ]
        once = {said.word: said for said in reversed(found)}  # two keys may do the same
        return sorted(
            (said for said in found if once[said.word] is said), key=lambda said: said.label == HELP
        )

    def on_mount(self) -> None:  # Textual calls it after a subclass's own
        self.fit()
        self.mount(TooSmall())
        self._spoken = self.taiwa.spoken
        with self.taiwa.telling():
            self.speak()
        self.taiwa.once_sent(self._be_ready)

    def _be_ready(self) -> None:
        self.ready = True
        self.app.call_later(self.taiwa.release)

    def late(self, event: events.Event) -> bool:
        """True of a key or click that was meant for what stood here before."""
        return not (self.ready and self.stands)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, once: a double click would close what stands below, too."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def on_screen_resume(self) -> None:
        self.app.call_later(self.taiwa.release)
        if self._spoken != self.taiwa.spoken:
            self.speak_anew()

    def speak_anew(self) -> None:
        """The language, or the way to see texts, has changed; a screen not built yet will speak."""
        if not self.stands:
            return
        self._spoken = self.taiwa.spoken
        with self.taiwa.telling():
            self.speak()
        for keys in self.query(Keys):
            keys.speak()
        self.query_one(TooSmall).speak()

    def tells(self, told: "Told") -> bool:
        """Say something at a place kept for it; False where there is none."""
        return False

    def speak(self) -> None:
        """Put every word on this screen, in the current language."""
        raise NotImplementedError


class WholeCells(ScrollBarRender):
    """A scroll bar of ground colours: its ends in part blocks would be of a doubtful width."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


ScrollBar.renderer = WholeCells


class TooSmall(Static):
    """Covers a screen that has no room for it, and says what to do; nothing below it is lost."""

    def on_mount(self) -> None:
        self.speak()

    def speak(self) -> None:
        words = cast("Face", self.app).words
        self.update(
            Content(words._("Please make this window larger: at least 40 columns by 10 lines."))
        )


class Page(Bilingual[None]):
    """A full screen."""


class Dialog(Bilingual[Result], ModalScreen[Result]):
    """A small window over a page; it closes with a result."""

    def on_resize(self) -> None:
        self.once_drawn(self.speak)


class TextWindow(Dialog[None]):
    """A window over a page, to read and to close."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="window"):
            yield Static(id="shown", markup=False)

    @property
    def shown(self) -> Static:
        """The part that takes the text."""
        return self.query_one("#shown", Static)


class Listing(OptionList):
    """Textual's list, but where it fails: out of sight without pages, at a click on a row gone."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not action.startswith("page_") or bool(self.scrollable_content_region)

    def on_click(self, event: events.Click) -> None:
        """The row may have been drawn before the list changed."""
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()

"""The last row of a screen: the keys that do something now, and what they do."""

from typing import NamedTuple, Protocol, cast

from textual.content import Content
from textual.widget import Widget

from taiwa.tui.marks import ink, pressable, width_of

GAP = 3


class KeyWord(NamedTuple):
    """A key as it is shown, what it does, and its name for Textual."""

    label: str
    word: str
    press: str


class Speaking(Protocol):
    """A screen that knows its keys."""

    def key_words(self) -> list[KeyWord]: ...


class Keys(Widget):
    """One widget for all keys; what does not fit goes whole, the last but one first."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[KeyWord] = []
        self._asked = False  # to say them anew, soon

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.speak())

    def speak(self) -> None:
        """Say them anew, once for all that is changed together, and draw only what has changed."""
        if not self._asked:
            self._asked = self.call_later(self._speak)

    def _speak(self) -> None:
        self._asked, said = False, self._key_words()
        if said != self._said:
            self._said = said
            self.refresh()

    def render(self) -> Content:
        self._said = self._said or self._key_words()
        return set_keys(self._said, self.size.width)

    def _key_words(self) -> list[KeyWord]:
        return cast("Speaking", self.screen).key_words()


def set_keys(said: list[KeyWord], width: int) -> Content:
    """As many of the keys as a row holds."""
    shown = list(said)
    while len(shown) > 1 and _width(shown) > width:
        del shown[-2]
    return Content(" " * GAP).join(
        pressable(ink(each.label, "bold $accent") + ink(f" {each.word}", "$ink"), each.press)
        for each in shown
    )


def _width(said: list[KeyWord]) -> int:
    return sum(width_of(f"{each.label} {each.word}") + GAP for each in said) - GAP

"""The first start: asks for the language and for what taiwa is to be used."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from taiwa.errors import N_
from taiwa.record.settings import AIM
from taiwa.text.typesetting import typeset
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import Line, action, cap, filled, ink, label, lines, pressable, width_of
from taiwa.tui.page import Page
from taiwa.words.catalogs import language_name

AIMS = {
    "text": (N_("Follow the argument"), N_("questions in your language")),
    "ja": (N_("Learn Japanese with it"), N_("kanji with readings, words both ways")),
    "en": (N_("Learn English with it"), N_("answers and words in English")),
}
LETTERS = "abc"
ABOUT = N_("A tutor for one text: {title}. Read a step, answer, see why.")
PRIVATE = N_("No account is needed, and nothing leaves this machine unless you sync.")
SWITCH = N_("F2 switches at any moment")
WIDTH = 72


class Welcome(Page):
    """Two choices with a default each; Enter begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"speak({n})", show=False) for n in range(1, 10)),
        *(Binding(mark, f"aim({n})", show=False) for n, mark in enumerate(LETTERS)),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "begin", N_("Begin")),
        Binding("escape", "begin", N_("Begin"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.aim = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="left", can_focus=False):
            yield Static(id="welcome", markup=False)
        yield Keys()

    def key_words(self) -> list[KeyWord]:
        _ = self.words._
        languages = " ".join(str(n) for n, _code in enumerate(self.study.course.languages, 1))
        choices = [KeyWord(languages, _("Language"), "f2")]
        choices.append(KeyWord(" ".join(LETTERS), _("Aim"), LETTERS[(self.aim + 1) % len(AIMS)]))
        rest = [said for said in super().key_words() if said.press != "f2"]
        light = KeyWord("F10", _("Light or dark"), "f10")
        return [*choices, *rest[:-1], light, *rest[-1:]]

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        self.query_one("#welcome", Static).update(lines(self._lines()))

    def _lines(self) -> list[Line]:
        _ = self.words._
        title = self.study.course.title[self.words.language]
        width = min(WIDTH, self.size.width - 4)
        rows: list[Line] = ["", ink("  taiwa  対話", "bold $accent")]
        rows += [f"  {line.text}" for line in typeset(_(ABOUT, title=title), width - 4)]
        rows += ["", ink("  ") + label(self.words, N_("Language"))]
        for number, code in enumerate(self.study.course.languages, 1):
            here = code == self.words.language
            rows.append(self._row(str(number), language_name(code), here, _(SWITCH), width))
        rows += ["", ink("  ") + label(self.words, N_("What is your aim?"))]
        for place, (name, about) in enumerate(AIMS.values()):
            here = place == self.aim
            rows.append(self._row(LETTERS[place], _(name), here, _(about), width, told=True))
        rows += ["", ink("  ") + action("Enter", _("Begin"))]
        private = typeset(_(PRIVATE), width - 4)
        return [*rows, "", *(ink(f"  {line.text}", "$soft") for line in private)]

    def _row(
        self, mark: str, name: str, here: bool, about: str, width: int, told: bool = False
    ) -> Content:
        style = "bold $onaccent on $accent" if here else "$accent on $raised"
        row = ink("  ") + cap(mark, style) + ink(f"  {name}", "bold" if here else "")
        if (here or told) and width_of(row) + 3 + width_of(about) <= width:
            row += ink(f"   {about}", "$soft")
        return pressable(filled(row, width, "on $tint") if here else row, mark)

    def action_speak(self, number: int) -> None:
        """Turn to a language by its number."""
        if number <= len(self.study.course.languages):
            self.taiwa.action_switch_language(self.study.course.languages[number - 1])

    def action_aim(self, place: int) -> None:
        self.aim = place
        self.speak()

    def action_step(self, by: int) -> None:
        self.action_aim(min(max(0, self.aim + by), len(AIMS) - 1))

    def action_begin(self) -> None:
        """Keep what was chosen; readings are for those who read Japanese as a second language."""
        if not self.is_active:  # a double click chooses once
            return
        aim = list(AIMS)[self.aim]
        reads_japanese = aim == "en" or (aim == "text" and self.words.language == "ja")
        with self.taiwa.telling():
            AIM.write(self.study.store, aim)
            self.view.turn_furigana("off" if reads_japanese else "new")
        self.dismiss()

"""The first start: one window asks for the language and for what taiwa is to be used."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from taiwa.errors import N_
from taiwa.record.settings import AIM
from taiwa.tui.page import Dialog, Listing
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import language_name

AIMS = {
    "text": N_("Follow the argument"),
    "ja": N_("Learn Japanese with it"),
    "en": N_("Learn English with it"),
}
ABOUT = N_("taiwa teaches one text: {title}. Your progress stays on this machine.")
LATER = N_("F2 switches the language at any moment, F8 shows readings, F9 both languages.")


class Welcome(Dialog[None]):
    """Two lists; Enter in the first goes to the second, and there begins."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "begin", N_("Begin")),
    ]

    def compose(self) -> ComposeResult:
        languages = [Option(language_name(code), id=code) for code in self.study.course.languages]
        with Vertical(id="window") as window:
            window.border_title = "taiwa 対話"
            yield Static(id="about", markup=False)
            yield Listing(*languages, id="languages", markup=False)
            yield Static(id="wish", markup=False)
            yield Listing(id="aims", markup=False)
            yield Static(id="later", markup=False)

    def on_mount(self) -> None:
        self.query_one("#languages", OptionList).focus()

    def speak(self) -> None:
        _ = self.words._
        title = self.study.course.title[self.words.language]
        self._set("#about", _(ABOUT, title=title) + "\n\n" + _("Language"))
        self._set("#wish", _("What is your goal?"))
        self._set("#later", _(LATER))
        aims = self.query_one("#aims", OptionList)
        highlighted = aims.highlighted or 0
        aims.set_options([Option(_(name), id=aim) for aim, name in AIMS.items()])
        aims.highlighted = highlighted
        languages = self.query_one("#languages", OptionList)
        languages.highlighted = self.study.course.languages.index(self.words.language)

    def _set(self, name: str, text: str) -> None:
        shown = self.query_one(name, Static)
        width = max(20, shown.size.width)
        shown.update(Content("\n").join(set_text(text, width, self.view, marked=False)))

    @on(OptionList.OptionHighlighted, "#languages")
    def highlighted(self, event: OptionList.OptionHighlighted) -> None:
        chosen = event.option_list.highlighted_option  # the event may be an old one
        if chosen is not None and chosen.id != self.words.language:
            self.taiwa.action_switch_language(chosen.id or "")

    @on(OptionList.OptionSelected, "#languages")
    def selected(self) -> None:
        self.query_one("#aims", OptionList).focus()

    @on(OptionList.OptionSelected, "#aims")
    def action_begin(self) -> None:
        """Keep what was chosen; readings are for those who read Japanese as a second language."""
        if not self.is_active:  # a double click chooses once
            return
        option = self.query_one("#aims", OptionList).highlighted_option
        aim = (option.id if option else None) or "text"
        reads_japanese = aim == "en" or (aim == "text" and self.words.language == "ja")
        with self.taiwa.telling():
            AIM.write(self.study.store, aim)
            self.view.turn_furigana("off" if reads_japanese else "new")
        self.dismiss()

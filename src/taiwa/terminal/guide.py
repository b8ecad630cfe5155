"""The help window: keys and commands."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from taiwa.errors import N_
from taiwa.language.help import COMMANDS_HELP, KEYS_HELP
from taiwa.language.typesetting import pad, typeset
from taiwa.terminal.page import TextWindow

KEY_WIDTH = 10


class Guide(TextWindow):
    """What the keys and commands do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", N_("Back")),
    ]

    def speak(self) -> None:
        _ = self.words._
        width = max(20, min(self.size.width, 76) - 8)
        rows = [Content.styled(_("Keys"), "bold")]
        for keys, meaning in KEYS_HELP:
            lines = typeset(_(meaning), width - KEY_WIDTH)
            for number, line in enumerate(lines):
                key = pad(keys if number == 0 else "", KEY_WIDTH)
                rows.append(Content.styled(key, "bold") + Content(line.text))
        rows += [Content(""), Content.styled(_("In a conversation"), "bold")]
        for text in COMMANDS_HELP:
            rows += [Content(line.text) for line in typeset(_(text), width)]
        self.shown.update(Content("\n").join(rows))

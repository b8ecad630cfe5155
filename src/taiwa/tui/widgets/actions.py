"""Below what was said: the one thing to do where no question waits, and what else a key does."""

from textual.content import Content
from textual.widgets import Static

from taiwa.dialogue.events import Override, Proceed, Undo
from taiwa.dialogue.state import Phase
from taiwa.errors import N_
from taiwa.study.session import Session
from taiwa.tui.marks import action, ink, key
from taiwa.words.catalogs import Words


class Actions(Static):
    """Told anew by `show`, in the language that is on."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__(id="actions", markup=False)
        self.session, self.words = session, words

    def show(self) -> None:
        self.update(self._actions())

    def _actions(self) -> Content:
        if not self.session.can(Proceed):
            return ink("")
        shown = ink("  ") + action("Space", self._going_on())
        others = ((Override, "F6", N_("I was right")), (Undo, "F7", N_("Take back")))
        for move, label, word in others:
            if self.session.can(move) and self.session.state.phase is Phase.TOLD:
                shown += ink("   ") + key(label, self.words._(word), label.lower())
        return shown

    def _going_on(self) -> str:
        """The next thing to do: the questions on a step, or whatever it is."""
        ahead = self.session.state.queue[1:]
        asked = next((n for n, turn in enumerate(ahead) if not turn.question), len(ahead))
        if self.session.state.phase is not Phase.READING or not asked:
            return self.words.pgettext("key", "Next")
        return self.words.ngettext(
            "Go on: {number} question on this", "Go on: {number} questions on this", asked
        )

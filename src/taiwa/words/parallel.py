"""A conversation in the language that is on and, side by side with it, in the others."""

from taiwa.dialogue.events import Event
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.words.catalogs import Words
from taiwa.words.messages import Message
from taiwa.words.wording import Wording


class Parallel:
    """Wordings of one conversation: the one in `words`' language first, then all others."""

    def __init__(self, session: Session, words: Words, view: View) -> None:
        self._session, self._words, self._view = session, words, view
        self.main = self._speaking(words)
        self._others: dict[str, Wording] = {}

    def wordings(self, parallel: bool) -> tuple[Wording, ...]:
        """Those to be shown: all of them, or the main one alone."""
        if not parallel:
            return (self.main,)
        codes = [code for code in self._session.course.languages if code != self._words.language]
        return (self.main, *(self._other(code) for code in codes))

    def messages(self, event: Event, parallel: bool) -> list[tuple[Message, ...]]:
        """The messages at `event`, each in every language shown."""
        said = [wording.messages(event) for wording in self.wordings(parallel)]
        return list(zip(*said, strict=True))

    def _other(self, code: str) -> Wording:
        if code not in self._others:
            self._others[code] = self._speaking(self._words.speaking(code))
        return self._others[code]

    def _speaking(self, words: Words) -> Wording:
        session, view = self._session, self._view
        return Wording(session.course, words, session.arrangement, lambda: view.plain)

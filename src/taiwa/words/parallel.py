"""A conversation in the language that is on and, side by side with it, in the others."""

from collections.abc import Callable

from taiwa.course.course import Course
from taiwa.dialogue.events import Event
from taiwa.dialogue.questions import Arrangement
from taiwa.words.catalogs import Words
from taiwa.words.messages import Message
from taiwa.words.wording import Wording


class Parallel:
    """Wordings of one conversation: the one in `words`' language first, then all others."""

    def __init__(
        self, course: Course, words: Words, arrangement: Callable[[str], Arrangement]
    ) -> None:
        self._course, self._words, self._arrangement = course, words, arrangement
        self.main = Wording(course, words, arrangement)
        self._others: dict[str, Wording] = {}

    def wordings(self, parallel: bool) -> tuple[Wording, ...]:
        """Those to be shown: all of them, or the main one alone."""
        if not parallel:
            return (self.main,)
        codes = [code for code in self._course.languages if code != self._words.language]
        return (self.main, *(self._speaking(code) for code in codes))

    def messages(self, event: Event, parallel: bool) -> list[tuple[Message, ...]]:
        """The messages at `event`, each in every language shown."""
        said = [wording.messages(event) for wording in self.wordings(parallel)]
        return list(zip(*said, strict=True))

    def _speaking(self, code: str) -> Wording:
        if code not in self._others:
            words = self._words.speaking(code)
            self._others[code] = Wording(self._course, words, self._arrangement)
        return self._others[code]

"""The learner's wishes for texts: with which readings, in one language or in both.

Kept in the settings, so that both faces and the next start show them alike.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from taiwa.course.forms import asks_for_reading
from taiwa.course.model import Question
from taiwa.record.settings import EDITION, FURIGANA, PARALLEL, ChoiceSetting
from taiwa.study.desk import Study

if TYPE_CHECKING:
    from taiwa.course.glossary import Mentions

WISHES = {
    **{"すべて": "all", "全部": "all", "未習得": "new", "新しい語": "new", "なし": "off"},
    **{"オン": "on", "オフ": "off"},
    **{"やさしい日本語": "plain", "元の文": "full"},
}
"""The Japanese names of states that a learner may type."""


class View:
    """One learner's way to see texts; the words known are those at the latest `look`."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.furigana = FURIGANA.read(study.store)
        self.parallel = PARALLEL.read(study.store) == "on"
        self.plain = EDITION.read(study.store) == "plain"
        self._known: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        self.question: Question | None = None

    @cached_property
    def mentions(self) -> "Mentions":
        from taiwa.course.glossary import Mentions  # not before a text is shown

        return Mentions(self.study.course.glossary)

    def look(self, question: Question | None) -> bool:
        """See which words are known now, and hide the readings that `question` asks for.

        Returns whether that changes anything shown.
        """
        before = self._known, self._asked
        self.question = question
        terms, new = self.study.course.terms, self.furigana == "new"
        known = self.study.progress.known_terms() if new else ()
        self._known = tuple(terms[name].term["ja"] for name in known)
        asked = question.terms if question is not None and asks_for_reading(question) else ()
        self._asked = tuple(terms[name].term["ja"] for name in asked)
        return before != (self._known, self._asked)

    def tells(self, term: str) -> bool:
        """True if a term's entry may be shown: the question looked at is not about it."""
        return self.question is None or term not in self.question.terms

    def shows(self, base: str) -> bool:
        """True if a reading is to be shown above these characters."""
        if self.furigana == "off" or any(base in name or name in base for name in self._asked):
            return False
        return not any(base in name for name in self._known)

    def marked(self, text: str) -> str:
        """A text with the readings of glossary terms marked beside those that it marks itself."""
        return text if self.furigana == "off" else self.mentions.read(text)

    def turn_furigana(self, wish: str = "") -> None:
        """To the state wished for, or to the next one. Raises `StoreError` if it can't be kept."""
        self.furigana = _turned(FURIGANA, self.furigana, wish)
        FURIGANA.write(self.study.store, self.furigana)
        self.look(self.question)

    def turn_parallel(self, wish: str = "") -> None:
        """On or off, as wished for, or to the other. Raises `StoreError` if it can't be kept."""
        turned = _turned(PARALLEL, "on" if self.parallel else "off", wish)
        self.parallel = turned == "on"
        PARALLEL.write(self.study.store, turned)

    def turn_edition(self, wish: str = "") -> None:
        """To the edition wished for, or to the other. Raises `StoreError` if it can't be kept."""
        turned = _turned(EDITION, "plain" if self.plain else "full", wish)
        self.plain = turned == "plain"
        EDITION.write(self.study.store, turned)


def _turned(setting: ChoiceSetting, state: str, wish: str) -> str:
    """The state wished for, or the one after this. Raises `UsageError` where there is none such."""
    if wish:
        return setting.checked(WISHES.get(wish, wish))
    return setting.options[(setting.options.index(state) + 1) % len(setting.options)]

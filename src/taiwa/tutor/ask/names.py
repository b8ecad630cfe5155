"""Names that may be mistaken for each other in a question: countries and people."""

import re
from collections.abc import Iterable

from taiwa.tutor.ask.pieces import countries, pieces

TITLE_JA = re.compile(
    "([一-龯]{2,4}|[ァ-ヴー]{3,})(?:首相|総理|大統領|事務総長|外相|防衛相|委員長|大使|氏)"
)
TITLE_EN = re.compile(
    r"(?:Prime Minister|President|Secretary General|Lieutenant Colonel|leader|minister)"
    r"((?: [A-Z][a-z]+)+)"
)
PLAIN = frozenset(
    ["当時", "日本", "現職", "米国", "英国", "仏国", "専任", "参議", "財務", "日仏", "日独", "日米"]
)


class Names:
    """The names that a course mentions, by the unit that tells each."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.countries: dict[str, dict[str, str]] = {}
        for unit, english, japanese, _ in countries():
            self.countries[unit] = {"en": english[0].replace("_", " "), "ja": japanese[0]}
        self.people: dict[str, str] = {}
        for text in texts:
            for name in TITLE_JA.findall(text):
                unit = pieces(name)[0]
                if unit[0] != "@" and name[:2] not in PLAIN:
                    self.people[unit] = name
            for names in TITLE_EN.findall(text):
                for name in names.split():
                    self.people[pieces(name.lower())[0]] = name

    def shown(self, unit: str, language: str) -> str | None:
        """The name of a unit in a language; None if it names nobody."""
        if unit in self.countries:
            return self.countries[unit][language]
        return self.people.get(unit)

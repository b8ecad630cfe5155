"""Names that may be mistaken for each other in a question: countries and people."""

import re
from collections.abc import Iterable, Mapping

from taiwa.tutor.ask.pieces import pieces
from taiwa.tutor.text.lexicon import countries

TITLE_JA = "([一-龯]{2,4}|[ァ-ヴー]{3,})(?:首相|総理|大統領|事務総長|外相|防衛相|委員長|大使|氏)"
TITLE_EN = (
    r"(?:Prime Minister|President|Secretary General|Lieutenant Colonel|leader|minister)"
    r"((?: [A-Z][a-z]+)+)"
)


def people_in(texts: Iterable[str]) -> dict[str, str]:
    """The people that texts mention with a title, by the unit that tells each."""
    found: dict[str, str] = {}
    for text in texts:
        for name in re.findall(TITLE_JA, text):
            unit = pieces(name)[0]
            if unit[0] != "@":
                found[unit] = name
        for names in re.findall(TITLE_EN, text):
            for name in names.split():
                found[pieces(name.lower())[0]] = name
    return found


class Names:
    """The names of a course, by the unit that tells each."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self.people = people
        self.countries = {unit for unit, *_ in countries()}

    def __contains__(self, unit: str) -> bool:
        return unit in self.countries or unit in self.people

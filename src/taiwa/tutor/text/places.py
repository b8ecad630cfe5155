"""The names of countries, regions and cities, from the Unicode CLDR as Babel carries it.

The grader asks two things of them: a place's name that is written out is meant, so it is never a
slip of another (Austria, Australia); and a city may be given with its own country.
"""

from functools import cache

from taiwa.text.readings import hiragana
from taiwa.tutor.text.folds import key, normal_words
from taiwa.tutor.text.lexicon import countries

WIDESPREAD = ("en", "ja", "de", "es", "fr")
NO_PLACES = ("XA", "XB", "ZZ")
"""Listed by CLDR besides: test accents and "unknown region"."""


@cache
def place_names(language: str) -> frozenset[str]:
    """The keys of all names of places in the language; kana as hiragana."""
    from babel import Locale

    territories = Locale.parse(language).territories
    names = [name for code, name in territories.items() if code not in NO_PLACES]
    known = [
        each.replace("_", " ")
        for _, english, japanese, _ in countries()
        for each in (english if language == "en" else japanese)
    ]
    return frozenset(_key(name, language) for name in (*names, *_cities(language), *known))


@cache
def country_of(language: str) -> dict[str, str]:
    """The key of a city's country by the key of the city."""
    from babel import Locale

    territories = Locale.parse(language).territories
    return {
        _key(city, language): _key(territories[code], language)
        for city, code in _cities(language).items()
        if code in territories
    }


def same_country(name: str, country: str, language: str) -> bool:
    """True if a name, as typed, is that of the country with this key."""
    return _key(name, language) == country or is_other_name(name, country, language)


def is_other_name(typed: str, place: str, language: str) -> bool:
    """True if what was typed is another name of a place: in English or Japanese, in a language
    spoken there (Deutschland), shortened (仏), or its country's code in capitals (NZ)."""
    zones, name = _zone_of(language), _key(place, language)
    if code := _codes(language, loosely=False).get(name):
        if _codes(language).get(_key(typed, language)) == code or typed.strip() in _short(code):
            return True
        called = [_territories(each).get(code, "") for each in _spoken(code)]
    elif zone := zones.get(name):
        called = [_city(zone, each) for each in _spoken(_zones()[zone])]
    else:
        return False
    return _key(typed, language) in {_key(other, language) for other in called}


def _spoken(code: str) -> list[str]:
    """The languages of a country, and some in which many places are known."""
    from babel.languages import get_official_languages
    from babel.localedata import exists

    return [*WIDESPREAD, *filter(exists, get_official_languages(code, de_facto=True))]


@cache
def _codes(language: str, loosely: bool = True) -> dict[str, str]:
    """The code of a country by the keys of its English, Japanese and short names, and, loosely, by
    those of its people and capital."""
    found: dict[str, str] = {}
    for spoken in ("ja", "en"):
        found |= {_key(name, language): code for code, name in _territories(spoken).items()}
    for _, english, japanese, short in countries():
        names = [*(name.replace("_", " ") for name in english), *japanese, short]
        code = next((found[k] for name in names if (k := _key(name, language)) in found), "")
        names = [name for name in names if loosely or not name[:1].islower()]
        found |= {_key(name, language): code for name in names if name and code}
    return found


def _key(name: str, language: str) -> str:
    return hiragana(key(normal_words(name, language)))


def _cities(language: str) -> dict[str, str]:
    """Each city that names a time zone, with the code of its country."""
    return {_city(zone, language): code for zone, code in _zones().items()}


def _city(zone: str, language: str) -> str:
    from babel import Locale

    named = Locale.parse(language).time_zones.get(zone, {}).get("city")
    return named or zone.rpartition("/")[2].replace("_", " ")


@cache
def _zones() -> dict[str, str]:
    from babel.core import get_global

    return {zone: code for zone, code in get_global("zone_territories").items() if code != "001"}


@cache
def _zone_of(language: str) -> dict[str, str]:
    """The time zone of each city by the key of the city."""
    return {_key(_city(zone, language), language): zone for zone in _zones()}


@cache
def _short(code: str) -> frozenset[str]:
    """A country's codes, of two and of three letters."""
    from babel.core import get_global

    aliases = get_global("territory_aliases").items()
    return frozenset([code, *(old for old, new in aliases if new == [code])])


def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale.parse(language).territories.items()
    return {code: name for code, name in territories if code.isalpha() and code not in NO_PLACES}


def is_place(name: str, language: str) -> bool:
    """True if this is the name of a place, as typed."""
    return _key(name, language) in place_names(language)

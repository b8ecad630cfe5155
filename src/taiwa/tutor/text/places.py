"""The names of countries, regions and cities, from the Unicode CLDR as Babel carries it.

The grader asks two things of them: a place's name that is written out is meant, so it is never a
slip of another (Austria, Australia); and a city may be given with its own country.
"""

from functools import cache

from taiwa.tutor.text.folds import hiragana, key, normal_words
from taiwa.tutor.text.spellings import COUNTRY_ALIASES

NO_PLACES = ("XA", "XB", "ZZ")
"""Listed by CLDR besides: test accents and "unknown region"."""


@cache
def place_names(language: str) -> frozenset[str]:
    """The keys of all names of places in the language; kana as hiragana."""
    from babel import Locale

    territories = Locale.parse(language).territories
    names = [name for code, name in territories.items() if code not in NO_PLACES]
    return frozenset(
        _key(name, language) for name in (*names, *_cities(language), *COUNTRY_ALIASES)
    )


@cache
def place_names_by_initial(language: str) -> dict[str, tuple[str, ...]]:
    """The same keys by their first character."""
    names: dict[str, list[str]] = {}
    for name in sorted(place_names(language)):
        names.setdefault(name[0], []).append(name)
    return {initial: tuple(some) for initial, some in names.items()}


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
    typed = _key(name, language)
    alias = COUNTRY_ALIASES.get(typed)
    return country in {typed, _key(alias, language) if alias else typed}


def _key(name: str, language: str) -> str:
    return hiragana(key(normal_words(name, language)))


def _cities(language: str) -> dict[str, str]:
    """Each city that names a time zone, with the code of its country."""
    from babel import Locale
    from babel.core import get_global

    zones = Locale.parse(language).time_zones
    return {
        zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "): code
        for zone, code in get_global("zone_territories").items()
        if code != "001"
    }


def is_place(name: str, language: str) -> bool:
    """True if this is the name of a place, as typed."""
    return _key(name, language) in place_names(language)

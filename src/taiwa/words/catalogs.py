"""Interface words by language: gettext catalogs, and dates and numbers through Babel.

English stands in the code; every other language is a catalog `locales/<code>/LC_MESSAGES/taiwa.po`
and nothing else. A catalog is compiled once into the cache folder, under a name made of its hash,
so that neither a checkout nor a wheel has to carry compiled files.
"""

import gettext
import hashlib
import io
import struct
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from datetime import date, datetime
from pathlib import Path

from taiwa.errors import Entry
from taiwa.paths import keep_cached
from taiwa.text.cells import clean
from taiwa.text.typesetting import plain

SOURCE = "en"
DOMAIN = "taiwa"


def languages(locales: Path) -> tuple[str, ...]:
    """The interface languages there are."""
    return (SOURCE, *sorted(file.parts[-3] for file in locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def preferred(environment: Mapping[str, str], available: tuple[str, ...]) -> str:
    """The first available language that the locale names, in gettext's order of variables."""
    named = (environment.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((value for value in named if value), "")
    wanted = (code.replace("-", "_").split("_")[0] for code in first.split(":"))
    return next((code for code in wanted if code in available), SOURCE)


def language_name(code: str) -> str:
    """A language by its own name."""
    from babel import Locale

    return str(Locale.parse(code).get_display_name())


class Words:
    """Everything said in the interface's own words, in the language that is on.

    `language` may change at any time; whatever is asked for next comes in the new one.
    """

    def __init__(self, language: str, locales: Path, cache: Path) -> None:
        self._locales, self._cache = locales, cache
        self._catalogs: dict[str, gettext.NullTranslations] = {SOURCE: gettext.NullTranslations()}
        self.language = language

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that the interface is told in."""
        return languages(self._locales)

    def speaking(self, language: str) -> "Words":
        """The same in another language, whatever is on here."""
        other = copy(self)
        other.language = language
        return other

    def _(self, message: str, **values: object) -> str:
        """`message` in the current language, its fields filled in.

        A tuple is told as a list, and an `Entry` in the current language, too. What a name or a
        file might do to a terminal is made harmless.
        """
        text = self._catalog().gettext(message)
        return text.format_map({k: self._told(v) for k, v in values.items()}) if values else text

    def plain(self, text: Mapping[str, str]) -> str:
        """A text of the course in the current language, without its readings."""
        return plain(text[self.language])

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """A message that depends on a number; `{number}` is filled in as the language writes it."""
        text = self._catalog().ngettext(singular, plural, number)
        told = {name: self._told(value) for name, value in values.items()}
        return text.format(number=self.number(number), **told)

    def pgettext(self, context: str, message: str) -> str:
        return self._catalog().pgettext(context, message)

    def number(self, number: int) -> str:
        if 0 <= number < 1000:  # nothing to group, and Babel's data takes 40 ms to load
            return str(number)
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.language))

    def percent(self, share: float) -> str:
        """A share, 0 to 1, in whole per cent."""
        return self._("{number}%", number=self.number(round(share * 100)))

    def day(self, day: date) -> str:
        from babel.dates import format_date

        return str(format_date(day, "medium", locale=self.language))

    def date(self, written: str) -> str:
        """A date of the content, `2019`, `2019-12` or `2019-12-04`, in full."""
        from babel.dates import format_date

        parts = written.count("-")
        pattern = {"ja": ("y年", "y年M月", "y年M月d日")}.get(
            self.language, ("y", "MMMM y", "d MMMM y")
        )
        day = date.fromisoformat(f"{written}-01-01"[:10])
        return str(format_date(day, pattern[parts], locale=self.language))

    def moment(self, moment: datetime) -> str:
        """Date and time of day, in the time zone that `moment` carries."""
        from babel.dates import format_datetime

        pattern = {"ja": "y年M月d日 HH:mm"}.get(self.language, "d MMM y, HH:mm")
        return str(format_datetime(moment, pattern, locale=self.language))

    def duration(self, milliseconds: int) -> str:
        """A span of time in minutes, or in seconds below one."""
        seconds = round(milliseconds / 1000)
        if seconds < 60:
            return self.ngettext("{number} second", "{number} seconds", seconds)
        return self.ngettext("{number} minute", "{number} minutes", round(seconds / 60))

    def _told(self, value: object) -> object:
        if isinstance(value, tuple):
            return self._(", ").join(str(self._told(each)) for each in value)
        if isinstance(value, Entry):
            return self._(value)
        return clean(str(value)) if isinstance(value, str | Path) else value

    def _catalog(self) -> gettext.NullTranslations:
        if self.language not in self._catalogs:
            self._catalogs[self.language] = self._load(self.language)
        return self._catalogs[self.language]

    def _load(self, language: str) -> gettext.NullTranslations:
        source = self._locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        if not source.is_file():
            return gettext.NullTranslations()
        raw = source.read_bytes()
        compiled = self._cache / f"{language}-{hashlib.sha256(raw).hexdigest()[:16]}.mo"
        with suppress(OSError, ValueError, struct.error), compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
        made = _compile(raw)
        keep_cached(compiled, made)
        return gettext.GNUTranslations(io.BytesIO(made))


def _compile(raw: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(raw)))
    return made.getvalue()

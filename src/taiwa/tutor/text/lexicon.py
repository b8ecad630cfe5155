"""Words of a language, which are data: one list a file, in `locales/<language>/lexicon/`."""

from functools import cache

from taiwa.paths import shipped


@cache
def lexicon(language: str, name: str) -> tuple[str, ...]:
    """The lines of a list, without comments; `name` is its file's, without the ending."""
    file = shipped("locales").joinpath(language, "lexicon", f"{name}.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and line[0] != "#")


def country(name: str) -> str:
    """The unit of a country by its English name."""
    return f"@{name.lower()}"


@cache
def countries() -> tuple[tuple[str, list[str], list[str], str], ...]:
    """Each country: its unit, its names in English and in Japanese, and the kanji that stands for
    it beside another, as in 日仏, or "". The first name of a language is the one shown."""
    table = []
    for line in lexicon("ja", "countries"):
        english, japanese, *short = (part.split() for part in line.split("/"))
        table.append((country(english[0]), english, japanese, short[0][0] if short else ""))
    return tuple(table)

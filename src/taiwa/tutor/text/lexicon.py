"""Words of a language, which are data: one list a file, in `locales/<language>/lexicon/`."""

from functools import cache

from taiwa.paths import shipped


@cache
def lexicon(language: str, name: str) -> tuple[str, ...]:
    """The lines of a list, without comments; `name` is its file's, without the ending."""
    file = shipped("locales").joinpath(language, "lexicon", f"{name}.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and line[0] != "#")

"""Every word marked in the code is in every catalog, with the same fields; no catalog has more."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from taiwa.paths import shipped
from taiwa.words.catalogs import Words, languages, preferred
from taiwa.words.labels import KIND_NAMES, MODE_NAMES, OUTCOME_NAMES, ROLE_NAMES, VOICE_NAMES
from tests.catalog import extracted

CATALOGS = sorted(shipped("locales").glob("*/LC_MESSAGES/taiwa.po"))


def entries(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from (entry for entry in read_po(file) if entry.id)


def key(entry: Message) -> tuple[object, object]:
    return entry.context, entry.id


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: p.parts[-3])
def test_a_catalog_has_what_the_code_has_and_no_more(path: Path) -> None:
    code = {key(entry) for entry in extracted() if entry.id}
    assert {key(entry) for entry in entries(path)} == code


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: p.parts[-3])
def test_every_entry_is_translated_with_the_same_fields(path: Path) -> None:
    for entry in entries(path):
        sources = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        made = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert "fuzzy" not in entry.flags, entry.id
        for text in made:
            assert text, f"not translated: {entry.id}"
            assert fields(text) == fields(sources[-1]), entry.id


def test_english_is_the_source_and_japanese_a_catalog() -> None:
    assert languages(shipped("locales")) == ("en", "ja")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP"}, "ja"),
        ({"LANGUAGE": "fr:ja:en", "LANG": "en_GB"}, "ja"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_locale_names_the_language(environment: dict[str, str], language: str) -> None:
    assert preferred(environment, ("en", "ja")) == language


def test_numbers_dates_and_plurals_follow_the_language(words: Words) -> None:
    moment = datetime(2026, 4, 1, 9, 5, tzinfo=UTC)
    assert words.ngettext("{number} question", "{number} questions", 1) == "1 question"
    assert words.ngettext("{number} question", "{number} questions", 12) == "12 questions"
    assert words.moment(moment) == "1 Apr 2026, 09:05"
    assert words.day(date(2026, 4, 1)) == "Apr 1, 2026"
    assert words.number(12_345) == "12,345"
    words.language = "ja"
    assert words.ngettext("{number} question", "{number} questions", 1) == "1問"
    assert words.moment(moment) == "2026年4月1日 09:05"
    assert words.duration(125_000) == "2分"


@pytest.mark.thorough
def test_a_catalog_is_compiled_once_and_may_be_deleted(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for _ in range(2):
        assert Words("ja", shipped("locales"), cache)._("Quit") == "終了"
        assert len(list(cache.glob("*.mo"))) == 1
    next(cache.glob("*.mo")).write_bytes(b"damaged")
    assert Words("ja", shipped("locales"), cache)._("Quit") == "終了"
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert Words("ja", shipped("locales"), blocked / "cache")._("Quit") == "終了"


def test_all_names_of_keywords_are_translated(words: Words) -> None:
    words.language = "ja"
    for names in (ROLE_NAMES, VOICE_NAMES, KIND_NAMES, MODE_NAMES, OUTCOME_NAMES):
        assert all(words._(name) != name for name in names.values())


def test_what_speaks_another_language_leaves_alone_which_one_is_on(words: Words) -> None:
    assert words.speaking("ja")._("Quit") == "終了"
    assert words._("Quit") == "Quit"


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: p.parts[-3])
def test_a_sentence_names_a_command_as_the_help_does(path: Path) -> None:
    told = {entry.id: entry.string for entry in entries(path)}
    known = {text for name, text in told.items() if re.fullmatch(r"/\w+", str(name))}
    for name, text in told.items():
        found = re.findall(r"(?<![\w）])/([ぁ-ヺ一-龯ー]+)", "".join(text))
        assert {f"/{each}" for each in found} - {"/でコマンド"} <= known, name

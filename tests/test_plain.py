"""Line mode, as a learner reads it: whole transcripts in both languages, and what goes wrong.

The transcripts stand in `golden/`; `python -m tests.test_plain` writes them anew.
"""

import io
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli.plain import Plain
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.typesetting import cells
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, Clock
from tests.fuzz.texts import NUMBERS as HUGE

GOLDEN = Path(__file__).parent / "golden"

TALKS: dict[str, tuple[str, list[str]]] = {
    "lesson-en": (
        "en",
        [
            *["1", "", "/hint", "/hint", "/hint", "castle", "2", "/right", "", "rivver", "river"],
            *[
                "",
                "?why",
                "",
                "1974",
                "",
                "/lang",
                "/ヒント",
                "1947",
                "",
                "/成績",
                "/home",
                "/quit",
            ],
        ],
    ),
    "lesson-ja": (
        "ja",
        [
            *["１", "", "／ヒント", "川", "", "リバー", "river", "", "", "/答え", "", "一九四七年"],
            *["", "", "/ヘルプ", "/やめる"],
        ],
    ),
    "quiz-en": (
        "en",
        [
            *[
                "q2",
                "",
                "2 3 1",
                "",
                "It joins the banks",
                "It connects both sides. People can cross.",
            ],
            *["", "1a 2c 3b", "", "bank", "banks", "", "/quit"],
        ],
    ),
    "quiz-ja": (
        "ja",
        [
            *[
                "ｑ２",
                "3 1 2",
                "",
                "岸を結ぶ。人々が渡ります",
                "はい",
                "",
                "１ａ ２ｃ ３ｂ",
                "",
            ],
            *["きし", "", "2、3、1", "", "/やめる"],
        ],
    ),
}


def talk(name: str, folder: Path) -> str:
    """One scripted conversation; what the learner types is echoed behind `>`."""
    language, lines = TALKS[name]
    out, script = io.StringIO(), iter(lines)

    def read(prompt: str) -> str | None:
        line = next(script, None)
        if line is not None:
            out.write(f"> {line}\n")
        return line

    words = Words(language, paths.shipped("locales"), folder / "cache")
    store = Store(folder / "progress.db")
    study = Study(load_course(SAMPLE), store, Clock(), random.Random(5), words)
    Plain(study, words, read, out, 72).run()
    store.close()
    return out.getvalue()


@pytest.mark.parametrize("name", TALKS)
def test_a_conversation_reads_as_it_should(name: str, tmp_path: Path) -> None:
    assert talk(name, tmp_path) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TALKS)
def test_no_line_is_wider_than_asked(name: str, tmp_path: Path) -> None:
    told = [line for line in talk(name, tmp_path).splitlines() if not line.startswith("> ")]
    assert max(map(cells, told)) <= 72


def test_markup_and_escapes_in_what_is_typed_come_out_harmless(study: Study, words: Words) -> None:
    out, script = io.StringIO(), iter(["1", "", "?[b]\x1b]0;x\x07 {a|b} [/]", "/lang"])
    Plain(study, words, lambda prompt: next(script, None), out, 60).run()
    assert "\x1b" not in out.getvalue()
    assert "[b]" in out.getvalue()
    assert "{a|b} [/]" in out.getvalue()


def test_a_wish_that_there_is_not_is_told_and_turns_nothing(study: Study, words: Words) -> None:
    wishes = ["/lang xx", "/furigana xx", "/parallel xx", "/plain xx"]
    out, script = io.StringIO(), iter([*wishes, "/言語 日本語", "/lang EN"])
    Plain(study, words, lambda prompt: next(script, None), out, 60).run()
    told = " ".join(out.getvalue().split())
    assert "There is no language 'xx'. The languages are: ja, en. We go on in English." in told
    for name, options in (("furigana", "new, all, off"), ("parallel", "off, on")):
        assert f"'{name}' must be one of: {options}." in told
    assert told.count("ここからは日本語で進めます。") == 1
    assert told.count("We go on in English.") == 2


def test_content_with_markup_comes_out_as_it_is_written(
    edited: Callable[..., Path], store: Store, clock: Clock, words: Words
) -> None:
    folder = edited("rivers.yaml", "en: Rivers raise towns.", 'en: "[b][/] [link=x]towns"')
    study = Study(load_course(folder), store, clock, random.Random(1), words)
    out, script = io.StringIO(), iter(["1"])
    Plain(study, words, lambda prompt: next(script, None), out, 60).run()
    assert "\x1b" not in out.getvalue()
    assert "[/] [link=x]towns" in out.getvalue()


def test_a_hundred_kilobytes_at_the_input_do_no_harm(study: Study, words: Words) -> None:
    out, script = io.StringIO(), iter(["1", "", "x" * 100_000, "?" + "川" * 100_000, "/quit"])
    Plain(study, words, lambda prompt: next(script, None), out, 60).run()
    assert "it isn't counted" in out.getvalue()


@pytest.mark.thorough
def test_numbers_of_any_length_do_no_harm_at_any_prompt(study: Study, words: Words) -> None:
    """At home, at every question, and behind every command."""
    commands = [f"/{name} {HUGE[0]}" for name in ("covered", "term", "lang", "sure")]
    answers = [*HUGE, *commands, f"?{HUGE[0]}", "/reveal", ""]
    out, script = io.StringIO(), iter([*HUGE, "q1", *(answers * 6), "/home", "q2", *(answers * 4)])
    Plain(study, words, lambda prompt: next(script, None), out, 60).run()
    assert out.getvalue().count("That is not in the list.") >= len(HUGE)
    assert out.getvalue().endswith("Goodbye. Your place is saved.\n")


if __name__ == "__main__":
    for conversation in TALKS:
        with tempfile.TemporaryDirectory() as scratch:
            told = talk(conversation, Path(scratch))
        (GOLDEN / f"{conversation}.txt").write_text(told, encoding="utf-8")

"""Setting text: nothing lost, nothing too wide, breaks where a book has them, readings aligned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from taiwa.course.model import Course
from taiwa.language.typesetting import (
    NO_END,
    NO_START,
    cells,
    clean,
    inline,
    pad,
    plain,
    typeset,
)

SOME = (
    "NATOは2022年の「戦略概念」で、初めて中国に触れました（第13段落）。"
    "ストルテンベルク氏は…と述べます。"
)
MARKED = "{全会一致|ぜんかいいっち}の原則があるため、{一国|いっこく}でも反対すれば決まりません。"

JAPANESE = st.text(
    st.sampled_from("日本のあいっー、。「」（）NATO 2022年…ａｶﾞ漢字{|}\n"), max_size=60
)


def text_of(marked: str, width: int) -> list[str]:
    return [line.text for line in typeset(marked, width)]


@given(st.one_of(st.text(max_size=80), JAPANESE), st.integers(-3, 60))
def test_nothing_is_lost_but_spaces_at_breaks(text: str, width: int) -> None:
    joined = "".join(text_of(text, width))
    assert "".join(joined.split()) == "".join(plain(text).split())


@given(JAPANESE, st.integers(2, 60))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in text_of(text, width))


@given(JAPANESE, st.integers(8, 60))
def test_a_line_holds_what_its_offsets_say(text: str, width: int) -> None:
    whole = plain(text)
    assert all(line.text == whole[line.start : line.end] for line in typeset(text, width))


@pytest.mark.parametrize("width", range(16, 100))
def test_kinsoku_holds_at_every_width(width: int) -> None:
    for text in (SOME, plain(MARKED)):
        for line in text_of(text, width)[1:]:
            assert line[0] not in NO_START
        for line in text_of(text, width)[:-1]:
            assert line[-1] not in NO_END


@pytest.mark.parametrize("width", range(16, 100))
def test_numbers_stay_with_their_units_and_words_stay_whole(width: int) -> None:
    lines = text_of(SOME, width)
    assert any("2022年" in line for line in lines)
    assert any("第13段落" in line for line in lines)
    assert any("NATO" in line for line in lines)


def test_a_line_ends_with_a_phrase_where_one_is_near() -> None:
    text = (
        "筆者によれば、この協定を足場として、サイバー演習、情報の共有、"
        "共同の訓練が前に進んできました。"
    )
    assert text_of(text, 40) == [
        "筆者によれば、この協定を足場として、",
        "サイバー演習、情報の共有、共同の訓練が",
        "前に進んできました。",
    ]


def test_english_breaks_at_spaces_and_hyphens() -> None:
    assert text_of("the Indo-Pacific region matters", 12) == [
        "the Indo-",
        "Pacific",
        "region",
        "matters",
    ]


def test_an_overlong_word_is_cut_where_it_must_be() -> None:
    assert text_of("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_later_lines_hang_under_the_first() -> None:
    lines = [line.text for line in typeset("1. one two three four five", 16, indent=3)]
    assert lines[1].startswith("   ")


def test_readings_stand_above_their_bases() -> None:
    lines = typeset(MARKED, 30, furigana=lambda base: True)
    assert lines[0].ruby.strip().startswith("ぜんかいいっち")
    for line in lines:
        assert not line.ruby or cells(line.ruby) == cells(line.text)
        assert cells(line.text) <= 30
    assert not any(line.ruby for line in typeset(MARKED, 30, furigana=lambda base: False))


@given(st.integers(10, 60), st.sets(st.sampled_from(["全会一致", "一国"])))
def test_readings_never_misalign_columns(width: int, shown: set[str]) -> None:
    for line in typeset(MARKED, width, furigana=shown.__contains__):
        assert not line.ruby or cells(line.ruby) == cells(line.text)
        assert cells(line.text) <= width


def test_readings_go_in_brackets_in_a_line_of_text() -> None:
    assert inline("{漢字|かんじ}を読む") == "漢字(かんじ)を読む"
    assert inline("{漢字|かんじ}を読む", lambda base: False) == "漢字を読む"
    assert plain("{漢字|かんじ}を読む") == "漢字を読む"


def test_what_a_learner_typed_is_never_read_as_markup() -> None:
    assert typeset("{a|b}", 20, marked=False)[0].text == "{a|b}"


@given(st.text(max_size=50))
def test_cleaned_text_is_harmless_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(c < " " and c != "\n" for c in cleaned)
    assert "\x7f" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("\x1b[31m", "␛[31m"), ("a\tb", "a    b"), ("\u202eabc", "\ufffdabc"), ("a\r\nb", "a\nb")],
)
def test_controls_become_visible(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])))
@settings(max_examples=50)
def test_padding_gives_exactly_the_width(text: str) -> None:
    assert cells(pad(text, 12)) == 12


def test_the_course_is_measured_as_the_terminal_draws_it(course: Course) -> None:
    for section in course.sections:
        for text in [step.text["ja"] for step in section.lesson] + [section.title["en"]]:
            assert cells(plain(text)) == cell_len(plain(text))


@pytest.mark.parametrize(
    "text", ["✓ ✗ ~", "ｶﾞｷﾞ", "e\u0301", "👩\u200d👩\u200d👧", "🇯🇵", "か\u3099", "＿＿＿＿"]
)
def test_odd_characters_are_measured_as_the_terminal_draws_them(text: str) -> None:
    assert cells(text) == cell_len(text)

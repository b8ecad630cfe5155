"""Setting text: nothing lost, nothing too wide, breaks where a book has them, readings aligned."""

import unicodedata
from itertools import accumulate, pairwise

import pytest
from budoux import load_default_japanese_parser
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from taiwa.course.course import Course
from taiwa.text.cells import EMOJI_STYLE, JOINER, cells_of_each
from taiwa.text.typesetting import (
    BLANK,
    NO_END,
    NO_START,
    Line,
    _phrase_costs,
    cells,
    clean,
    inline,
    pad,
    plain,
    typeset,
)
from tests.conftest import examples

SOME = (
    "NATOは2022年の「戦略概念」で、初めて中国に触れました（第13段落）。"
    "ストルテンベルク氏は……と述べます──32か国、2＋2、1億2000万人。"
)
MARKED = "{全会一致|ぜんかいいっち}の原則があるため、{一国|いっこく}でも反対すれば決まりません。"
PARSER = load_default_japanese_parser()
ENGLISH = "Because NATO decides by unanimity, the Indo-Pacific office was shelved (2024)."

JAPANESE = st.text(
    st.sampled_from("日本外交的協調のあいしたっょーガス、。「」（）…──々！NATO 2022年＋　ｶﾞ\n"),
    max_size=80,
)
ODD = st.text(st.sampled_from("aB -—…「」。漢か{}|\u200d\ufe0f👩❤🇯🇵\u0301\u3099\t\n\x1b \u3000"))
RUBY = st.tuples(
    st.text("漢字国☀か\u3099", min_size=1, max_size=5),
    st.text("かんじゅーa", min_size=1, max_size=12),
)
PIECES = st.lists(st.one_of(JAPANESE, RUBY), max_size=8)
MARKUP = PIECES.map(lambda pieces: "".join(map(marked_up, pieces)))
TEXTS = st.one_of(st.text(max_size=80), JAPANESE, ODD, MARKUP)
WIDTHS = st.integers(2, 60)


def marked_up(piece: str | tuple[str, str]) -> str:
    return piece if isinstance(piece, str) else f"{{{piece[0]}|{piece[1]}}}"


def text_of(marked: str, width: int) -> list[str]:
    return [line.text for line in typeset(marked, width)]


def without_added(line: Line) -> str:
    """The text of a line by its offsets alone, as a caller who styles spans would find it."""
    return "".join(line.text[line.at(offset)] for offset in range(line.start, line.end))


@given(TEXTS, st.integers(-2, 60), st.booleans(), st.integers(-1, 20))
@examples(3)
def test_no_character_is_lost_but_spaces_at_breaks(
    text: str, width: int, drawn: bool, indent: int
) -> None:
    whole = plain(text)
    lines = typeset(text, width, furigana=lambda base: drawn, indent=indent)
    assert [without_added(line) for line in lines] == [whole[x.start : x.end] for x in lines]
    ends, starts = [0, *(x.end for x in lines)], [*(x.start for x in lines), len(whole)]
    dropped = "".join(whole[end:start] for end, start in zip(ends, starts, strict=True))
    assert not dropped.strip(BLANK + "\n")
    assert dropped.count("\n") == whole.count("\n")


@given(TEXTS, WIDTHS, st.booleans(), st.integers(0, 20))
@example("\u200d\u200d⿰0", 2, False, 0)  # joiners that join nothing
@examples(3)
def test_no_line_is_wider_than_asked(text: str, width: int, drawn: bool, indent: int) -> None:
    for line in typeset(text, width, furigana=lambda base: drawn, indent=indent):
        assert cells(line.text) <= width
        assert not line.ruby or cells(line.ruby) == cells(line.text)


def unit_at(text: str, place: int) -> str:
    """Characters that kinsoku ties together around a place: opening marks, one, closing marks."""
    start = end = place
    while start > 0 and (text[start] in NO_START or text[start - 1] in NO_END):
        start -= 1
    while end < len(text) and (text[end] in NO_START or text[end - 1] in NO_END):
        end += 1
    return text[start:end]


@given(JAPANESE.map(lambda text: text.replace("\n", "")), WIDTHS)
@examples(4)
def test_kinsoku_is_broken_only_where_the_width_makes_it_impossible(text: str, width: int) -> None:
    for before, after in pairwise(typeset(text, width)):
        if before.end == after.start and after.start < after.end:
            tied = text[after.start] in NO_START or text[before.end - 1] in NO_END
            assert not tied or cells(unit_at(text, after.start)) > width


@given(st.text("日本外交的協調のあいた", min_size=2), st.integers(8, 60))
def test_no_paragraph_ends_in_a_lone_character(text: str, width: int) -> None:
    assert len(text_of(f"{text}。", width)[-1]) > 2


@given(JAPANESE)
def test_a_break_costs_least_where_budoux_ends_a_phrase(text: str) -> None:
    cheap = {place for place, cost in enumerate(_phrase_costs(text)) if place and cost < 30}
    assert cheap == set(accumulate(map(len, PARSER.parse(text)[:-1])))


@pytest.mark.parametrize("width", range(16, 100))
def test_what_belongs_together_stays_together(width: int) -> None:
    lines = "\n".join(text_of(SOME, width))
    for whole in ("NATO", "2022年", "第13段", "……", "──", "32か国", "2＋2", "1億2000万人"):
        assert whole in lines
    for line in text_of(SOME, width):
        assert line[0] not in NO_START
        assert line[-1] not in NO_END


def test_a_line_ends_with_a_phrase_where_one_is_near() -> None:
    text = "筆者によれば、この協定を足場として、サイバー演習、情報の共有が前に進んできました。"
    assert text_of(text, 40) == [
        "筆者によれば、この協定を足場として、",
        "サイバー演習、情報の共有が前に",
        "進んできました。",
    ]


def test_a_compound_breaks_between_its_words() -> None:
    assert text_of("技術的覇権競争", 8) == ["技術的", "覇権競争"]
    assert text_of("サイバー演習参加", 10) == ["サイバー", "演習参加"]


def test_english_breaks_at_spaces_and_hyphens() -> None:
    assert text_of("the Indo-Pacific region matters", 12) == [
        "the Indo-",
        "Pacific",
        "region",
        "matters",
    ]
    for width in range(12, 90):
        words = " ".join(text_of(ENGLISH, width)).replace("Indo- ", "Indo-")
        assert words == ENGLISH


def test_an_overlong_word_is_cut_where_it_must_be() -> None:
    lines = text_of("see " + "x" * 25, 10)
    assert len(lines) == 3
    assert lines[0] == "see xxxxxx"


def test_later_lines_hang_under_the_first() -> None:
    lines = [line.text for line in typeset("1. one two three four five", 16, indent=3)]
    assert not lines[0].startswith(" ")
    assert all(line.startswith("   ") for line in lines[1:])
    assert all(typeset(SOME, width, indent=50) for width in range(10))


@given(PIECES, st.integers(2, 40))
@examples(3)
def test_readings_stand_above_their_bases(pieces: list[str | tuple[str, str]], width: int) -> None:
    lines = typeset("".join(map(marked_up, pieces)), width, furigana=lambda base: True)
    rows = dict.fromkeys(lines, 0)
    offset = 0
    for piece in pieces:
        base, reading = (piece, "") if isinstance(piece, str) else piece
        offset += len(base)
        if not reading or not cells(base[0]) or max(cells(base), cells(reading)) > width:
            continue  # text, or a reading that cannot be drawn
        (line,) = (x for x in lines if x.start <= offset - len(base) and offset <= x.end)
        found = line.ruby.index(reading, rows[line])
        rows[line] = found + len(reading)
        above = cells(line.ruby[:found]), cells(line.ruby[: rows[line]])
        first, last = line.at(offset - len(base)), line.at(offset - 1)
        below = cells(line.text[:first]), cells(line.text[: last + 1])
        outer, inner = (above, below) if cells(reading) >= cells(base) else (below, above)
        assert outer[0] <= inner[0]
        assert inner[1] <= outer[1]
    assert all(not line.ruby[rows[line] :].strip() for line in lines)


def set_ruby(marked: str, width: int = 60) -> list[tuple[str, str]]:
    return [(x.ruby, x.text) for x in typeset(marked, width, furigana=lambda base: True)]


def test_a_longer_reading_hangs_over_half_of_a_kana_on_either_side() -> None:
    assert set_ruby("の{加盟|かめい}を") == [(" かめい ", "の加盟を")]
    assert set_ruby("{封|ふう}じ{込|こ}める") == [
        ("ふう こ    ", " 封じ込める")
    ]  # not outside the line
    assert set_ruby("対{策|さく}案") == [("  さく  ", "対 策 案")]  # nor over kanji
    assert set_ruby("{力|ちから}の{国|くに}を") == [
        ("ちから くに ", "  力 の 国を")
    ]  # nor beside another


def test_a_base_stands_whole_or_evenly_spread_in_the_middle_of_a_longer_reading() -> None:
    assert set_ruby("な{外交|がいこう}を") == [(" がいこう ", "な 外交 を")]
    assert set_ruby("る{地政学|ちせいがく}で") == [(" ちせいがく ", "る 地政学 で")]
    assert set_ruby("の{供給網|きょうきゅうもう}を") == [
        (" きょうきゅうもう ", "の   供 給 網   を"),
    ]
    (line,) = typeset("この{施行|しこうする}とき", 40, furigana=lambda base: True)
    assert line.text[line.at(4) :] == "とき"
    (line,) = typeset("{か\u3099国|ながいよみ}", 40, furigana=lambda base: True)
    assert "か\u3099" in line.text


def test_only_the_readings_asked_for_are_drawn() -> None:
    assert not any(line.ruby for line in typeset(MARKED, 30))
    assert not any(line.ruby for line in typeset(MARKED, 30, furigana=lambda base: False))
    rows = [line.ruby for line in typeset(MARKED, 30, furigana="一国".__eq__)]
    assert [row.strip() for row in rows if row] == ["いっこく"]


def test_readings_go_in_brackets_in_a_line_of_text() -> None:
    assert inline("{漢字|かんじ}を読む") == "漢字(かんじ)を読む"
    assert inline("{漢字|かんじ}を読む", lambda base: False) == "漢字を読む"
    assert plain("{漢字|かんじ}を読む") == "漢字を読む"


@pytest.mark.parametrize("width", range(24, 80))
def test_a_reading_in_brackets_is_not_parted_nor_taken_from_its_word(width: int) -> None:
    for line in text_of(
        inline(f"{MARKED}その{{譲歩|じょうほ}}は{{棚上|たなあ}}げの後でした。"), width
    ):
        assert line[0] != "("
        assert line.count("(") == line.count(")")


def test_what_a_learner_typed_is_never_read_as_markup() -> None:
    assert typeset("{a|b}", 20, verbatim=True)[0].text == "{a|b}"


@given(st.one_of(st.text(st.characters()), ODD))
def test_cleaned_text_is_harmless_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    categories = {unicodedata.category(c) for c in cleaned if c not in "\n\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m\x7f", "␛[31m␡"),
        ("a\tb\r\nc\rd\u2028e", "a    b\nc\nd\ne"),
        ("\u202eabc\x9b\ufeff", "\ufffdabc\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
        ("👩\u200d👧 ❤\ufe0f　全角", "👩\u200d👧 ❤\ufe0f　全角"),
    ],
)
def test_controls_become_visible(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(TEXTS, st.integers(0, 20))
def test_padding_gives_exactly_the_width(text: str, width: int) -> None:
    assert cells(pad(text, width)) == width


def test_padding_cuts_with_two_dots() -> None:
    assert pad("日本外交", 6) == "日本.."
    assert pad("日本", 6) == "日本  "


@pytest.mark.parametrize(
    "text",
    [
        *("✓ ✗ ~→※…○×│★", "ｶﾞｷﾞ", "e\u0301", "か\u3099", "＿＿＿＿"),
        *(
            "👩\u200d👩\u200d👧",
            "🇯🇵",
            "👍🏽",
            "❤\ufe0f",
            "❤\ufe0f\u200d🔥",
            "1\ufe0f\u20e3",
            "ℹ\ufe0f",
        ),
        *("👁\ufe0f\u200d🗨\ufe0f", "\ufe0f\u200d", "a\u200d", "日\ufe0f", "\U0001fae8\U0001fac6"),
    ],
)
def test_odd_characters_are_measured_as_the_terminal_draws_them(text: str) -> None:
    lead = len(text) - len(text.lstrip(f"{JOINER}{EMOJI_STYLE}"))
    assert sum(cells_of_each(text[lead:])) == cell_len(text[lead:])


@given(st.text(st.sampled_from("日aか\u3099\u200d\ufe0f☀❤😀👩1ℹ ")))
def test_characters_one_by_one_take_what_they_take_together(text: str) -> None:
    text = text.lstrip(f"{JOINER}{EMOJI_STYLE}")
    widths = cells_of_each(text)
    assert len(widths) == len(text)
    assert sum(widths) == cells(text)


@pytest.mark.thorough
def test_the_course_is_set_without_a_line_that_ends_within_a_phrase(course: Course) -> None:
    breaks, within = 0, list[str]()
    texts = [step.text["ja"] for step in course.steps.values()]
    texts += [question.explanation["ja"] for question in course.questions.values()]
    for text in map(plain, texts):
        ends = set(accumulate(map(len, PARSER.parse(text))))
        for line in typeset(text, 68)[:-1]:
            breaks += 1
            if line.end not in ends and text[line.end - 1] != "-" and text[line.end] != " ":
                within.append(f"{line.text[-8:]}|{text[line.end : line.end + 6]}")
    assert breaks > 1000
    assert len(within) < breaks * 10 / 1500, within


@pytest.mark.parametrize(
    "marked", ["案は{棚上|たなあ}げになりました。", "{受|う}け{入|い}れる国です。"]
)
def test_a_word_is_not_parted_from_its_ending_where_its_reading_ends(marked: str) -> None:
    text = "欧州の国々が反対したので、結局この" + marked
    for width in range(24, 60):
        shown = typeset(text, width, furigana=lambda base: True)
        assert not [line.text for line in shown if line.text[0] in "げけれ"], width

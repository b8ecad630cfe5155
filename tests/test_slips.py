"""Where a file is no YAML, what to change is told: once it is changed, the file can be read."""

import pytest

from taiwa.course.fields import Fields, File
from taiwa.course.problems import Problems
from taiwa.course.yaml_source import Parser

SLIPS = [
    (
        "a:\n  en: Note: this\n",
        'f:2:7: put a text with a colon and a space in it in quotes: "Note: this"',
        'a:\n  en: "Note: this"\n',
    ),
    (
        "a: {ja: 川, en: Note: this}\n",
        'f:1:16: put a text with a colon and a space in it in quotes: "Note: this"',
        'a: {ja: 川, en: "Note: this"}\n',
    ),
    (
        "a:\n  - en: x\n\t ja: y\n",
        "f:3:1: a tab stands here: indent with spaces",
        "a:\n  - en: x\n    ja: y\n",
    ),
    (
        "a:\n  en：x\n  ja: y\n",
        "f:2:5: after a key, write a half-width colon and a space, not ：",
        "a:\n  en: x\n  ja: y\n",
    ),
    (
        "a: {en: 'It's so', ja: y}\n",
        "f:1:9: after the closing quote there is more: put the whole text between quotes of one"
        " kind",
        'a: {en: "It\'s so", ja: y}\n',
    ),
    (
        "a:\n  ja: {漢字|かんじ}です\n",
        "f:2:7: put a text that begins with { in quotes",
        'a:\n  ja: "{漢字|かんじ}です"\n',
    ),
    (
        "a:\n  en: @home\n",
        "f:2:7: put a text that begins with @ in quotes",
        'a:\n  en: "@home"\n',
    ),
    (
        'a:\n  en: "abc\n  ja: y\nb: c\n',
        "f:2:7: the quote that opens here is not closed",
        'a:\n  en: "abc"\n  ja: y\nb: c\n',
    ),
    (
        "a: {ja: x # y, en: z}\n",
        "f:1:4: the bracket that opens here is not closed; or a text inside it needs quotes, as"
        " one with a comma, a colon or a bracket does",
        'a: {ja: "x # y", en: z}\n',
    ),
    (
        "a:\n  - en: x\n ja: y\n",
        "f:3:2: this line's indent does not match what it belongs to, or the line before ends"
        " early",
        "a:\n  - en: x\n    ja: y\n",
    ),
    *(
        (
            f"a: b\n{garbage}\nc: d\n",
            "f:2:1: this line is not YAML: a line begins with a key and a colon, with - or with #",
            f"a: b\n# {garbage}\nc: d\n",
        )
        for garbage in ("*** garbage", "no key", "？")
    ),
]


def told(text: str) -> list[str]:
    problems = Problems()
    Parser(problems).parse(text, "f")
    return list(map(str, problems.sorted()))


@pytest.mark.parametrize(("broken", "said", "mended"), SLIPS)
def test_a_slip_is_told_with_what_to_change(broken: str, said: str, mended: str) -> None:
    assert told(broken) == [said]
    assert told(mended) == []


@pytest.mark.parametrize("written", ["{ja: 川, en: A, B and C}", "{ja： 川, en： x}"])
def test_a_text_cut_in_two_by_a_comma_is_told(written: str) -> None:
    problems = Problems()
    tree = Parser(problems).parse(f"a: {written}\n", "f")
    fields = Fields(File("f", ("ja", "en"), problems), tree)
    fields.text("a")
    said = " ".join(map(str, problems.sorted()))
    assert "has no value: put a text with a comma or a colon in it in quotes" in said

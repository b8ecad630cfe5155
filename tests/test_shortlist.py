"""The shortlist of lookalikes: no pair that the grader lets meet is missing from it."""

import random
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.tutor.grade.shortlist import Shortlist
from taiwa.tutor.grading import grade_by_rules

PIECES = {
    "ja": (
        *"専守防衛主種中国仏英日米ちゅうごくせんしゅう防衛的なるのと、・やサイバーセキュリティー()",
        *("中国", "防衛", "えいこく", "フランス", "chuugoku", "nato", "です", "2022", "年"),
    ),
    "en": (
        *("a", "e", "i", "o", "r", "s", "t", "n", "c", "p", " ", " ", ", ", " and ", "the ", "("),
        *("maybe ", "2022", "20 22", "security", "strategic", "coordination", "China", ")"),
        *("Brussels", "Belgium", "France"),
    ),
}
"""What answers are made of here: short enough to be alike often."""


def missed(answers: Sequence[str], accepted: Sequence[str], language: str) -> list[str]:
    """The answers that the grader takes and the shortlist leaves out."""
    near = Shortlist(answers, language)(accepted)
    return [
        answer
        for place, answer in enumerate(answers)
        if place not in near and grade_by_rules(answer, accepted, language).verdict != "wrong"
    ]


def slipped(text: str, other: str, chance: random.Random) -> str:
    """The text with some characters dropped, swapped, doubled or put in of the other text."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        text = chance.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
                text[:at] + text[max(0, at - 1) : at] + text[at:],
                text[:at] + chance.choice(other or "い") + text[at + 1 :],
                text[:at] + chance.choice(other or "い") + text[at:],
            ]
        )
    return text


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
@given(data=st.data())
@settings(max_examples=80)
def test_it_finds_all_pairs_that_the_grader_finds(data: st.DataObject, language: str) -> None:
    texts = st.lists(st.sampled_from(PIECES[language]), min_size=1, max_size=8).map("".join)
    accepted = data.draw(st.lists(texts, min_size=1, max_size=3))
    chance = random.Random(data.draw(st.integers(0, 1_000)))
    answers = data.draw(st.lists(texts, max_size=3))
    answers += [slipped(text, accepted[0], chance) for text in accepted * 5]
    assert not missed(answers, accepted, language)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
@given(seed=st.integers(0, 10_000))
@settings(max_examples=3)
def test_it_finds_all_pairs_among_the_slips_of_a_course(
    course: Course, seed: int, language: str
) -> None:
    chance = random.Random(seed)
    lists = [form_of(question).accepted.get(language) for question in course.all_questions()]
    accepted = [chance.choice([one for one in lists if one]) for _ in range(4)]
    own = [text for one in accepted for text in one[:6]]
    answers = own + [slipped(text, other, chance) for text, other in product(own[:8], own[:4])]
    for one in accepted:
        assert not missed(answers, one, language)


@pytest.mark.parametrize(
    ("answer", "accepted", "language"),
    [
        ("Belgium and the Netherlands", "Netherlands, Belgium", "en"),
        ("maybe it is the coordniation", "coordination", "en"),
        ("Brussels, Belgium", "Brussels", "en"),
        ("multi lateral coordination", "multilateral coordination", "en"),
        ("専しゅ防衛", "専守防衛", "ja"),
        ("せんしゅぼうえい", "専守防衛", "ja"),
        ("senshubouei desu", "専守防衛", "ja"),
        ("ちゅうごく、かんこく", "韓国、中国", "ja"),
        ("ベルギーのブリュッセル", "ブリュッセル", "ja"),
        ("たぶん専守坊衛です", "専守防衛", "ja"),
        ("日本と中国", "中国、日本", "ja"),
        ("サイバーセキュリテー", "サイバーセキュリティ", "ja"),
    ],
)
def test_each_rule_s_answers_are_on_it(answer: str, accepted: str, language: str) -> None:
    assert grade_by_rules(answer, [accepted], language).verdict != "wrong"
    assert Shortlist(["elsewhere", answer], language)([accepted]) >= {1}


def test_most_answers_are_not_on_it() -> None:
    answers = ["strategic vision", "static", "economic security", "France", "information sharing"]
    assert Shortlist(answers, "en")(["France", "the French Republic"]) == {3}

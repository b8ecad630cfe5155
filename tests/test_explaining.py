"""Answers in one's own words: what covers a point, and what only looks like it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa.course.course import Course
from taiwa.course.model import Explain
from taiwa.dialogue.events import Given
from taiwa.dialogue.judge import judge
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.explain.evidence import WEIGHTS, in_order
from taiwa.tutor.explaining import (
    KeyPoint,
    Marks,
    evidence_for,
    grade_explanation,
    read_explanation,
)
from taiwa.tutor.text.trees import Forest, Split, Tree, told
from taiwa.tutor.text.weighing import chance
from tests.conftest import examples

EN = [
    KeyPoint("France opposed the office.", ("France opposed it", "Macron objected to the office")),
    KeyPoint(
        "NATO decides by consensus.",
        ("every member must agree", "one country can stop everything"),
    ),
    KeyPoint("The plan was shelved.", ("the plan was put on hold", "the office never opened")),
]
JA = [
    KeyPoint("フランスが事務所に反対しました。", ("フランスが反対した", "マクロンが反対した")),
    KeyPoint("NATOは全会一致で決めます。", ("全員の賛成が要る", "一国でも反対すると決まらない")),
    KeyPoint("計画は棚上げされました。", ("計画は見送られた", "事務所はできなかった")),
]


@pytest.mark.parametrize(
    ("answer", "covered"),
    [
        ("Macron was against the office. All of the members have to agree.", (0, 1)),
        ("The plan was postponed", (2,)),
        ("Every member must agree, and France was opposed to it.", (0, 1)),
        ("France did not oppose the office.", ()),
        ("Germany opposed the office.", ()),
        ("France supported the office.", ()),
        ("Macron said that every member must agree.", (1,)),
        ("office plan France member NATO hold opposed shelved", ()),
        ("Bananas are yellow.", ()),
        ("", ()),
    ],
)
def test_of_an_english_answer_only_what_it_says_is_ticked(
    answer: str, covered: tuple[int, ...]
) -> None:
    assert _right(read_explanation(answer, EN, "en"), covered)


@pytest.mark.parametrize(
    ("answer", "covered"),
    [
        ("マクロン大統領が事務所に反対しました。全員が賛成しないと決められません。", (0, 1)),
        ("計画は棚上げになった", (2,)),
        ("フランスは事務所に反対しなかった。", ()),
        ("ドイツが事務所に反対した。", ()),
        ("フランスは事務所の設置に賛成した。", ()),
        ("フランスは事務所の設置に反対したわけではない。", ()),
        ("事務所 計画 フランス 加盟国 全員 反対 棚上げ", ()),
        ("バナナは黄色いです。", ()),
        ("　", ()),
    ],
)
def test_of_a_japanese_answer_only_what_it_says_is_ticked(
    answer: str, covered: tuple[int, ...]
) -> None:
    assert _right(read_explanation(answer, JA, "ja"), covered)


@pytest.mark.parametrize(
    ("answer", "points", "language", "covered"),
    [
        ("I think one country can stop everything.", EN, "en", (1,)),
        ("As far as I remember, the office never opened.", EN, "en", (2,)),
        ("I don't think one country can stop everything.", EN, "en", ()),
        ("It is impossible for one country to stop everything.", EN, "en", ()),
        ("全員の賛成が要ると思います。", JA, "ja", (1,)),
        ("たしか、計画は見送られたと思います", JA, "ja", (2,)),
        ("全員の賛成が要るとは思いません。", JA, "ja", ()),
    ],
)
def test_a_phrase_behind_a_hedge_is_ticked_and_one_that_is_denied_is_not(
    answer: str, points: list[KeyPoint], language: str, covered: tuple[int, ...]
) -> None:
    assert read_explanation(answer, points, language).credited == covered


def test_two_things_that_cannot_be_both_are_not_both() -> None:
    both = KeyPoint("It can be a peace nation and a partner at once.", ("it can be both at once",))
    points = [both, *EN]
    for answer in ("It can't be both a peace nation and a partner.", "It cannot be both at once."):
        assert grade_explanation(answer, points, "en") == (), answer


def _right(marks: Marks, covered: tuple[int, ...]) -> bool:
    """True if only points that are said are ticked, and all of these are, or are asked about."""
    return set(marks.credited) <= set(covered) <= {*marks.credited, *marks.asked}


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_phrase_of_the_course_covers_its_own_point(course: Course, language: str) -> None:
    for question in course.all_questions():
        if isinstance(question, Explain):
            points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
            for index, point in enumerate(points):
                for phrase in (point.text, *point.phrases):
                    assert index in grade_explanation(phrase, points, language), phrase


def test_a_phrase_of_which_only_a_name_is_understood_counts_in_its_very_words() -> None:
    points = [KeyPoint("フランスがわるいです。", ("フランスがわるい",))]
    assert grade_explanation("それは、フランスがわるい。", points, "ja") == (0,)
    assert grade_explanation("フランスはいい。", points, "ja") == ()


@pytest.mark.parametrize(("points", "language"), [(EN, "en"), (JA, "ja")])
def test_the_order_of_sentences_does_not_matter(points: list[KeyPoint], language: str) -> None:
    said = [point.text for point in points]
    there = grade_explanation(" ".join(said), points, language)
    back = grade_explanation(" ".join(reversed(said)), points, language)
    assert there == back == (0, 1, 2)


@examples(2)
@given(answer=st.text(max_size=300), language=st.sampled_from(["ja", "en"]))
def test_any_text_is_read(answer: str, language: str) -> None:
    points = JA if language == "ja" else EN
    covered = grade_explanation(answer, points, language)
    assert list(covered) == sorted(set(covered))
    assert all(0 <= index < len(points) for index in covered)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_question_without_points_or_phrases_covers_nothing(language: str) -> None:
    assert grade_explanation("France 反対", [], language) == ()
    assert grade_explanation("", [KeyPoint("", ())], language) == ()


def test_an_authors_phrase_is_ticked_and_what_is_half_said_is_asked() -> None:
    for points, language in ((EN, "en"), (JA, "ja")):
        for index, point in enumerate(points):
            for phrase in point.phrases:
                assert index in read_explanation(phrase, points, language).credited
    marks = read_explanation("France was against it I think, something with the treaty", EN, "en")
    assert not set(marks.credited) & set(marks.asked)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
def test_terms_alone_prompts_and_hints_tick_nothing(course: Course, language: str) -> None:
    terms = "、".join(term.term[language] for term in course.glossary)
    for question in course.all_questions():
        if isinstance(question, Explain):
            points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
            said = [terms, *(text[language] for text in (question.prompt, *question.hints))]
            for text in said:
                assert read_explanation(text, points, language).credited == (), question.id


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("section-4.q21", "Japan is too cautious to decide anything and is therefore not trusted."),
        ("section-1.q24", "Instability in Europe makes the Indo-Pacific less safe."),
        (
            "section-2.q32",
            "Exercises and training are not taking place on the footing of the information "
            "agreement. The office stalled because Japan-NATO cooperation had failed, not because "
            "of politics among the members. Japan's mission did not become independent in 2025.",
        ),
        ("section-2.q32", "Exercises and training never took place."),
        ("section-2.q32", "The mission failed to become independent from the embassy in 2025."),
        ("section-2.q23", "Members need not agree, so one country's objection was not enough."),
        (
            "section-2.q23",
            "Turkey objected because NATO beyond its area would harm Europe's strategic autonomy.",
        ),
    ],
)
def test_what_an_answer_denies_or_turns_round_is_not_ticked(
    course: Course, name: str, answer: str
) -> None:
    question = course.questions[name]
    assert isinstance(question, Explain)
    points = [KeyPoint(point.text["en"], point.phrases["en"]) for point in question.points]
    assert grade_explanation(answer, points, "en") == ()


@pytest.mark.parametrize(
    ("answer", "language", "ticked"),
    [
        (
            "With two countries, only the two governments must agree, so politics inside NATO does "
            "not directly touch it. Only cooperation that serves Japan alone should go on.",
            "en",
            False,
        ),
        ("Only what serves Japan alone should go on between the two countries.", "en", False),
        (
            "二国間の協力は域内政治の影響を直接受けない。日本だけの国益になる協力を続けるべきだ。",
            "ja",
            False,
        ),
        ("Not only Japan: the ties should serve the interests of each country.", "en", True),
    ],
)
def test_what_serves_both_is_not_ticked_where_it_is_told_of_one_alone(
    course: Course, answer: str, language: str, ticked: bool
) -> None:
    question = course.questions["section-3.q21"]
    assert isinstance(question, Explain)
    points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
    assert (2 in grade_explanation(answer, points, language)) == ticked


@pytest.mark.parametrize(
    ("answer", "language", "against"),
    [
        ("France did not oppose the office in Tokyo", "en", True),
        ("France opposed the office in Tokyo", "en", False),
        ("It wasn't that France did not oppose the office in Tokyo", "en", False),
        ("フランスは事務所に反対しなかった", "ja", True),
        ("フランスは事務所に反対した", "ja", False),
        ("フランスは事務所に反対しなかったわけではない", "ja", False),
    ],
)
def test_what_an_answer_denies_agrees_with_the_opposite(
    answer: str, language: str, against: bool
) -> None:
    measures = next(evidence_for(EN if language == "en" else JA, language).measures(answer))
    assert (measures["against"] > measures["agreeing"]) == against


@pytest.mark.parametrize(
    ("said", "told", "share"),
    [("abcd", "abcd", 1.0), ("dcba", "abcd", 0.25), ("cxab", "abc", 2 / 3), ("a", "ab", 1.0)],
)
def test_words_in_common_keep_their_order_or_not(said: str, told: str, share: float) -> None:
    assert in_order(said, told) == pytest.approx(share)


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("NATOが反対した", "ja"),
        ("東京の連絡事務所の案は棚上げになった", "ja"),
        ("France objected to the 連絡事務所 in Tokyo", "en"),
        ("2023", "fr"),
        ("", "fr"),
    ],
)
def test_the_writing_tells_the_language(answer: str, language: str) -> None:
    assert language_of(answer, "fr") == language


@pytest.mark.parametrize(("shown", "written"), [("en", "ja"), ("ja", "en")])
def test_an_explanation_in_the_other_language_is_read_in_it(
    course: Course, shown: str, written: str
) -> None:
    question = course.questions["section-2.q32"]
    assert isinstance(question, Explain)
    answer = " ".join(point.text[written] for point in question.points)
    assert judge(question, Given(text=answer), shown).points == (0, 1, 2)


def test_trees_decide_mark_by_mark() -> None:
    tree = Split("said", 0.5, -2.0, Split("denied", 0.0, 2.0, -2.0))
    chances = [
        told([tree], {"said": said, "denied": denied})
        for said, denied in ((0.5, 0.0), (0.6, 0.0), (0.6, 1.0))
    ]
    assert [chance > 0.5 for chance in chances] == [False, True, False]


def test_little_of_a_point_is_known_not_to_be_enough() -> None:
    tree = Split("said", 0.5, -2.0, Split("denied", 0.0, 2.0, Split("said", 0.7, -1.0, 1.0)))
    forest = Forest([tree])
    assert forest.highest({"said": 0.5}) == told([tree], {"said": 0.5, "denied": 0.0})
    assert forest.highest({"denied": 1.0}) == told([tree], {"said": 1.0, "denied": 1.0})
    assert forest.highest({"denied": 1.0, "other": 9.0}) == forest.highest({"denied": 1.0})


@given(st.data())
def test_what_is_not_known_is_taken_as_it_tells_most(data: st.DataObject) -> None:
    names = sorted({name for tree in WEIGHTS.trees for name in _measures(tree)})
    measures = {name: data.draw(st.floats(-1, 1)) for name in names}
    known = {name: measures[name] for name in data.draw(st.sets(st.sampled_from(names)))}
    forest = Forest(WEIGHTS.trees)
    assert forest.highest(measures) == told(WEIGHTS.trees, measures) <= forest.highest(known)
    assert forest.highest(known) == chance(sum(_most(tree, known) for tree in WEIGHTS.trees))


def _measures(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Split):
        yield from (tree.measure, *_measures(tree.below), *_measures(tree.above))


def _most(tree: Tree, known: Mapping[str, float]) -> float:
    if not isinstance(tree, Split):
        return tree
    if tree.measure not in known:
        return max(_most(tree.below, known), _most(tree.above, known))
    return _most(tree.below if known[tree.measure] <= tree.mark else tree.above, known)


def test_what_is_left_out_is_never_ticked(course: Course) -> None:
    for question in course.all_questions():
        if not isinstance(question, Explain):
            continue
        for language in course.languages:
            points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
            evidence, sure = evidence_for(points, language), WEIGHTS.sure[language]
            for point in points[:2]:
                every = evidence.chances(point.phrases[0], 0.0, ())
                found = evidence.chances(point.phrases[0], sure, ())
                left = [chance for i, chance in every.items() if i not in found]
                assert all(chance <= sure for chance in left)
                assert found == {i: every[i] for i in found}


@pytest.mark.slow
def test_what_is_read_is_the_same_in_every_process() -> None:
    command = [sys.executable, "-m", "tests.eval", "strangers", "--set", "fifth"]
    told = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "5", "7")
    }
    assert len(told) == 1

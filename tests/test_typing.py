"""Lines as learners type them: years, kana and romaji, numbers, and what is asked about."""

import pytest

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.dialogue.questions import LETTERS, arrange, read_answer
from taiwa.tutor.grading import grade_typed

YEARS = [
    *[("en", "AD 2022", "2022"), ("en", "A.D. 2022", "2022"), ("en", "Reiwa 4", "2022")],
    *[("en", "29 June 2022", "2022"), ("en", "June 29th, 2022", "2022")],
    *[("en", "2022-06-29", "2022"), ("en", "Meiji 4", "1871")],
    *[("ja", "2022年", "2022"), ("ja", "令和4年", "2022"), ("ja", "R4年", "2022")],
    *[("ja", "R4", "2022"), ("ja", "H27", "2015"), ("ja", "二◯二二年", "2022")],
    *[("ja", "弐千弐拾弐年", "2022"), ("ja", "2千22年", "2022"), ("ja", "2022ﾈﾝ", "2022")],
    *[("ja", "にせんにじゅうにねん", "2022"), ("ja", "大正10年", "1921")],
    *[("ja", "2022年6月", "2022"), ("ja", "2022年6月29日", "2022"), ("ja", "明治4年", "1871")],
]


@pytest.mark.parametrize(("language", "typed", "year"), YEARS)
def test_a_year_is_one_however_it_is_counted(language: str, typed: str, year: str) -> None:
    assert grade_typed(typed, (year,), language).verdict == "correct"
    assert grade_typed(typed, (str(int(year) + 1),), language).verdict == "wrong"


@pytest.mark.parametrize(
    ("typed", "written", "verdict"),
    [
        ("かんこく", "韓国", "correct"),
        ("じゅんかめいてきたちば", "準加盟的立場", "correct"),
        ("ぜんかいいっち", "全会一致", "correct"),
        ("平和こうちく", "平和構築", "close"),
        ("せいてきなきょうちょうろせん", "静的な協調路線", "correct"),
        ("國際連合", "国際連合", "correct"),
        ("か゛いこう", "外交", "correct"),
        ("パ一トナ一", "パートナー", "correct"),
        ("ぱ-となー", "パートナー", "close"),
        ("sennryakubunnka", "戦略文化", "close"),
        ("takokukan chouseiryoku", "多国間調整力", "close"),
        ("sexnryaku", "せんりゃく", "close"),
        ("buppin'ekimu", "物品役務", "close"),
    ],
)
def test_kana_and_romaji_are_read_as_the_kanji_they_stand_for(
    typed: str, written: str, verdict: str
) -> None:
    assert grade_typed(typed, (written,), "ja").verdict == verdict


@pytest.mark.parametrize("typed", ["かんごう", "ちゅうごく", "かんこ", "こくかん", "kokukan"])
def test_other_kana_are_another_word(typed: str) -> None:
    assert grade_typed(typed, ("韓国",), "ja").verdict in ("wrong", "unsure")


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("It was opened in Brussels, the Belgian capital.", "Brussels", "en"),
        ("Tokyo... sorry, I mean Brussels", "Brussels", "en"),
        ("not Abe, Kishida", "Kishida", "en"),
        ("the principle of unanimity", "the unanimity principle", "en"),
        ("2021 - no, 2022!", "2022", "en"),
        ("ROK", "Republic of Korea", "en"),
        ("陸軍ではなく海軍", "海軍", "ja"),
        ("豪州、いえ、韓国でした", "韓国", "ja"),
        ("everybody has to agree", "unanimity", "en"),
        ("静的協調路線", "静的な協調路線", "ja"),
        ("全員の賛成が必要という決まり", "全会一致", "ja"),
        ("ノルウェー出身のストルテンベルクさんが言いました", "ストルテンベルク", "ja"),
    ],
)
def test_what_may_be_meant_is_asked_and_never_let_in(typed: str, meant: str, language: str) -> None:
    grade = grade_typed(typed, (meant,), language)
    assert (grade.verdict, grade.matched) == ("unsure", meant)


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("Not Kishida but his predecessor.", "Kishida", "en"),
        ("2019 or 2022", "2022", "en"),
        ("Any member but Turkey", "Turkey", "en"),
        ("海軍以外の部隊", "海軍", "ja"),
        ("2015年ではなく2019年", "2015年", "ja"),
        ("北朝鮮", "韓国", "ja"),
        ("strategic autonomy", "unanimity", "en"),
        ("戦略的自律性", "全会一致", "ja"),
        ("きこうあんぜんほしょう", "事務総長", "ja"),
        ("a frog in the well", "1853", "en"),
        ("非公式", "公式", "ja"),
    ],
)
def test_what_is_denied_left_open_or_another_term_is_not_even_asked(
    typed: str, meant: str, language: str
) -> None:
    assert grade_typed(typed, (meant,), language).verdict == "wrong"


CHOSEN = [
    *[("verdict", "マル", (0,)), ("verdict", "バツ", (1,)), ("verdict", "ウソ", (1,))],
    *[("verdict", "✕", (1,)), ("verdict", "違う", (1,)), ("verdict", "違います", (1,))],
    *[("verdict", "1)", (0,)), ("verdict", "2.", (1,)), ("verdict", "○です", (0,))],
    *[("one", "2。", 2), ("one", "「2」", 2), ("one", "2です", 2), ("one", "2\u200b", 2)],
    *[("one", "10", None), ("one", "1 2", None)],
]


@pytest.mark.parametrize(("manner", "typed", "meant"), CHOSEN)
def test_a_choice_is_read_however_it_is_typed(
    course: Course, manner: str, typed: str, meant: tuple[int, ...] | int | None
) -> None:
    question = next(q for q in course.all_questions() if form_of(q).manner == manner)
    shown = arrange(question, "s")
    given = read_answer(question, shown, typed, "ja")
    wanted = (shown[meant - 1],) if isinstance(meant, int) else meant
    assert (given.chosen if given else None) == wanted


@pytest.mark.parametrize("between", ["→", ">", "、", " ", "⇒", " → "])
def test_an_order_is_read_with_arrows(course: Course, between: str) -> None:
    question = next(q for q in course.all_questions() if form_of(q).manner == "order")
    shown = arrange(question, "s")
    places = [*range(2, len(shown) + 1), 1]
    given = read_answer(question, shown, between.join(map(str, places)), "ja")
    assert given is not None
    assert given.chosen == tuple(shown[place - 1] for place in places)


def test_a_match_is_read_with_arrows_and_points_and_never_with_a_side_twice(
    course: Course,
) -> None:
    question = next(
        q for q in course.all_questions() if form_of(q).manner == "pairs" and form_of(q).one_to_one
    )
    shown = arrange(question, "s")
    right = [LETTERS[shown.index(place)] for place in form_of(question).right]
    for between in ("→", ".", "-", "", "："):
        line = " ".join(f"{n}{between}{letter}" for n, letter in enumerate(right, start=1))
        given = read_answer(question, shown, line, "ja")
        assert given is not None, line
        assert given.chosen == form_of(question).right, line
    twice = " ".join(f"1{letter}" for letter in right)
    assert read_answer(question, shown, twice, "ja") is None

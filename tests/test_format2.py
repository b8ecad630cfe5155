"""Courses in format 2: what is read, asked and shown of them, and problems told at their place."""

import io
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from taiwa.cli.plain import Plain
from taiwa.course.check import check_course
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.loading import load_course, load_with_places
from taiwa.course.model import Choice, Match, Typed
from taiwa.course.release import ID_BACK, ID_GONE, LOCK, lock_lines
from taiwa.dialogue.events import Given, Reveal
from taiwa.dialogue.judge import judge
from taiwa.dialogue.questions import LETTERS, arrange, read_answer
from taiwa.errors import ContentError
from taiwa.export.csv import answers_csv
from taiwa.export.gift import gift
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tutor.grade.shortlist import Shortlist
from taiwa.words.catalogs import Words
from taiwa.words.notebook import conversation_markdown
from taiwa.words.question_wording import QuestionWording
from tests.baseline.acts import CONTENT as FIRST_EDITION
from tests.conftest import SAMPLE, Clock
from tests.test_course import typed_line

SECOND = SAMPLE.with_name("sample2")
EARLIER = "(an answer to an earlier version of this question)"
ADDED = "  2026-03-01: [ferry.v02]\n"
Edit = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="module")
def second() -> Course:
    return load_course(SECOND)


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Exchanges a text of the sample's files, and tells the problems of what it then is."""

    def exchange(file: str, old: str, new: str) -> list[str]:
        folder = shutil.copytree(SECOND, tmp_path / "course", dirs_exist_ok=True)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        try:
            load_course(folder)
        except ContentError as error:
            return [str(problem) for problem in error.problems]
        return []

    return exchange


def worded(course: Course, words: Words, name: str) -> list[str]:
    asked = QuestionWording(words, lambda each: tuple(range(form_of(course.questions[each]).count)))
    return [para.text for para in asked.asked(course.questions[name])]


def test_a_step_has_its_title_card_and_plain_edition(second: Course) -> None:
    step = second.steps["ferry.boat"]
    assert step.title == {"ja": "船で足りる", "en": "A ferry is enough"}
    assert step.card is not None
    assert step.plain is not None
    assert step.plain_note is not None
    assert second.sections[0].plain_recap == {"ja": "船も橋も要ります。", "en": "We need both."}


def test_all_that_can_be_asked_is_a_question_of_its_section(second: Course) -> None:
    asked = second.sections[0].ids["question"]
    assert {"ferry.q01", "ferry.w01", "ferry.a01", "ferry.a03", "ferry.v02"} <= set(asked)
    assert second.questions["ferry.a04"] in second.comparisons
    assert all(question.level for question in second.all_questions())


def test_argument_words_and_dialogue_are_kept_for_those_who_show_them(second: Course) -> None:
    section = second.sections[0]
    assert section.argument is not None
    assert section.argument.build == ("ferry.a01", "ferry.a02", "ferry.a03")
    assert section.words[0].drills == ("ferry.v01", "ferry.v02")
    assert section.dialogue is not None
    assert section.dialogue.turns[0].choices[1].fit == "against"
    assert second.text_map is not None
    assert [node.id for node in second.text_map.nodes] == ["map.flood", "map.build"]


def test_cards_are_put_under_the_claims_that_the_links_tell(second: Course) -> None:
    question = second.questions["ferry.a01"]
    assert isinstance(question, Match)
    assert [(left["en"], right["en"]) for left, right in question.pairs] == [
        ("There was a flood in 1947", "No boat leaves in a flood"),
        ("No boat leaves in a flood", "A bridge should be built as well"),
        ("A storm took a boat away", "No boat leaves in a flood"),
    ]


def test_a_card_is_missing_between_those_shown(second: Course, words: Words) -> None:
    assert worded(second, words, "ferry.a02") == [
        "Which card stands between them?",
        "There was a flood in 1947",
        "＿＿＿＿",
        "A bridge should be built as well",
        "1. No boat leaves in a flood",
        "2. A ferry is all that is needed",
        "Answer with a number.",
    ]


def test_a_relation_is_chosen_by_its_name_in_either_language(second: Course, words: Words) -> None:
    assert worded(second, words, "ferry.a03")[1:7] == [
        "No boat leaves in a flood",
        "A ferry is all that is needed",
        *("1. supports", "2. drawn from", "3. concedes", "4. answers"),
    ]
    assert "3. 譲歩" in worded(second, words.speaking("ja"), "ferry.a03")
    assert judge(second.questions["ferry.a03"], Given(chosen=(2,)), "en").verdict == "correct"


def test_an_official_wording_stands_below_the_question_with_who_said_it_and_when(
    second: Course, words: Words
) -> None:
    assert worded(second, words, "ferry.w01")[:4] == [
        "What does the difference do?",
        'Said: "a vessel for hire"',
        "The town office, Kawamachi, August 1947 (as reported)",
        "The essay: 「渡し船」 (a boat that takes people over)",
    ]
    assert worded(second, words.speaking("ja"), "ferry.w01")[1:4] == [
        '発言："a vessel for hire"（賃貸の船）',
        "町役場、川町、1947年8月（報道による）",
        "本文：「渡し船」（人を渡す船）",
    ]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("1947", "correct"),
        ("15 September 1947", "correct"),
        ("September 15th, 1947", "correct"),
        ("Sept 1947", "unsure"),
        ("in Sep 1947", "correct"),
        ("1947-09-15", "correct"),
        ("1947/9/15", "correct"),
        ("1947年9月15日", "correct"),
        ("昭和22年9月", "correct"),
        ("16 September 1947", "unsure"),
        ("1947年10月", "unsure"),
    ],
)
def test_a_fuller_date_answers_a_question_for_the_year(
    second: Course, answer: str, verdict: str
) -> None:
    language = "ja" if "年" in answer else "en"
    assert judge(second.questions["ferry.q02"], Given(text=answer), language).verdict == verdict


def test_the_answer_to_a_year_is_told_as_a_year(second: Course, words: Words) -> None:
    wording = QuestionWording(words, lambda _: ())
    assert wording.answer(second.questions["ferry.q02"]) == "1947"


@pytest.mark.parametrize("answer", ["take the ferry", "to catch a ferry", "go by ferry"])
def test_a_phrase_may_be_said_in_each_way_that_its_patterns_stand_for(
    second: Course, answer: str
) -> None:
    question = second.questions["ferry.v02"]
    assert isinstance(question, Typed)
    assert question.prompt["en"] == "What is 「渡し船に乗る」 in English?"
    assert judge(question, Given(text=answer), "ja").verdict == "correct"
    assert judge(question, Given(text="cross a bridge"), "ja").confusion == 0


def test_two_cards_may_lie_under_one_claim(second: Course, words: Words) -> None:
    question = second.questions["ferry.a01"]
    shown = arrange(question, "a session")
    letters = [LETTERS[shown.index(claim)] for claim in (0, 1, 0)]
    given = read_answer(question, shown, "1{} 2{} 3{}".format(*letters), "en")
    assert given == Given(chosen=(0, 1, 0))
    assert judge(question, given, "en").verdict == "correct"
    assert judge(question, Given(chosen=(0, 0, 0)), "en").verdict == "wrong"
    assert read_answer(question, shown, "1a 2c 3a", "en") is None
    assert read_answer(question, shown, "1a 2b", "en") is None
    told = QuestionWording(words, lambda _: shown).given(question, given)
    assert told.count("= No boat leaves in a flood") == 2


@pytest.mark.thorough
async def test_cards_are_put_under_claims_by_keys_in_the_app(
    second: Course, store: Store, clock: Clock, words: Words
) -> None:
    store.set("aim", "text")
    app = TaiwaApp(Study(second, store, clock, random.Random(7), words), words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = app.study.practice(["ferry.a01"])
        app.converse(session)
        await pilot.pause()
        shown = session.arrangement("ferry.a01")
        first, second_ = (LETTERS[shown.index(claim)] for claim in (0, 1))
        await pilot.press(first, first, first, first, "backspace", second_, "enter")
        await pilot.pause()
        (wrong,) = (r for r in store.records(session.id) if r.verdict)
        assert (wrong.verdict, wrong.given) == ("wrong", Given(chosen=(0, 0, 1)))
        await pilot.press("space")
        await pilot.pause()
        await pilot.press(first, second_, first, "enter")
        await pilot.pause()
        assert store.records(session.id)[-1].verdict == "correct"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_lesson_in_line_mode_shows_titles_cards_and_quotations(
    second: Course, store: Store, clock: Clock, words: Words, language: str
) -> None:
    words.language = language
    study = Study(second, store, clock, random.Random(7), words)
    session, told = study.lesson(second.sections[0]), io.StringIO()

    def answer(prompt: str) -> str:
        question = session.question
        if question is None:
            return ""
        return typed_line(question, session.arrangement(question.id), language)

    Plain(study, words, answer, told, 80).converse(session)
    assert session.finished
    asked = {"ja": 8, "en": 9}[language]  # one of them is to be answered in English
    assert store.sessions()[0].correct == store.sessions()[0].questions == asked
    shown = {
        "ja": ("船で足りる", "＿＿＿＿", "発言：", "根拠"),
        "en": ("A ferry is enough", "supports"),
    }
    assert all(text in told.getvalue() for text in shown[language])


def test_an_export_to_moodle_has_the_questions_that_are_made(second: Course, words: Words) -> None:
    written = gift(second, words)
    assert "ferry.a02" in written
    assert 'Said\\: "a vessel for hire"\\n' in written
    assert "=There was a flood in 1947 -> No boat leaves in a flood" in written


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    card: {ja: 1947年",
            "    cart: {ja: 1947年",
            "unknown key 'cart'; did you mean 'card'?",
        ),
        ("level: evaluate", "level: evaluated", "'level' can't be 'evaluated'"),
        (
            "    plain: {ja: 船があれば、川を渡れます。, en: A boat takes you over.}\n",
            "",
            "'plain' is missing",
        ),
        (
            "    plain_note: {ja: 船は二つありました。, en: There were two boats.}\n",
            "",
            "'plain_note' is missing",
        ),
        ('date: "1947-09-15"', 'date: "1948-09-15"', "'1948-09-15' is not in 1947"),
        (
            'date: "1947-09-15"',
            "date: soon",
            "'soon' is not a date: write 2019, 2019-12 or 2019-12-04",
        ),
        ('date: "1947-09-15"', 'date: "1947-19-15"', "'1947-19-15' is not a date"),
        (
            "from: ferry.flood",
            "from: ferry.flod",
            "no card here has the id 'ferry.flod'; did you mean",
        ),
        (
            "relation: follows",
            "relation: folows",
            "'relation' can't be 'folows'; did you mean 'follows'?",
        ),
        (
            "from: ferry.bridge\n      relation: follows\n      to: ferry.stopped",
            "from: ferry.boat\n      relation: follows\n      to: ferry.flood",
            "the links go in a circle: ferry.flood > ferry.stopped > ferry.boat > ferry.flood",
        ),
        (
            "claims: [ferry.stopped, ferry.bridge]",
            "claims: [ferry.boat, ferry.bridge]",
            "it must bear out exactly one",
        ),
        ("missing: ferry.stopped", "missing: ferry.boat", "'ferry.boat' does not fit the gap"),
        ("missing: ferry.stopped", "missing: ferry.boat", "'ferry.stopped' fits the gap as well"),
        (
            "      from: ferry.stopped\n      to",
            "      from: ferry.flood\n      to",
            "no link goes from 'ferry.flood'",
        ),
        ("[to |][take", "[to [take", "is not a pattern"),
        ("[take|catch]", "[a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p]", "more than 60 forms"),
        (
            "[渡し船は朝だけ動きます。, 渡し船で通っています。]",
            "[]",
            "'ja' needs at least one entry",
        ),
        ("text: a vessel for hire", "text: " + "a vessel for hire " * 7, "at most 24 words"),
        ("gloss: {ja: 賃貸の船}", "gloss: {en: a boat}", "the key 'ja' is missing"),
        ("points: [1]}\n      en", "points: [3]}\n      en", "the points are numbered 1 to 2"),
        ("fit: fits", "fit: weak", "exactly one line must fit"),
        ("speaker: aoi", "speaker: aio", "did you mean 'aoi'?"),
        ("see: ferry.stopped", "see: ferry.stoped", "no step has the id 'ferry.stoped'"),
        ("id: t02", "id: t01", "the id 't01' is here twice"),
        ("ferry.q09:", "ferry.q01:", "the id 'ferry.q01' is taken in ferry.yaml"),
        ("2026-03-01:", "2026-13-01:", "'2026-13-01' is not a date"),
        ("[ferry.v02]\n", "[ferry.v03]\n", "no question has the id 'ferry.v03'"),
    ],
)
def test_what_does_not_hold_together_is_told(edit: Edit, old: str, new: str, told: str) -> None:
    found = edit("ferry.yaml", old, new)
    assert any(told in problem for problem in found), found
    assert all(problem.startswith("ferry.yaml:") and ":1:1:" not in problem for problem in found)


def test_a_prompt_for_the_drills_is_asked_for(edit: Edit) -> None:
    found = edit("glossary.yaml", "to-en:", "to-fr:")
    told = "the drills of glossary.yaml need a prompt 'to-en'"
    assert any(problem.endswith(told) for problem in found)


def test_the_whole_texts_map_is_read_as_strictly(edit: Edit) -> None:
    assert "step has the id" in edit("essay-map.yaml", "step: ferry.flood", "step: ferry.flod")[0]
    found = edit(
        "essay-map.yaml", "from: map.flood\n      relation", "from: map.build\n      relation"
    )
    assert any("'map.flood' is in no link" in problem for problem in found)


def test_the_new_keys_are_unknown_to_format_1(edit: Edit) -> None:
    found = edit("ferry.yaml", "format: 2", "format: 1")
    assert any("unknown key 'argument'" in problem for problem in found)


def retire(folder: Path, name: str) -> None:
    """Gives a question of the sample up."""
    file = folder / "ferry.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index(f"  - id: {name}\n")
    end = text.index("  - id: ", start + 1)
    text = text[:start] + text[end:]
    text = text.replace(f"then: [{name}]", "then: [ferry.v02]")
    file.write_text(f"{text}  {name}: nobody needs it\n", encoding="utf-8")


def checked(folder: Path) -> list[str]:
    course, places = load_with_places(folder)
    found = check_course(
        course, places, folder, lambda *_: "correct", Shortlist, lambda *_: lambda _: ()
    )
    return [problem.message for problem in found if problem.about == "ferry.q02"]


def test_an_id_is_given_up_on_purpose_and_never_used_anew(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "course")
    lock = folder / LOCK
    lock.write_text("\n".join(lock_lines(load_course(folder))), encoding="utf-8")
    retire(folder, "ferry.q02")
    assert checked(folder) == []
    lock.write_text("\n".join(lock_lines(load_course(folder))), encoding="utf-8")
    text = (folder / "ferry.yaml").read_text(encoding="utf-8")
    forgotten = text.replace("  ferry.q02: nobody needs it\n", "")
    (folder / "ferry.yaml").write_text(forgotten, encoding="utf-8")
    assert ID_GONE in checked(folder)
    reused = forgotten.replace("ferry.q01", "ferry.q02")
    (folder / "ferry.yaml").write_text(reused, encoding="utf-8")
    assert ID_BACK in checked(folder)


def test_answers_to_a_question_given_up_stay_in_the_record(
    tmp_path: Path, store: Store, clock: Clock, words: Words
) -> None:
    study = Study(load_course(SECOND), store, clock, random.Random(7), words)
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(0,)))
    while session.question is None or session.question.id != "ferry.q02":
        session.reveal() if session.question and session.can(Reveal) else session.proceed()
    session.say("1947")
    kept, memories = store.records(session.id), store.memories()

    folder = shutil.copytree(SECOND, tmp_path / "course")
    retire(folder, "ferry.q02")
    later = Study(load_course(folder), store, clock, random.Random(7), words)
    resumed = later.resume(session.id)
    assert store.records(session.id) == kept
    assert store.memories() == memories
    assert "ferry.q02" in memories
    before, after = (each.progress.standings()[0].counts for each in (study, later))
    assert after.seen == before.seen - 1
    assert ",ferry.q02," in answers_csv(later, words)
    assert ",1947," in answers_csv(later, words)
    assert "ferry.q02" not in {turn.item for turn in resumed.state.plan.turns}


def answer_all(study: Study, section: str, items: int) -> None:
    """Answers so many questions of a section right, as typed, whatever aim they serve."""
    session = study.practice(study.course.by_id[section].ids["question"][:items])
    for _ in range(items):
        assert session.question
        session.say(typed_line(session.question, session.arrangement(session.question.id), "en"))
        session.proceed()


@pytest.mark.thorough
def test_a_record_of_the_first_edition_opens_with_nothing_lost_and_as_much_mastered(
    course: Course, store: Store, clock: Clock, words: Words
) -> None:
    first = Study(load_course(FIRST_EDITION), store, clock, random.Random(7), words)
    answer_all(first, "section-2", 24)
    answer_all(first, "section-4", 6)
    before = [standing.mastery for standing in first.progress.standings()]
    kept, log = store.memories(), list(store.log())
    assert {"section-2.q06", "section-2.q14", "section-2.q18", "section-2.q21"} <= set(kept)

    clock.now += timedelta(minutes=1)
    second = Study(course, store, clock, random.Random(7), words)
    after = [standing.mastery for standing in second.progress.standings()]
    assert (store.memories(), list(store.log())) == (kept, log)
    assert before[2] > 0.99
    assert after[2] == pytest.approx(before[2], abs=1e-3)
    assert before[4] <= after[4] <= before[4] * 1.4, "what was given up unanswered is not missed"
    assert [share for number, share in enumerate(after) if number not in (2, 4)] == [0] * 6

    choices = [item for item in kept if isinstance(course.questions.get(item), Choice)]
    changed = [
        i for i in choices if course.questions[i].revision > first.course.questions[i].revision
    ]
    assert len(changed) > 10
    assert answers_csv(second, words).count(EARLIER) >= len(changed), "of no option of now"
    for row in store.sessions():
        assert EARLIER in conversation_markdown(second.resume(row.id), words)

    session = second.practice(["section-2.q25"])
    session.reveal()
    assert 0.9 < second.progress.standings()[2].mastery < after[2] + 0.01


def test_who_begins_with_questions_that_were_added_has_them_all_to_master(
    tmp_path: Path, store: Store, clock: Clock, words: Words
) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "course")
    file = folder / "ferry.yaml"
    text = file.read_text(encoding="utf-8")
    shares = []
    for day in ("2026-04-01", "2026-04-02"):
        added = f"  {day}: [ferry.v01, ferry.v02, ferry.w01]\n"
        assert ADDED in text
        file.write_text(text.replace(ADDED, added), encoding="utf-8")
        study = Study(load_course(folder), store, clock, random.Random(7), words)
        if not shares:
            study.practice(["ferry.q02"]).say("1947")
        shares.append(study.progress.standings()[0].mastery)
    assert shares == pytest.approx([1 / 9, 1 / 6], rel=0.01)


def test_a_question_made_of_the_argument_is_a_choice_like_any(second: Course) -> None:
    question = second.questions["ferry.a02"]
    assert isinstance(question, Choice)
    assert [bool(option.why) for option in question.options] == [False, True]

"""What the tutor is not sure of: it asks, and the learner's yes or no settles it.

The graders here are doubles: an answer with "perhaps" or 「たぶん」 in it may be what was meant,
and one with "joins" or 「結」 may have made the first point of an explanation.
"""

import io
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from taiwa.cli.plain import Plain
from taiwa.dialogue.events import Ask, Confirmed, Given, Judged
from taiwa.dialogue.state import Phase
from taiwa.record.log import AnswerDetail, ConfirmDetail
from taiwa.record.memory import HARD
from taiwa.record.sessions import settled
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.replay import retold
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tutor import explaining, grading
from taiwa.tutor.explaining import KeyPoint, Marks
from taiwa.tutor.grade.attempts import Setting
from taiwa.tutor.grading import Grade
from taiwa.words.catalogs import Words
from taiwa.words.wording import Wording
from tests.test_app import conversation, seen, until
from tests.test_hands import settle, write
from tests.test_plain import GOLDEN

TYPED, EXPLAINED = "rivers.q02", "bridges.q04"


@pytest.fixture(autouse=True)
def graders(monkeypatch: pytest.MonkeyPatch) -> None:
    surely = grading.grade_typed

    def grade_typed(answer: str, accepted: Sequence[str], language: str, setting: Setting) -> Grade:
        if any(word in answer for word in ("perhaps", "たぶん")):
            return Grade("unsure", accepted[0])
        return surely(answer, accepted, language, setting)

    def read_explanation(answer: str, points: Sequence[KeyPoint], language: str) -> Marks:
        joins = any(word in answer for word in ("joins", "結"))
        crosses = any(word in answer for word in ("cross", "渡"))
        return Marks((1,) if crosses else (), (0,) if joins else ())

    monkeypatch.setattr(grading, "grade_typed", grade_typed)
    monkeypatch.setattr(explaining, "read_explanation", read_explanation)


def outcome(store: Store, session: Session) -> str:
    return settled(store.records(session.id))[-1].outcome


def holds(session: Session) -> None:
    """Check that the log gives the session back as it stands."""
    records = session.journal.store.records(session.id)
    assert retold(session.course, records) == (session.state, session.transcript)


def test_a_yes_counts_as_right_with_its_own_mark_and_is_rated_hard(study: Study) -> None:
    session = study.practice([TYPED])
    session.say("perhaps a river")
    answer = study.store.records(session.id)[-1]
    assert (answer.verdict, answer.outcome) == ("unsure", "wrong")
    before = study.store.memories()[TYPED][1]
    session.say("ｙ")
    told = study.store.records(session.id)[-1]
    assert (told.kind, told.outcome) == ("confirmed", "confirmed")
    (entry,) = settled(study.store.records(session.id))
    assert (entry.outcome, entry.raw, entry.overridden) == ("confirmed", "unsure", False)
    assert study.store.memories()[TYPED][1].stability > before.stability
    assert [row.correct for row in study.store.sessions()] == [1]
    holds(session)


def test_a_yes_weighs_as_much_as_a_right_answer_after_a_hint(study: Study) -> None:
    yes = study.practice([TYPED])
    yes.say("perhaps")
    yes.confirm(True)
    stability = study.store.memories()[TYPED][1].stability
    assert stability == study.store.model().first(HARD)[0]


@pytest.mark.parametrize("word", ["n", "２", "いいえ", "No."])
def test_a_no_is_a_miss_that_comes_back(study: Study, word: str) -> None:
    session = study.practice([TYPED])
    session.say("perhaps")
    (event,) = session.say(word).events
    assert isinstance(event, Confirmed)
    assert (event.yes, event.returns) == (False, True)
    assert outcome(study.store, session) == "wrong"
    assert study.progress.missed_today() == [TYPED]


def test_going_on_without_a_word_counts_as_a_no(study: Study) -> None:
    session = study.practice([TYPED])
    session.say("perhaps")
    assert "y for yes" in (session.say("who knows").notice or "")
    session.say("")
    assert session.question is not None
    assert outcome(study.store, session) == "wrong"


def test_undo_takes_the_yes_back_and_then_the_answer(study: Study) -> None:
    session = study.practice([TYPED])
    session.say("perhaps")
    open_ = session.state
    session.say("y")
    session.say("/undo")
    assert session.state == open_
    assert outcome(study.store, session) == "wrong"
    holds(session)
    session.say("/undo")
    assert session.state.phase is Phase.ASKING
    assert settled(study.store.records(session.id)) == []


def test_i_was_right_is_a_yes(study: Study) -> None:
    session = study.practice([TYPED])
    session.say("perhaps")
    session.say("/right")
    assert outcome(study.store, session) == "confirmed"


def test_a_foreseen_mistake_is_told_and_not_asked_about(study: Study) -> None:
    session = study.practice(["rivers.q03"])
    session.say("perhaps")
    assert session.state.doubt is not None
    session = study.practice(["rivers.q03"])
    session.say("1974")
    assert session.state.doubt is None


def test_a_point_half_seen_is_asked_for_and_may_make_the_answer_whole(study: Study) -> None:
    session = study.practice([EXPLAINED])
    session.say("It joins, and people cross.")
    assert session.state.doubt is not None
    session.say("yes")
    judged = session.transcript[-1]
    assert isinstance(judged, Judged)
    assert (judged.judgement.points, judged.judgement.asked) == ((0, 1), ())
    (entry,) = settled(study.store.records(session.id))
    assert (entry.outcome, entry.raw) == ("confirmed", "close")
    assert entry.given.text == "It joins, and people cross."
    holds(session)


def test_a_point_denied_leaves_the_second_try(study: Study) -> None:
    session = study.practice([EXPLAINED])
    session.say("It joins.")
    session.say("no")
    assert session.state.phase is Phase.RETRYING
    session.say("People cross.")
    assert outcome(study.store, session) == "close"
    holds(session)


def test_a_doubt_that_was_left_open_is_still_open_after_the_second_try(study: Study) -> None:
    session = study.practice([EXPLAINED])
    session.say("It joins.")
    session.say("People cross.")
    assert session.state.phase is Phase.TOLD
    session.say("y")
    assert outcome(study.store, session) == "confirmed"
    session.say("/undo")
    assert outcome(study.store, session) == "close"
    holds(session)


def test_an_exam_asks_with_its_result_and_not_in_between(study: Study, words: Words) -> None:
    session = study.exam(study.course.sections)
    while session.question is not None:
        typed = session.question.id in (TYPED, EXPLAINED)
        text = "perhaps it joins" if typed else None
        session.give(Given(text) if text else Given(chosen=(0,)))
        assert session.finished or session.state.doubt is None
    asked = Wording(study.course, words, session.arrangement).messages(session.transcript[-1])
    assert [para.text for para in asked[0].paras][:2] == [
        "What is 川 in English?",
        "You: perhaps it joins",
    ]
    session.say("y")
    session.say("n")
    assert session.state.doubt is None
    outcomes = {entry.item: entry for entry in settled(study.store.records(session.id))}
    assert outcomes[TYPED].outcome == "confirmed"
    assert outcomes[EXPLAINED].outcome == "wrong"
    holds(session)
    session.say("/undo")
    session.say("/undo")
    assert session.state.doubt is not None
    assert session.state.doubt.item == TYPED
    study.store.rebuild()
    assert study.store.memories()[TYPED][1].lapses == 1


def test_what_derives_is_the_same_when_made_anew(study: Study) -> None:
    session = study.practice([TYPED, EXPLAINED])
    for line in ("perhaps", "y", "/undo", "y", "", "It joins.", "n", "People cross.", "/covered 1"):
        session.say(line)
    told = (study.store.memories(), study.store.tallies(), study.store.sessions())
    study.store.rebuild()
    assert (study.store.memories(), study.store.tallies(), study.store.sessions()) == told


def test_what_was_asked_about_a_point_that_is_gone_is_left_out(study: Study) -> None:
    session = study.practice([EXPLAINED])
    session.say("It joins.")
    session.say("n")
    start, gave, denied = session.journal.store.records(session.id)
    assert isinstance(gave.detail, AnswerDetail)
    assert isinstance(denied.detail, ConfirmDetail)
    judgement = replace(gave.detail.judgement, asked=(4,))
    gave = replace(gave, detail=replace(gave.detail, judgement=judgement))
    confirm = replace(denied.detail.confirm, point=4)
    denied = replace(denied, detail=replace(denied.detail, confirm=confirm))
    state, _ = retold(study.course, [start, gave, denied])
    assert (state.phase, state.doubt) == (Phase.RETRYING, None)


def test_a_reply_says_that_it_is_only_the_nearest(study: Study, words: Words) -> None:
    session = study.talk()
    step = study.course.sections[0].lesson[0].id
    asked = session._move(Ask("what of it?", replies=(step,), certainty="nearest"))
    told = Wording(study.course, words, session.arrangement).messages(asked[0])[1]
    assert told.paras[0].text == "The text does not put it just so. Nearest:"
    holds(session)


TALKS = {
    "en": ["perhaps", "well", "y", "/undo", "n", "", "It joins, perhaps.", "y", "cross", "", ""],
    "ja": ["たぶん", "はい", "", "岸を結ぶ", "いいえ", "人が渡る", "", "", "/やめる"],
}


def talk(language: str, study: Study, words: Words) -> str:
    """A typed question and an explanation in line mode."""
    words.language = language
    out, script = io.StringIO(), iter(TALKS[language])

    def read(prompt: str) -> str | None:
        line = next(script, None)
        out.write(f"> {line}\n" if line is not None else "")
        return line

    Plain(study, words, read, out, 72).run(lambda study: study.practice([TYPED, EXPLAINED]))
    return out.getvalue()


@pytest.mark.parametrize("language", TALKS)
def test_line_mode_asks_and_takes_a_yes_or_no(study: Study, words: Words, language: str) -> None:
    told = talk(language, study, words)
    assert told == (GOLDEN / f"doubts-{language}.txt").read_text(encoding="utf-8")


def test_line_mode_asks_after_an_exam_until_each_is_settled(study: Study, words: Words) -> None:
    out, script = io.StringIO(), iter(["y", "n", "y", "n", "/quit"])

    def read(prompt: str) -> str | None:
        """Answer whatever can be typed, leave the rest open; then say yes and no in turn."""
        told = out.getvalue()
        if "right at the first try" in told:
            return next(script)
        if "Left open" in told:
            return "y" if "Still open" in told else "/end"
        return "/skip" if told.rstrip().endswith("form asked for.") else "perhaps it joins"

    Plain(study, words, read, out, 72).run(lambda study: study.exam(study.course.sections))
    told = out.getvalue()
    assert told.count("Is that what you meant?") == 3  # a word, a gap and a year are typed
    assert told.count("Did you say this?") == 1
    assert told.count("right at the first try") == 2


@pytest.mark.slow
@pytest.mark.parametrize("key", ["y", "1"])
async def test_one_key_settles_it_on_the_screen(study: Study, words: Words, key: str) -> None:
    app = TaiwaApp(study, words, study.practice([TYPED]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"perhaps", "enter")
        assert "The answer is river. Is that what you meant?" in seen(app)
        await pilot.press("f2")
        assert "答えは「river」です。" in seen(app)
        await pilot.press("f2", key)
        assert "✓ Right, as you confirmed" in seen(app)
        assert "Is that what you meant?" not in seen(app)
        await pilot.press("f7")
        assert "Is that what you meant?" in seen(app)
        await pilot.press("n")
        assert "✗ your answer  perhaps" in seen(app)
        assert "✓ right answer  river" in seen(app)
        assert app.screen.query_one(Input).value == ""


@pytest.mark.slow
async def test_other_keys_write_to_the_tutor_meanwhile(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, study.practice([TYPED]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"perhaps", "enter")
        await pilot.press("question_mark", *"why yes", "enter")
        assert isinstance(app.screen, Conversation)
        assert app.screen.session.state.doubt is not None
        assert app.screen.query_one("#say", Input).value == ""
        await pilot.press("x", "y")
        assert app.screen.query_one("#say", Input).value == "xy"


@pytest.mark.slow
async def test_a_yes_before_the_question_was_shown_settles_nothing(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice([TYPED]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"perhaps")
        write(app, "\ry")
        await settle(pilot)
        assert isinstance(app.screen, Conversation)
        assert app.screen.session.state.doubt is not None


@pytest.mark.slow
async def test_the_points_of_an_explanation_are_settled_where_they_stand(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice([EXPLAINED]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"It joins, I say", "enter")
        await pilot.press(*"That is all", "enter")
        await pilot.pause()
        assert "~ So far 0 of 2 points" in seen(app)
        assert "1 to settle" in seen(app)
        assert "Did you say this?" in seen(app)
        assert "what is not settled counts as not said" in seen(app)
        await pilot.press("1")
        await pilot.pause()
        assert "~ Nearly: 1 of 2 points" in seen(app)
        assert 'you: "It joins", and your yes' in seen(app)
        assert "to settle" not in seen(app)
        assert "Did you say this?" not in seen(app)
        await pilot.press("f6")
        await pilot.pause()
        assert "✓ Right: 2 of 2 points" in seen(app)
        assert "missing" not in seen(app)


def handed_in(study: Study) -> Session:
    """An exam that is over, with a word and a point of an explanation in doubt."""
    session = study.exam(study.course.sections)
    while session.question is not None:
        typed = session.question.id in (TYPED, EXPLAINED)
        session.give(Given("perhaps it joins") if typed else Given(chosen=(0,)))
    return session


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (40, 10), (120, 40)])
async def test_what_an_exam_asks_stands_before_its_result_with_its_keys(
    study: Study, words: Words, size: tuple[int, int]
) -> None:
    app = TaiwaApp(study, words, handed_in(study))
    async with app.run_test(size=size) as pilot:
        shown = await until(pilot, " 1  yes")
        assert "The answer is river." in shown
        assert "2 to settle" in shown or size == (40, 10)
        assert "1 2 Yes, no" in shown
        assert "passed" not in shown
        await pilot.press("y")
        shown = await until(pilot, "Did you say this?")
        assert " 1  yes" in shown
        await pilot.press("f7")
        await until(pilot, "you typed")
        await pilot.press("y", "n")
        assert "to settle" not in await until(pilot, "passed")


@pytest.mark.slow
async def test_space_leaves_what_an_exam_asks_as_it_was_judged(study: Study, words: Words) -> None:
    exam = handed_in(study)
    app = TaiwaApp(study, words, exam)
    async with app.run_test(size=(80, 30)) as pilot:
        assert "Space Next" in await until(pilot, "Is that what you meant?")
        await pilot.press("space")
        assert "what is not settled counts as not said" in await until(pilot, "Did you say this?")
        await pilot.press("space")
        await until(pilot, "passed")
    outcomes = dict(exam.state.outcomes)
    assert (outcomes[TYPED], outcomes[EXPLAINED]) == ("wrong", "wrong")
    holds(exam)


@pytest.mark.slow
@pytest.mark.parametrize("settles", [[], ["y", "y"]])
async def test_t_opens_the_tutor_where_no_text_is_awaited(
    study: Study, words: Words, settles: list[str]
) -> None:
    app = TaiwaApp(study, words, handed_in(study))
    async with app.run_test(size=(100, 30)) as pilot:
        for key in settles:
            await until(pilot, " 1  yes")
            await pilot.press(key)
        assert "t Ask" in await until(pilot, "passed" if settles else "Is that what you meant?")
        await pilot.press(*"?at")
        assert "> ?at" in seen(app)
        await pilot.press("ctrl+u", "t")
        await until(pilot, "Ask the tutor")


@pytest.mark.slow
async def test_the_row_with_the_keys_is_in_view_on_a_small_screen(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice([EXPLAINED]))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(*"It joins", "enter")
        await pilot.pause()
        assert "Did you say this?" in seen(app)
        await pilot.press(*"More", "enter")
        await pilot.pause()
        assert "Did you say this?" in seen(app)


MISSING, NUDGE = "It joins the banks", "Not said yet. See:"


def _next(script: Iterator[str], _prompt: str) -> str | None:
    return next(script, None)


def test_before_the_second_try_a_missing_point_is_named_by_a_nudge(
    study: Study, words: Words
) -> None:
    """Once that is given, or left, the points stand in full."""
    for then in ("/reveal", "More of that"):
        told, script = io.StringIO(), iter(["they cross", then, ""])
        line_mode = Plain(study, words, partial(_next, script), told, 72)
        line_mode.run(lambda study: study.practice([EXPLAINED]))
        first, second = " ".join(told.getvalue().split()).split("A second try costs nothing.")
        assert "~ Nearly: 1 of 2 points" in first
        assert "✓ 2. It lets people cross" in first
        assert f"- 1. {NUDGE}" in first
        assert MISSING not in first
        assert f"- 1. {MISSING}" in second
        assert NUDGE not in second


@pytest.mark.slow
async def test_the_card_before_the_second_try_holds_no_missing_point(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice([EXPLAINED]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"They cross", "enter")
        assert "It lets people cross" in await until(pilot, NUDGE)
        assert MISSING not in seen(app)
        await pilot.press("f5")
        assert NUDGE not in await until(pilot, MISSING)


@pytest.mark.slow
async def test_a_gap_holds_no_tick_before_its_answer_is_settled(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, study.practice(["bridges.q01"]))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"perhaps", "enter")
        assert "✓" not in await until(pilot, "? banks")
        await pilot.press("y")
        await until(pilot, "✓ banks")


@pytest.mark.slow
async def test_what_is_asked_stays_in_view_though_more_was_said_at_once(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice([EXPLAINED]))
    async with app.run_test(size=(60, 12)) as pilot:
        await until(pilot, "of 1")
        for text in ("It joins " + "what is on both sides of it and far from it. " * 6, "It joins"):
            conversation(app).say(text)
        await until(pilot, "Did you say this?")
        await settle(pilot)
        assert "Did you say this?" in seen(app)

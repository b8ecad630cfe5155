"""Readings above words, both languages at once, and terms that open at a press."""

import unicodedata
from datetime import timedelta

import pytest
from textual import events
from textual.pilot import Pilot

from taiwa.cli.learning import _spare_input_method
from taiwa.course.course import Course
from taiwa.course.glossary import Mentions, with_reading
from taiwa.study.desk import Study
from taiwa.study.view import View
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.home import Home
from taiwa.tui.welcome import Welcome
from taiwa.tui.widgets.options import Answering
from taiwa.tui.windows import EntryWindow
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.test_app import seen, until


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


@pytest.mark.parametrize(
    ("name", "reading", "marked"),
    [
        ("全会一致", "ぜんかいいっち", "{全会一致|ぜんかいいっち}"),
        ("静的な路線", "せいてきなろせん", "{静的|せいてき}な{路線|ろせん}"),
        ("インド太平洋", "いんどたいへいよう", "インド{太平洋|たいへいよう}"),
        ("棚上げ", "たなあげ", "{棚上|たなあ}げ"),
        ("女性・平和", "じょせいへいわ", "{女性・平和|じょせいへいわ}"),
        ("子の心", "このこころ", "{子|こ}の{心|こころ}"),
        ("野の野", "のののの", "{野の野|のののの}"),  # two ways to cut it: told whole
        ("マクロン", "まくろん", "マクロン"),
    ],
)
def test_a_reading_stands_above_the_kanji_only(name: str, reading: str, marked: str) -> None:
    assert with_reading(name, reading) == marked


def test_terms_are_found_by_any_name_and_as_whole_words(course: Course) -> None:
    mentions = Mentions(course.glossary)

    def named(text: str) -> list[str]:
        return [text[start:end] for start, end, _ in mentions.find(text)]

    assert named("連絡事務所とNATO") == ["連絡事務所", "NATO"]
    assert named("Liaison offices of NATO's") == ["Liaison office", "NATO"]
    assert named("NATOPS, ISAAC") == []


def test_readings_are_marked_once_and_never_twice_over(course: Course) -> None:
    read = Mentions(course.glossary).read
    assert read("全会一致と全会一致") == "{全会一致|ぜんかいいっち}と全会一致"
    assert read("{全会一致|ぜんかいいっち}") == "{全会一致|ぜんかいいっち}"
    assert read("全会一致（ぜんかいいっち）") == "全会一致（ぜんかいいっち）"


def answer(study: Study, item: str, text: str) -> None:
    session = study.practice([item])
    session.say(text)


def test_readings_go_once_a_word_is_known_and_come_back_when_it_fades(
    study: Study, clock: Clock
) -> None:
    view = View(study)
    view.look(None)
    assert view.shows("川")
    answer(study, "river.reading", "かわ")
    assert view.look(None)
    assert not view.shows("川")
    assert view.shows("橋")
    clock.now += timedelta(days=60)
    view.look(None)
    assert view.shows("川")
    view.turn_furigana("off")
    assert not view.shows("橋")


def test_a_word_answered_wrongly_is_not_known(study: Study) -> None:
    view = View(study)
    answer(study, "river.reading", "はし")
    view.look(None)
    assert view.shows("川")


def test_a_reading_that_is_asked_for_is_hidden_everywhere(study: Study) -> None:
    view = View(study)
    view.turn_furigana("すべて")
    view.look(study.course.questions["river.reading"])
    assert not view.shows("川")
    assert view.shows("橋")
    view.look(study.course.questions["river.to-en"])
    assert view.shows("川")


@pytest.mark.slow
async def test_one_key_turns_readings_above_the_line(app: TaiwaApp, study: Study) -> None:
    app.words.language = "ja"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        assert "かわ" in seen(app)
        base = next(line for line in seen(app).split("\n") if "川が人と物" in line or "川" in line)
        assert base
        await pilot.press("f8", "f8")
        await pilot.pause()
        assert app.view.furigana == "off"
        assert "かわ" not in seen(app)


@pytest.mark.slow
async def test_both_languages_stand_side_by_side_where_there_is_room(
    app: TaiwaApp, study: Study
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        app.converse(study.lesson(study.course.sections[0]))
        await pilot.pause()
        await pilot.press("space", "f4", "f4", "f9")
        await pilot.pause()
        lines = seen(app).split("\n")
        assert any("There was" in line and "1947年に" in line for line in lines)
        await pilot.resize_terminal(60, 24)
        lines = (await until(pilot, "Section 1, paragraph 2; the public record")).split("\n")
        assert any("Section 1" in line and "第1節" not in line for line in lines)


@pytest.mark.slow
async def test_a_pressed_term_opens_in_both_languages(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        lines = seen(app).split("\n")
        row, line = next((i, line) for i, line in enumerate(lines) if "Rivers raise" in line)
        await pilot.click(offset=(line.index("Rivers"), row))
        await pilot.pause()
        assert isinstance(app.screen, EntryWindow)
        assert "川（かわ）" in seen(app)
        await pilot.press("f2", "escape")
        assert isinstance(app.screen, Conversation)


@pytest.mark.slow
async def test_a_term_that_is_asked_about_stays_closed(app: TaiwaApp, study: Study) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.converse(study.practice(["river.to-ja"]))
        await pilot.pause()
        app.look_up("river")
        await until(pilot, "The question is about this term")
        assert isinstance(app.screen, Conversation)


async def typed(pilot: Pilot[None], character: str) -> None:
    """A key as a terminal sends it: the pilot names punctuation but gives no character."""
    name = unicodedata.name(character).lower().replace(" ", "_")
    pilot.app.post_message(events.Key(name, character))
    await pilot.pause()


@pytest.mark.slow
async def test_full_width_keys_are_commands_too(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ｇ")
        await pilot.pause()
        assert not isinstance(app.screen, Home)
        await pilot.press("escape", "enter", "space")
        await pilot.pause()
        assert app.screen.query_one(Answering).display
        await typed(pilot, "？")
        await pilot.press("川")
        await pilot.pause()
        assert app.screen.query_one("#say").value == "？川"


@pytest.mark.slow
async def test_a_full_width_space_marks_an_option(app: TaiwaApp, study: Study) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = study.practice(["rivers.q05"])
        app.converse(session)
        await pilot.pause()
        await pilot.press("down")
        await typed(pilot, "\u3000")
        await pilot.pause()
        assert session.draft.marks == session.arrangement("rivers.q05")[:1]


@pytest.mark.slow
async def test_what_an_input_method_composes_is_drawn_in_the_input_line(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        line = app.screen.query_one("#say")
        assert app.cursor_position == line.cursor_screen_offset
        assert line.region.contains_point(app.cursor_position)


@pytest.mark.slow
async def test_the_first_start_asks_for_language_and_aim(words: Words, study: Study) -> None:
    study.store._db.execute("DELETE FROM setting WHERE name = 'aim'")
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Welcome)
        await pilot.press("1")
        await pilot.pause()
        assert words.language == "ja"
        assert "英語を学ぶ" in seen(app)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert study.store.setting("aim") == "en"
        assert app.view.furigana == "off"
        assert all(not turn.item.endswith("reading") for turn in drilled(study))
    again = TaiwaApp(study, words)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, Home)


def drilled(study: Study) -> tuple:
    return study.vocabulary(study.course.sections).state.plan.turns


@pytest.mark.parametrize(
    ("environment", "set_to"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, "1"),
        ({"LC_TERMINAL": "iTerm2"}, "1"),
        ({"TERM_PROGRAM": "iTerm.app", "TMUX": "/tmp/tmux"}, None),
        ({"TERM_PROGRAM": "iTerm.app", "TEXTUAL_DISABLE_KITTY_KEY": "0"}, "0"),
        ({"TERM_PROGRAM": "ghostty"}, None),
    ],
)
def test_the_kitty_protocol_is_off_only_where_it_eats_japanese(
    environment: dict[str, str], set_to: str | None
) -> None:
    _spare_input_method(environment)
    assert environment.get("TEXTUAL_DISABLE_KITTY_KEY") == set_to


@pytest.mark.slow
async def test_find_finds_questions_and_lessons_by_kana(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("ctrl+p", *"かわ")
        shown = await until(pilot, "river  川")
        assert "question" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EntryWindow)


@pytest.mark.slow
async def test_lists_name_a_cloze_with_its_sentence(app: TaiwaApp) -> None:
    session = app.study.practice(["bridges.q01"])
    session.say("sky")
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("s", "2")
        await until(pilot, "Fill in the gap. A bridge joins two ＿＿＿＿.")
        await pilot.press("escape", "ctrl+p", *"joins tw")
        await until(pilot, "Fill in the gap. A bridge joins two ＿＿＿＿.")

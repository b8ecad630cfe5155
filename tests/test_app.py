"""The app as a learner drives it: every screen, by keyboard alone, in both languages."""

import re

import pytest
from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Input, Static

from taiwa.dialogue.events import Given
from taiwa.dialogue.state import Phase
from taiwa.errors import FULL, StoreError
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.find import Find
from taiwa.tui.glossary import Glossary
from taiwa.tui.guide import Guide
from taiwa.tui.home import Home
from taiwa.tui.scores import Scores
from taiwa.tui.start import StartMenu
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.rows import Rows
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words

pytestmark = pytest.mark.slow

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龯]")
OTHER = {"日本語", "English"}
"""The language that F2 turns to, by its own name."""
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = {"F1", "F2", "Enter", "Backspace", "Space", "Esc", "PgUp", "PgDn", "Ctrl", "NATO", "rivers"}


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


def seen(app: TaiwaApp) -> str:
    """All text on the current screen."""
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def until(pilot: Pilot[None], text: str) -> str:
    """Wait until something is on screen; what is there then."""
    for _ in range(100):
        await pilot.pause()
        if text in seen(pilot.app):
            break
    assert text in seen(pilot.app)
    return seen(pilot.app)


def conversation(app: TaiwaApp) -> Conversation:
    assert isinstance(app.screen, Conversation)
    return app.screen


async def into_first_question(pilot: Pilot[None]) -> None:
    await pilot.press("enter")
    await pilot.press("space")
    await pilot.pause()


@pytest.mark.parametrize("key", ["", "m", "ctrl+p"], ids=["home", "menu", "find"])
async def test_a_size_that_is_the_windows_no_longer_is_left(app: TaiwaApp, key: str) -> None:
    """As on a machine so busy that a window has another size before the first is drawn."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*filter(None, [key]))
        for size in (Size(200, 60), Size(80, 24)) * 3:
            app.screen.post_message(events.Resize(size, size))
            app.screen.call_later(lambda: None)  # between two sizes, which else become one
        await pilot.pause(0.3)
        drawn: list[Size] = []
        app.screen.screen_layout_refresh_signal.subscribe(
            app.screen, lambda screen: drawn.append(screen.size)
        )
        await pilot.pause(0.3)
        assert app.screen.size == (80, 24)
        assert len(drawn) < 5


async def test_full_width_digits_act_as_their_twins(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        place = conversation(app).session.arrangement("rivers.q01").index(0)
        await pilot.press("１２３"[place], "enter")
        await pilot.pause()
        assert "✓ Right" in seen(app)


async def test_arrows_and_enter_choose_too(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        place = conversation(app).session.arrangement("rivers.q01").index(0)
        await pilot.press(*["down"] * (place + 1), "enter")
        await pilot.pause()
        assert "✓ Right" in seen(app)


async def test_the_mouse_chooses_too(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        place = conversation(app).session.arrangement("rivers.q01").index(0)
        await pilot.click(Answering, offset=(6, place))
        await pilot.click(Answering, offset=(6, place))
        assert conversation(app).session.question is not None
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ Right" in seen(app)


async def test_typing_at_the_options_lands_in_the_input(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        await pilot.press("?", "w", "h", "y")
        assert app.screen.query_one("#say", Input).value == "?why"
        await pilot.press("enter")
        await pilot.pause()
        assert "That would give away the answer" in seen(app)
        assert conversation(app).session.state.phase is Phase.ASKING


async def test_what_was_marked_stays_marked_when_the_language_switches(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = app.study.quiz(app.study.course.sections[:1])
        app.converse(session)
        while session.question is None or session.question.id != "rivers.q05":
            await pilot.press("f4")
            await pilot.pause()
        await pilot.press("2", "1", "f2")
        await pilot.pause()
        shown = session.arrangement("rivers.q05")
        assert session.draft.marks == (shown[1], shown[0])
        await pilot.press("enter")
        await pilot.pause()
        record = app.study.store.records(session.id)[-1]
        assert record.given == Given(chosen=tuple(sorted(shown[:2])))


@pytest.mark.parametrize("screen", ["home", "conversation", "scores", "glossary", "guide", "start"])
async def test_no_screen_keeps_words_of_the_other_language(app: TaiwaApp, screen: str) -> None:
    keys = {
        "home": [],
        "conversation": ["enter", "space", "f3", "f5"],
        "scores": ["enter", "space", "f5", "escape", "s"],
        "glossary": ["g"],
        "guide": ["f1"],
        "start": ["down", "enter"],
    }[screen]
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        english = seen(app)
        if screen != "glossary":  # an entry is always shown in both languages
            assert not JAPANESE.search(english.replace("日本語", "")), english
        await pilot.press("f2")
        await pilot.pause()
        japanese = seen(app)
        assert JAPANESE.search(japanese)
        if screen != "glossary":
            words = set(LATIN_WORD.findall(japanese)) - set(LATIN_WORD.findall(" ".join(NAMES)))
            assert not {w for w in words if not w.isupper()} - {"hint", "esc", "taiwa"} - OTHER, (
                japanese
            )
        await pilot.press("f2")
        await pilot.pause()
        assert seen(app) == english


async def test_leaving_and_continuing_comes_back_to_the_spot(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f3")
        await pilot.pause()
        before = conversation(app).session.transcript
        await pilot.press("escape")
        await pilot.pause()
        assert "Go on: Lesson" in seen(app)
        await pilot.press("c")
        await pilot.pause()
        assert conversation(app).session.transcript == before


async def test_a_whole_lesson_by_keyboard_ends_with_its_score(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        session = conversation(app).session
        place = session.arrangement("rivers.q01").index(0)
        await pilot.press(str(place + 1), "enter", "space", *"river", "enter", "space", "space")
        await pilot.press(*"1947", "enter", "space", "enter", "space")
        await pilot.pause()
        assert session.finished
        assert "3 of 3 right at the first try" in seen(app)
        await pilot.press("escape", "s")
        await pilot.pause()
        assert isinstance(app.screen, Scores)
        assert "1 day in a row" in seen(app)
        await pilot.press("2")
        await pilot.pause()
        assert re.search(r"Lesson +3/3", seen(app))
        await pilot.press("enter", *["down"] * 9)
        assert "1947" in await until(pilot, "you     1947")


async def test_i_was_right_is_a_key_away(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        session = conversation(app).session
        await pilot.press(str(session.arrangement("rivers.q01").index(2) + 1), "enter")
        await pilot.pause()
        assert "I was right" in seen(app)
        await pilot.press("f6")
        await pilot.pause()
        assert "✓ Right, by your own judgement" in seen(app)
        assert session.state.right == 1


async def test_the_glossary_finds_by_reading_and_by_english(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, Glossary)
        for wanted in ("は", "ハ", "brid", "crossing", "橋"):
            app.screen.query_one("#search", Input).value = wanted
            await pilot.pause()
            assert app.screen.query_one("#found", Rows).names == ["bridge"]
        assert "橋   はし" in seen(app)


async def test_find_speaks_the_language_that_is_on(app: TaiwaApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f2", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Find)
        assert "言語を切り替える" in seen(app)
        assert "Theme" not in seen(app)
        await pilot.press("escape")


@pytest.mark.parametrize(("key", "kind"), [("f1", Guide), ("s", Scores), ("g", Glossary)])
async def test_every_window_closes_with_escape(app: TaiwaApp, key: str, kind: type[object]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, kind)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Home)


async def test_the_theme_is_kept(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f10")
        await pilot.pause()
        assert app.theme == "taiwa-light"
        assert app.study.store.setting("theme") == "taiwa-light"


async def test_a_full_disk_is_told_and_the_typed_answer_stays(
    app: TaiwaApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f5", "space")
        await pilot.pause()
        append = app.study.store.append

        def full(record: object, later: bool = False) -> None:
            raise StoreError(FULL)

        monkeypatch.setattr(app.study.store, "append", full)
        await pilot.press(*"river", "enter")
        await pilot.pause()
        assert "The disk is full" in seen(app)
        assert app.screen.query_one("#say", Input).value == "river"
        monkeypatch.setattr(app.study.store, "append", append)
        await pilot.press("enter")
        await pilot.pause()
        assert "✓ Right" in seen(app)


async def test_what_is_said_comes_into_view_though_a_notice_goes_at_the_same_time(
    app: TaiwaApp,
) -> None:
    async with app.run_test(size=(80, 16)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f5", "space")
        await pilot.pause()
        screen = conversation(app)
        screen.query_one(Transcript).scroll_relative(y=-5, animate=False)
        await pilot.pause()
        screen.hear(screen.session.say("river").events)
        screen.query_one(Transcript).on_resize()  # of the room that the notice has left
        await until(pilot, "✓ Right")


async def test_long_conversations_show_a_window_and_recall_the_rest(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        screen = conversation(app)
        for number in range(60):
            screen.act(lambda n=number: screen.session.ask(f"question {n}"))
        await until(pilot, "question 59")
        assert len(screen.query(Bubble)) <= 80
        transcript = screen.query_one(Transcript)
        for _ in range(40):
            transcript.scroll_home(animate=False)
            await pilot.pause()
            if "Rivers raise towns." in seen(app):
                break
        assert "Rivers raise towns." in seen(app)


@pytest.mark.parametrize("size", [(10, 3), (1, 1), (300, 100)])
async def test_any_size_of_terminal_is_survived(app: TaiwaApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await into_first_question(pilot)
        await pilot.press("f1", "escape", "f2", "1")
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert conversation(app).session.transcript


@pytest.mark.parametrize("keys", [[], ["s"], ["g"], ["m"], ["ctrl+p"]], ids=str)
async def test_a_window_may_shrink_to_nothing_under_any_list(
    app: TaiwaApp, keys: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        for size in ((4, 24), (1, 1), (5, 2)):
            await pilot.resize_terminal(*size)
            await pilot.press("down", "pagedown", "pageup", "f2")
        await pilot.resize_terminal(80, 24)
        assert len(app.screen_stack) == 1 + len(keys)


AT_ONCE = {
    "a page turned before anything is sought": (["ctrl+p"], ["pagedown", "pageup"], 2),
    "two sections chosen": (["down"], ["enter", "enter"], 2),
    "a quiz begun twice": (["m"], ["enter", "enter"], 2),
    "a quiz begun and the menu left": (["m"], ["enter", "escape"], 1),
    "a find opened twice": (["ctrl+p", *"rivers"], ["down", "enter", "enter", "enter"], 2),
    "quit, and then a key": ([], ["q", "t"], 1),
    "home said and pressed": (["enter", "space", "tab", *"/home"], ["enter", "escape"], 1),
}


@pytest.mark.parametrize("what", AT_ONCE)
async def test_keys_faster_than_the_screen_do_what_was_seen(app: TaiwaApp, what: str) -> None:
    before, keys, screens = AT_ONCE[what]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*before)
        for key in keys:
            app.post_message(events.Key(key, None))
        await pilot.pause()
        assert len(app.screen_stack) == screens
        assert len(app.study.store.sessions()) <= 1


def click(app: TaiwaApp, x: int, y: int) -> None:
    """A click as a terminal reports it, without waiting for what comes of it."""
    for kind in (events.MouseDown, events.MouseUp):
        app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def test_a_double_click_chooses_once(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        region = app.screen.query_one("#path").region
        click(app, region.x + 4, region.y + 1)
        click(app, region.x + 4, region.y + 1)
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_a_tiny_terminal_says_so_kindly_and_loses_nothing(app: TaiwaApp) -> None:
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert "Please make" in seen(app)
        await pilot.press("f2")
        await pilot.pause()
        assert "ウィンドウを広げて" in seen(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "川と橋" in seen(app)


async def test_pasted_text_of_any_length_is_taken_calmly(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        line = app.screen.query_one("#say", Input)
        line.focus()
        line.value = "[b]" + "川" * 100_000
        await pilot.press("enter")
        await pilot.pause()
        assert "it isn't counted" in seen(app)


async def test_order_and_match_are_built_up_by_keys(app: TaiwaApp, study: Study) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = study.quiz(study.course.sections[1:])
        app.converse(session)
        for _ in range(4):
            await pilot.pause()
            name = session.state.pending
            if name in ("bridges.q02", "bridges.q03"):
                shown = session.arrangement(name)
                marks = "abc" if name == "bridges.q02" else "123"
                await pilot.press(*(marks[shown.index(index)] for index in range(3)), "enter")
                await pilot.pause()
                assert study.store.records(session.id)[-1].verdict == "correct"
                await pilot.press("space")
            else:
                await pilot.press("f4")


async def test_notices_wait_for_the_next_move(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        await pilot.press("tab", *"/hnit", "enter")
        await pilot.pause()
        assert "Did you mean /hint?" in seen(app)
        assert isinstance(app.screen.query_one("#notice"), Static)
        app.screen.query_one("#say", Input).value = "/hint"
        await pilot.press("enter")
        await pilot.pause()
        assert "Did you mean" not in seen(app)


async def test_the_start_menu_offers_quizzes_by_length(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, StartMenu)
        await pilot.press("enter")
        await pilot.pause()
        assert len(conversation(app).session.state.plan.turns) == 5

"""The glossary as a learner uses it: letters search, arrows move, Enter drills."""

from itertools import pairwise

import pytest
from textual.widgets import Input

from taiwa.course.course import Course
from taiwa.course.glossary import in_order
from taiwa.study.desk import Study
from taiwa.study.plan import SIBLINGS_APART, drill
from taiwa.study.progress import Grasp
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.entry import Known
from taiwa.words.catalogs import Words
from tests.test_app import seen


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


@pytest.mark.thorough
async def test_letters_search_also_after_the_arrows_have_moved(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "down", "up", "down", *"riv")
        await pilot.pause()
        assert app.screen.query_one("#search", Input).value == "riv"
        assert "A way for water." in seen(app)
        assert "bridge" not in seen(app)
        await pilot.press("ctrl+u", "up")
        await pilot.pause()
        assert "A way over water." in seen(app)


@pytest.mark.thorough
async def test_enter_asks_for_the_word_at_the_cursor_as_the_aim_has_it(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"riv", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Conversation)
        turns = app.screen.session.state.plan.turns
        asked = [turn.item for turn in turns]
        assert {item for item in asked if item.startswith("river.")} == {
            "river.to-en",
            "river.name",
        }
        assert asked[0] != asked[-1]
        assert any(item.startswith("bridge.") for item in asked[1:-1])
        await pilot.press("escape")
        await pilot.pause()
        assert "A way for water." in seen(app)


@pytest.mark.thorough
async def test_an_entry_tells_how_well_each_direction_is_known(app: TaiwaApp) -> None:
    app.study.practice(["river.to-en"]).say("river")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("g", *"riv")
        await pilot.pause()
        rows = [row.split() for row in seen(app).splitlines()]
        assert any("Japanese to English" in " ".join(row) and row[-1] == "learnt" for row in rows)
        assert any(
            "English to Japanese" in " ".join(row) and row[-2:] == ["to", "come"] for row in rows
        )
        assert "2 words, 0 mastered" in seen(app)


@pytest.mark.thorough
async def test_a_word_is_listed_as_a_dictionary_of_the_language_has_it(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert seen(app).index("bridge") < seen(app).index("river")
        await pilot.press("f2")
        await pilot.pause()
        rows = [row[:30] for row in seen(app).splitlines()]
        assert next(i for i, row in enumerate(rows) if "川" in row) < next(
            i for i, row in enumerate(rows) if "橋" in row
        )


@pytest.mark.thorough
async def test_the_word_that_a_question_asks_for_is_not_told(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.converse(app.study.practice(["river.to-en"]))
        await pilot.pause()
        app.action_glossary("river")
        await pilot.pause()
        assert "A way for water." not in seen(app)
        assert "The question is about this term" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, Conversation)


@pytest.mark.thorough
async def test_nothing_found_is_said_and_enter_then_does_nothing(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", *"zzz", "down", "enter")
        await pilot.pause()
        assert "No matching term." in seen(app)
        assert not isinstance(app.screen, Conversation)


def test_voiced_kana_stand_beside_their_plain_twins(course: Course) -> None:
    readings = [term.reading for term in in_order(course.glossary, "ja")]
    plain = str.maketrans(
        "がぎぐげござじずぜぞだぢづでどばびぶべぼ", "かきくけこさしすせそたちつてとはひふへほ"
    )
    starts = [reading.translate(plain)[0] for reading in readings if reading[0] in "かがきぎくぐ"]
    assert starts == sorted(starts)
    assert starts


@pytest.mark.parametrize(
    ("steps", "shown"), [((3, 3), 3), ((0, 3), 2), ((1, 2), 2), ((0, 1), 1), ((0, 0), 0), ((), 3)]
)
def test_a_word_is_known_as_well_as_its_weakest_direction(
    steps: tuple[int, ...], shown: int
) -> None:
    drills = {str(place): Grasp(step) for place, step in enumerate(steps)}
    assert Known(drills).step == shown


def test_a_drill_asks_other_words_between_what_it_asks_of_a_term(course: Course) -> None:
    for term in course.glossary:
        asked = [course.questions[name] for name in drill(course, term, lambda name: True)]
        mine = [place for place, each in enumerate(asked) if each.terms == (term.id,)]
        assert mine[0] == 0
        assert all(after - before > SIBLINGS_APART for before, after in pairwise(mine))

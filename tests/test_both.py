"""Both languages at once, as a learner sees them: rows that run through both columns."""

import pytest

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from tests.test_app import conversation, into_first_question, seen


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


def rows_with(app: TaiwaApp, *parts: str) -> list[str]:
    return [row for row in seen(app).splitlines() if all(part in row for part in parts)]


@pytest.mark.thorough
@pytest.mark.parametrize("furigana", ["off", "all"])
async def test_an_option_and_its_twin_begin_on_one_row(app: TaiwaApp, furigana: str) -> None:
    app.view.furigana = furigana
    async with app.run_test(size=(200, 50)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f9")
        await pilot.pause()
        question = conversation(app).session.question
        assert question is not None
        assert rows_with(app, "QUESTION 1", "第1問")
        options = [option.text for option in question.options]  # type: ignore[attr-defined]
        for text in options:
            english, *parts = text["en"], *text["ja"]
            (row,) = rows_with(app, english)
            assert all(part in row for part in parts)  # readings spread them


@pytest.mark.thorough
async def test_a_verdict_is_told_in_both_languages_on_the_row(app: TaiwaApp) -> None:
    async with app.run_test(size=(200, 50)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f9")
        place = conversation(app).session.arrangement("rivers.q01").index(1) + 1
        await pilot.press(str(place), "enter")
        await pilot.pause()
        assert len(rows_with(app, "✗ your answer", "✗ あなたの答え")) == 1
        assert len(rows_with(app, "✓ right answer", "✓ 正解")) == 1


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("width", "margin", "beside"), [(200, True, True), (120, False, True), (80, False, False)]
)
async def test_columns_take_the_margin_where_there_is_no_room_for_both(
    app: TaiwaApp, width: int, margin: bool, beside: bool
) -> None:
    async with app.run_test(size=(width, 40)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f9")
        await pilot.pause()
        assert app.screen.query_one("Outline.-beside").display is margin
        assert bool(rows_with(app, "QUESTION 1", "第1問")) is beside
        assert "第1問" in seen(app)

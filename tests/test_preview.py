"""A course seen while it is written: anew at every save, on a record that is thrown away."""

import os
import random
import re
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from taiwa.cli import main, previewing
from taiwa.cli.previewing import read, stamp
from taiwa.course.course import Course
from taiwa.course.loading import load_with_places
from taiwa.errors import ContentError, Located, UsageError
from taiwa.record.settings import PARALLEL
from taiwa.record.store import Store
from taiwa.study.checking import find_advice
from taiwa.study.trial import Trial
from taiwa.study.watch import Check, Watch
from taiwa.tui.preview import Item, Preview, Problems
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, Clock
from tests.terminal import APP, SIZE, Window, wait_for
from tests.test_app import seen
from tests.test_places import Said, said

__all__ = ["said"]

pytestmark = pytest.mark.thorough
WIDE = (160, 40)
CHOICE, TYPED = "rivers.q01", "rivers.q02"


@pytest.fixture
def folder(edited: Callable[..., Path]) -> Path:
    return edited("course.yaml", "format: 1", "format: 1")


@pytest.fixture
def preview(folder: Path, store: Store, words: Words) -> Callable[[str], Preview]:
    def opened(item: str = "") -> Preview:
        PARALLEL.write(store, "on")
        desk = lambda course: Trial(course, store, Clock(), random.Random(7), words)  # noqa: E731
        return Preview(Watch(lambda: quickly(folder), lambda: stamp(folder)), desk, words, item)

    return opened


def quickly(folder: Path) -> tuple[Course, Check]:
    """As `taiwa preview` reads a course, without the checks, which take long."""
    return read(folder)[0], lambda: ((), ())


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


async def until(pilot: Pilot[str], text: str) -> str:
    """Look at the files until something is on screen."""
    app = pilot.app
    assert isinstance(app, Preview)
    for _ in range(200):
        await pilot.pause(0.02)
        app.look()
        if text in seen(app):
            break
    assert text in seen(app)
    return seen(app)


async def renewed(pilot: Pilot[str], before: Course | None = None) -> None:
    """Look at the files until another course is shown than the one `before`, or now."""
    app = pilot.app
    assert isinstance(app, Preview)
    course = before or app.study.course
    for _ in range(200):
        await pilot.pause(0.02)
        app.look()
        if app.study.course is not course:
            return
    raise AssertionError("the course is not shown anew")


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_items_come_in_the_order_of_the_files_in_both_languages(
    preview: Callable[[str], Preview],
) -> None:
    app = preview("")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "rivers.source, 1 of")
        first = ["rivers.source", CHOICE, TYPED, "rivers.flood", "rivers.q03"]
        for item in first:
            assert app.item == item
            await press(pilot, "tab")
        items = app.trial.items()
        assert list(items[:5]) == first
        app.show(items[-2])
        for item in (items[-1], items[-1]):  # there it ends
            await press(pilot, "tab")
            assert app.item == item
        await press(pilot, "shift+tab")
        assert app.item == items[-2]
        app.show("rivers.source")
        told = await until(pilot, "The author argues that the Tone")
        assert re.search(r"The author argues.*[ぁ-ん]", told)


async def test_options_stand_as_they_are_written_and_space_goes_to_the_next_item(
    preview: Callable[[str], Preview],
) -> None:
    app = preview(CHOICE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Item)
        assert app.screen.session.arrangement(CHOICE) == (0, 1, 2)
        await press(pilot, "2", "enter", "space")
        assert app.item == TYPED  # and not the question once more


async def test_a_save_shows_the_item_anew_with_its_answer(
    preview: Callable[[str], Preview], folder: Path
) -> None:
    app = preview(TYPED)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *"brook", "enter")
        assert "✗ Not right" in await until(pilot, "brook")
        change(folder, "rivers.yaml", "{en: [river]}", "{en: [river, brook]}")
        assert "✗" not in (await until(pilot, "✓ Right")).replace("✗ no", "")


async def test_what_is_typed_stays_over_a_save(
    preview: Callable[[str], Preview], folder: Path
) -> None:
    app = preview(TYPED)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *"broo")
        change(folder, "rivers.yaml", "id: rivers\n", "id: rivers  # anew\n")
        await renewed(pilot)
        await pilot.pause()  # a key of the instant of the change is dropped
        await press(pilot, "k")
        assert "> brook" in await until(pilot, "brook")


async def test_a_course_that_breaks_leaves_the_last_good_one_and_says_what_is_wrong(
    preview: Callable[[str], Preview], folder: Path
) -> None:
    app = preview(CHOICE)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "✓ no problems")
        change(folder, "rivers.yaml", "role: claim", "role: clam")
        told = await until(pilot, "✗ rivers.yaml:")
        assert "did you mean 'claim'" in told
        await press(pilot, "tab", "shift+tab", "1", "enter")
        assert "✗ rivers.yaml:" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Problems)
        assert "this is the last version that could" in seen(app)
        (folder / "course.yaml").unlink()
        await until(pilot, "no course here")
        await press(pilot, "f2")
        await until(pilot, "教材")
        (folder / "course.yaml").write_bytes((SAMPLE / "course.yaml").read_bytes())
        change(folder, "rivers.yaml", "role: clam", "role: claim")
        await until(pilot, "問題点はありません")
        assert isinstance(app.screen, Item)  # the list went with the last of its problems
        await press(pilot, "escape", "q")
    assert app.return_code == 0


async def test_an_item_that_goes_makes_room_for_the_next(
    preview: Callable[[str], Preview], folder: Path
) -> None:
    app = preview("rivers.what")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "rivers.what,")
        change(folder, "rivers.yaml", "id: rivers.what", "id: rivers.which")
        await until(pilot, f"{app.trial.items()[app.trial.items().index('rivers.what') + 1]},")


async def test_an_item_is_found_by_its_id(preview: Callable[[str], Preview]) -> None:
    app = preview("")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+p", *"bridges.q0")
        assert "bridges.q04" in seen(app)
        await press(pilot, "down", "enter")
        await until(pilot, "bridges.q02, ")


async def test_a_save_waits_for_what_stands_over_the_item(
    preview: Callable[[str], Preview], folder: Path
) -> None:
    app = preview(CHOICE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+p", *"gloss", "enter")
        course = app.study.course
        change(folder, "rivers.yaml", "id: rivers\n", "id: rivers  # anew\n")
        for _ in range(20):
            await pilot.pause(0.02)
            app.look()
        assert app.study.course is course
        await press(pilot, "escape")
        await renewed(pilot, course)


@pytest.mark.parametrize(
    "words", [["d", "--lang", "en", "x"], ["d", "x", "--lang", "en"], ["--lang", "en", "d", "x"]]
)
def test_an_item_may_follow_options(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    asked = []

    def preview(options: Namespace, _: Words) -> int:
        asked.append((str(options.path), options.item))
        return 0

    monkeypatch.setattr(previewing, "preview", preview)
    assert main(["preview", *words]) == 0
    assert asked == [("d", "x")]


def test_names_are_items_sections_or_near_ones(preview: Callable[[str], Preview]) -> None:
    trial = preview("").trial
    assert trial.named("bridges") == "bridges.join"
    assert trial.named("rivers.d1") == "rivers.d1"
    with pytest.raises(UsageError, match=r"Did you mean 'rivers\.q01'"):
        trial.named("rivers.q1")
    with pytest.raises(UsageError, match="There is no 'zzz'"):
        trial.named("zzz")


def test_a_watch_tells_of_the_last_save_alone(folder: Path) -> None:
    asked: list[Path] = []

    def reading() -> tuple[Course, Callable[[], Sequence[Located]]]:
        asked.append(folder)
        return quickly(folder)

    watch = Watch(reading, lambda: stamp(folder))
    first = watch.course
    wait_for("the first check", lambda: watch.look() and watch.problems is not None)
    assert not watch.look()
    for number in range(3):
        (folder / "rivers.yaml").write_bytes(
            (SAMPLE / "rivers.yaml").read_bytes() + b"#" * (number + 1)
        )
        assert watch.look()
    wait_for("the last check", lambda: not watch.look() and watch.problems is not None)
    assert watch.course is not first
    assert len(asked) == 4


def test_a_fault_of_ours_is_not_swallowed(folder: Path) -> None:
    def fails() -> Sequence[Located]:
        raise ZeroDivisionError

    watch = Watch(lambda: (read(folder)[0], fails), lambda: 0)

    def raised() -> bool:
        try:
            watch.look()
        except ZeroDivisionError:
            return True
        return False

    wait_for("the fault", raised)


def test_no_course_to_begin_with_is_told(folder: Path) -> None:
    (folder / "course.yaml").unlink()
    with pytest.raises(ContentError):
        Watch(lambda: read(folder), lambda: stamp(folder))
    assert stamp(folder / "none") is None


def test_a_preview_needs_a_terminal(said: Said, folder: Path) -> None:
    assert "not a terminal" in said("preview", str(folder), status=1)
    with pytest.raises(SystemExit):
        main(["preview"])


@pytest.mark.slow
def test_in_a_terminal_nothing_of_the_learners_is_touched(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = {**os.environ, "TAIWA_HOME": str(home), "TERM": "xterm-256color"}
    command = (*APP[:3], "--lang", "en", "preview", str(folder), CHOICE)
    change(folder, "rivers.yaml", "role: claim", "role: [")
    window = Window(command, env, SIZE)
    try:
        window.until("opens once they are fixed")
        change(folder, "rivers.yaml", "role: [", "role: claim")
        window.until("rivers.q01, 2 of")
        change(folder, "rivers.yaml", "role: claim", "role: clam")
        window.until("did you mean")
        change(folder, "rivers.yaml", "role: clam", "role: claim")
        window.until("no problems")
        window.type("1\r")
        window.type("\x11")
        assert window.ended() == 0
    finally:
        window.close()
    assert not (home / "courses").exists()


async def test_a_step_an_answer_and_a_question_are_shown_without_what_begins_a_lesson(
    preview: Callable[[str], Preview],
) -> None:
    app = preview("rivers.flood")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "rivers.flood, ")
        assert "After this lesson" not in seen(app)
        (answer, *_) = app.study.course.answers.values()
        app.show(answer.id)
        told = await until(pilot, f"{answer.id}, ")
        assert answer.asks["en"][0][:40] in told
        assert "Ask me anything" not in told
        app.show(CHOICE)
        await until(pilot, f"{CHOICE}, ")
        assert "1 question" not in seen(app)


async def test_what_could_be_better_is_counted_above_and_listed(
    folder: Path, preview: Callable[[str], Preview]
) -> None:
    app = preview("")
    async with app.run_test(size=WIDE) as pilot:
        app.files._tell(0, (), find_advice(*load_with_places(folder), folder))
        await until(pilot, "no problems  4 things could be better")
        await press(pilot, "escape")
        assert "no lesson step asks" in await until(pilot, "no ids are locked")

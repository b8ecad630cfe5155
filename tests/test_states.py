"""Every state of every screen, looked at for what a drawing never has."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from textual.content import Content
from textual.widgets import Static

from taiwa import paths
from taiwa.course.course import Course
from taiwa.record.store import Store
from taiwa.text.cells import cells, cells_of_each
from taiwa.tui.app import TaiwaApp
from taiwa.tui.keybar import Keys
from taiwa.tui.widgets.cards import WHOLE
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title
from tests.looks.drawing import app_of
from tests.looks.states import STATES, learner
from tests.test_app import seen
from tests.test_look import LEAST, contrast, pairs

pytestmark = pytest.mark.slow

SIZES, NARROW = ((80, 24), (120, 40)), (60, 24)
THEMES = "dark", "light"
MARGIN = 2
"""Cells at either edge that no text stands in."""
BILINGUAL = ("parallel", "glossary", "find", "welcome", "tutor", "preview")
"""States that show both languages by intent, or ask in English whatever is on."""
NAMED = "…"
"""Stands in the name of a question that goes by an example, before other columns of the scores."""
PHRASE = re.compile(r"[A-Za-z]+[ ,;]+[A-Za-z]")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龯]{2}")
BEGINS = re.compile(r"\s*$|\s*[0-9a-i✓✗] |\s+[ぁ-ゟー ]+$")
"""An empty row, the first one of an option, or the readings above it."""
Look = tuple[tuple[int, int], str]
"""A size and a theme."""


def looked() -> Iterator[tuple[str, str, Look, Look]]:
    """Each state in one of the languages, as it is reached and as it is after a change of look."""
    turns = cycle(["en", "ja", "ja"])
    for number, name in enumerate(STATES):
        small, dark = number % 2, number // 2 % 2
        first = SIZES[small], THEMES[dark]
        yield name, next(turns), first, (SIZES[1 - small], THEMES[1 - dark])


@pytest.fixture(scope="session")
def records(
    course: Course, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, tuple[Path, datetime]]:
    """The record of a new learner and of one of three weeks, and the hour of each."""
    found = {}
    for weeks in {state.weeks for state in STATES.values()}:
        path = tmp_path_factory.mktemp("learner") / paths.DATABASE
        store = Store(path)
        now = learner(course, store, weeks)
        store.close()
        found[weeks] = path, now
    return found


@pytest.mark.parametrize(("name", "language", "first", "then"), looked())
async def test_a_state_has_nothing_that_no_drawing_has(
    name: str,
    language: str,
    first: Look,
    then: Look,
    course: Course,
    records: dict[int, tuple[Path, datetime]],
    words: Words,
    tmp_path: Path,
) -> None:
    path, now = records[STATES[name].weeks]
    shutil.copytree(path.parent, tmp_path / "record")
    store = Store(tmp_path / "record" / path.name)
    store.set("theme", f"taiwa-{first[1]}")
    words.language = language
    app = app_of(STATES[name], course, store, now, words)
    bilingual = any(each in name for each in BILINGUAL)
    async with app.run_test(size=first[0]) as pilot:
        await pilot.pause()
        await STATES[name].reach(pilot)
        await pilot.pause()
        assert not [*faults(app, bilingual)], first
        app.theme = f"taiwa-{then[1]}"
        await pilot.resize_terminal(*then[0])
        for _ in range(20):  # a busy machine draws in steps
            await pilot.pause(0.1)
            if not (found := [*faults(app, bilingual)]):
                break
        assert not found, then
        await pilot.resize_terminal(*NARROW)
        for _ in range(20):
            await pilot.pause(0.1)
            if not (found := [*overwide(app)]):
                break
        assert not found, NARROW
    store.close()


def faults(app: TaiwaApp, bilingual: bool) -> Iterator[str]:
    """All that is wrong with what is on screen."""
    course = app.study.course
    for found in (outside(app), cut(app, course), twice(app), faint(app), doubtful(app)):
        yield from found
    for found in (beheaded(app), overwide(app)):
        yield from found
    if not bilingual:
        yield from foreign(app, course, app.words.language)


def outside(app: TaiwaApp) -> Iterator[str]:
    """Text in the outer margin."""
    for row in seen(app).splitlines():
        widths = cells_of_each(row)
        first = sum(widths[: len(row) - len(row.lstrip())])
        if row.strip() and (first < MARGIN or cells(row.rstrip()) > app.size.width - MARGIN):
            yield f"outside its column: {row.strip()}"


def cut(app: TaiwaApp, course: Course) -> Iterator[str]:
    """A title of the course that ends in two dots."""
    titles = [section.title[app.words.language] for section in course.sections]
    titles += [step_title(course, app.words, step) for step in course.steps.values() if step.title]
    shown = seen(app)
    for found in re.finditer(r"\.\.", shown):
        before = shown[: found.start()].rpartition("\n")[2][-12:].strip()
        for title in titles:
            if len(before) > 4 and before in title and not title.endswith(before):
                yield f"cut: {title}"


def twice(app: TaiwaApp) -> Iterator[str]:
    """Two entries of the key bar with one key, or with one word."""
    for bar in app.screen.query(Keys):
        said = bar.screen.key_words()  # type: ignore[attr-defined]
        for names in ([each.label for each in said], [each.word for each in said]):
            yield from (f"twice in the key bar: {n}" for n in {*names} if names.count(n) > 1)


def beheaded(app: TaiwaApp) -> Iterator[str]:
    """Rows of a question of which the ones before, which they go on, are out of view."""
    for said in app.screen.query(Transcript):
        question = said._question()
        if question is None or said.again.display:
            continue
        rows = question.content(question.size.width or 1).plain.split("\n")
        hidden = int(said.scroll_y) - question.virtual_region.y
        inside = WHOLE < hidden < len(rows) and rows[hidden - 1].strip()
        if inside and not BEGINS.match(rows[hidden]):
            yield f"cut at the top: {rows[hidden].strip()}"


def overwide(app: TaiwaApp) -> Iterator[str]:
    """A line wider than the part in which it was set: it would go on at the margin, or be cut."""
    for part in app.screen.query("Static, Bubble, Answering, Rows"):
        shown = part.content if isinstance(part, Static) else part.render()
        if not part.region or not isinstance(shown, Content):
            continue
        for line in shown.plain.splitlines():
            if cells(line.rstrip()) > part.content_size.width:
                yield f"wider than its part: {line.strip()}"


def faint(app: TaiwaApp) -> Iterator[str]:
    for (front, back), text in pairs(app).items():
        if contrast(front, back) < LEAST:
            yield f"contrast {contrast(front, back):.1f}: {text}"


def doubtful(app: TaiwaApp) -> Iterator[str]:
    """A character of doubtful width with something aligned behind it."""
    for row in seen(app).splitlines():
        for place, sign in enumerate(row):
            aligned = sign != NAMED and unicodedata.east_asian_width(sign) == "A"
            if aligned and re.search(r" {3,}\S", row[place:]):
                yield f"doubtful width: {sign} in {row.strip()}"


def foreign(app: TaiwaApp, course: Course, language: str) -> Iterator[str]:
    """Words of the interface in the other language."""
    shown = seen(app)
    if language == "ja":
        for english, _ in entries():
            if PHRASE.search(english) and "{" not in english and english in shown:
                yield f"English: {english}"
        return
    said = [
        japanese for _, japanese in entries() if JAPANESE.search(japanese) and "{" not in japanese
    ]
    known = {"日本語", "対話"}
    taught = "\n".join(text for term in course.glossary for text in (term.term["ja"], term.reading))
    for japanese in said:
        if japanese in shown and japanese not in known and japanese not in taught:
            yield f"Japanese: {japanese}"


@cache
def entries() -> list[tuple[str, str]]:
    """The English and the Japanese of each message of the interface."""
    file = paths.shipped("locales") / "ja" / "LC_MESSAGES" / "taiwa.po"
    with file.open("rb") as opened:
        return [
            (str(each.id), str(each.string))
            for each in read_po(opened)
            if each.id and isinstance(each.id, str) and each.id != each.string
        ]

"""A course pack is not trusted: what its texts hold is refused at loading, or shown as it is."""

import io
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from textual.pilot import Pilot

from taiwa.cli.plain import Plain
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.errors import ContentError
from taiwa.export.anki import anki_package
from taiwa.export.csv import answers_csv
from taiwa.export.gift import gift
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.home import Home
from taiwa.words.catalogs import Words
from taiwa.words.notebook import conversation_markdown
from tests.conftest import SAMPLE, START, Clock

MARKUP = "[bold red]q[/] [link=https://q.q]q[/link] [@click=app.quit]q[/] [/]"
SCRIPT = "<script>q()</script><img src=q onerror=q()> {0.__class__} %(q)s {{c1::q}} [sound:q]"
FORMULA = "=1+q()|q"
CONTROLS = {
    "escape": "\x1b[31m",
    "title": "\x1b]0;q\x07",
    "clipboard": "\x1b]52;c;cQ==\x07",
    "link": "\x1b]8;;https://q.q\x1b\\",
    "C1": "\x9b31m",
    "backspace": "\b",
    "return": "q\rq",
    "override": "\u202eq",
    "isolate": "\u2066q",
    "tag": "\U000e0041",
    "zero width": "\u200b",
    "line separator": "q\u2028q",
}
SPOKEN = ("ja", "en")


def spoilt(tree: Any, spoil: Callable[[str], str]) -> Any:
    """A parsed file with every text that a learner reads spoilt."""
    if isinstance(tree, dict):
        return {
            key: spoil(value) if key in SPOKEN and isinstance(value, str) else spoilt(value, spoil)
            for key, value in tree.items()
        }
    return [spoilt(value, spoil) for value in tree] if isinstance(tree, list) else tree


def texts(tree: Any) -> Iterator[str]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in entries:
        if key in SPOKEN and isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from texts(value)


def pack(folder: Path, spoil: Callable[[str], str]) -> int:
    """Write the sample course with every text spoilt; how many there are."""
    folder.mkdir()
    count = 0
    for file in SAMPLE.glob("*.yaml"):
        tree = spoilt(yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader), spoil)
        count += len(list(texts(tree)))
        dumped = yaml.safe_dump(tree, allow_unicode=False, sort_keys=False)
        (folder / file.name).write_text(dumped, encoding="utf-8")
    return count


@pytest.mark.parametrize("name", CONTROLS)
def test_what_acts_on_a_terminal_is_refused_in_every_text(name: str, tmp_path: Path) -> None:
    count = pack(tmp_path / "pack", lambda text: f"{text}{CONTROLS[name]}q")
    with pytest.raises(ContentError) as told:
        load_course(tmp_path / "pack")
    found = [problem for problem in told.value.problems if "invisible character" in str(problem)]
    assert len({problem[:3] for problem in found}) == count
    assert all(str(problem).isprintable() for problem in told.value.problems)


@pytest.fixture(params=[MARKUP, SCRIPT, FORMULA], ids=["markup", "script", "formula"])
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(payload: str, tmp_path: Path) -> Course:
    """A course whose every text begins and ends with what must stay text."""
    pack(tmp_path / "pack", lambda text: text if "＿" in text else f"{payload}{text}{payload}")
    return load_course(tmp_path / "pack")


@pytest.fixture
def desk(hostile: Course, store: Store, clock: Clock, words: Words) -> Study:
    store.set("aim", "text")
    return Study(hostile, store, clock, random.Random(7), words)


def test_line_mode_says_what_is_written(desk: Study, words: Words, payload: str) -> None:
    out = io.StringIO()
    lines = iter(["1", "", "1", payload, f"?{payload}", "/lang", "/term river", "/home", "/scores"])
    Plain(desk, words, lambda prompt: next(lines, None), out, 200).run()
    told = out.getvalue()
    assert payload.split(maxsplit=1)[0] in told
    assert all(line.isprintable() or "\u3000" in line for line in told.splitlines())


@pytest.mark.slow
async def test_no_screen_takes_it_for_markup(desk: Study, words: Words, payload: str) -> None:
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(150, 60)) as pilot:
        for keys in (
            [],
            ["enter", "space"],
            ["1", "enter"],
            ["f9", "f8"],
            ["f2"],
            ["ctrl+p"],
            ["r", "i", "v"],
            ["escape", "escape", "g"],
            ["escape", "s", "down"],
            ["escape", "down", "enter"],
        ):
            await pilot.press(*keys)
            await settled(pilot)
            assert harmless(app), (keys, app.screen)
        assert app.is_running


async def settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def harmless(app: TaiwaApp) -> bool:
    """Nothing on screen is a link or acts when it is clicked but what taiwa itself put there."""
    for line in app.screen._compositor.render_strips(app.size):
        for text, style, control in line:
            if control or not all(c.isprintable() or c == "\u3000" for c in text):
                return False
            if style is not None and (style.link or "@click" in style.meta):
                return False
    return isinstance(app.screen_stack[0], Home)


def test_exports_quote_it(desk: Study, words: Words, payload: str, tmp_path: Path) -> None:
    session = desk.lesson(desk.course.sections[0])
    session.say("")
    session.say(payload)
    session.say(f"?{payload}")
    notebook = conversation_markdown(session, words)
    assert "<script" not in notebook.replace("\\<", "")
    assert "](https" not in notebook
    cells = answers_csv(desk, words)
    assert not any(cell.strip('"').startswith(("=", "+", "@")) for cell in cells.split(","))
    quiz = [line for line in gift(desk.course, words).splitlines() if not line.startswith("$")]
    assert "{0" not in "\n".join(quiz).replace("\\{", "")
    cards = anki_fields(desk.course, words, tmp_path)
    assert not any(acts in cards for acts in ("<script", "<img", "<a ", "[sound:"))


def anki_fields(course: Course, words: Words, folder: Path) -> str:
    """All that stands on the cards."""
    (folder / "cards.apkg").write_bytes(anki_package(course, words, START)[0])
    with ZipFile(folder / "cards.apkg") as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as opened:
        return "\n".join(fields for (fields,) in opened.execute("SELECT flds FROM notes"))


@pytest.mark.parametrize("field", ["id", "role", "type", "terms", "then", "source"])
def test_what_is_no_text_can_hold_none_of_it(field: str, edited: Callable[..., Path]) -> None:
    values = {"id": "rivers.q01", "role": "claim", "type": "choice"}
    lists = {"terms": "[river]", "then": "[rivers.q03]", "source": '["rivers ¶1"]'}
    old = values.get(field) or lists[field]
    new = '"../../../etc/passwd\\e[31m"'
    folder = edited(
        "rivers.yaml", f"{field}: {old}", f"{field}: {new if field in values else f'[{new}]'}"
    )
    with pytest.raises(ContentError) as told:
        load_course(folder)
    assert all(str(problem).isprintable() for problem in told.value.problems)

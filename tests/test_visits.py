"""A real `taiwa serve` and visitors who leave, flood, vanish, hang; and servers that are killed."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE

import pytest
from aiohttp import WSServerHandshakeError

from taiwa.paths import PROFILES, record_of
from taiwa.record.store import Store
from taiwa.web.visit import DRIVER, READY, TAKEN_OVER, packed
from tests.bench.browsers import weight
from tests.browser import NAME, prepare
from tests.conftest import SAMPLE
from tests.served import Page, alive, children, learner_at, served, within

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc"),
]
F1, F2 = b"\x1bOP", b"\x1bOQ"
MAIN = "from taiwa.cli import main; main()"
STATES, LEAVING = ("calm", "stopped", "flooded"), ("closed", "vanished")
IN_TIME = 10.0
"""Seconds in which a taiwa is gone, twice what it has: the machine may be busy."""


async def test_the_libraries_that_are_installed_talk_as_the_server_expects() -> None:
    told = (
        f"Textual {version('textual')} or textual-serve {version('textual-serve')} talks otherwise"
        " than taiwa/web/visit.py expects: read what it says about both, and mend it there."
    )
    with served() as server:
        async with server.visitor() as browser:
            script = await (await browser.get("/static/js/textual.js")).text()
            for word in ("sessionWebsocketUrl", '"stdin"', '"resize"', '"ping"', '"pong"'):
                assert word in script, told
            try:
                page = await browser.open("hanako", "width=60&height=20")
                await page.tell("resize", {"width": 100, "height": 30})
                await page.switches_language()
            except (AssertionError, TimeoutError) as error:
                raise AssertionError(told) from error


async def test_what_a_page_tells_while_its_taiwa_begins_is_not_lost(tmp_path: Path) -> None:
    prepare(tmp_path)
    with served(language="ja", TAIWA_HOME=str(tmp_path)) as server:
        async with server.visitor() as browser:
            for word in ("kawa", "hashi", "mizu"):  # which went wrong at most starts, not at all
                page = await browser.open(NAME, "width=200&height=60", begun=False)
                await page.until(b"\x1b[")
                await page.tell("resize", {"width": 80, "height": 24})
                await page.tell("focus")
                await page.until("川と橋".encode())
                page.drawn = b""
                await page.tell("stdin", "\r")
                await page.until(b"river")
                await page.tell("stdin", word)
                await page.until(word.encode())
                assert b"\x1b[24;" in page.drawn
                assert b"\x1b[60;" not in page.drawn
                await page.leave()


async def test_without_the_link_nobody_gets_in() -> None:
    with served() as server:
        async with server.visitor(invited=False) as browser:
            assert (await browser.get("/at/hanako")).status == 403
            with pytest.raises(WSServerHandshakeError):
                await browser.open("hanako")
        assert not server.taiwas()


def test_what_is_no_http_is_refused_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"  # as TLS begins
    twice = b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
    with served() as server:
        host, _, port = server.host.rpartition(":")
        for said in (hello, twice, b"GET /" + b"a" * 20_000, b"\0" * 100):
            with socket.create_connection((host, int(port))) as line:
                line.sendall(said + b"\r\n\r\n")
                assert b" 400 " in line.recv(100)
        server.process.terminate()
        assert server.process.wait(IN_TIME) == 0
    assert capfd.readouterr().err == ""


async def test_without_a_token_this_machine_gets_in() -> None:
    with served("--no-token") as server:
        assert server.token is None
        async with server.visitor(invited=False) as browser:
            assert (await browser.get("/at/hanako")).status == 200


async def test_others_find_a_public_server_by_address_or_allowed_name() -> None:
    with served("--public", "--host", "0.0.0.0", "--allow-host", "Class.example") as server:
        assert not server.host.startswith("0.0.0.0")
        async with server.visitor() as browser:
            assert (await browser.get("/at/hanako")).status == 200
            for name, status in (("class.example", 200), ("evil.example", 403)):
                page = await browser.get("/", Host=name, Origin=f"http://{name}")
                assert page.status == status


async def test_a_taiwa_ends_with_its_page_whatever_either_does() -> None:
    with served() as server:
        async with server.visitor() as browser:
            pages = [await browser.open(f"{state} {how}") for state in STATES for how in LEAVING]
            taiwas = [server.taiwa_of(page.name) for page in pages]
            other = await browser.open("other")
            for page, taiwa in zip(pages, taiwas, strict=True):
                await trouble(page, taiwa)
            await asyncio.gather(*(page.leave() for page in pages))
            assert await within(IN_TIME, lambda: not any(map(alive, taiwas)))
            await other.switches_language()


@pytest.mark.parametrize(
    ("number", "states"),
    [
        (signal.SIGTERM, ["calm"]),
        (signal.SIGHUP, ["calm"]),
        (signal.SIGINT, STATES),
        (signal.SIGKILL, STATES),
    ],
    ids=["TERM", "HUP", "INT", "KILL"],
)
async def test_no_taiwa_outlives_its_server_however_that_ends(
    number: signal.Signals, states: Sequence[str]
) -> None:
    with served() as server:
        async with server.visitor() as browser:
            pages = [await browser.open(state) for state in states]
            taiwas = [server.taiwa_of(page.name) for page in pages]
            for page, taiwa in zip(pages, taiwas, strict=True):
                await trouble(page, taiwa)
            server.process.send_signal(number)
            assert await within(IN_TIME, lambda: server.process.poll() is not None)
            assert await within(IN_TIME, lambda: not any(map(alive, taiwas)))
            assert server.process.returncode == (-9 if number == signal.SIGKILL else 0)


async def trouble(page: Page, taiwa: int) -> None:
    """Bring a taiwa into the state that its learner is named after."""
    if "stopped" in page.name:
        os.kill(taiwa, signal.SIGSTOP)
    if "calm" not in page.name:
        await page.flood()


@contextmanager
def piped(program: str, home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A taiwa that runs as the server runs it, from the moment when it is about to draw."""
    command = [sys.executable, "-c", program, "--content", str(SAMPLE), "--profile", NAME]
    env = os.environ | DRIVER | {"TAIWA_HOME": str(home), "COLUMNS": "80", "ROWS": "24"}
    with subprocess.Popen(command, env=env, stdin=PIPE, stdout=PIPE, bufsize=0) as taiwa:
        try:
            assert taiwa.stdout is not None
            assert taiwa.stdout.readline() == READY
            yield taiwa
        finally:
            taiwa.kill()


def to_question(taiwa: "subprocess.Popen[bytes]") -> None:
    """From the first screen to the question that `prepare` left waiting."""
    until(taiwa, "川と橋")
    press(taiwa, b"\r", "river")


def press(taiwa: "subprocess.Popen[bytes]", keys: bytes, drawn: str) -> None:
    """Type, and wait until something is drawn."""
    assert taiwa.stdin is not None
    taiwa.stdin.write(packed(b"D", keys))
    until(taiwa, drawn)


def until(taiwa: "subprocess.Popen[bytes]", drawn: str) -> None:
    assert taiwa.stdout is not None
    seen = b""
    while drawn.encode() not in seen:
        fresh = taiwa.stdout.read(65_536)
        assert fresh, seen
        seen += fresh


def test_a_taiwa_ends_in_order_when_its_input_does(tmp_path: Path) -> None:
    """As it does where the system does not end it with the server."""
    db = prepare(tmp_path)
    with piped(MAIN, tmp_path) as taiwa:
        to_question(taiwa)
        press(taiwa, b"ka", "ka")
        press(taiwa, F2, "Japanese")  # which it draws when it has done with what came before
        taiwa.communicate(timeout=IN_TIME)
        assert taiwa.returncode == 0
    store = Store(db)
    assert '"ka"' in (store.setting("draft") or "")
    store.close()


def test_a_taiwa_that_hangs_ends_when_its_input_does(tmp_path: Path) -> None:
    prepare(tmp_path)
    hanging = (
        "import os, time; from taiwa.tui.app import TaiwaApp; from taiwa.cli import main;"
        " TaiwaApp.action_guide = lambda _: time.sleep(os.write(1, b'hanging') * 1000); main()"
    )
    with piped(hanging, tmp_path) as taiwa:
        to_question(taiwa)
        press(taiwa, F1, "hanging")
        taiwa.communicate(timeout=IN_TIME)
        assert taiwa.returncode == 1


@pytest.mark.parametrize("known", [True, False], ids=["known", "new"])
def test_a_taiwa_that_is_left_while_it_begins_ends_without_a_word_of_it(
    tmp_path: Path, known: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    if known:
        prepare(tmp_path)
    with piped(MAIN, tmp_path) as taiwa:
        taiwa.communicate(timeout=IN_TIME)
        assert taiwa.returncode == 0
    assert capfd.readouterr().err == ("" if known else f"The profile '{NAME}' is new.\n")


async def test_a_taiwa_that_leaves_closes_its_page() -> None:
    with served() as server:
        async with server.visitor() as browser:
            page = await browser.open("hanako")
            await page.tell("stdin", "\x11")  # Ctrl+Q
            assert await within(IN_TIME, lambda: page.socket.closed)
            assert await within(IN_TIME, lambda: not server.taiwas())


async def test_a_nursery_that_was_killed_is_followed_by_another() -> None:
    with served() as server:
        [nursery] = children(server.process.pid)
        async with server.visitor() as browser:
            first = await browser.open("hanako")
            assert len(os.listdir(f"/proc/{nursery}/task")) == 1  # what forks has no other thread
            os.kill(nursery, signal.SIGKILL)
            assert await within(IN_TIME, lambda: first.socket.closed)
            await browser.open("hanako")
            [other] = children(server.process.pid)
            assert children(other) == server.taiwas()


async def test_visitors_share_the_memory_of_what_they_run() -> None:
    with served() as server:
        async with server.visitor() as browser:
            for name in ("hanako", "taro", "jiro"):
                await browser.open(name)
            for taiwa in server.taiwas():
                told = Path(f"/proc/{taiwa}/smaps_rollup").read_text()
                sizes = dict(re.findall(r"^(\w+): +([0-9]+) kB$", told, re.M))
                assert int(sizes["Shared_Dirty"]) > 8_000  # of none that was started by itself


async def test_one_more_than_there_are_places_waits_for_one() -> None:
    with served("--visits", "2") as server:
        async with server.visitor() as browser:
            first = await browser.open("hanako")
            await browser.open("taro")
            answer = await browser.get("/at/jiro", **{"Accept-Language": "ja"})
            assert answer.status == 503
            assert "いまは満席です。" in await answer.text()
            late = await browser.open("jiro", begun=False)
            assert await within(IN_TIME, lambda: late.socket.close_code == 1013)
            assert len(server.taiwas()) == 2
            await first.socket.close()
            async with asyncio.timeout(IN_TIME):
                while (await browser.get("/at/jiro")).status != 200:
                    pass
            await browser.open("jiro")


async def test_who_opens_another_window_goes_on_there_with_what_was_typed(tmp_path: Path) -> None:
    prepare(tmp_path)
    with served(language="ja", TAIWA_HOME=str(tmp_path)) as server:
        async with server.visitor() as browser:
            first = await browser.open(NAME)
            await first.tell("stdin", "\r")
            await first.until(b"river")
            await first.tell("stdin", "kaw")
            await first.until(b"kaw")
            second = await browser.open(NAME)
            assert await within(IN_TIME, lambda: first.socket.closed)
            assert first.socket.close_code == TAKEN_OVER
            await second.tell("stdin", "\r")
            await second.until(b"kaw")
            third, fourth = await asyncio.gather(
                *(browser.open(NAME, begun=False) for _ in range(2))
            )
            assert await within(IN_TIME, lambda: third.socket.closed != fourth.socket.closed)
            assert len(server.taiwas()) == 1


async def test_a_class_learns_each_at_a_profile_of_ones_own(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("名前,PIN\n花子,1234\nTaro,5678\n", encoding="utf-8")
    with served("--class", str(names), TAIWA_HOME=str(tmp_path)) as server:
        assert server.token is None
        async with server.visitor(invited=False) as hanako, server.visitor(invited=False) as taro:
            with pytest.raises(WSServerHandshakeError):
                await hanako.open("花子")
            assert await hanako.sign_in("花子", "5678") == 403
            assert await hanako.sign_in("花子", "1234") == 200
            assert await taro.sign_in("taro", "5678") == 200
            pages = await hanako.open("花子"), await taro.open("Taro")
            with pytest.raises(WSServerHandshakeError):
                await taro.open("花子")
            assert sorted(filter(None, map(learner_at, server.taiwas()))) == ["Taro", "花子"]
            await pages[0].switches_language()


async def test_a_page_is_heard_as_often_as_anybody_types(tmp_path: Path) -> None:
    prepare(tmp_path)
    with served(language="ja", TAIWA_HOME=str(tmp_path)) as server:
        async with server.visitor() as browser:
            page = await browser.open(NAME)
            await page.tell("stdin", "\r")
            await page.until(b"river")
            for _ in range(5_000):
                await page.tell("stdin", "a")
            await asyncio.sleep(2)
            await page.tell("stdin", "z")
            await page.until(b"z")
            await page.leave()
            assert await within(IN_TIME, lambda: not server.taiwas())
    store = Store(record_of(tmp_path / PROFILES / NAME, "sample"))
    draft = store.setting("draft") or ""
    store.close()
    assert 0 < draft.count("a") < 1_500  # of the 2,000 that a line takes


BAD = [
    "",
    "null",
    "[",
    "[]",
    "{}",
    "[" * 100_000,
    "9" * 5000,
    '["stdin"]',
    '["stdin", null]',
    '["stdin", {"a": 1}]',
    '["stdin", "\\ud800"]',
    '["stdin", "\\u0000"]',
    '["resize"]',
    '["resize", {"width": "a", "height": []}]',
    '["resize", {"width": 1e999, "height": NaN}]',
    '["resize", {"width": -5, "height": 99999999999999999999}]',
    '["ping"]',
    '["quit", 1]',
    '[["stdin"], "a"]',
]


async def test_what_one_visitor_sends_leaves_room_for_the_others() -> None:
    with served() as server:
        async with server.visitor() as browser:
            long = await browser.open("long")
            await long.tell("stdin", "a" * 300_000)
            assert await within(IN_TIME, lambda: long.socket.closed)
            page = await browser.open("bad", "width=30000&height=30000")
            taiwa = server.taiwa_of("bad")
            for bad in BAD:
                await page.socket.send_str(bad)
                await page.socket.send_bytes(bad.encode())
            await page.tell("resize", {"width": 30_000, "height": 30_000})
            await page.switches_language()
            good = await browser.open("good")
            before = weight(server.process.pid)
            for _ in range(10):
                await page.tell("resize", {"width": 30_000, "height": 30_000})
                await page.flood()
                await asyncio.sleep(0.5)
            assert weight(taiwa) < 100  # MB; without bounds it goes on into gigabytes
            os.kill(taiwa, signal.SIGSTOP)
            for _ in range(20):
                await page.flood()
            await good.switches_language()
            assert weight(server.process.pid) < before + 5
            assert alive(taiwa)

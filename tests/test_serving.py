"""The web server: whom it lets in, and what its pages say. `test_visits` runs a real one."""

import os
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import CookieJar, WSMsgType
from aiohttp.test_utils import TestClient, TestServer

from taiwa.cli import main
from taiwa.paths import record_of, shipped_id
from taiwa.record.profiles import checked, folder_of
from taiwa.web.access import Access
from taiwa.web.hosts import LOCAL, address, host_name, own_names, reached_at
from taiwa.web.server import Server
from taiwa.web.visit import clamped
from taiwa.words.catalogs import Words

HERE = {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}
TOKEN = "let-me-in"
Client = Callable[..., TestClient[Any, Any]]


@pytest.fixture
def client(words: Words) -> Client:
    """A browser at a server; without a token, unless one is given."""

    def made(token: str = "", profile: str = "", visits: int = 40) -> TestClient[Any, Any]:
        access = Access({*LOCAL, "class.example"}, token, "taiwa-8000")
        server = Server([], access, words, checked, visits=visits, profile=profile)
        app = server.app()
        app.on_startup.remove(server._open_nursery)  # the first visit opens it: here, few do
        return TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True))

    return made


async def test_the_first_page_asks_for_a_name_and_goes_to_its_profile(client: Client) -> None:
    async with client() as test:
        page = await (await test.get("/", headers=HERE)).text()
        assert "お名前" in page
        assert "Enter your name" in page
        answer = await test.get("/?profile=花子", headers=HERE, allow_redirects=False)
        assert answer.headers["Location"] == "/at/%E8%8A%B1%E5%AD%90"
        wrong = await (await test.get("/?profile=<b>/", headers=HERE)).text()
        assert "&lt;b&gt;/" in wrong
        assert "<b>" not in wrong


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("ja,en-US;q=0.7,en;q=0.3", "お名前"),
        ("ja-JP", "お名前"),
        ("de,ja;q=0.5", "お名前"),
        ("en-GB,ja;q=0.5", "Enter your name"),
        ("de", "Enter your name"),
        ("", "Enter your name"),
        (";,;q=x", "Enter your name"),
    ],
)
async def test_a_page_speaks_the_language_of_the_browser_first(
    client: Client, wanted: str, first: str
) -> None:
    async with client() as test:
        page = await (await test.get("/", headers=HERE | {"Accept-Language": wanted})).text()
        assert min(("お名前", "Enter your name"), key=page.index) == first
        assert f'<html lang="{"ja" if first == "お名前" else "en"}">' in page


async def test_no_page_asks_anything_of_another_host(client: Client) -> None:
    async with client() as test:
        for path in ("/", "/at/hanako"):
            page = await (await test.get(path, headers=HERE)).text()
            assert "http://" not in page
            assert "https://" not in page


async def test_with_a_profile_given_the_first_page_asks_nothing(client: Client) -> None:
    async with client(profile="花子") as test:
        answer = await test.get("/", headers=HERE, allow_redirects=False)
        assert answer.headers["Location"] == "/at/%E8%8A%B1%E5%AD%90"


async def test_no_page_may_stand_in_another_sites_frame(client: Client) -> None:
    async with client(token=TOKEN) as test:
        for path in ("/", f"/?token={TOKEN}", "/at/hanako", "/static/js/textual.js", "/nothing"):
            answer = await test.get(path, headers=HERE)
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


PATHS = ["/", "/at/hanako", "/ws/hanako", "/static/js/textual.js", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
async def test_another_site_is_kept_out(client: Client, path: str) -> None:
    async with client() as test:
        rebound = {"Host": "evil.example", "Origin": "http://evil.example"}
        assert (await test.get(path, headers=rebound)).status == 403
        foreign = HERE | {"Origin": "https://evil.example"}
        assert (await test.get(path, headers=foreign)).status == 403


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1:80", "http://[", "http://"])
async def test_a_socket_is_for_pages_of_this_server_only(
    client: Client, origin: str | None
) -> None:
    async with client() as test:
        headers = {"Host": "127.0.0.1:8000"} | ({"Origin": origin} if origin else {})
        assert (await test.get("/ws/hanako", headers=headers)).status == 403


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1", True),
        ("localhost:9000", True),  # through a tunnel
        ("192.168.1.20:8000", True),  # no name that could lead elsewhere
        ("[fe80::1]:8000", True),
        ("CLASS.example.", True),
        ("evil.example", False),
        ("class.example.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil@127.0.0.1:8000", False),
        ("[evil.example]:8000", False),
        ("127.0.0.1:8000/@evil.example", False),
        ("0x7f000001", False),
        ("", False),
    ],
)
def test_a_host_is_an_address_or_a_known_name(host: str, known: bool) -> None:
    """A name of somebody else's may be made to lead here: DNS rebinding."""
    assert Access({*LOCAL, "class.example"}, "", "taiwa").knows(host) is known


async def test_a_name_that_is_not_known_is_told_with_what_allows_it(client: Client) -> None:
    async with client() as test:
        page = await (await test.get("/", headers={"Host": "class<b>.example"})).text()
        assert "class&lt;b&gt;.example" in page
        assert "--allow-host" in page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("given", ["", "?token=", "?token=wrong", "?token=%ED%A0%80", "?token=é"])
async def test_without_the_token_nobody_gets_in(client: Client, path: str, given: str) -> None:
    async with client(token=TOKEN) as test:
        answer = await test.get(path + given, headers=HERE | {"Cookie": "taiwa-8000=wrong"})
        assert answer.status == 403
        assert TOKEN not in await answer.text()
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("language", "first"), [("ja", "このサーバーのトークンでは"), ("en", "That is not this server")]
)
async def test_a_wrong_token_is_told_with_what_to_do_in_the_visitors_language_first(
    client: Client, language: str, first: str
) -> None:
    async with client(token=TOKEN) as test:
        asked = HERE | {"Accept-Language": language}
        page = await (await test.get("/?token=wrong", headers=asked)).text()
        told = page.partition('class="wrong">')[2]
        assert first in told.partition("</span>")[0]
        page = await (await test.get("/", headers=asked)).text()
        assert 'class="wrong"' not in page


async def test_the_link_lets_in_and_the_browser_keeps_the_token(client: Client) -> None:
    async with client(token=TOKEN) as test:
        answer = await test.get(f"/?token={TOKEN}&profile=花子", headers=HERE)
        assert answer.status == 200
        kept = answer.headers["Set-Cookie"]
        assert f"taiwa-8000={TOKEN}" in kept
        assert "HttpOnly" in kept
        assert "SameSite=Strict" in kept
        on = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', await answer.text())
        assert on is not None
        assert on[1] == "/?profile=%E8%8A%B1%E5%AD%90"  # the token is in no address any more
        assert (await test.get(on[1], headers=HERE | {"Cookie": f"taiwa-8000={TOKEN}"})).ok


@pytest.mark.parametrize("path", ["//evil.example/", "/%2F/evil.example", "/nothing"])
async def test_the_link_leads_to_pages_of_this_server_only(client: Client, path: str) -> None:
    async with client(token=TOKEN) as test:
        url = f"{test.make_url('/').origin()}{path}?token={TOKEN}"
        answer = await test.session.get(url, headers=HERE)
        assert answer.status == 404
        assert "evil" not in await answer.text()


async def test_where_every_place_is_taken_the_page_says_so_and_looks_again(client: Client) -> None:
    async with client(visits=0) as test:
        answer = await test.get("/at/hanako", headers=HERE)
        assert answer.status == 503
        page = await answer.text()
        assert "満席" in page
        assert "Every place is taken" in page
        assert 'http-equiv="refresh" content="5"' in page
        socket = await test.ws_connect("/ws/hanako", headers=HERE)
        message = await socket.receive()
        assert (message.type, message.data) == (WSMsgType.CLOSE, 1013)  # "try again later"


@pytest.mark.parametrize("name", ["a%2Fb", "%2Ehidden", "x%3Bls", "-x", "%24HOME"])
async def test_a_name_that_is_none_opens_nothing(client: Client, name: str) -> None:
    async with client() as test:
        assert (await test.get(f"/ws/{name}", headers=HERE)).status == 404


@pytest.mark.thorough
async def test_a_taiwa_that_can_not_begin_closes_the_page(client: Client, tmp_path: Path) -> None:
    db = record_of(folder_of(tmp_path / "home", "hanako"), shipped_id())
    db.parent.mkdir(parents=True)
    db.write_bytes(b"no database" * 1000)
    async with client() as test:
        socket = await test.ws_connect("/ws/hanako", headers=HERE)
        assert (await socket.receive()).type is WSMsgType.CLOSE


def test_another_address_is_refused_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    told = capsys.readouterr().err
    assert "nothing would be encrypted" in told
    assert "--public" in told


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_a_port_that_is_none_is_told(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert main(["serve", f"--port={port}"]) == 2
    assert f"{port} is not a port" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--public"], ["--public", "--host", "0.0.0.0"], ["--public", "--host", "localhost"]],
)
def test_without_a_token_only_this_machine_is_served(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert main(["serve", "--no-token", *options]) == 2
    assert "--no-token" in capsys.readouterr().err


@pytest.mark.parametrize("visits", ["0", "-1"])
def test_a_server_without_places_is_refused(
    capsys: pytest.CaptureFixture[str], visits: str
) -> None:
    assert main(["serve", "--visits", visits]) == 2
    assert "--visits" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "http://a.example", "a.example:8000", "a b", "<b>", "a/b"])
def test_a_host_name_that_is_none_is_told(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["serve", "--allow-host", name]) == 2
    assert f"'{name}' is not a host name" in capsys.readouterr().err


def test_a_host_name_is_known_as_browsers_send_it() -> None:
    assert host_name("教室.example") == "xn--wbtt9t.example"
    assert host_name("School-PC.local.") == "school-pc.local"


def test_a_machine_is_known_by_its_own_names() -> None:
    assert socket.gethostname().lower() in own_names()
    assert "localhost" in own_names()


def test_a_server_of_all_addresses_names_one_that_others_reach() -> None:
    assert reached_at("192.168.1.20") == "192.168.1.20"
    assert reached_at("0.0.0.0") not in ("", "0.0.0.0")


def test_a_window_has_bounds() -> None:
    assert clamped(100, 30) == (100, 30)
    assert clamped(65535, 10**400) == (500, 200)
    assert clamped(0, -7) == (1, 1)


def test_a_profile_that_is_none_is_not_served() -> None:
    assert main(["--profile", "a/b", "serve"]) == 2


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    assert address("::1", 8000) == "[::1]:8000"
    assert address("127.0.0.1", 8000) == "127.0.0.1:8000"


def test_where_nothing_can_fork_it_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(os, "fork")
    assert main(["serve"]) == 1
    assert "within WSL" in capsys.readouterr().err


def test_a_missing_library_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "taiwa.web.server", None)
    assert main(["serve"]) == 1
    assert "pip install 'taiwa[serve]'" in capsys.readouterr().err

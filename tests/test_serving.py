"""The web server: whom it lets in, and what it runs for them. `tests.browser` drives a real one."""

import sys
from pathlib import Path

import pytest
from aiohttp import WSMsgType
from aiohttp.test_utils import TestClient, TestServer

from taiwa.cli import main
from taiwa.paths import DATABASE
from taiwa.profiles import folder_of
from taiwa.serving.server import TaiwaServer, address


async def client(public: bool = False, profile: str = "") -> TestClient:
    server = TaiwaServer([], "127.0.0.1", 8000, public=public, greeting="served", profile=profile)
    return TestClient(TestServer(await server._make_app()))


def here(test: TestClient) -> dict[str, str]:
    return {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}


async def test_the_first_page_asks_for_a_name_and_goes_to_its_profile() -> None:
    async with await client() as test:
        page = await (await test.get("/", headers=here(test))).text()
        assert "お名前" in page
        assert "Enter your name" in page
        answer = await test.get("/?profile=花子", headers=here(test), allow_redirects=False)
        assert answer.headers["Location"] == "/at/%E8%8A%B1%E5%AD%90"
        wrong = await (await test.get("/?profile=<b>/", headers=here(test))).text()
        assert "&lt;b&gt;/" in wrong
        assert "<b>" not in wrong


async def test_no_page_asks_anything_of_another_host() -> None:
    async with await client() as test:
        for path in ("/", "/at/hanako"):
            page = await (await test.get(path, headers=here(test))).text()
            assert "http://" not in page
            assert "https://" not in page


async def test_with_a_profile_given_the_first_page_asks_nothing() -> None:
    async with await client(profile="花子") as test:
        answer = await test.get("/", headers=here(test), allow_redirects=False)
        assert answer.headers["Location"] == "/at/%E8%8A%B1%E5%AD%90"


async def test_no_page_may_stand_in_another_sites_frame() -> None:
    async with await client() as test:
        for path in ("/", "/at/hanako", "/static/js/textual.js"):
            answer = await test.get(path, headers=here(test))
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/at/hanako", "/ws/hanako", "/static/js/textual.js"])
async def test_another_site_is_kept_out(path: str) -> None:
    async with await client() as test:
        rebound = await test.get(path, headers={"Host": "evil.example"})
        assert rebound.status == 403
        foreign = await test.get(path, headers=here(test) | {"Origin": "https://evil.example"})
        assert foreign.status == 403


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1:80", "http://[", "http://"])
async def test_a_socket_is_for_pages_of_this_server_only(origin: str | None) -> None:
    async with await client() as test:
        headers = {"Host": "127.0.0.1:8000"} | ({"Origin": origin} if origin else {})
        assert (await test.get("/ws/hanako", headers=headers)).status == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:80", "localhost:8001", "evil@127.0.0.1:8000"]
)
async def test_another_port_is_another_site(host: str) -> None:
    async with await client() as test:
        assert (await test.get("/", headers={"Host": host})).status == 403
        assert (await test.get("/", headers={"Host": "localhost:8000"})).status == 200


async def test_in_public_any_host_name_will_do_but_no_foreign_origin() -> None:
    async with await client(public=True) as test:
        assert (await test.get("/", headers={"Host": "school.example"})).status == 200
        headers = {"Host": "school.example", "Origin": "https://evil.example"}
        assert (await test.get("/", headers=headers)).status == 403


@pytest.mark.parametrize("name", ["a%2Fb", "%2Ehidden", "x%3Bls", "-x", "%24HOME"])
async def test_a_name_that_is_none_opens_nothing(name: str) -> None:
    async with await client() as test:
        assert (await test.get(f"/ws/{name}", headers=here(test))).status == 404


async def test_a_taiwa_that_can_not_begin_closes_the_page(tmp_path: Path) -> None:
    db = folder_of(tmp_path / "home", "hanako") / DATABASE
    db.parent.mkdir(parents=True)
    db.write_bytes(b"no database" * 1000)
    async with await client() as test:
        socket = await test.ws_connect("/ws/hanako", headers=here(test))
        assert (await socket.receive()).type is WSMsgType.CLOSE


def test_another_address_is_refused_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    told = capsys.readouterr().err
    assert "without a password" in told
    assert "--public" in told


@pytest.mark.parametrize("port", ["0", "-1", "65536"])
def test_a_port_that_is_none_is_told(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert main(["serve", f"--port={port}"]) == 2
    assert f"Port {port} on 127.0.0.1 can't be used" in capsys.readouterr().err


def test_a_profile_that_is_none_is_not_served() -> None:
    assert main(["--profile", "a/b", "serve"]) == 2


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    assert address("::1", 8000) == "[::1]:8000"
    assert address("127.0.0.1", 8000) == "127.0.0.1:8000"


def test_a_missing_library_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "taiwa.serving.server", None)
    assert main(["serve"]) == 1
    assert "pip install 'taiwa[serve]'" in capsys.readouterr().err

"""The web server: whom it lets in, and what it runs for them. `tests.browser` drives a real one."""

import pytest
from aiohttp.test_utils import TestClient, TestServer

from taiwa.cli import main
from taiwa.serving.server import TaiwaServer


async def client(public: bool = False) -> TestClient:
    server = TaiwaServer([], "127.0.0.1", 8000, public=public, greeting="served")
    return TestClient(TestServer(await server._make_app()))


def here(test: TestClient) -> dict[str, str]:
    return {"Host": "127.0.0.1:8000"}


async def test_the_first_page_asks_for_a_name_and_goes_to_its_profile() -> None:
    async with await client() as test:
        page = await (await test.get("/", headers=here(test))).text()
        assert "お名前" in page
        assert "Your name" in page
        answer = await test.get("/?name=花子", headers=here(test), allow_redirects=False)
        assert answer.headers["Location"] == "/at/%E8%8A%B1%E5%AD%90"
        wrong = await (await test.get("/?name=<b>/", headers=here(test))).text()
        assert "&lt;b&gt;/" in wrong
        assert "<b>" not in wrong


async def test_no_page_asks_anything_of_another_host() -> None:
    async with await client() as test:
        for path in ("/", "/at/hanako"):
            page = await (await test.get(path, headers=here(test))).text()
            assert "http://" not in page
            assert "https://" not in page


@pytest.mark.parametrize("path", ["/", "/at/hanako", "/ws/hanako", "/static/js/textual.js"])
async def test_another_site_is_kept_out(path: str) -> None:
    async with await client() as test:
        rebound = await test.get(path, headers={"Host": "evil.example"})
        assert rebound.status == 403
        foreign = await test.get(path, headers=here(test) | {"Origin": "https://evil.example"})
        assert foreign.status == 403


async def test_in_public_any_host_name_will_do_but_no_foreign_origin() -> None:
    async with await client(public=True) as test:
        assert (await test.get("/", headers={"Host": "school.example"})).status == 200
        headers = {"Host": "school.example", "Origin": "https://evil.example"}
        assert (await test.get("/", headers=headers)).status == 403


@pytest.mark.parametrize("name", ["a%2Fb", "%2Ehidden", "x%3Bls", "-x", "%24HOME"])
async def test_a_name_that_is_none_opens_nothing(name: str) -> None:
    async with await client() as test:
        assert (await test.get(f"/ws/{name}", headers=here(test))).status == 404


def test_another_address_is_refused_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    told = capsys.readouterr().err
    assert "without a password" in told
    assert "--public" in told

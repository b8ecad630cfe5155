"""`taiwa serve --class`: a teacher's list, a PIN for each learner, and who is let in where."""

import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from taiwa.cli import main
from taiwa.cli.class_list import pins, read_list
from taiwa.errors import UsageError
from taiwa.paths import PINS
from taiwa.record.profiles import checked, key
from taiwa.web.access import Access
from taiwa.web.class_server import ClassServer
from taiwa.web.hosts import LOCAL
from taiwa.web.roll import OF_A_NAME, WINDOW, Refused, Roll
from taiwa.words.catalogs import Words

HERE = {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}
KNOWN = {"Anna": "482913", "山田 太郎": "0391"}
Browser = Callable[[], Any]


class Watch:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def roll(watch: Watch) -> Roll:
    return Roll(KNOWN, key, watch)


@pytest.fixture
def browser(words: Words, roll: Roll) -> Browser:
    """Opens a browser at the server of a class."""
    server = ClassServer(
        [], Access({*LOCAL, "class.example"}, "", "taiwa-8000"), words, checked, roll, visits=40
    )

    @asynccontextmanager
    async def opened() -> AsyncIterator[TestClient[Any, Any]]:
        jar = CookieJar(unsafe=True)
        app = server.app()
        app.on_startup.remove(server._open_nursery)  # nobody here gets as far as a taiwa
        async with TestClient(TestServer(app), cookie_jar=jar) as client:
            yield client

    return opened


async def signed_in(client: TestClient[Any, Any], name: str, pin: str, **headers: str) -> Any:
    form = {"name": name, "pin": pin}
    return await client.post("/", data=form, headers=HERE | headers, allow_redirects=False)


async def test_name_and_pin_lead_to_ones_own_profile_and_to_no_other(browser: Browser) -> None:
    async with browser() as client:
        page = await (await client.get("/", headers=HERE)).text()
        for told in ("お名前", "Your name", "先生", "your teacher can see it"):
            assert told in page
        assert "Anna" not in page  # who belongs to the class is nobody's business
        answer = await signed_in(client, " Anna ", "４８２９１３")
        assert (answer.status, answer.headers["Location"]) == (303, "/at/Anna")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Secure" not in cookie
        assert "482913" not in cookie
        secret = {"Cookie": cookie.partition(";")[0]}
        mine = await client.get("/at/Anna", headers=HERE | secret, allow_redirects=False)
        assert mine.status == 200
        assert 'action="/out"' in await mine.text()
        for path in ("/at/山田 太郎", "/ws/山田 太郎"):
            other = await client.get(path, headers=HERE | secret, allow_redirects=False)
            assert (other.status, other.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/at/Anna", "/ws/Anna"])
@pytest.mark.parametrize("secret", ["", "taiwa-8000=", "taiwa-8000=guessed"])
async def test_without_a_pin_nobody_gets_to_a_profile(
    browser: Browser, path: str, secret: str
) -> None:
    async with browser() as client:
        headers = HERE | {"Cookie": secret}
        answer = await client.get(path, headers=headers, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        with pytest.raises(WSServerHandshakeError):
            await client.ws_connect("/ws/Anna", headers=headers)


async def test_a_wrong_pin_and_a_name_of_nobody_are_told_alike(browser: Browser) -> None:
    async with browser() as client:
        pages = []
        for name, pin in (("Anna", "000000"), ("Nobody", "482913"), ("<b>/", "1" * 3000)):
            answer = await signed_in(client, name, pin)
            assert answer.status == 403
            assert "Set-Cookie" not in answer.headers
            pages.append((await answer.text()).partition('class="wrong">')[2])
        assert len(set(pages)) == 1
        assert "do not go together" in pages[0]
        assert "組み合わせ" in pages[0]


async def test_after_five_wrong_tries_a_name_waits_and_one_who_is_in_does_not(
    browser: Browser, watch: Watch
) -> None:
    async with browser() as client:
        secret = (await signed_in(client, "Anna", "482913")).headers["Set-Cookie"].partition(";")[0]
        for _ in range(OF_A_NAME):
            assert (await signed_in(client, "ａｎｎａ", "000000", Cookie="")).status == 403
        late = await signed_in(client, "Anna", "482913", Cookie="")
        assert late.status == 429
        told = await late.text()
        assert "Wait five minutes" in told
        assert "5分" in told
        assert (await client.get("/at/Anna", headers=HERE | {"Cookie": secret})).status == 200
        assert (await signed_in(client, "山田 太郎", "0391")).status == 303
        watch.now += WINDOW
        assert (await signed_in(client, "Anna", "482913")).status == 303


async def test_an_address_is_that_which_a_proxy_on_this_machine_tells(
    browser: Browser, roll: Roll
) -> None:
    async with browser() as client:
        asked: list[str] = []
        let_in = roll.let_in
        roll.let_in = lambda name, pin, address: (  # type: ignore[method-assign]
            asked.append(address),
            let_in(name, pin, address),
        )[1]
        forged = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}
        answer = await signed_in(client, "Anna", "482913", **forged)
        assert asked == ["198.51.100.7"]  # the one that the proxy added itself
        assert "Secure" in answer.headers["Set-Cookie"]


def test_an_address_waits_after_as_many_wrong_tries_as_a_class_may_make(roll: Roll) -> None:
    for number in range(60):
        with pytest.raises(Refused):
            roll.let_in(f"name{number}", "1", "there")
    with pytest.raises(Refused, match="too many"):
        roll.let_in("Anna", "482913", "there")
    assert roll.let_in("Anna", "482913", "elsewhere")[0] == "Anna"


async def test_who_signs_out_is_out_and_so_is_everybody_after_a_day(
    browser: Browser, watch: Watch, roll: Roll
) -> None:
    async with browser() as client:
        await signed_in(client, "Anna", "482913")
        [cookie] = client.session.cookie_jar
        assert roll.profile(cookie.value) == "Anna"
        await client.post("/out", headers=HERE, allow_redirects=False)
        assert roll.profile(cookie.value) is None
    _, session = roll.let_in("Anna", "482913", "here")
    watch.now += 13 * 3600
    assert roll.profile(session) is None


@pytest.mark.parametrize("path", ["/", "/out"])
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
async def test_another_site_can_sign_nobody_in_or_out(
    browser: Browser, path: str, origin: str | None
) -> None:
    async with browser() as client:
        headers = {"Host": "127.0.0.1:8000"} | ({"Origin": origin} if origin else {})
        form = {"name": "Anna", "pin": "482913"}
        answer = await client.post(path, data=form, headers=headers, allow_redirects=False)
        assert answer.status == 403


async def test_a_form_that_is_longer_than_any_is_refused(browser: Browser) -> None:
    async with browser() as client:
        assert (await signed_in(client, "a" * 10_000, "1")).status == 413


def listed(tmp_path: Path, text: str) -> tuple[dict[str, str], list[str]]:
    """The PINs of a list, as the command makes them in a home."""
    file = tmp_path / "names.txt"
    file.write_text(text, encoding="utf-8")
    return pins(read_list(file), tmp_path / "home")


def test_who_has_no_pin_gets_one_that_stays_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    known, made = listed(tmp_path, "Anna\n山田 太郎, ０３９１\n\nCem\n")
    assert made == ["Anna", "Cem"]
    assert known["山田 太郎"] == "0391"
    assert all(len(known[name]) == 6 and known[name].isdecimal() for name in made)
    kept = tmp_path / "home" / PINS
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again, fresh = listed(tmp_path, "name,class\nanna,1a\nDora,1b\n")
    assert (again["anna"], fresh) == (known["Anna"], ["Dora"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna, 1a\n", "Anna has no proper PIN on your list: a PIN has 4 to 12 digits."),
        ("Anna\nANNA\n", "twice"),
        ("a/b\n", "can't be a profile name"),
        ("\n\n", "has no names in it"),
    ],
)
def test_a_list_that_can_not_be_used_is_told(
    tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["serve", "--class", str(file)]) == 2
    assert told in capsys.readouterr().err


def test_a_class_takes_no_profile_and_is_no_single_learner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Anna\n", encoding="utf-8")
    assert main(["--profile", "Anna", "serve", "--class", str(file)]) == 2
    assert "leave --profile out" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["serve", "--class", str(file), "--no-token"])
    with pytest.raises(UsageError):
        listed(tmp_path, "Anna, x\n")

"""`taiwa serve` behind nginx with TLS, set up as its help tells."""

import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, TCPConnector, WSServerHandshakeError
from aiohttp.abc import AbstractResolver, ResolveResult

from taiwa.cli.about import ABOUT
from taiwa.web.roll import OF_AN_ADDRESS
from tests.browser import running
from tests.served import Served, Visitor, free_port, served

pytestmark = pytest.mark.slow

NAME = "class.example"
SETTINGS = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 200; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port} ssl; server_name {name};
        ssl_certificate {folder}/certificate; ssl_certificate_key {folder}/key;
        {location}
    }}
}}
"""
CERTIFICATE = (
    "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2"
    f" -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -keyout key -out certificate"
)


@contextmanager
def nginx(server: Served, folder: Path) -> Iterator[int]:
    """An nginx with the lines of the help, before a server; its port."""
    [lines] = (told for told in ABOUT["serve"] if told.startswith("location"))
    location = lines.replace("127.0.0.1:8000", server.host)
    assert server.host in location
    subprocess.run(CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)
    port, settings = free_port(), folder / "settings"
    settings.write_text(SETTINGS.format(folder=folder, port=port, name=NAME, location=location))
    command = ["nginx", "-p", str(folder), "-c", str(settings), "-e", str(folder / "errors")]
    with running(command, port):
        yield port


class Here(AbstractResolver):
    """Finds every name on this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: int = socket.AF_INET
    ) -> list[ResolveResult]:
        found = {"hostname": host, "host": "127.0.0.1", "port": port}
        return [ResolveResult(**found, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def visitor(port: int, folder: Path, name: str = NAME) -> AsyncIterator[Visitor]:
    """A browser that trusts the certificate, at the proxy."""
    trusting = ssl.create_default_context(cafile=folder / "certificate")
    trusting.check_hostname = name == NAME
    address = f"https://{name}:{port}"
    line = TCPConnector(resolver=Here(), ssl=trusting)
    headers, jar = {"Origin": address}, CookieJar()
    async with ClientSession(connector=line, headers=headers, cookie_jar=jar) as client:
        yield Visitor(client, address)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "names.csv"
    file.write_text("花子,1234\nTaro,5678\n", encoding="utf-8")
    return file


async def test_a_class_learns_through_nginx_with_tls(tmp_path: Path, names: Path) -> None:
    with (
        served("--class", str(names), "--allow-host", NAME, TAIWA_HOME=str(tmp_path)) as server,
        nginx(server, tmp_path) as port,
    ):
        async with visitor(port, tmp_path) as hanako, visitor(port, tmp_path) as taro:
            assert await hanako.sign_in("花子", "1234") == 200
            assert await taro.sign_in("Taro", "5678") == 200
            for browser, name in ((hanako, "花子"), (taro, "Taro")):
                [cookie] = browser.client.cookie_jar
                assert cookie["secure"]
                page = await browser.open(name)
                await page.switches_language()
            assert len(server.taiwas()) == 2
            with pytest.raises(WSServerHandshakeError):
                await taro.open("花子")
            foreign = {"Origin": "https://evil.example"}
            assert (await taro.get("/", **foreign)).status == 403
            plain = (
                f"http://{NAME}:{port}"  # as if nothing were encrypted: another origin, still ours
            )
            assert (await taro.get("/", Origin=plain)).status == 200
        async with visitor(port, tmp_path, "other.example") as browser:
            answer = await browser.get("/")
            assert answer.status == 403
            assert "--allow-host" in await answer.text()


async def test_a_proxy_tells_who_guesses_so_that_the_others_of_the_class_go_on(
    tmp_path: Path, names: Path
) -> None:
    with (
        served("--class", str(names), "--allow-host", NAME, TAIWA_HOME=str(tmp_path)) as server,
        nginx(server, tmp_path) as port,
    ):
        async with visitor(port, tmp_path) as guesser:
            for number in range(OF_AN_ADDRESS):
                forged = {"X-Forwarded-For": f"203.0.113.{number}"}
                form = {"name": f"name{number}", "pin": "0000"}
                url = f"{guesser.address}/"
                async with guesser.client.post(url, data=form, headers=forged) as answer:
                    assert answer.status == 403
            assert await guesser.sign_in("Taro", "5678") == 429
        elsewhere = {"X-Forwarded-For": "198.51.100.7", "Origin": f"http://{server.host}"}
        form = {"name": "Taro", "pin": "5678"}
        async with (
            ClientSession(headers=elsewhere) as client,
            client.post(f"http://{server.host}/", data=form, allow_redirects=False) as answer,
        ):
            assert answer.status == 303

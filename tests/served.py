"""`taiwa serve` as a process of its own, and visitors to it, as browsers are: HTTP and sockets."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import ClientResponse, ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from taiwa import paths
from tests.learner import SAMPLE

PATIENCE = 60.0
"""Seconds until something that must happen is missed: many, for a machine that is busy."""


LATEST, TOLD = 1 << 22, 3_000
"""Bytes of what was drawn that are kept, of which a busy machine draws many at once; and those
that a failure shows."""


class Served:
    """A running server, and the link that it printed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        shown = next((line.strip() for line in lines if "http" in line), "")
        found = re.fullmatch(r"http://([^/]+)/(?:\?token=([\w-]+))?", shown)
        assert found, shown
        self.link, self.host, self.token = found[0], found[1], found[2]

    @asynccontextmanager
    async def visitor(self, invited: bool = True) -> AsyncIterator["Visitor"]:
        """A browser that has opened the link, if it is `invited`."""
        jar = CookieJar(unsafe=True)  # which keeps cookies of an IP address, too
        origin = {"Origin": f"http://{self.host}"}
        async with ClientSession(headers=origin, cookie_jar=jar) as client:
            visitor = Visitor(client, f"http://{self.host}")
            if invited:
                assert (await visitor.get(f"/?token={self.token}")).status == 200
            yield visitor

    def taiwas(self) -> list[int]:
        """The processes that visitors have."""
        return [each for nursery in children(self.process.pid) for each in children(nursery)]

    def taiwa_of(self, profile: str) -> int:
        """The process of one learner."""
        [found] = (each for each in self.taiwas() if learner_at(each) == profile)
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*options: str, language: str = "en", **env: str) -> Iterator[Served]:
    """A server that is ended with the test, however that goes."""
    command = ["env", "--default-signal=HUP"]  # else nohup's deafness would be handed down
    command += [sys.executable, "-m", "taiwa", "--lang", language, "--content", str(SAMPLE)]
    command += ["serve", "--port", str(free_port()), *options]
    with subprocess.Popen(command, env=os.environ | env, stdout=subprocess.PIPE, text=True) as made:
        try:
            yield Served(made)
        finally:
            made.kill()


class Visitor:
    """A browser without a picture."""

    def __init__(self, client: ClientSession, address: str) -> None:
        self.client, self.address = client, address
        self.reading: set[asyncio.Task[None]] = set()

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """A page, read whole."""
        answer = await self.client.get(self.address + path, headers=headers)
        await answer.read()
        return answer

    async def sign_in(self, name: str, pin: str) -> int:
        """Give name and PIN to the server of a class; the status of its answer."""
        form = {"name": name, "pin": pin}
        async with self.client.post(f"{self.address}/", data=form) as answer:
            return answer.status

    async def open(self, name: str, size: str = "width=80&height=24", begun: bool = True) -> "Page":
        """A page with a terminal, once the first screen is drawn in it if it is to have `begun`."""
        url = f"{self.address}/ws/{quote(name)}?{size}"
        page = Page(name, await self.client.ws_connect(url))
        self.reading.add(asyncio.create_task(page.read()))
        if begun:
            await page.until(b"F2")  # which every screen names among its keys
        return page


class Page:
    """A learner's terminal: the last of what was drawn, and what may be done to it."""

    def __init__(self, name: str, line: ClientWebSocketResponse) -> None:
        self.name, self.socket, self.drawn = name, line, b""

    async def read(self) -> None:
        """Take what is drawn, as a browser does, until there is no more."""
        async for message in self.socket:
            if message.type is WSMsgType.BINARY:
                self.drawn = self.drawn[-LATEST:] + message.data

    async def until(self, text: bytes) -> None:
        """Wait until `text` is drawn."""
        assert await within(PATIENCE, lambda: text in self.drawn), self.drawn[-TOLD:]

    async def tell(self, *message: Any) -> None:
        await self.socket.send_str(json.dumps(message))

    async def switches_language(self) -> None:
        """From the English, in which every learner begins here, to Japanese."""
        self.drawn = b""
        await self.tell("stdin", "\x1bOQ")
        await self.until("言語".encode())  # as F2 is called from now on

    async def flood(self) -> None:
        """Press F2 more often than a pipe holds and taiwa can follow."""
        for _ in range(5):
            await self.tell("stdin", "\x1bOQ" * 30_000)

    async def leave(self) -> None:
        """Close the page, or drop the line without a word if the learner is named so."""
        if "vanished" in self.name:
            self.socket.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        else:
            await self.socket.close()


def learner_at(taiwa: int) -> str | None:
    """The profile whose record a process has open."""
    for file in Path(f"/proc/{taiwa}/fd").iterdir():
        with suppress(OSError):  # it was closed meanwhile
            if (opened := file.readlink()).name == paths.DATABASE:
                return paths.learner_of(opened).name
    return None


def children(process: int) -> list[int]:
    """The living processes that one has begun."""
    known = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [one for one in known if parent(one) == process]


def descendants(process: int) -> list[int]:
    """The living processes that one has begun, and those that they have."""
    found = children(process)
    return [*found, *(one for each in found for one in descendants(each))]


def parent(process: int) -> int:
    """A living process's parent; 0 where it has ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    state, above = told.rpartition(") ")[2].split()[:2]
    return 0 if state in "ZX" else int(above)


def alive(process: int) -> bool:
    return parent(process) != 0


async def within(seconds: float, found: Callable[[], bool]) -> bool:
    """True if something is `found` in time."""
    end = time.monotonic() + seconds
    while not found():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True

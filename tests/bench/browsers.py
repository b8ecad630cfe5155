"""Twenty learners at once at one `taiwa serve`, each over a socket as a browser opens it."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.bench.app import home
from tests.bench.rows import Row
from tests.browser import listening, wait
from tests.served import free_port

LEARNERS, KEYS = 20, 20
PATIENCE = 60.0


def many(folder: Path) -> list[Row]:
    """Each one's wait in ms for the first screen and for a key, and the memory of all in MB."""
    port = free_port()
    command = [sys.executable, "-m", "taiwa", "serve", "--no-token", "--port", str(port)]
    with subprocess.Popen(command, env=home(folder), stdout=subprocess.DEVNULL) as server:
        try:
            wait("the server", lambda: listening(port))
            return asyncio.run(measured(port, server.pid))
        finally:
            server.terminate()


async def measured(port: int, server: int) -> list[Row]:
    origin = f"http://127.0.0.1:{port}"
    async with ClientSession(headers={"Origin": origin}) as client:
        started = time.perf_counter()
        urls = [f"{origin}/ws/learner{n}?width=100&height=30" for n in range(LEARNERS)]
        sockets = await asyncio.gather(*(client.ws_connect(url) for url in urls))
        begun = [ms - started * 1000 for ms in await asyncio.gather(*map(drawn, sockets))]
        await asyncio.gather(*map(quiet, sockets))
        processes = list(children(server))
        keys = await asyncio.gather(*map(pressed, sockets))
        weights = [weight(process) for process in processes]
        await asyncio.gather(*(socket.close() for socket in sockets))
    return [
        Row(f"{LEARNERS} browsers: first screen, the last to get it", max(begun)),
        Row(f"{LEARNERS} browsers: key to frame, all typing", median(chain(*keys))),
        Row(f"{LEARNERS} browsers: key to frame, the slowest learner", max(map(median, keys))),
        Row(f"{LEARNERS} browsers: memory of each", median(weights), "MB"),
        Row(f"{LEARNERS} browsers: memory, with the server", sum(weights) + weight(server), "MB"),
    ]


async def drawn(socket: ClientWebSocketResponse) -> float:
    """The moment at which something was drawn next, in ms."""
    async with asyncio.timeout(PATIENCE):
        while (await socket.receive()).type is not WSMsgType.BINARY:
            pass
    return time.perf_counter() * 1000


async def quiet(socket: ClientWebSocketResponse, pause: float = 1.5) -> None:
    """Read until nothing is drawn any more."""
    try:
        while True:
            await socket.receive(timeout=pause)
    except TimeoutError:
        return


async def pressed(socket: ClientWebSocketResponse) -> list[float]:
    """The times from a key to the next frame, in ms."""
    times = []
    for number in range(KEYS):
        started = time.perf_counter() * 1000
        await socket.send_str(json.dumps(["stdin", "\x1b[B" if number % 2 else "\x1b[A"]))
        times.append(await drawn(socket) - started)
        await quiet(socket, 0.3)
    return times


def children(parent: int) -> Iterator[int]:
    """The processes that one has begun."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        process, _, after = stat.read_text().partition(" (")
        if int(after.rpartition(") ")[2].split()[1]) == parent:
            yield int(process)


def weight(process: int) -> float:
    """A process's memory in MB; what several share is counted in parts."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    line = next(line for line in told.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024

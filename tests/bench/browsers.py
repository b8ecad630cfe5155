"""A class at one `taiwa serve`: thirty learners at once, each over a socket as a browser opens it.

Each answers questions at a human pace, a key each two seconds. A key's time ends with the last
byte of what is drawn for it.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median, quantiles

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from taiwa import paths
from taiwa.course.forms import form_of
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.bench.app import home
from tests.bench.rows import Row
from tests.browser import listening, wait
from tests.learner import spoken, welcomed
from tests.served import PATIENCE, descendants, free_port

LEARNERS, KEYS, PACE = 30, 20, 2.0
"""How many learn, the keys that each presses, and the seconds from one to the next."""
ANSWERING = ("1", "\r", " ")
"""Choose the first option, answer with it, go on."""
QUIET = 0.25
"""Seconds without a byte after which a frame is whole; a cursor blinks more slowly."""


def many(folder: Path) -> list[Row]:
    """Each one's wait in ms for the first screen and for a key, and the memory of all in MB."""
    names = [f"learner{number}" for number in range(LEARNERS)]
    course = load_course(paths.shipped("content"))
    for name in names:
        store = Store(welcomed(folder / paths.PROFILES / name, course.id))
        study = Study(course, store, lambda: datetime.now(UTC), random.Random(1), spoken())
        asked = (id for id, each in course.questions.items() if form_of(each).manner == "one")
        study.practice(list(islice(asked, KEYS // len(ANSWERING) + 1)))
        store.close()
    port = free_port()
    command = [sys.executable, "-m", "taiwa", "serve", "--no-token", "--port", str(port)]
    with subprocess.Popen(command, env=home(folder), stdout=subprocess.DEVNULL) as server:
        try:
            wait("the server", lambda: listening(port))
            return asyncio.run(measured(port, server.pid, names))
        finally:
            server.terminate()


async def measured(port: int, server: int, names: Sequence[str]) -> list[Row]:
    origin = f"http://127.0.0.1:{port}"
    async with ClientSession(headers={"Origin": origin}) as client:

        async def opened(name: str) -> ClientWebSocketResponse:
            return await client.ws_connect(f"{origin}/ws/{name}?width=100&height=30")

        first = await opened(names[0])
        await first_screen(first)  # which makes the cache of the course
        await first.close()
        started, idle = time.perf_counter(), spent(server)
        sockets = await asyncio.gather(*map(opened, names))
        begun = await asyncio.gather(*map(first_screen, sockets))
        ready = spent(server)
        keys = await asyncio.gather(
            *(learns(socket, n * PACE / len(sockets)) for n, socket in enumerate(sockets))
        )
        done, weights = spent(server), [weight(each) for each in descendants(server)]
        await asyncio.gather(*(socket.close() for socket in sockets))
    times, who = list(chain(*keys)), f"{len(names)} browsers: "
    return [
        Row(f"{who}first screen, the last to get it", (max(begun) - started) * 1000),
        Row(f"{who}  of the processor, each", (ready - idle) / len(names)),
        Row(f"{who}key to frame", median(times), goal="under 100"),
        Row(f"{who}key to frame, 19 of 20 within", quantiles(times, n=20)[-1], goal="under 100"),
        Row(f"{who}key to frame, the slowest learner", max(map(median, keys))),
        Row(f"{who}  of the processor, a key", (done - ready) / len(times)),
        Row(f"{who}memory of each", median(weights), "MB"),
        Row(f"{who}memory, with the server", sum(weights) + weight(server), "MB"),
    ]


async def first_screen(socket: ClientWebSocketResponse) -> float:
    """The moment at which the first screen is complete."""
    async with asyncio.timeout(PATIENCE):
        while b"F2" not in await received(socket):
            pass
    return await whole(socket, time.perf_counter())


async def learns(socket: ClientWebSocketResponse, after: float) -> list[float]:
    """The times from a key to the last byte of its frame, in ms."""
    await asyncio.sleep(after)
    times, keys = [], cycle(ANSWERING)
    for key in ("c", *(next(keys) for _ in range(KEYS))):
        started = time.perf_counter()
        await socket.send_str(json.dumps(["stdin", key]))
        async with asyncio.timeout(PATIENCE):
            await received(socket)
        times.append((await whole(socket, time.perf_counter()) - started) * 1000)
        await read_for(socket, started + PACE - time.perf_counter())
    return times[1:]


async def received(socket: ClientWebSocketResponse) -> bytes:
    """What is drawn next."""
    while (message := await socket.receive()).type is not WSMsgType.BINARY:
        pass
    return bytes(message.data)


async def whole(socket: ClientWebSocketResponse, last: float) -> float:
    """The moment of the last byte before nothing more is drawn."""
    try:
        while True:
            async with asyncio.timeout(QUIET):
                await received(socket)
            last = time.perf_counter()
    except TimeoutError:
        return last


async def read_for(socket: ClientWebSocketResponse, seconds: float) -> None:
    """Take what is drawn, as of a cursor that blinks, for so long."""
    try:
        async with asyncio.timeout(max(0.0, seconds)):
            while True:
                await received(socket)
    except TimeoutError:
        return


def spent(server: int) -> float:
    """The time of the processor that a server and all that it has begun have taken, in ms."""
    found = 0
    for process in (server, *descendants(server)):
        told = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        found += sum(map(int, told[11:15]))  # of its own, and of those that have ended
    return found * 1000 / os.sysconf("SC_CLK_TCK")


def weight(process: int) -> float:
    """A process's memory in MB; what several share is counted in parts."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    line = next(line for line in told.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024

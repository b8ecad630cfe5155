"""One visitor's taiwa: a process of its own, born of a nursery, that ends with the page.

The only file that knows how others talk. Textual's web driver does so over its input and output,
as its module `textual.drivers.web_driver` tells: a line `__GANGLION__`, then packets of a letter
(`D` what is drawn or typed, `M` JSON about it), four bytes of size, and as many bytes. The page of
textual-serve does over a web socket: JSON such as `["stdin", "a"]` one way, what is drawn as bytes
the other.
"""

import asyncio
import json
import socket
import struct
import sys
import time
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import WSCloseCode, WSMsgType, web

from taiwa.web.nursery import Nursery

GRACE, PARTING = 3.5, 0.5
"""Seconds that a taiwa has for ending by itself, and a page for answering that it is closed.

All is over within five, so that nobody kills the server before it has ended the others.
"""

LARGEST_WINDOW = (500, 200)
"""Columns and lines; to draw more would cost memory and serve nobody."""

BYTES_AHEAD, PACE = 1 << 16, 400
"""Bytes that may wait for a taiwa that is busy, and messages that a page may send in a second: a
mouse sends a hundred."""

TAKEN_OVER = 4001
"""The code with which the page is closed of a learner who goes on elsewhere."""

READY = b"__GANGLION__\n"
HEAD = struct.Struct(">cI")
NURSERY = (sys.executable, "-P", "-m", "taiwa.cli.visiting")
DRIVER = {
    "TEXTUAL_DRIVER": "taiwa.tui.browser:BrowserDriver",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TERM_PROGRAM": "textual",
}


class Visit:
    """Runs taiwa with `arguments`, in a window of `size`, for the page that `socket` leads to."""

    def __init__(
        self,
        nursery: Nursery,
        arguments: Sequence[str],
        socket: web.WebSocketResponse,
        size: tuple[int, int],
    ) -> None:
        self._nursery, self._arguments, self._socket = nursery, arguments, socket
        columns, lines = clamped(*size)
        self._environment = {"COLUMNS": str(columns), "ROWS": str(lines)}
        self._code = WSCloseCode.OK.value

    async def give_way(self, running: asyncio.Task[None]) -> None:
        """End what is `running` of this in order: the learner goes on in another window."""
        self._code = TAKEN_OVER
        running.cancel()
        await asyncio.wait({running})

    async def run(self) -> None:
        """Until taiwa ends, the page is closed or this is cancelled; then neither is left.

        Raises `OSError` where the machine has no room for one more process.
        """
        try:
            mine, others = socket.socketpair()
            with others:
                process = self._nursery.start(self._arguments, self._environment, others)
            try:
                drawn, typed = await asyncio.open_unix_connection(sock=mine)
                try:
                    await self._talk(drawn, typed)
                finally:
                    await _leave(drawn, typed)
            finally:
                self._nursery.end(process)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(PARTING):
                    await self._socket.close(code=self._code)

    async def _talk(self, drawn: StreamReader, typed: StreamWriter) -> None:
        """Carry what is drawn and what is typed, until one of them ends."""
        ways = {asyncio.create_task(way) for way in (self._draw(drawn), self._listen(typed))}
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)
        for way in done:
            way.result()

    async def _draw(self, drawn: StreamReader) -> None:
        """Show on the page what taiwa draws."""
        with suppress(IncompleteReadError, ConnectionError):
            await drawn.readuntil(READY)
            while True:
                kind, size = HEAD.unpack(await drawn.readexactly(HEAD.size))
                payload = await drawn.readexactly(size)
                if kind == b"D":
                    await self._socket.send_bytes(payload)

    async def _listen(self, typed: StreamWriter) -> None:
        """Hand on to taiwa what happens on the page, or drop it where that is too much.

        Nothing waits here, so that the end of the page is seen whatever taiwa does.
        """
        second, number = 0, 0
        async for message in self._socket:
            waiting, now = typed.transport.get_write_buffer_size(), int(time.monotonic())
            second, number = now, number + 1 if now == second else 1
            if message.type is WSMsgType.TEXT and waiting < BYTES_AHEAD and number <= PACE:
                typed.write(await self._packet(message.data))
            await asyncio.sleep(0)  # however many come, the others have their turn

    async def _packet(self, told: str) -> bytes:
        """A page's message as taiwa reads it; nothing if no page would send it."""
        with suppress(ValueError, RecursionError, ConnectionError):
            match json.loads(told):
                case ["stdin", str(keys)]:
                    return packed(b"D", keys.encode(errors="replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    columns, lines = clamped(width, height)
                    return _meta({"type": "resize", "width": columns, "height": lines})
                case ["focus" | "blur" as change, *_]:
                    return _meta({"type": change})
                case ["ping", moment]:
                    await self._socket.send_json(["pong", moment])
        return b""


def clamped(width: int, height: int) -> tuple[int, int]:
    """Columns and lines within bounds."""
    columns, lines = LARGEST_WINDOW
    return max(1, min(width, columns)), max(1, min(height, lines))


def _meta(message: dict[str, object]) -> bytes:
    return packed(b"M", json.dumps(message).encode())


def packed(kind: bytes, payload: bytes) -> bytes:
    """A packet to Textual's web driver."""
    return HEAD.pack(kind, len(payload)) + payload


async def _leave(drawn: StreamReader, typed: StreamWriter) -> None:
    """Let taiwa end, which it does when its input ends, for as long as it has."""
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(GRACE):
            typed.write_eof()
            while await drawn.read(BYTES_AHEAD):  # a full line would keep it from ending
                pass
    typed.close()

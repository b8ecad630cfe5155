"""One visitor's taiwa: a process of its own, started without a shell, that ends with the page."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

GRACE = 5.0
"""Seconds that a taiwa has for ending by itself."""


class Visit(AppService):
    """textual-serve's, but the page is told when taiwa ends in whatever way, and none stays."""

    def __init__(
        self, arguments: Sequence[str], socket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        """`arguments` are taiwa's own; what it draws goes to `socket`."""

        async def close() -> None:
            await socket.close()

        super().__init__(
            "taiwa",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=downloads,
        )
        self.arguments = [sys.executable, "-m", "taiwa", *arguments]

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self.arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width=width, height=height),
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """Ask taiwa to end, and see that it does."""
        if self._process is None:
            return
        try:
            async with asyncio.timeout(GRACE):
                await super().stop()
                await self._process.wait()
        except TimeoutError:
            if self._process.returncode is None:
                self._process.kill()

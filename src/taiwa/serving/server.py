"""A web server that runs one taiwa for each visitor, through textual-serve.

`/` asks for a name, `/at/NAME` shows the app at the profile of that name, `/ws/NAME` carries its
keys and pictures. A page of another site can neither read nor drive it: the `Host` asked for must
be the one served (against DNS rebinding), and a socket's `Origin` must be this very server.
"""

import logging
import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

from taiwa.errors import UsageError
from taiwa.profiles import checked

PAGES = Path(__file__).parent / "page"
LOCAL = ("127.0.0.1", "localhost", "[::1]")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TaiwaServer(Server):
    """Serves `taiwa` with some arguments; `public` lets other machines in, under any host name."""

    def __init__(
        self, arguments: Sequence[str], host: str, port: int, *, public: bool, greeting: str
    ) -> None:
        super().__init__("taiwa", host, port, title="taiwa")
        self.arguments, self.public, self.greeting = arguments, public, greeting

    def initialize_logging(self) -> None:
        """Errors only: who asked for what is nobody's business."""
        logging.basicConfig(level=logging.ERROR)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._same_site])
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(PAGES), autoescape=True)
        app.add_routes(
            [
                web.get("/", self.ask_name),
                web.get("/at/{name}", self.show),
                web.get("/ws/{name}", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_startup.append(self._greet)
        return app

    async def _greet(self, app: web.Application) -> None:
        print(self.greeting, flush=True)

    @web.middleware
    async def _same_site(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        local = any(host in (name, f"{name}:{self.port}") for name in (*LOCAL, self.host))
        foreign = origin is not None and urlsplit(origin).netloc != host
        if foreign or not (local or self.public):
            raise web.HTTPForbidden(text="This page is served to its own address only.")
        return await handler(request)

    async def ask_name(self, request: web.Request) -> web.StreamResponse:
        """Who is learning? Goes on to the app once a name is given."""
        name = request.query.get("name", "")
        if not name:
            return aiohttp_jinja2.render_template(
                "name.html", request, {"name": "", "wrong": False}
            )
        try:
            raise web.HTTPSeeOther(f"/at/{quote(checked(name.strip()))}")
        except UsageError:
            return aiohttp_jinja2.render_template(
                "name.html", request, {"name": name, "wrong": True}
            )

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page with the terminal."""
        scheme = "wss" if request.secure else "ws"
        socket = f"{scheme}://{request.headers['Host']}/ws/{quote(_name(request))}"
        return aiohttp_jinja2.render_template("terminal.html", request, {"socket": socket})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One visitor's taiwa, until the page is closed: textual-serve's, with its own command."""
        visitor = copy(self)
        command = [sys.executable, "-m", "taiwa", *self.arguments, "--profile", _name(request)]
        visitor.command = shlex.join(command)
        return await super(TaiwaServer, visitor).handle_websocket(request)


def _name(request: web.Request) -> str:
    """The profile that an address names."""
    try:
        return checked(request.match_info["name"])
    except UsageError as error:
        raise web.HTTPNotFound from error

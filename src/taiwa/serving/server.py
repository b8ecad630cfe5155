"""A web server that runs one taiwa for each visitor, through textual-serve.

`/` asks for a name, `/at/NAME` shows the app at the profile of that name, `/ws/NAME` carries its
keys and pictures. A page of another site can neither read nor drive it: the `Host` asked for must
be the one served (against DNS rebinding), a socket's `Origin` must be this very server, and no page
may stand in another's frame.
"""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import quote

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

from taiwa.errors import UsageError
from taiwa.profiles import checked
from taiwa.serving import LOCAL, address
from taiwa.serving.visit import Visit

PAGES = Path(__file__).parent / "page"
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TaiwaServer(Server):
    """Serves `taiwa` with some arguments; `public` lets other machines in, under any host name.

    With a `profile`, the first page asks nothing and goes on to it.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        host: str,
        port: int,
        *,
        public: bool,
        greeting: str,
        profile: str = "",
    ) -> None:
        super().__init__("taiwa", host, port, title="taiwa")
        self.arguments, self.public, self.greeting = arguments, public, greeting
        self.profile = profile
        self._sockets: set[web.WebSocketResponse] = set()

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl+C. Raises `OSError` where the address can't be had."""
        logging.basicConfig(level=logging.ERROR)  # who asked for what is nobody's business
        gc.enable()  # a server stays: see cli.main

        def greet(_: str) -> None:
            print(self.greeting, flush=True)

        web.run_app(self._make_app(), host=self.host, port=self.port, print=greet)

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
        app.on_shutdown.append(self.on_shutdown)
        app.on_response_prepare.append(self._protect)
        return app

    async def on_shutdown(self, app: web.Application) -> None:
        """Let every visitor's taiwa end: the server would wait for them."""
        await asyncio.gather(*(socket.close() for socket in self._sockets))

    async def _protect(self, request: web.Request, response: web.StreamResponse) -> None:
        """The browser, too, keeps a page to this server and out of other pages."""
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"

    @web.middleware
    async def _same_site(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        own = {address(name, self.port) for name in (*LOCAL, self.host)}
        own |= {name.rpartition(":")[0] for name in own if self.port == 80}
        known: set[str | None] = {f"http://{request.host}", f"https://{request.host}"}
        if not request.path.startswith("/ws/"):  # a browser names the origin of every socket
            known.add(None)
        if origin not in known or not (self.public or request.host in own):
            raise web.HTTPForbidden(text="This page is served to its own address only.")
        return await handler(request)

    async def ask_name(self, request: web.Request) -> web.StreamResponse:
        """Who is learning? Goes on to the app once a name is given."""
        name = request.query.get("profile", self.profile).strip()
        wrong = False
        if name:
            try:
                raise web.HTTPSeeOther(f"/at/{quote(checked(name))}")
            except UsageError:
                wrong = True
        return aiohttp_jinja2.render_template("name.html", request, {"name": name, "wrong": wrong})

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page with the terminal."""
        socket = f"/ws/{quote(_name(request))}"
        return aiohttp_jinja2.render_template("terminal.html", request, {"socket": socket})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One visitor's taiwa, until it ends or the page is closed."""
        arguments = [*self.arguments, "--profile", _name(request)]
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)
        visit = Visit(arguments, socket, self.download_manager)
        self._sockets.add(socket)
        try:
            await visit.start(
                to_int(request.query.get("width", ""), 80),
                to_int(request.query.get("height", ""), 24),
            )
            await self._process_messages(socket, visit)
        finally:
            self._sockets.discard(socket)
            await visit.stop()
        return socket


def _name(request: web.Request) -> str:
    """The profile that an address names."""
    try:
        return checked(request.match_info["name"])
    except UsageError as error:
        raise web.HTTPNotFound from error

"""A web server that runs one taiwa for each visitor.

`/` asks for a name, `/at/NAME` shows the app at the profile of that name, `/ws/NAME` carries its
keys and pictures. A learner has one taiwa: whoever opens another window goes on there. The terminal
in the page is the one that textual-serve ships. `access.py` decides who is let in. Everything is
said in every language, the one of the visitor's browser first.
"""

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from aiohttp import WSCloseCode, web
from aiohttp.http import HttpProcessingError
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from textual_serve.server import Server as TextualServer

from taiwa.errors import N_, UsageError
from taiwa.web.access import Access
from taiwa.web.nursery import Nursery
from taiwa.web.visit import DRIVER, NURSERY, PARTING, TAKEN_OVER, Visit
from taiwa.words.catalogs import Words, preferred

OTHER_NAME = N_(
    "taiwa can't be opened as {host}. Whoever runs it can allow that: taiwa serve --allow-host NAME"
)
OTHER_SITE = N_("taiwa can't be used from another site's page: open its own address.")
INVITED = N_("Welcome.")
ALL_TAKEN = N_("Every place is taken at the moment. This page opens by itself when one is free.")
LOOK_AGAIN_SECONDS = 5
"""Seconds after which a page that found no place looks again."""

PAGES = Path(__file__).parent / "page"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
HEARTBEAT = 15.0
"""Seconds between looks at whether a page is still there."""

FRAME, FORM = 1 << 18, 1 << 12
"""Bytes of the longest message from a page, more than anybody pastes, and of the longest form."""

RequestHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Serves `taiwa` with some arguments to those whom `access` lets in, to `visits` at a time.

    `named` makes of what was typed the name of a profile, or raises `UsageError`. With a `profile`,
    the first page asks nothing and goes on to it.
    """

    signs_out = False
    """True if others may learn at the same browser next."""

    def __init__(
        self,
        arguments: Sequence[str],
        access: Access,
        words: Words,
        named: Callable[[str], str],
        *,
        visits: int,
        profile: str = "",
    ) -> None:
        self.arguments, self.access, self.profile = arguments, access, profile
        self._named = named
        self._nursery = Nursery(NURSERY, DRIVER)
        self._places = visits
        self._visits: dict[str, tuple[Visit, asyncio.Task[None]]] = {}
        self._pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
        self._spoken = {name: words.speaking(name) for name in words.languages}

    def run(self, host: str, port: int, greeting: str) -> None:
        """Serve until Ctrl+C, SIGTERM or the end of the terminal.

        Raises `OSError` where the address can't be had.
        """
        logging.basicConfig(level=logging.ERROR)  # who asked for what is nobody's business
        logging.getLogger("aiohttp.server").addFilter(_is_ours)
        gc.enable()  # a server stays: see cli.main
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))

        def greet(_: str) -> None:
            print(greeting, flush=True)

        web.run_app(
            self.app(),
            host=host,
            port=port,
            print=greet,
            access_log=None,
            shutdown_timeout=PARTING,
        )

    def app(self) -> web.Application:
        """The web application, for a server of aiohttp."""
        app = web.Application(middlewares=[self._admit], client_max_size=FORM)
        app.add_routes(self.routes())
        app.on_startup.append(self._open_nursery)
        app.on_shutdown.append(self._end_visits)
        app.on_response_prepare.append(_protect)
        return app

    def routes(self) -> list[web.AbstractRouteDef]:
        """The addresses that the server answers at."""
        return [
            web.get("/", self.ask_name),
            web.get("/at/{name}", self.show),
            web.get("/ws/{name}", self.visit),
            web.static("/static", TextualServer("taiwa").statics_path),
        ]

    async def _open_nursery(self, _app: web.Application) -> None:
        self._nursery.open()

    async def _end_visits(self, _app: web.Application) -> None:
        self._places = 0
        running = [task for _, task in self._visits.values()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        self._nursery.close()

    @web.middleware
    async def _admit(self, request: web.Request, handler: RequestHandler) -> web.StreamResponse:
        """Let in who may come in, and tell the others what they need."""
        host, is_socket = request.headers.get("Host", ""), request.path.startswith("/ws/")
        if not self.access.knows(host):
            return self._tell(request, OTHER_NAME, status=403, host=host)
        if not self.access.is_own_page(request, named=is_socket or request.method == "POST"):
            return self._tell(request, OTHER_SITE, status=403)
        if not self.access.is_invited(request):
            wrong = bool(request.query.get("token"))
            return self._page(request, "token.html", status=403, wrong=wrong)
        is_page = request.match_info.http_exception is None and not is_socket
        if self.access.token and "token" in request.query and is_page:
            return self._welcome(request)
        return await handler(request)

    def _welcome(self, request: web.Request) -> web.Response:
        """Keep the token as a cookie, and go on to the address without it, from this very page.

        After a redirect the browser would not show the cookie if the link was on another site.
        """
        others = [(name, value) for name, value in request.query.items() if name != "token"]
        response = self._tell(
            request, INVITED, again=f"0; url={request.rel_url.with_query(others)}"
        )
        self.access.keep(request, response, self.access.token)
        return response

    async def ask_name(self, request: web.Request) -> web.StreamResponse:
        """Who is learning? Goes on to the app once a name is given."""
        name = request.query.get("profile", self.profile).strip()
        wrong = False
        if name:
            try:
                raise web.HTTPSeeOther(f"/at/{quote(self._named(name))}")
            except UsageError:
                wrong = True
        return self._page(request, "name.html", name=name, wrong=wrong)

    def _name(self, request: web.Request) -> str:
        """The profile that an address names."""
        try:
            return self._named(request.match_info["name"])
        except UsageError as error:
            raise web.HTTPNotFound from error

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page with the terminal."""
        name = self._name(request)
        if not self._has_place(name):
            return self._tell(request, ALL_TAKEN, status=503, again=str(LOOK_AGAIN_SECONDS))
        return self._page(
            request,
            "terminal.html",
            socket=f"/ws/{quote(name)}",
            signs_out=self.signs_out,
            taken_over=TAKEN_OVER,
        )

    def _has_place(self, name: str) -> bool:
        """True if one more may learn, or this one does already."""
        return len(self._visits) < self._places or name in self._visits

    async def visit(self, request: web.Request) -> web.StreamResponse:
        """One visitor's taiwa, until it ends or the page is closed."""
        name = self._name(request)
        size = _number(request, "width", 80), _number(request, "height", 24)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=FRAME)
        await socket.prepare(request)
        if not self._has_place(name):
            await socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            return socket
        while other := self._visits.get(name):
            await other[0].give_way(other[1])
        visit = Visit(self._nursery, [*self.arguments, "--profile", name], socket, size)
        running = asyncio.create_task(visit.run())
        self._visits[name] = visit, running
        running.add_done_callback(lambda _: self._visits.pop(name))
        await asyncio.wait({running})
        if error := None if running.cancelled() else running.exception():
            logging.error("A visitor's taiwa: %s", error, exc_info=not isinstance(error, OSError))
        return socket

    def _tell(
        self, request: web.Request, told: str, *, status: int = 200, again: str = "", **values: str
    ) -> web.Response:
        """A page of one message; `again` is when the browser asks anew, and for what."""
        return self._page(request, "told.html", status, told=told, again=again, values=values)

    def _page(
        self, request: web.Request, template: str, status: int = 200, **values: object
    ) -> web.Response:
        """A page whose messages, in `_()`, come in every language, the visitor's first."""
        wanted = request.headers.get("Accept-Language", "").split(",")
        tags = ":".join(tag.partition(";")[0].strip() for tag in wanted)
        first = preferred({"LANGUAGE": tags}, tuple(self._spoken))
        spoken = sorted(self._spoken.values(), key=lambda words: words.language != first)

        def said(message: str, **fields: object) -> Markup:
            span = Markup('<span lang="{}">{}</span>')
            return Markup("").join(span.format(w.language, w._(message, **fields)) for w in spoken)

        page = self._pages.get_template(template).render(_=said, language=first, **values)
        return web.Response(text=page, content_type="text/html", status=status)


def _is_ours(record: logging.LogRecord) -> bool:
    """True if an error is this server's, and not that somebody spoke no HTTP to it."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _protect(_request: web.Request, response: web.StreamResponse) -> None:
    """The browser, too, keeps a page to this server and out of other pages."""
    response.headers.update(HEADERS)


def _number(request: web.Request, name: str, usual: int) -> int:
    try:
        return int(request.query.get(name, ""))
    except ValueError:
        return usual

"""The server of a class: each learner gives a name and a PIN, and learns at one's own profile."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from aiohttp import web

from taiwa.web.access import Access, address_of
from taiwa.web.roll import TOO_MANY, Refused, Roll
from taiwa.web.server import Server
from taiwa.words.catalogs import Words


class ClassServer(Server):
    """Lets in those on the `roll`, each to the profile of that name and to no other."""

    signs_out = True

    def __init__(
        self,
        arguments: Sequence[str],
        access: Access,
        words: Words,
        named: Callable[[str], str],
        roll: Roll,
        *,
        visits: int,
    ) -> None:
        super().__init__(arguments, access, words, named, visits=visits)
        self._roll = roll

    def routes(self) -> list[web.AbstractRouteDef]:
        entries = [web.post("/", self.sign_in), web.post("/out", self.sign_out)]
        return [*entries, *super().routes()]

    async def ask_name(self, request: web.Request) -> web.StreamResponse:
        """Who is learning, and with which PIN? They go on to `sign_in`."""
        return self._page(request, "class.html", name="", wrong="")

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Go on to the app, or tell why not."""
        form = await request.post()
        name, pin = (str(form.get(field, "")).strip() for field in ("name", "pin"))
        self._roll.let_out(self._session(request))
        try:
            profile, session = self._roll.let_in(name, pin, address_of(request))
        except Refused as why:
            status = 429 if why.message == TOO_MANY else 403
            return self._page(request, "class.html", status, name=name, wrong=why.message)
        response = web.HTTPSeeOther(f"/at/{quote(profile)}")
        self.access.keep(request, response, session)
        raise response

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """Make room for the next learner at this machine."""
        self._roll.let_out(self._session(request))
        raise web.HTTPSeeOther("/")

    def _name(self, request: web.Request) -> str:
        """The profile of whoever is in; others are sent to give name and PIN."""
        name = super()._name(request)
        if self._roll.profile(self._session(request)) != name:
            raise web.HTTPSeeOther("/")
        return name

    def _session(self, request: web.Request) -> str:
        return request.cookies.get(self.access.cookie, "")

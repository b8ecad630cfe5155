"""Who may use the server: the address that is asked for, the page that asks, and a token.

A page of another site can make a browser ask anything of this server. Three things keep it out:
the `Host` must be an IP address or a known name, since a name of its own might lead here (DNS
rebinding); the `Origin` must be this very server; and the token is in a cookie that browsers send
for pages of this site only.
"""

import hmac
import re
from collections.abc import Iterable
from ipaddress import ip_address

from aiohttp import web

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::[0-9]+)?")


class Access:
    """The `names` under which the server is asked for, and the `token` that lets a visitor in.

    Without a token everybody is let in. The visitor's browser keeps it in a `cookie` of that name.
    """

    def __init__(self, names: Iterable[str], token: str, cookie: str) -> None:
        self.names, self.token, self.cookie = frozenset(names), token, cookie

    def knows(self, host: str) -> bool:
        """True if a `Host` leads to this server by no trick: an IP address, or a known name."""
        found = _HOST.fullmatch(host.lower())
        if not found:
            return False
        name = (found[1] or found[2]).rstrip(".")
        return name in self.names or _is_ip(name)

    def is_own_page(self, request: web.Request, *, named: bool) -> bool:
        """True if a page of this server asks, or nobody says who; if `named`, somebody must."""
        origin = request.headers.get("Origin")
        if origin is None:
            return not named
        host = request.headers.get("Host", "")
        return origin in (f"http://{host}", f"https://{host}")

    def is_invited(self, request: web.Request) -> bool:
        """True if the visitor has the token, in the link or in the cookie."""
        given = (request.query.get("token", ""), request.cookies.get(self.cookie, ""))
        return not self.token or any(map(self._is_token, given))

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(errors="replace"), self.token.encode())

    def keep(self, request: web.Request, response: web.StreamResponse, secret: str) -> None:
        """Let the visitor's browser show a secret by itself from now on, to no script and no other
        site, and encrypted only where it came so."""
        secure = _from_proxy(request) and request.headers.get("X-Forwarded-Proto") == "https"
        response.set_cookie(self.cookie, secret, httponly=True, samesite="Strict", secure=secure)


def address_of(request: web.Request) -> str:
    """The address of a visitor. A proxy on this machine is believed whom it brings."""
    brought = request.headers.getall("X-Forwarded-For", [])
    if brought and _from_proxy(request):
        return brought[-1].rpartition(",")[2].strip()
    return request.remote or ""


def _from_proxy(request: web.Request) -> bool:
    """True if it comes from this machine itself, as what a proxy brings does."""
    peer = request.remote or ""
    return _is_ip(peer) and ip_address(peer).is_loopback


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

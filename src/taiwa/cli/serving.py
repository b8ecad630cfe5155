"""`taiwa serve`: what it refuses, and the link that it prints."""

import argparse
import re
import secrets
import socket
from contextlib import suppress

from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.record.profiles import checked
from taiwa.web import LOCAL, address
from taiwa.words.catalogs import Words

NO_SERVER = N_("Serving needs one more library: pip install 'taiwa[serve]'.")
OPEN_TO_OTHERS = N_(
    "On {host}, other machines could reach taiwa, and nothing would be encrypted. Add --public if"
    " you want that."
)
TOKEN_NEEDED = N_(
    "--no-token lets in whoever reaches the address, so it goes with 127.0.0.1 only, and not with"
    " --public."
)
NO_HOST = N_("'{name}' is no host name: give it alone, such as class.example.")
NO_ROOM = N_("--visits needs a number from 1 up.")
SERVING = N_("Open this link in a browser; Ctrl+C stops taiwa.")
PUBLIC = N_("Whoever has this link can open and change every profile; nothing is encrypted.")
NOT_SERVED = N_(
    "Port {port} on {host} can't be used; another program may have it. Choose another with --port."
)

EVERYWHERE = {"": "192.0.2.1", "0.0.0.0": "192.0.2.1", "::": "2001:db8::1"}
"""The hosts that stand for all addresses of a machine, each with an address elsewhere: the one of
RFC 5737 and RFC 3849 that belongs to nobody."""


def serve(options: argparse.Namespace, words: Words) -> None:
    """Serve the app to browsers until Ctrl+C. Raises `TaiwaError`."""
    where = {"host": options.host, "port": options.port}
    allowed = _checked(options)
    profile = "" if options.profile is None else checked(options.profile)
    token = secrets.token_urlsafe(16) if options.token else ""
    try:
        from taiwa.web.access import Access
        from taiwa.web.server import Server
    except ImportError as error:
        raise TaiwaError(NO_SERVER) from error
    arguments = ["--content", str(options.content.resolve())]
    arguments += ["--lang", options.lang] if options.lang else []
    access = Access({options.host, *own_names(), *allowed}, token, cookie=f"taiwa-{options.port}")
    server = Server(arguments, access, words, visits=options.visits, profile=profile)
    try:
        server.run(**where, greeting=_greeting(options, token, words))
    except OSError as error:
        raise TaiwaError(NOT_SERVED, **where) from error


def _checked(options: argparse.Namespace) -> list[str]:
    """Refuse what can't be served, or not safely; the host names that are allowed."""
    local = options.host in LOCAL and not options.public
    if options.host not in LOCAL and not options.public:
        raise UsageError(OPEN_TO_OTHERS, host=options.host)
    if not options.token and not local:
        raise UsageError(TOKEN_NEEDED)
    if not 0 < options.port < 1 << 16:
        raise UsageError(NOT_SERVED, host=options.host, port=options.port)
    if options.visits < 1:
        raise UsageError(NO_ROOM)
    return [_host_name(name) for name in options.allow_host]


def _host_name(name: str) -> str:
    """A host name as browsers send it."""
    with suppress(UnicodeError):
        sent = name.encode("idna").decode("ascii").lower().rstrip(".")
        if re.fullmatch(r"[a-z0-9_.-]+", sent):
            return sent
    raise UsageError(NO_HOST, name=name)


def own_names() -> set[str]:
    """The names by which others may know this machine, without asking anybody."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return {"localhost", name, short, f"{short}.local"}


def _greeting(options: argparse.Namespace, token: str, words: Words) -> str:
    """The link on a line of its own, so that it can be clicked or copied whole."""
    link = f"http://{address(reached_at(options.host), options.port)}/"
    link += f"?token={token}" if token else ""
    greeting = f"{words._(SERVING)}\n\n    {link}\n"
    return f"{greeting}\n{words._(PUBLIC)}" if options.public else greeting


def reached_at(host: str) -> str:
    """The address to give to others, where a server listens at all addresses of this machine."""
    if host not in EVERYWHERE:
        return host
    elsewhere = EVERYWHERE[host]
    family = socket.AF_INET6 if ":" in elsewhere else socket.AF_INET
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((elsewhere, 9))  # chooses the address to send from, and sends nothing
        return str(probe.getsockname()[0])
    return socket.gethostname()

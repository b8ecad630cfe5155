"""`taiwa serve`: refuses what can't be served or not safely, and prints the link."""

import argparse
import os

from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, content_of
from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.words.catalogs import Words

NO_SERVER = N_("Serving needs one more library: pip install 'taiwa[serve]'.")
NO_FORK = N_("taiwa serve runs on Linux and macOS; on Windows use it within WSL.")
OPEN_TO_OTHERS = N_(
    "On {host}, other machines could reach taiwa, and nothing would be encrypted. Add --public if"
    " you want that."
)
TOKEN_NEEDED = N_(
    "--no-token lets in whoever reaches the address, so it goes with 127.0.0.1 only, and not with"
    " --public."
)
NO_ROOM = N_("--visits needs a number from 1 up.")
SERVING = N_("Open this link in a browser; Ctrl+C stops taiwa.")
PUBLIC = N_("Whoever has this link can open and change every profile; nothing is encrypted.")
NO_PORT = N_("{port} is not a port: name one from 1 to 65535 with --port.")
NOT_SERVED = N_(
    "Port {port} on {host} can't be used; another program may have it. Choose another with --port."
)


def add_serve(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "serve", _("use taiwa in a browser on this machine"), serve)
    made.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1", help=_("the address to listen on")
    )
    made.add_argument(
        "--port", metavar="N", type=int, default=8000, help=_("the port to listen on")
    )
    made.add_argument("--public", action="store_true", help=_("let other machines in"))
    made.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help=_("a name by which browsers find this machine, beside its own; may be repeated"),
    )
    made.add_argument(
        "--visits",
        metavar="N",
        type=int,
        default=40,
        help=_("how many may learn at once (40 unless you choose)"),
    )
    made.add_argument(
        "--no-token",
        dest="token",
        action="store_false",
        help=_("let in whoever reaches 127.0.0.1; otherwise the printed link is needed"),
    )


def serve(options: argparse.Namespace, words: Words) -> int:
    """Serve the app to browsers until Ctrl+C. Raises `TaiwaError`."""
    import secrets

    from taiwa.record.profiles import checked
    from taiwa.web.hosts import own_names

    where = {"host": options.host, "port": options.port}
    allowed = _checked(options)
    profile = "" if options.profile is None else checked(options.profile)
    token = secrets.token_urlsafe(16) if options.token else ""
    if not hasattr(os, "fork"):
        raise TaiwaError(NO_FORK)
    try:
        from taiwa.web.access import Access
        from taiwa.web.server import Server
    except ImportError as error:
        raise TaiwaError(NO_SERVER) from error
    arguments = ["--content", str(content_of(options).resolve())]
    arguments += ["--lang", options.lang] if options.lang else []
    access = Access({options.host, *own_names(), *allowed}, token, cookie=f"taiwa-{options.port}")
    server = Server(arguments, access, words, checked, visits=options.visits, profile=profile)
    try:
        server.run(**where, greeting=_greeting(options, token, words))
    except OSError as error:
        raise TaiwaError(NOT_SERVED, **where) from error
    return DONE


def _checked(options: argparse.Namespace) -> list[str]:
    """The host names that are allowed. Raises `UsageError` for what can't be served safely."""
    from taiwa.web.hosts import LOCAL, host_name

    local = options.host in LOCAL and not options.public
    if options.host not in LOCAL and not options.public:
        raise UsageError(OPEN_TO_OTHERS, host=options.host)
    if not options.token and not local:
        raise UsageError(TOKEN_NEEDED)
    if not 0 < options.port < 1 << 16:
        raise UsageError(NO_PORT, port=options.port)
    if options.visits < 1:
        raise UsageError(NO_ROOM)
    return [host_name(name) for name in options.allow_host]


def _greeting(options: argparse.Namespace, token: str, words: Words) -> str:
    """The link on a line of its own, so that it can be clicked or copied whole."""
    from taiwa.web.hosts import address, reached_at

    link = f"http://{address(reached_at(options.host), options.port)}/"
    link += f"?token={token}" if token else ""
    greeting = f"{words._(SERVING)}\n\n    {link}\n"
    return f"{greeting}\n{words._(PUBLIC)}" if options.public else greeting

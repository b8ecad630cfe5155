"""`taiwa serve`: refuses what can't be served or not safely, and prints the link."""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, content_of
from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.web.access import Access
    from taiwa.web.server import Server

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
CLASS = N_("Each learner on your list signs in there with name and PIN; Ctrl+C stops taiwa.")
UNENCRYPTED = N_(
    "Nothing is encrypted: whoever listens in on the network can read PINs and answers."
)
MADE = N_("New PINs, one for each learner. They are kept in {path}, which you alone may read:")
NONE_MADE = N_("All have a PIN, on your list or in {path}.")
ASKS_ALL = N_("--class asks each learner for a name: leave --profile out.")
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
    who = made.add_mutually_exclusive_group()
    who.add_argument(
        "--class",
        dest="names",
        metavar="FILE",
        type=Path,
        help=_("let in a class: your list of names, one on each line, each with a PIN of its own"),
    )
    who.add_argument(
        "--no-token",
        dest="token",
        action="store_false",
        help=_("let in whoever reaches 127.0.0.1; otherwise the printed link is needed"),
    )


def serve(options: argparse.Namespace, words: Words) -> int:
    """Serve the app to browsers until Ctrl+C. Raises `TaiwaError`."""
    where = {"host": options.host, "port": options.port}
    allowed = _checked(options)
    if not hasattr(os, "fork"):
        raise TaiwaError(NO_FORK)
    try:
        import taiwa.web.server  # noqa: F401
    except ImportError as error:
        raise TaiwaError(NO_SERVER) from error
    server, greeting = (_for_class if options.names else _for_one)(options, allowed, words)
    try:
        server.run(**where, greeting=greeting)
    except OSError as error:
        raise TaiwaError(NOT_SERVED, **where) from error
    return DONE


def _for_one(
    options: argparse.Namespace, allowed: Sequence[str], words: Words
) -> "tuple[Server, str]":
    """The server for whoever has the link, and what is said when it begins."""
    import secrets

    from taiwa.record.profiles import checked
    from taiwa.web.server import Server

    profile = "" if options.profile is None else checked(options.profile)
    token = secrets.token_urlsafe(16) if options.token else ""
    access, named = _access(options, allowed, token), _profile_named()
    server = Server(
        _arguments(options), access, words, named, visits=options.visits, profile=profile
    )
    told = [words._(SERVING), "", f"    {_link(options, token)}", ""]
    return server, "\n".join([*told, words._(PUBLIC)] if options.public else told)


def _for_class(
    options: argparse.Namespace, allowed: Sequence[str], words: Words
) -> "tuple[Server, str]":
    """The server for those on a teacher's list, and what is said when it begins."""
    import time

    from taiwa.cli.class_list import pins, read_list
    from taiwa.record.profiles import key
    from taiwa.text.cells import cells, pad
    from taiwa.web.class_server import ClassServer
    from taiwa.web.roll import Roll

    if options.profile is not None:
        raise UsageError(ASKS_ALL)
    data = paths.data_folder(os.environ)
    known, made = pins(read_list(options.names), data)
    roll = Roll(known, key, time.monotonic)
    access, named = _access(options, allowed, ""), _profile_named()
    server = ClassServer(_arguments(options), access, words, named, roll, visits=options.visits)
    told = [words._(CLASS), "", f"    {_link(options)}", ""]
    told += [words._(MADE if made else NONE_MADE, path=data / paths.PINS)]
    room = max(map(cells, made), default=0)
    told += ["", *(f"    {pad(name, room)}  {known[name]}" for name in made), ""] if made else []
    return server, "\n".join([*told, words._(UNENCRYPTED)] if options.public else told)


def _profile_named() -> "Callable[[str], str]":
    """A function from a name, however it is typed, to the profile that is or will be there."""
    from taiwa.record.profiles import checked, folder_of

    data = paths.data_folder(os.environ)
    return lambda name: folder_of(data, checked(name)).name


def _access(options: argparse.Namespace, allowed: Sequence[str], token: str) -> "Access":
    from taiwa.web.access import Access
    from taiwa.web.hosts import own_names

    return Access({options.host, *own_names(), *allowed}, token, cookie=f"taiwa-{options.port}")


def _arguments(options: argparse.Namespace) -> list[str]:
    """The command line of each visitor's taiwa, but for the profile."""
    arguments = ["--content", str(content_of(options).resolve())]
    return [*arguments, "--lang", options.lang] if options.lang else arguments


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


def _link(options: argparse.Namespace, token: str = "") -> str:
    """The link, which stands on a line of its own to be clicked or copied whole."""
    from taiwa.web.hosts import address, reached_at

    link = f"http://{address(reached_at(options.host), options.port)}/"
    return f"{link}?token={token}" if token else link

"""A connection to a PostgreSQL database, and all that can be wrong with one, in a sentence.

The only file that knows `pg8000`, which is installed with `taiwa[sync]` and imported late. A
password comes from where PostgreSQL's own programs take it, and is told nowhere.
"""

import getpass
import os
import re
import ssl
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from msgspec import Struct

from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.sync.problems import REFUSED, UNREACHABLE, SyncError

if TYPE_CHECKING:
    from pg8000.native import Connection

PATIENCE = 30.0
"""Seconds that the server has for each answer."""

NO_LIBRARY = N_("A database needs one more library: pip install 'taiwa[sync]'.")
BAD_ADDRESS = N_(
    "{place} is not the address of a database: write postgresql://USER@HOST:PORT/DATABASE,"
    " with ?sslrootcert=FILE at the end if the authority is your own."
)
WITH_PASSWORD = N_(
    "Leave the password out of the address, where others could read it: put it into ~/.pgpass or"
    " PGPASSWORD."
)
NO_AUTHORITY = N_(
    "The file {path}, which sslrootcert names, holds no certificate: name one that does."
)
NO_TLS = N_(
    "The database {place} takes no encrypted connection, so nothing was sent: let its owner turn"
    " TLS on."
)
UNPROVEN = N_(
    "The database {place} can't prove that it is the one you mean, so nothing was sent: check the"
    " address, and its authority (sslrootcert)."
)
NOT_THERE = N_("There is no such database as {place}: check the name at the end of the address.")
NOT_SET_UP = N_(
    "The database {place} has no tables for taiwa: let its owner make those that taiwa sync"
    " --schema prints."
)
NO_RIGHTS = N_(
    "The database {place} does not let you do that: ask its owner for the role taiwa_learner,"
    " or taiwa_teacher for a class."
)
READ_ONLY = N_(
    "Nothing can be written to the database {place} now: try again later, or ask its owner."
    " Nothing is lost."
)
FULL = N_(
    "There is no room left in the database {place}: let its owner make some. Nothing is lost."
)
TOO_MANY = N_("The database {place} has too many connections now: try again later.")
FAILING = N_(
    "The database {place} could not do that ({code}): try again later, and tell its owner if it"
    " goes on. Nothing is lost."
)

_CODES = {
    **dict.fromkeys(("28P01", "28000"), REFUSED),
    "3D000": NOT_THERE,
    **dict.fromkeys(("42P01", "3F000"), NOT_SET_UP),
    "42501": NO_RIGHTS,
    "25006": READ_ONLY,
    "53100": FULL,
    "53300": TOO_MANY,
    **dict.fromkeys(("57P01", "57P02", "57P03"), UNREACHABLE),
}
"""The meaning of PostgreSQL's codes to a learner."""


class Address(Struct, frozen=True):
    """The place of a database; `folder` is that of a socket, instead of a host."""

    user: str
    host: str
    port: int
    database: str
    authority: str | None

    @property
    def is_local(self) -> bool:
        """True where nothing goes over a network."""
        return self.host.startswith("/") or self.host in ("localhost", "127.0.0.1", "::1")


def parsed(target: str) -> Address:
    """The parts of an address. Raises `UsageError` where it is none, or has a password in it."""
    try:
        found = urlsplit(target)
        options = parse_qs(found.query, strict_parsing=bool(found.query))
        port = found.port or 5432
    except ValueError as error:
        raise UsageError(BAD_ADDRESS, place=_shown(target)) from error
    if found.password is not None or "password" in options:
        raise UsageError(WITH_PASSWORD)
    database = unquote(found.path.removeprefix("/"))
    host = found.hostname or options.get("host", ["localhost"])[0]
    if not database or options.keys() - {"host", "sslrootcert"}:
        raise UsageError(BAD_ADDRESS, place=_shown(target))
    return Address(_user(found), host, port, database, options.get("sslrootcert", [None])[0])


def _user(found: SplitResult) -> str:
    return unquote(found.username) if found.username else getpass.getuser()


def _shown(target: str) -> str:
    """An address as it may be told: without anything that may be a password."""
    return re.sub("//[^@/]*@", "//…@", re.sub("password=[^&]*", "password=…", target))


def connect(target: str) -> "Connection":
    """Connect to a database, encrypted but on this machine. Raises `SyncError`, `UsageError`."""
    address = parsed(target)
    try:
        from pg8000.native import Connection
    except ImportError as error:
        raise TaiwaError(NO_LIBRARY) from error
    how: dict[str, Any] = {"host": address.host}
    if address.host.startswith("/"):
        how = {"unix_sock": f"{address.host}/.s.PGSQL.{address.port}"}
    with told(target):
        return Connection(
            address.user,
            database=address.database,
            port=address.port,
            password=_password(address) or "",
            ssl_context=_encryption(address),
            timeout=PATIENCE,
            application_name="taiwa",
            **how,
        )


def _encryption(address: Address) -> ssl.SSLContext | bool:
    """The proof that the server is the one that was meant; nothing of that on this machine."""
    if address.authority is None:
        return False if address.is_local else ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=address.authority)
    except OSError as error:  # ssl.SSLError, too
        raise UsageError(NO_AUTHORITY, path=address.authority) from error


def _password(address: Address) -> str | None:
    """The password that PostgreSQL's programs would take: PGPASSWORD, or the first fitting line of
    a file.

    The file is that of PGPASSFILE or ~/.pgpass, and only the user may read it.
    """
    if given := os.environ.get("PGPASSWORD"):
        return given
    file = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return None
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    wanted = (address.host, str(address.port), address.database, address.user)
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", each) for each in re.split(r"(?<!\\):", line)]
        if len(fields) == 5 and all(
            field in ("*", part) for field, part in zip(fields, wanted, strict=False)
        ):
            return fields[4]
    return None


@contextmanager
def told(target: str) -> Iterator[None]:
    """Raise `SyncError` for what the server says, or does not say."""
    from pg8000.exceptions import DatabaseError, InterfaceError

    try:
        yield
    except DatabaseError as error:
        given = error.args[0] if error.args else None
        code = given.get("C", "") if isinstance(given, dict) else ""
        raise SyncError(_CODES.get(code, FAILING), place=target, code=code) from error
    except ssl.SSLError as error:
        raise SyncError(UNPROVEN, place=target) from error
    except InterfaceError as error:
        refused = "refuses SSL" in str(error)
        raise SyncError(NO_TLS if refused else UNREACHABLE, place=target) from error
    except (OSError, struct.error) as error:
        raise SyncError(UNREACHABLE, place=target) from error

"""Names and addresses of this machine, as browsers ask for them."""

import re
import socket
from contextlib import suppress

from taiwa.errors import N_, UsageError

NO_HOST = N_("'{name}' is not a host name: give the name alone, such as class.example.")

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The hosts that only this machine reaches."""

EVERYWHERE = {"": "192.0.2.1", "0.0.0.0": "192.0.2.1", "::": "2001:db8::1"}
"""The hosts that stand for all addresses of a machine, each with an address elsewhere: the one of
RFC 5737 and RFC 3849 that belongs to nobody."""


def address(host: str, port: int) -> str:
    """Host and port as they stand in a link; an IPv6 address stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def host_name(name: str) -> str:
    """A host name as browsers send it. Raises `UsageError` for what is none."""
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

"""The app in a browser: every visitor at a profile of their own."""

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The hosts that only this machine reaches."""


def address(host: str, port: int) -> str:
    """Where a browser finds the server; an IPv6 address stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

"""All taken of Textual's private parts; `tests/test_parts.py` tells when to look at it."""

from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver  # which other systems don't have


def is_drawing(driver: "LinuxDriver") -> bool:
    """False once the thread that writes has died, with its terminal: what is written only waits."""
    writer = driver._writer_thread
    return writer is not None and writer.is_alive()


def is_telling(app: App[str]) -> bool:
    """True while something that was notified stands in the corner."""
    return len(app._notifications) > 0

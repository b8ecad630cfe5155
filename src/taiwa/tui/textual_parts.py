"""All taken of Textual's private parts; `tests/test_parts.py` tells when to look at it."""

from textual.drivers.linux_driver import LinuxDriver


def is_drawing(driver: LinuxDriver) -> bool:
    """False once the thread that writes has died, with its terminal: what is written only waits."""
    writer = driver._writer_thread
    return writer is not None and writer.is_alive()

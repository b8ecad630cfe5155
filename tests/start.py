"""The README's first command as a stranger types it, in a folder with nothing installed.

`python -m tests.start FOLDER COMMAND` runs the command in a terminal: it must install taiwa, open
it on the shipped course and leave the terminal well. It needs the network.
"""

import sys
import tempfile

from taiwa import paths
from taiwa.course.loading import load_course
from tests.terminal import SIZE, Window

INSTALLED = 600.0
"""Seconds until all must be downloaded and installed."""
ESCAPE, CTRL_Q = "\x1b", "\x11"


def main(folder: str, command: str) -> None:
    title = load_course(paths.shipped("content")).title["en"]
    with tempfile.TemporaryDirectory() as home:
        typed = ("bash", "-euc", f"cd {folder} && {command}")
        taiwa = Window(typed, {"TAIWA_HOME": home, "LANG": "en_GB.UTF-8"}, SIZE)
        try:
            taiwa.until("WHAT IS YOUR AIM?", INSTALLED)
            taiwa.type(ESCAPE)
            taiwa.until(title)
            taiwa.until("F1 Help")
            taiwa.type(CTRL_Q)
            assert taiwa.ended() == 0
        finally:
            taiwa.close()
    print(f"The first command starts taiwa on {title!r}.")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The start of a visitor's taiwa, on its server's behalf: `python -m taiwa.web.child SERVER …`.

SERVER is the server's process id; what follows is taiwa's own command line. On Linux the kernel
ends the process at the moment when the server does, even if it hangs or is stopped; elsewhere
`tui/browser.py` ends the app when its input does.
"""

import ctypes
import os
import runpy
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux's prctl(2)."""


def bind(server: int) -> None:
    """End this process with the server, or now if that has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != server:
            sys.exit(1)


if __name__ == "__main__":
    bind(int(sys.argv.pop(1)))
    runpy.run_module("taiwa", run_name="__main__", alter_sys=True)

"""Where a visitor's taiwa begins, on its server's behalf: `python -m taiwa.serving.child SERVER …`.

SERVER is the server's process id; what follows is taiwa's own command line. On Linux the kernel
ends the process at the moment when the server does, even if it hangs or is stopped; elsewhere
`terminal/browser.py` ends the app when its input does.
"""

import ctypes
import os
import signal
import sys

SET_PARENT_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux's prctl(2)."""


def main(server: int, arguments: list[str]) -> int:
    """Run taiwa for as long as the server runs; the exit status."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != server:  # it has ended already
            return 1
    from taiwa import cli  # not before: it takes its time

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))

"""The nursery of visitors' taiwas, `python -m taiwa.cli.visiting SERVER`; see `web/nursery.py`.

SERVER is the server's process id; it asks over the standard streams.
"""

import pkgutil
import sys
from importlib import import_module

from taiwa import record, tui, words
from taiwa.cli.main import main
from taiwa.web.nursery import born

if __name__ == "__main__":
    for room in (record, words, tui):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    sys.exit(main(born(int(sys.argv[1]))))

"""`python -m taiwa` is `taiwa`."""

from taiwa.cli import main

raise SystemExit(main())

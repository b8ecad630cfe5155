"""The command line."""

from taiwa.cli.main import main

__all__ = ["main"]

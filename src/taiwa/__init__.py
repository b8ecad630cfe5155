"""taiwa (対話, "dialogue"): a tutor in the terminal for one argued text, in several languages."""

__version__ = "0.1.0"

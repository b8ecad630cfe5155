"""taiwa (対話, "dialogue"): a tutor in the terminal for an argued text, in Japanese and English."""

__version__ = "0.1.0"

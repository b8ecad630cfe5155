"""Keeps the sentences of the text that is taught out of the course: they belong to its author.

A course may carry `fingerprint.txt`, the hashes of every run of `RUN` characters of its text. They
tell whether a passage repeats the text, and nothing of the text itself.
"""

import hashlib
from collections.abc import Iterator

RUN = 24
"""Characters: shorter runs that two texts on one matter share are names and set phrases."""
DIGITS = 10
"""Hexadecimal digits kept of a hash, 40 bits: a run meets one of ten thousand kept ones by chance
once in a hundred million."""
FINGERPRINT = "fingerprint.txt"


class Fingerprint:
    """The hashed runs of a text."""

    def __init__(self, hashes: frozenset[str]) -> None:
        self.hashes = hashes

    @classmethod
    def read(cls, written: str) -> "Fingerprint":
        """The fingerprint that `FINGERPRINT` holds; of an empty one, nothing is a repeat."""
        return cls(frozenset(written.split()))

    @classmethod
    def take(cls, text: str) -> "Fingerprint":
        """The fingerprint of a text."""
        return cls(frozenset(map(_hash, _runs(_squeezed(text)))))

    def repeats(self, passage: str) -> str | None:
        """The first run of a passage that stands in the text too."""
        if not self.hashes:
            return None
        return next((run for run in _runs(_squeezed(passage)) if _hash(run) in self.hashes), None)

    def __str__(self) -> str:
        return "\n".join(sorted(self.hashes)) + "\n"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _runs(text: str) -> Iterator[str]:
    return (text[i : i + RUN] for i in range(len(text) - RUN + 1))


def _hash(run: str) -> str:
    return hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=DIGITS // 2).hexdigest()

"""Keeps the sentences of the text that is taught out of the course: they belong to its author.

The shipped course carries `fingerprint.txt`, the hashes of every run of `RUN` characters of its
text. They tell whether a passage repeats the text, and nothing of the text itself. No command makes
one: an author's own text lies beside her course, and `taiwa check` compares the steps with that.
"""

from hashlib import blake2b

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
        runs = set(_runs(_squeezed(text)))
        mark = set() if any(map(str.isascii, runs)) else {NO_ASCII}
        return cls(frozenset({*map(_hash, runs), *mark}))

    def repeats(self, passage: str) -> str | None:
        """The first run of a passage that stands in the text too."""
        hashes, text = self.hashes, _squeezed(passage)
        other_script = NO_ASCII in hashes
        if not hashes or (other_script and text.isascii()):
            return None
        for run in _runs(text):
            if not (other_script and run.isascii()) and _hash(run) in hashes:
                return run
        return None

    def __str__(self) -> str:
        return "\n".join(sorted(self.hashes)) + "\n"


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _runs(text: str) -> list[str]:
    return [text[i : i + RUN] for i in range(len(text) - RUN + 1)]


_EMPTY = blake2b(digest_size=DIGITS // 2)


def _hash(run: str) -> str:
    hashed = _EMPTY.copy()  # in half the time that a new one takes
    hashed.update(run.encode("utf-8", "replace"))
    return hashed.hexdigest()


NO_ASCII = _hash("")
"""Stands among the hashes of a text of which no run is ASCII alone, as in Japanese: what is written
in English need not be compared with it."""

"""Measures what the second passage of a sure reply is good for.

    python -m tests.eval seconds

For each set of strangers' questions that is open, of those that the text answers: how many sure
replies show two passages; of these, in how many the second has the right section where the first
has not, says more of what a right reply holds (a fifth of its words, which the first has not), or
is of another section than any right one, beside the question; and in how many replies the right
section is not shown at all.
"""

from collections import Counter
from collections.abc import Sequence

from taiwa.course.loading import load_course
from taiwa.tutor.ask.folding import fold, language_of
from taiwa.tutor.ask.pieces import frame, units
from taiwa.tutor.asking import Asking
from taiwa.words.entries import quotation
from tests.eval.ask import COURSE_FOLDER
from tests.eval.halves import FITTED, HALVES, Row, half

MORE = 0.2
"""The share of the words of a right reply that the second passage must add."""
COLUMNS = ("sure", "two", "saved", "more", "beside", "lost")


def told(asking: Asking, row: Row) -> list[str]:
    """The columns of which the reply to a question is."""
    reply = asking.ask(row["question"], row["language"])
    if reply.certainty != "sure" or not reply.passages:
        return []
    language = language_of(row["facts"], "en")
    wanted = _words(row["facts"])
    quoted = [quotation(asking.course, name) for name in reply.passages]
    first, *others = [_words(each.text[language]) if each else set() for each in quoted]
    numbers = asking.search.index.numbers
    found = [asking.search.index.entry(numbers[name]).passage.section for name in reply.passages]
    right = [section in row["sections"] for section in found]
    columns = ["sure"] if any(right) else ["sure", "lost"]
    for second, fits in zip(others, right[1:], strict=True):
        more = len(wanted & second - first) >= MORE * len(wanted)
        kind = "beside" if not fits else "saved" if not right[0] else "more" if more else ""
        columns += ["two", kind]
    return columns


def _words(text: str) -> set[str]:
    return {unit for unit in units(fold(text)) if unit not in frame() and unit[0] != "?"}


def main(_arguments: Sequence[str]) -> int:
    """Prints the figures; status 0."""
    asking = Asking(load_course(COURSE_FOLDER))
    print(f"{'':16}" + "".join(f"{name:>8}" for name in COLUMNS))
    whole: Counter[str] = Counter()
    for which in FITTED:
        counts: Counter[str] = Counter()
        for part in HALVES:
            for row in half("questions", which, part):
                counts.update(told(asking, row) if row["answerable"] else ())
        print(f"{which:16}" + "".join(f"{counts[name]:8}" for name in COLUMNS))
        whole += counts
    print(f"{'all':16}" + "".join(f"{whole[name]:8}" for name in COLUMNS))
    return 0

"""The marks chosen at a question and not given yet, as values: one mark after the other.

Marks are indices in the content's order: the one option chosen, several or the items of an order as
they were marked, and of a pairing what stands beside each left side, `EMPTY` where nothing does.
"""

from typing import assert_never

from taiwa.course.forms import Form

Marks = tuple[int, ...]

EMPTY = -1


def with_mark(form: Form, marks: Marks, index: int, row: int = 0) -> Marks:
    """Marks with one more, at left side `row` in a pairing; one made a second time goes."""
    match form.manner:
        case "pairs":
            beside = list(marks) or [EMPTY] * len(form.lefts)
            if form.one_to_one and index in beside:
                beside[beside.index(index)] = EMPTY
            beside[row] = index
            return tuple(beside)
        case "several" | "order" if index in marks:
            return tuple(mark for mark in marks if mark != index)
        case "several" | "order":
            return (*marks, index)
        case "one" | "verdict" | "year" | "words" | "explanation":
            return (index,)
        case _:
            assert_never(form.manner)


def without_last(form: Form, marks: Marks, row: int = 0) -> tuple[Marks, int]:
    """Marks without the latest, of a pairing that at or before `row`; and the row it was at."""
    if form.manner != "pairs":
        return marks[:-1], row
    filled = [place for place, mark in enumerate(marks) if mark != EMPTY]
    if not filled:
        return (), row
    at = max((place for place in filled if place <= row), default=filled[-1])
    return (*marks[:at], EMPTY, *marks[at + 1 :]), at


def next_row(marks: Marks, row: int) -> int:
    """The next left side without anything beside it, from `row` on; `row` where there is none."""
    places = [*range(row, len(marks)), *range(row)]
    return next((place for place in places if marks[place] == EMPTY), row)


def is_answer(form: Form, marks: Marks) -> bool:
    """True if marks are as many as an answer takes."""
    if form.manner == "several":
        return bool(marks)
    whole = len(form.right) if form.manner in ("order", "pairs") else 1
    return len(marks) == whole and EMPTY not in marks


def known(form: Form, marks: Marks) -> Marks:
    """Marks kept from before, or none where the question has changed since."""
    if form.manner == "pairs":
        lowest, fit = EMPTY, len(marks) == len(form.lefts)
    else:
        lowest, fit = 0, len(set(marks)) == len(marks)
    return marks if fit and all(lowest <= mark < form.count for mark in marks) else ()

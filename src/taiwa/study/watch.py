"""A course folder watched while it is written: read anew, and checked, once a file was saved."""

from collections.abc import Callable, Sequence
from threading import Lock, Thread

from taiwa.course.course import Course
from taiwa.errors import ContentError, Located

Found = Sequence[Located]
Check = Callable[[], tuple[Found, Found]]
"""Finds what is wrong with a course that was read, and else what could be better; it takes as long
as `taiwa check` does."""


class Watch:
    """The last edition that could be read, and what is wrong with the files as they stand now.

    `problems` is None while they are looked at, which happens beside the program, and `advice` is
    what could be better where there are none; they are
    `broken` where `course` is an earlier edition.
    """

    def __init__(
        self, read: Callable[[], tuple[Course, Check]], stamp: Callable[[], object]
    ) -> None:
        """`stamp` gives another value once a file was saved.

        Raises `ContentError` where there is no course to begin with.
        """
        self._read, self._stamp = read, stamp
        self._last, self._number, self._one = stamp(), 0, Lock()
        self.course, check = read()
        self.problems: Found | None = None
        self.advice: Found = ()
        self.broken = False
        self._news = self._known = object()  # another one whenever there is something to tell
        self._failed: Exception | None = None
        self._start(lambda: self._check(0, check))

    def look(self) -> bool:
        """True where something else is known than at the last look."""
        if self._failed is not None:
            raise self._failed
        stamp = self._stamp()
        if stamp != self._last:
            self._last, self.problems, self._number = stamp, None, self._number + 1
            number = self._number
            self._start(lambda: self._again(number))
            return True
        before, self._known = self._known, self._news
        return self._known is not before

    def _start(self, deed: Callable[[], None]) -> None:
        def run() -> None:
            try:
                deed()
            except Exception as error:  # a fault of ours, for the next look
                self._failed = error

        Thread(target=run, daemon=True).start()

    def _again(self, number: int) -> None:
        try:
            course, check = self._read()
        except ContentError as error:
            self._tell(number, error.problems, broken=True)
            return
        if number == self._number:  # else a file was saved meanwhile
            self.course, self.broken, self._news = course, False, object()
        self._check(number, check)

    def _check(self, number: int, check: Check) -> None:
        try:
            with self._one:  # at a time, and none of what was saved over meanwhile
                if number == self._number:
                    self._tell(number, *check())
        except ContentError as error:  # too many to be told
            self._tell(number, error.problems)

    def _tell(
        self, number: int, problems: Found, advice: Found = (), *, broken: bool = False
    ) -> None:
        if number == self._number:
            self.advice = advice
            self.problems, self.broken, self._news = problems, broken, object()

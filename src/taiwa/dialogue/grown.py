"""A sequence that grows at its end and yet is a value: what was taken of it before stays as it was.

A conversation of thousands of answers keeps one list, not a copy of it for every answer.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Grown(Generic[T]):
    """Items in order. Two are equal where their items are, and equal to a tuple of these."""

    __slots__ = ("_length", "_shared")

    def __init__(self, shared: list[T] | None = None, length: int = 0) -> None:
        """The first so many of a list, which only those made of these add to."""
        self._shared: list[T] = [] if shared is None else shared
        self._length = length

    @classmethod
    def of(cls, items: Iterable[T]) -> "Grown[T]":
        """These items."""
        held = list(items)
        return cls(held, len(held))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return islice(self._shared, self._length)

    def __getitem__(self, place: int) -> T:
        return self._shared[range(self._length)[place]]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Grown):
            mine, others = self._shared, other._shared
            return self._length == other._length and (mine is others or [*self] == [*other])
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def and_(self, item: T) -> "Grown[T]":
        """These items and one more."""
        shared = self._shared
        if len(shared) != self._length:  # another has grown out of these already
            shared = shared[: self._length]
        shared.append(item)
        return Grown(shared, self._length + 1)

    def but_last(self) -> "Grown[T]":
        """These items without the last one, where there is one."""
        return Grown(self._shared, max(0, self._length - 1))

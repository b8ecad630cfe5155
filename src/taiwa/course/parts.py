"""Looking up what sections hold, without reading a section that isn't needed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from taiwa.course.model import Section

T = TypeVar("T")


class Parts(Mapping[str, T]):
    """Parts of some kinds by id, those of all sections and `shared` ones.

    Which ids there are is known without reading any section.
    """

    def __init__(
        self, sections: "Iterable[Section]", *kinds: str, shared: Mapping[str, T] | None = None
    ) -> None:
        self._shared = shared or {}
        self._home = {
            name: section for section in sections for kind in kinds for name in section.ids[kind]
        }

    def __getitem__(self, name: str) -> T:
        if name in self._home:
            return cast(T, self._home[name].parts[name])
        return self._shared[name]

    def __contains__(self, name: object) -> bool:
        return name in self._home or name in self._shared

    def __iter__(self) -> Iterator[str]:
        yield from (*self._home, *self._shared)

    def __len__(self) -> int:
        return len(self._home) + len(self._shared)

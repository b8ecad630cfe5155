"""The branches of a session, which its records make by what each of them follows.

Of the records that follow one, that with the smallest id goes on in its branch, and each other one
begins a branch that has its id for a name. So they are the same in whatever order records came.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from taiwa.record.log import Record


class Node(Protocol):
    """A record, as far as it has a place."""

    @property
    def id(self) -> str: ...
    @property
    def prev(self) -> str | None: ...
    @property
    def number(self) -> int: ...


N = TypeVar("N", bound=Node)


def branches(session: str, nodes: Iterable[N]) -> dict[str, list[N]]:
    """Each branch of a session by its name, from the session's start to its end.

    `nodes` are the session's records. One without a way back to a start waits: it is in no branch.
    """
    in_order = [*nodes]
    if is_one(in_order):  # as it mostly is, and is read
        return {session: in_order}
    in_order.sort(key=lambda node: (node.number, node.id))
    if is_one(in_order):
        return {session: in_order}
    known = {node.id: node for node in in_order}
    after: dict[str | None, list[N]] = defaultdict(list)
    for node in in_order:
        parent = known.get(node.prev or "")
        if node.number == 0:
            after[None].append(node)
        elif parent is not None and parent.number < node.number:
            after[parent.id].append(node)
    for siblings in after.values():
        siblings.sort(key=lambda node: node.id)
    found: dict[str, list[N]] = {}
    open_: list[tuple[str, list[N]]] = [
        (node.id if place else session, [node]) for place, node in enumerate(after[None])
    ]
    while open_:
        name, path = open_.pop()
        while next_ := after.get(path[-1].id):
            open_ += [(other.id, [*path, other]) for other in next_[1:]]
            path.append(next_[0])
        found[name] = path
    return found


def is_one(in_order: Sequence[Node]) -> bool:
    """True for a session's records, ordered by number, of which each follows the one before it."""
    return bool(in_order) and all(
        node.number == place and (place == 0 or node.prev == in_order[place - 1].id)
        for place, node in enumerate(in_order)
    )


def leading_on(
    session: str, records: Iterable[Record], way: Sequence[str], device: str
) -> list[Record]:
    """The branch of a session that goes on from the records `way`.

    Where it forks, it is the one on which `device` has gone on.
    """

    def shared(path: list[Record]) -> tuple[int, int]:
        common = (known == record.id for known, record in zip(way, path, strict=False))
        return sum(common), sum(record.device == device for record in path)

    return max(branches(session, records).values(), key=shared, default=[])

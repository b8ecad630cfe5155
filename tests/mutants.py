"""`python -m tests.mutants [NAME...]`: the rules of merging spoilt one by one, and who notices.

Each runs the tests of merging and of histories in a program of its own, whose module has the rule
in a spoilt form; that fails, or the tests would let the rule be lost.
"""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

TESTS = ("tests/test_merging.py", "tests/test_branches.py")


class Mutant(NamedTuple):
    """A piece of a module of the record, which stands there once, and what it is turned into."""

    module: str
    rule: str
    spoilt: str


MUTANTS = {
    "the largest id goes on": Mutant(
        "branches", "key=lambda node: node.id)", "key=lambda node: node.id, reverse=True)"
    ),
    "a branch has its session's name": Mutant(
        "branches", "open_ += [(other.id,", "open_ += [(name,"
    ),
    "only two branches": Mutant("branches", "in next_[1:]]", "in next_[1:2]]"),
    "what waits is a start": Mutant("branches", "if node.number == 0:", "if parent is None:"),
    "what follows a later one is on its way": Mutant(
        "branches", "parent is not None and parent.number < node.number", "parent is not None"
    ),
    "a session never forks": Mutant(
        "branches", "place == 0 or node.prev == in_order[place - 1].id", "True"
    ),
    "the largest digest tells": Mutant(
        "merging", "digest(known) < digest(text)", "digest(known) > digest(text)"
    ),
    "the first that comes tells": Mutant("merging", "if digest(known) < digest(text):", "if True:"),
    "another telling is let go": Mutant("merging", "    _keep(rows, known)\n", ""),
    "what is told otherwise still counts": Mutant(
        "merging", "for record in (told_so_far, taken):", "for record in (taken,):"
    ),
    "what is not understood is let go": Mutant(
        "merging", "return _keep(rows, taken)", "return False"
    ),
    "another device holds up a window": Mutant("merging", " AND device = ?", " AND ? NOTNULL"),
    "the first amendment counts": Mutant(
        "derived", "ORDER BY r.session, r.number, {ID_TEXT}", "ORDER BY r.session, r.number DESC"
    ),
    "an undone answer counts": Mutant("derived", "AND o NOTNULL", "AND 1"),
    "answers are learned as they come": Mutant(
        "derived", "    for answer in sorted(answers, key=lambda answer: answer.order):",
        "    for answer in sorted(answers, key=lambda answer: answer.n):",
    ),
    "an earlier answer is learned last": Mutant(
        "derived", "if known and all(answer.order[0] > known.last for answer in answers):",
        "if known:",
    ),
    "what a session counted is counted again": Mutant(
        "merging", "tally(db, -1, IN_SESSIONS", "tally(db, 0, IN_SESSIONS"
    ),
    "what lies below a record that moves goes with it": Mutant(
        "merging", "    rows.db.execute(_UNLINK, (place,))\n", ""
    ),
    "a session that forks is summed up as one": Mutant(
        "threads", "AND count(*) = max(number) + 1 AND ", "AND "
    ),
    "what came in the same part is not found": Mutant(
        "rows", "            self._places[record.id] = n\n", "            pass\n"
    ),
    "an undone end is one": Mutant("threads", " AND NOT max(kind IS {undone})", ""),
}  # fmt: skip


def apply(name: str) -> None:
    """Spoil a rule in this program, before anybody has taken what its module holds."""
    mutant = MUTANTS[name]
    module = import_module(f"taiwa.record.{mutant.module}")
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    assert source.count(mutant.rule) == 1, name
    spoilt = source.replace(mutant.rule, mutant.spoilt)
    exec(compile(spoilt, module.__file__ or "", "exec"), module.__dict__)


def is_noticed(name: str) -> bool:
    """True if a test fails that is there for it; asserts that none fails for another reason."""
    run = (
        f"from tests import mutants; mutants.apply({name!r}); import pytest; "
        f"raise SystemExit(pytest.main(['-xq', '-m', 'not slow', *mutants.TESTS]))"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.returncode in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED), done.stdout
    return done.returncode == pytest.ExitCode.TESTS_FAILED


def main(names: list[str]) -> int:
    left = 0
    for name in names or MUTANTS:
        noticed = is_noticed(name)
        left += not noticed
        print(f"{name}: {'noticed' if noticed else 'NOT NOTICED'}", flush=True)
    return left


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

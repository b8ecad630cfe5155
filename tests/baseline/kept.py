"""The texts of the baseline as they are kept, a folder for each act, and what differs from them."""

import shutil
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

EXPECTED = Path(__file__).parent / "expected"
MOST = 60
"""Lines of a difference that are told."""


def keep(folder: Path, texts: Mapping[str, str]) -> None:
    """Write an act's texts, and nothing else, into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def differences(act: str, texts: Mapping[str, str]) -> list[str]:
    """The first lines of an act that are not as they were."""
    folder = EXPECTED / act
    kept = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    found = [f"{act}/{name}: kept, but not written any more" for name in sorted(kept - set(texts))]
    for name, text in texts.items():
        if name in kept:
            found += _differences(f"{act}/{name}", (folder / name).read_bytes().decode(), text)
        else:
            found.append(f"{act}/{name}: not kept; python -m tests.baseline --renew keeps it")
    cut = [f"{act}: {len(found) - MOST} lines more"] if len(found) > MOST else []
    return found[:MOST] + cut


def _differences(name: str, before: str, text: str) -> Iterator[str]:
    if name.endswith(".eval"):  # rows that were added since are no difference
        known = {line.partition("\t<- ")[2] for line in before.split("\n")}
        lines = [line for line in text.split("\n") if line.partition("\t<- ")[2] in known]
        text = "\n".join(lines)
    if text != before:
        ends = f"{name} as kept", f"{name} now"
        yield from unified_diff(before.split("\n"), text.split("\n"), *ends, n=2, lineterm="")

"""Every path in one place, and files written whole. `TAIWA_HOME` moves the data folder."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from taiwa.errors import N_, StoreError

NO_HOME = N_("There is no home folder to keep your progress in: name a folder in TAIWA_HOME.")

DATABASE = "progress.db"
PROFILES = "profiles"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the learner's progress lives. Raises `StoreError` where nobody knows."""
    folder = _own(environment, "user_data_dir")
    if folder is None:
        raise StoreError(NO_HOME)
    return folder


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where what can be made anew is kept; safe to delete. No folder, if there is no home."""
    folder = _own(environment, "user_cache_dir") or Path(os.devnull)
    return folder / "cache" if environment.get("TAIWA_HOME") else folder


def _own(environment: Mapping[str, str], usual: str) -> Path | None:
    """`TAIWA_HOME`, else what is usual on this platform; None where it knows no such home."""
    folder = environment.get("TAIWA_HOME")
    try:
        if not folder:
            import platformdirs

            folder = str(getattr(platformdirs, usual)("taiwa", appauthor=False))
        return Path(folder).expanduser()
    except RuntimeError:
        return None


def shipped(name: str) -> Path:
    """The folder `content` or `locales`: inside the installed package, else in the checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name


def keep_cached(file: Path, content: bytes) -> None:
    """Write a cache file; a folder that can't be written costs only time."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: one that was there stays until the new one is complete."""
    if file.exists() and not file.is_file():  # a device or a pipe is written to where it is
        file.write_bytes(content)
        return
    file = file.resolve()
    scratch = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        scratch.write_bytes(content)
        scratch.replace(file)
    except BaseException as error:
        with suppress(OSError):
            scratch.unlink()
        if isinstance(error, OSError):
            error.filename = str(file)  # the one that the learner knows
        raise

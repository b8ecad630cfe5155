"""Every path in one place. `TAIWA_HOME` moves the learner's data folder."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

DATABASE = "progress.db"
PROFILES = "profiles"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the learner's progress lives."""
    if home := environment.get("TAIWA_HOME"):
        return Path(home).expanduser()
    from platformdirs import user_data_path

    return user_data_path("taiwa", appauthor=False)


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where what can be made anew is kept; safe to delete."""
    if home := environment.get("TAIWA_HOME"):
        return Path(home).expanduser() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("taiwa", appauthor=False)


def shipped(name: str) -> Path:
    """The folder `content` or `locales`: inside the installed package, else in the checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name


def keep_cached(file: Path, content: bytes) -> None:
    """Write a cache file whole or not at all; a folder that can't be written costs only time."""
    scratch = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(content)
        scratch.replace(file)
    except OSError:
        with suppress(OSError):
            scratch.unlink()

"""Every path in one place. `TAIWA_HOME` moves the learner's data folder."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

DATABASE = "progress.db"


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
    package = Path(str(resources.files("taiwa")))
    inside = package / name
    return inside if inside.is_dir() else package.parent.parent / name

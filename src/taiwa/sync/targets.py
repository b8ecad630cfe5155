"""The places where a learner's machines can meet: a folder, or a database."""

from pathlib import Path
from typing import TypeAlias

from taiwa.record.settings import ADDRESS
from taiwa.sync.database import Database, Table
from taiwa.sync.folder import Folder, Place

Target: TypeAlias = Folder | Database
Meeting: TypeAlias = Place | Table
"""The place of one learner there."""


def opened(target: str, course: str) -> Target:
    """The part of a folder, or of the database at an address, that is for a course.

    Raises `SyncError` where it can't be used, `UsageError` where an address is none.
    """
    if ADDRESS.match(target):
        return Database(target, course)
    return Folder(Path(target), course)

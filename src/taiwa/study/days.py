"""The learner's own days: one ends at four in the morning, unless set otherwise."""

from datetime import UTC, date, datetime, time, timedelta

from taiwa.record.settings import DAY_ENDS
from taiwa.record.store import Store


def day_of(store: Store, at: datetime) -> date:
    """The learner's date at a moment, in the time zone that it has. Raises `StoreError`."""
    return (at - timedelta(hours=DAY_ENDS.read(store))).date()


def end_of_day(store: Store, at: datetime) -> datetime:
    """The moment, in UTC, at which the learner's day that `at` is in ends. Raises `StoreError`."""
    after = datetime.combine(day_of(store, at) + timedelta(days=1), time(), at.tzinfo)
    return (after + timedelta(hours=DAY_ENDS.read(store))).astimezone(UTC)

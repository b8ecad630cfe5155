"""Days in few characters, without Babel, whose data takes 40 ms to load at a start."""

from datetime import date

from taiwa.words.catalogs import Words


def weekdays(words: Words) -> list[str]:
    """Two letters a weekday, or one character, from Monday."""
    return words._("Mo Tu We Th Fr Sa Su").split()


def weekday(words: Words, day: date) -> str:
    """A weekday's name."""
    names = words._("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
    return names.split()[day.weekday()]


def months(words: Words) -> list[str]:
    return words._("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def day_and_month(words: Words, day: date) -> str:
    """A day without year and weekday: `28 Nov`."""
    return words._("{day} {month}", day=day.day, month=months(words)[day.month - 1])


def short_day(words: Words, day: date) -> str:
    """A day without its year: `Sat 28 Nov`."""
    weekday = words._("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]
    return words._(
        "{weekday} {day} {month}", weekday=weekday, day=day.day, month=months(words)[day.month - 1]
    )

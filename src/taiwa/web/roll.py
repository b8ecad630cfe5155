"""Who belongs to a class, by name and PIN, and who of them is in.

A name that is not on the list and a wrong PIN are told alike and take as long, so that nobody finds
out by trying who belongs to a class.
"""

import hmac
import secrets
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping

from taiwa.errors import N_, TaiwaError

WRONG = N_("That name and PIN do not go together. Your teacher has both on a list.")
TOO_MANY = N_("There were too many wrong tries. Wait five minutes, or ask your teacher.")

WINDOW = 300.0
"""Seconds for which a wrong try counts."""
OF_A_NAME, OF_AN_ADDRESS, IN_ALL = 5, 60, 2_000
"""Wrong tries that are let by: a class may come from one address."""
A_DAY, MOST = 12 * 3600.0, 1_000
"""Seconds for which somebody is in, and how many may be."""


class Refused(TaiwaError):
    """Somebody is not let in."""


class Roll:
    """A class by its `pins`, each that of a profile; `key` is what all spellings of a name have in
    common, `clock` tells the seconds."""

    def __init__(
        self, pins: Mapping[str, str], key: Callable[[str], str], clock: Callable[[], float]
    ) -> None:
        self._known = {key(profile): (profile, pin) for profile, pin in pins.items()}
        self._key, self._clock = key, clock
        self._wrong: deque[tuple[float, str, str]] = deque(maxlen=IN_ALL)
        self._sessions: dict[str, tuple[str, float]] = {}

    def let_in(self, name: str, pin: str, address: str) -> tuple[str, str]:
        """The profile of somebody who has the PIN, and the secret by which they are known from now
        on. Raises `Refused`."""
        known = self._key(name)
        self._refuse_many(known, address)
        given = unicodedata.normalize("NFKC", pin).strip().encode(errors="replace")
        profile, right = self._known.get(known, ("", secrets.token_hex()))
        if not hmac.compare_digest(given, right.encode()):
            self._wrong.append((self._clock(), known, address))
            raise Refused(WRONG)
        session = secrets.token_urlsafe(32)
        self._sessions[session] = profile, self._clock()
        if len(self._sessions) > MOST:
            del self._sessions[next(iter(self._sessions))]
        return profile, session

    def profile(self, session: str) -> str | None:
        """The profile of somebody who is in, and still is."""
        profile, since = self._sessions.get(session, (None, 0.0))
        return profile if self._clock() - since < A_DAY else None

    def let_out(self, session: str) -> None:
        """Forget that somebody was in."""
        self._sessions.pop(session, None)

    def _refuse_many(self, name: str, address: str) -> None:
        """Raise `Refused` after too many wrong tries, whether at a name that there is or not."""
        now = self._clock()
        recent = [each for each in self._wrong if now - each[0] < WINDOW]
        at_name = sum(each[1] == name for each in recent)
        from_there = sum(each[2] == address for each in recent)
        if at_name >= OF_A_NAME or from_there >= OF_AN_ADDRESS or len(recent) >= IN_ALL:
            raise Refused(TOO_MANY)

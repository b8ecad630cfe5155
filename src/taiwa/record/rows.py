"""Records as rows of the database: small, and made into lines again when these are asked for.

What returns in many records is kept once in the table `word`; `schema.sql` tells what each column
holds.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from msgspec import Raw, ValidationError, convert, json

from taiwa.dialogue.events import Given
from taiwa.record.columns import (
    Row,
    as_kind,
    as_name,
    as_outcome,
    as_verdict,
    day_number,
    day_of,
    microseconds,
    moment,
    packed,
    unpacked,
)
from taiwa.record.log import Entry, Record, Written, checked, detail_of, given_of
from taiwa.record.table import INSERT, PLACE, PLACES, SELECT_RUNS, WORD

G = TypeVar("G")
D = TypeVar("D")

_NEW_WORD = "INSERT INTO word (text) VALUES (?)"

AMENDING = ("claimed", "confirmed", "overridden", "undone")
"""The kinds of records that may amend how an answer counts."""

MANY = 50_000
"""Words that are remembered at most."""

RETURNING = 64
"""Characters up to which a text is likely to return: our own choice, measured on answers."""
_TYPED, _sorted = '{"chosen":[],"text":', json.Encoder(order="sorted")


class _Texts(dict[int, str]):
    """Words by their numbers, read where they are asked for first."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __missing__(self, number: int) -> str:
        row = self._db.execute("SELECT text FROM word WHERE n = ?", (number,)).fetchone()
        if row is None:
            raise ValidationError("no such word")
        if len(self) > MANY:  # sessions, mostly
            self.clear()
        return self.setdefault(number, row[0])


class _Numbers(dict[str, int]):
    """The numbers of words, which they get where they have none."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __missing__(self, text: str) -> int:
        row = self._db.execute(WORD, (text,)).fetchone()
        n = row[0] if row else self._db.execute(_NEW_WORD, (text,)).lastrowid
        assert n is not None
        if len(self) > MANY:
            self.clear()
        return self.setdefault(text, n)


class Rows:
    """The rows of one database, with the words that they are made of."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._numbers = _Numbers(db)
        self._texts = _Texts(db)
        self._values: dict[int, dict[str, Any]] = {}
        self._columns: dict[tuple[str, bytes], tuple[int | str, str | None, int | None]] = {}
        self._wholes: dict[tuple[int, int, int | None], bytes] = {}
        self._latest = "", 0  # the record that was added last, which the next one follows
        self._places: dict[str, int | None] = {}  # as `look_up` has found them

    def forget(self) -> None:
        """Know no words any more: those that were new may have been taken back."""
        for known in (self._numbers, self._texts, self._values, self._columns, self._wholes):
            known.clear()
        self._latest, self._places = ("", 0), {}

    def number(self, text: str) -> int | None:
        """A word's number, if it is there."""
        found = self._numbers.get(text)
        if found is None:
            row = self.db.execute(WORD, (text,)).fetchone()
            found = row[0] if row else None
        return found

    def text(self, number: int) -> str:
        """The word of a number. Raises `ValidationError` where there is none."""
        return self._texts[number]

    def label(self, number: int) -> str:
        """The word of a number, or nothing for 0."""
        return self.text(number) if number else ""

    def word(self, text: str) -> int:
        """A word's number, which it gets if it has none."""
        return self._numbers[text]

    def place(self, id: str) -> int | None:
        """The row of the record with this id, if it is here."""
        if id == self._latest[0]:
            return self._latest[1]
        if id in self._places:
            return self._places[id]
        row = self.db.execute(PLACE, (packed(id),)).fetchone()
        return row[0] if row else None

    def look_up(self, ids: Sequence[str] = ()) -> None:
        """Find the rows of all these ids at once: `place` tells them until the next look-up.

        Nobody else may add rows meanwhile.
        """
        self._places = dict.fromkeys(ids)
        ends = [packed(id)[-3:] for id in ids]
        found = self.db.execute(PLACES.format(", ".join("?" * len(ends))), ends)
        self._places |= {unpacked(id): n for id, n in found}

    def insert(self, record: Record | Written) -> int:
        """Add a record that is not here; returns its row."""
        n = self.db.execute(INSERT, self.pack(record)).lastrowid
        assert n is not None
        self._latest = record.id, n
        if record.id in self._places:
            self._places[record.id] = n
        return n

    def pack(self, record: Record | Written) -> tuple[Any, ...]:
        """A record as the values of `COLUMNS`."""
        word = self._numbers
        detail, judged, matched = self._packed_detail(record)
        return (
            packed(record.id),
            (record.prev and (self.place(record.prev) or packed(record.prev))) or 0,
            word[record.device],
            microseconds(record.at),
            day_number(record.day),
            word[record.session],
            record.number,
            word[record.kind],
            None if record.item is None else word[record.item],
            record.revision,
            None if record.section is None else word[record.section],
            None if record.question_kind is None else word[record.question_kind],
            None if record.language is None else word[record.language],
            None if record.given is None else self._packed_given(record.given),
            None if record.verdict is None else word[record.verdict],
            None if record.outcome is None else word[record.outcome],
            record.elapsed,
            None if judged is None else packed(judged),
            matched,
            detail,
        )

    def _packed_detail(self, record: Record | Written) -> tuple[int | str, str | None, int | None]:
        """The columns of a detail, as `_detail` tells, kept for the next one that is equal."""
        if not isinstance(record.detail, Raw):
            text, judged, matched = self._detail(record)
            return self._short(text), judged, matched
        key = record.kind, bytes(record.detail)
        found = self._columns.get(key)
        if found is None:
            text, judged, matched = self._detail(record)
            found = self._short(text), judged, matched
            if judged is None and isinstance(found[0], int):
                self._remember(key, found)
        return found

    def _packed_given(self, given: Given | Raw) -> int | str:
        if not isinstance(given, Raw):
            return self._given(given)
        key = "", bytes(given)
        found = self._columns.get(key)
        if found is None:
            found = self._given(given), None, None
            self._remember(key, found)
        return found[0]

    def _remember(
        self, key: tuple[str, bytes], found: tuple[int | str, str | None, int | None]
    ) -> None:
        if len(self._columns) > MANY // 10:
            self._columns.clear()
        self._columns[key] = found

    def _detail(self, record: Record | Written) -> tuple[str, str | None, int | None]:
        """The JSON of a detail without what has a column of its own: `judged` and `matched`."""
        text = _json(record.detail)
        if record.kind == "started":
            made = json.decode(text)
            turns = [[self.word(item), self.word(_json(rest))] for item, *rest in made["turns"]]
            return _json(made | {"turns": turns}), None, None
        if record.kind in AMENDING and (judged := (made := json.decode(text)).get("judged")):
            del made["judged"]
            return _json(made), judged, None
        if record.kind == "answered" and '"matched":"' in text:
            made = json.decode(text)
            if isinstance(matched := made["judgement"].get("matched"), str):
                del made["judgement"]["matched"]
                return _json(made), None, self.word(matched)
        return text, None, None

    def _given(self, given: Given | Raw) -> int | str:
        """The text that was typed, where that is all, or else JSON."""
        text = _json(given)
        typed = json.decode(text).get("text") if text.startswith(_TYPED) else None
        if isinstance(typed, str) and not typed.startswith("{") and _typed(typed) == text:
            text = typed
        return self._short(text)

    def _short(self, text: str) -> int | str:
        """A text as a column has it: as a word, where it is likely to return."""
        return text if len(text) > RETURNING else self.word(text)

    def read(self, row: tuple[Any, ...]) -> Written:
        """The record in a row of `SELECT`, as written.

        Raises `ValidationError` or `DecodeError` where it holds none.
        """
        read = convert(row, Row)
        given = None if read.given is None else Raw(self.given(read.given).encode())
        return self._entry(read, cast(Raw, given), Raw(self._whole(read)))

    def sound(self, row: tuple[Any, ...]) -> Record:
        """The record in a row of `SELECT`. Raises as `read` does."""
        read = convert(row, Row)
        given = None if read.given is None else given_of(self.given(read.given))
        return checked(
            self._entry(read, given, detail_of(as_kind(self.text(read.kind)), self._whole(read)))
        )

    def _entry(self, row: Row, given: G, detail: D) -> Entry[G, D]:
        text = self._texts
        return Entry(
            id=unpacked(row.id),
            prev=unpacked(row.follows) if row.follows else None,
            device=text[row.device],
            at=moment(row.at),
            day=day_of(row.day),
            session=as_name(text[row.session]),
            number=row.number,
            kind=as_kind(text[row.kind]),
            item=None if row.item is None else text[row.item],
            revision=row.revision,
            section=None if row.section is None else text[row.section],
            question_kind=None if row.question_kind is None else text[row.question_kind],
            language=None if row.language is None else text[row.language],
            given=given,
            verdict=None if row.verdict is None else as_verdict(text[row.verdict]),
            outcome=None if row.outcome is None else as_outcome(text[row.outcome]),
            elapsed=row.elapsed,
            detail=detail,
        )

    def _whole(self, row: Row) -> bytes:
        """The JSON of a detail with what has a column of its own."""
        if row.judged is not None or not isinstance(row.detail, int):
            return self._joined(row).encode()
        key = row.kind, row.detail, row.matched
        found = self._wholes.get(key)
        if found is None:
            found = self._wholes[key] = self._joined(row).encode()
        return found

    def _joined(self, row: Row) -> str:
        text, starts = self.long(row.detail), self.text(row.kind) == "started"
        if not starts and row.judged is None and row.matched is None:
            return text
        made = json.decode(text, type=dict[str, Any])
        if starts:
            turns = convert(made.get("turns"), list[tuple[int, int]])
            made["turns"] = Raw(b"[" + b",".join(map(self._turn, turns)) + b"]")
        if row.judged is not None:
            made["judged"] = unpacked(row.judged)
        if row.matched is not None:
            made["judgement"] = convert(made.get("judgement"), dict[str, Any]) | {
                "matched": self.text(row.matched)
            }
        return _json(made)

    def _turn(self, turn: tuple[int, int]) -> bytes:
        """The JSON of a turn: its item, then the rest of it."""
        item, rest = map(self.text, turn)
        return json.encode([item])[:-1] + b"," + rest[1:].encode()

    def long(self, column: int | str) -> str:
        """The text in a column. Raises `ValidationError` where it holds none."""
        return convert(self.text(column) if isinstance(column, int) else column, str)

    def given(self, column: int | str) -> str:
        """The JSON of what was given. Raises as `long` does."""
        text = self.long(column)
        return text if text.startswith("{") else _typed(text)

    def value(self, column: int | str) -> dict[str, Any]:
        """The JSON in a column, to be read only. Raises `DecodeError` where it holds none."""
        if not isinstance(column, int):
            return json.decode(column, type=dict[str, Any])
        if column not in self._values:
            self._values[column] = json.decode(self.text(column), type=dict[str, Any])
        return self._values[column]

    def of_session(self, session: str) -> Iterator[Record]:
        """The records of a session, whatever branch they are of, mostly in the order they came."""
        found = self.number(session)
        rows = self.db.execute(f"{SELECT_RUNS} WHERE h.session = ?", (found,))
        return map(self.sound, rows.fetchall())


def _typed(text: str) -> str:
    """The JSON of what was typed and nothing else."""
    return f"{_TYPED}{_json(text)}}}"


def _json(value: object) -> str:
    return bytes(value).decode() if isinstance(value, Raw) else _sorted.encode(value).decode()

"""The table `record` in SQL: how its rows are written, found and read.

`schema.sql` tells what each column holds.
"""

from taiwa.record.columns import DAY

COLUMNS = (
    *("id", "prev", "device", "at", "day", "session", "number", "kind", "item"),
    *("revision", "section", "question_kind", "language", "given", "verdict", "outcome"),
    *("elapsed", "judged", "matched", "detail"),
)
_SET = {name: f"?{place}" for place, name in enumerate(COLUMNS, 1)}
_SET["ahead"] = f"{_SET.pop('day')} - {_SET['at']} / {DAY}"
_SET["prev"] = f"nullif({_SET['prev']}, (SELECT n FROM {{}} WHERE session = {_SET['session']}))"
"""The columns as they are kept, of the values of `COLUMNS`, with the row before in braces."""

_LAST = "(SELECT n, session FROM record ORDER BY n DESC LIMIT 1)"
INSERT = f"INSERT INTO record ({', '.join(_SET)}) VALUES ({', '.join(_SET.values())})".format(_LAST)
_CHANGED = ", ".join(f"{name} = {value}" for name, value in _SET.items())
_ABOVE = "(SELECT * FROM record WHERE n = ?21 - 1)"
UPDATE = f"UPDATE record SET {_CHANGED} WHERE n = ?21".format(_ABOVE)
"""A row added, of the values of `COLUMNS`, and row `?21` changed to them."""

PREVIOUS = "p.n = ifnull(r.prev, r.n - 1) AND typeof(r.prev) IS NOT 'text'"
"""The condition for row `p`, which row `r` follows."""

_READ = (
    "SELECT r.n, coalesce(p.id, r.prev), "
    + ", ".join(f"r.{name}" for name in COLUMNS)
    + f" FROM {{}} LEFT JOIN record p ON {PREVIOUS}"
)
RUNS = (
    "record h CROSS JOIN record r ON h.prev NOTNULL AND r.n BETWEEN h.n AND ifnull((SELECT n - 1 "
    "FROM record WHERE n > h.n AND prev NOTNULL ORDER BY n LIMIT 1), 1 << 62)"
)
"""Rows `r` by the first `h` of their run, which is found by its session."""

SELECT, SELECT_RUNS = _READ.format("record r"), _READ.format(RUNS)
"""The rows that `Rows.read` takes, with the id of the one that each follows."""

IN_SESSIONS = f"r.n IN (SELECT r.n FROM {RUNS} WHERE h.session {{}})"
"""The condition for row `r` to be of sessions."""

WITH_ID = "substr({0}, -3) = substr({1}, -3) AND {0} = {1}"
"""The condition that finds an id by the few bytes that are indexed."""

WORD = "SELECT n FROM word WHERE substr(text, -4) = substr(?1, -4) AND text = ?1"
"""The number of a word."""

PLACE = f"SELECT n FROM record WHERE {WITH_ID.format('id', '?1')}"
"""The row of an id."""

PLACES = "SELECT id, n FROM record WHERE substr(id, -3) IN ({})"
"""The rows of many ids, by their ends, and of others with the same."""

ID_TEXT = "iif(typeof(r.id) = 'blob', lower(hex(r.id)), r.id)"
"""The id of row `r`, by which records are ordered."""

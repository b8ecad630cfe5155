-- The learner's database, version 4.
--
-- The log: `record` holds a row for each record that is understood, `kept` the lines beside it. The
-- view `log` shows it readably. All other tables derive from it and can be made anew, but `setting`.

-- Texts that return, each once: ids of sessions and devices, questions, kinds, usual details. They are
-- found by their last characters, in which they differ more than in the first.
CREATE TABLE word (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE INDEX word_text ON word (substr(text, -4));

-- Ids are 16 bytes where they are 32 hexadecimal digits. `prev` is null where a record follows that in
-- the row before, of its session; else 0 at a start, the row that it follows or, where that was not
-- here yet, its id. So a session lies in runs of rows, of which only the first is in an index.
-- `judged` is the id of the record that it amends. `at` is in microseconds since 1970, `day` in days;
-- `ahead` is how many of them the learner's date is ahead of the one in UTC. device to language,
-- verdict, outcome and `matched`, the answer that was met, are words; `given` and `detail` are, where
-- they return, else texts: what was typed, or else JSON. Each turn of a start is two words: its item,
-- and the rest of it.
CREATE TABLE record (
    n INTEGER PRIMARY KEY,
    id ANY NOT NULL,
    prev ANY,
    device INTEGER NOT NULL,
    at INTEGER NOT NULL,
    ahead INTEGER NOT NULL,
    day INTEGER AS (at / 86400000000 + ahead),
    session INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    item INTEGER,
    revision INTEGER,
    section INTEGER,
    question_kind INTEGER,
    language INTEGER,
    given ANY,
    verdict INTEGER,
    outcome INTEGER,
    elapsed INTEGER,
    judged ANY,
    matched INTEGER,
    detail ANY NOT NULL
) STRICT;
CREATE INDEX record_id ON record (substr(id, -3));
CREATE INDEX record_run ON record (session) WHERE prev NOTNULL;
CREATE INDEX record_item ON record (item, at / 86400000000) WHERE outcome NOTNULL;
CREATE INDEX record_judged ON record (session, judged) WHERE judged NOTNULL;

-- Lines of a later version, and others by which a record is told; of these the smallest digest is
-- the row above.
CREATE TABLE IF NOT EXISTS kept (digest BLOB PRIMARY KEY, line BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- A row for each branch; `id` is the session's or, where it forks, the branch's first record's.
-- `tip` is the row of its latest record. device, mode and sections are words here, too.
CREATE TABLE session (
    session INTEGER NOT NULL,
    id ANY NOT NULL,
    tip INTEGER NOT NULL,
    device INTEGER NOT NULL,
    started INTEGER NOT NULL,
    last INTEGER NOT NULL,
    day INTEGER NOT NULL,
    mode INTEGER NOT NULL,
    sections INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    correct INTEGER NOT NULL,
    elapsed INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    PRIMARY KEY (session, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_last ON session (last);

-- The answers that were amended, with the outcome that they have now; undone, they have none.
CREATE TABLE amended (n INTEGER PRIMARY KEY, outcome INTEGER) STRICT;

CREATE TABLE memory (
    item INTEGER PRIMARY KEY,
    section INTEGER NOT NULL,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    last INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    lapses INTEGER NOT NULL,
    first INTEGER NOT NULL
) STRICT;

-- Answers by day and sort, as words; `sure` is -1 where the learner said nothing of it.
CREATE TABLE tally (
    day INTEGER NOT NULL,
    section INTEGER NOT NULL,
    question_kind INTEGER NOT NULL,
    language INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    sure INTEGER NOT NULL,
    count INTEGER NOT NULL,
    elapsed INTEGER NOT NULL,
    PRIMARY KEY (day, section, question_kind, language, outcome, sure)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE VIEW log AS
SELECT
    iif(typeof(id) = 'blob', lower(hex(id)), id) AS id,
    (SELECT iif(typeof(p.id) = 'blob', lower(hex(p.id)), p.id) FROM record p WHERE p.n = ifnull(r.prev, r.n - 1)) AS prev,
    (SELECT text FROM word WHERE n = r.device) AS device,
    strftime('%Y-%m-%d %H:%M:%S', at / 1000000, 'unixepoch') AS at,
    date(day * 86400, 'unixepoch') AS day,
    (SELECT text FROM word WHERE n = r.session) AS session,
    number,
    (SELECT text FROM word WHERE n = r.kind) AS kind,
    (SELECT text FROM word WHERE n = r.item) AS item,
    revision,
    (SELECT text FROM word WHERE n = r.section) AS section,
    (SELECT text FROM word WHERE n = r.question_kind) AS question_kind,
    (SELECT text FROM word WHERE n = r.language) AS language,
    coalesce((SELECT text FROM word WHERE n = r.given), given) AS given,
    (SELECT text FROM word WHERE n = r.verdict) AS verdict,
    (SELECT text FROM word WHERE n = r.outcome) AS outcome,
    elapsed,
    iif(typeof(judged) = 'blob', lower(hex(judged)), judged) AS judged,
    (SELECT text FROM word WHERE n = r.matched) AS matched,
    coalesce((SELECT text FROM word WHERE n = r.detail), detail) AS detail
FROM record r;

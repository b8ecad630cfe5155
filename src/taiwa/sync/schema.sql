-- The tables in which learners meet, for PostgreSQL 11 or newer. The owner of the database runs this
-- once, again after an update:
--     taiwa sync --schema | psql postgresql://OWNER@HOST/DATABASE
-- then for each learner and teacher, with a password of their own:
--     CREATE ROLE anna LOGIN PASSWORD '...' IN ROLE taiwa_learner;
--     CREATE ROLE teacher LOGIN PASSWORD '...' IN ROLE taiwa_teacher;

BEGIN;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'taiwa_learner') THEN
        CREATE ROLE taiwa_learner NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'taiwa_teacher') THEN
        CREATE ROLE taiwa_teacher NOLOGIN;
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS taiwa;
GRANT USAGE ON SCHEMA taiwa TO taiwa_learner, taiwa_teacher;

-- What machines of one learner bring together: the segments that a folder would hold, each named by
-- its content, written once and never changed. A row named `forgotten` says that the rest was deleted.
CREATE TABLE IF NOT EXISTS taiwa.segment (
    owner name NOT NULL DEFAULT current_user,
    course text NOT NULL CHECK (course ~ '^[a-z0-9-]{1,40}$'),
    learner text NOT NULL CHECK (learner ~ '^[0-9a-f]{32}$'),
    name text NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) <= 32000000),
    received timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, course, learner, name),
    CHECK (name = 'forgotten' AND content = ''
        OR name = left(encode(sha256(content), 'hex'), 32) || '.taiwa')
);
ALTER TABLE taiwa.segment ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE, INSERT (course, learner, name, content) ON taiwa.segment TO taiwa_learner;
DROP POLICY IF EXISTS own ON taiwa.segment;
CREATE POLICY own ON taiwa.segment TO taiwa_learner USING (owner = current_user);
DROP POLICY IF EXISTS stays ON taiwa.segment;
CREATE POLICY stays ON taiwa.segment AS RESTRICTIVE FOR DELETE USING (name <> 'forgotten');

-- What learners hand in to a teacher, who reads nothing else.
CREATE TABLE IF NOT EXISTS taiwa.hand_in (
    owner name NOT NULL DEFAULT current_user,
    course text NOT NULL CHECK (course ~ '^[a-z0-9-]{1,40}$'),
    learner text NOT NULL CHECK (learner ~ '^[0-9a-f]{32}$'),
    content bytea NOT NULL CHECK (octet_length(content) <= 4000000),
    received timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, course, learner)
);
ALTER TABLE taiwa.hand_in ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE, INSERT (course, learner, content) ON taiwa.hand_in TO taiwa_learner;
GRANT SELECT, DELETE ON taiwa.hand_in TO taiwa_teacher;
DROP POLICY IF EXISTS own ON taiwa.hand_in;
CREATE POLICY own ON taiwa.hand_in TO taiwa_learner USING (owner = current_user);
DROP POLICY IF EXISTS class ON taiwa.hand_in;
CREATE POLICY class ON taiwa.hand_in TO taiwa_teacher USING (true);

COMMIT;

-- What do we know now? Every row can be derived again from the archive.
--
-- One text for SQLite and PostgreSQL: only TEXT, BIGINT and BYTEA. SQLite knows no BYTEA, but a column of a type it does
-- not know keeps binary values as they are; PostgreSQL knows no BLOB. Instants are microseconds since 1970 UTC, JSON is
-- TEXT, hashes are lower-case hexadecimal.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- One row per ledger line that seals an original.
CREATE TABLE objects (
    number BIGINT NOT NULL PRIMARY KEY,
    original TEXT NOT NULL,
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    version TEXT,
    size_bytes BIGINT NOT NULL,
    first_seen_us BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    rejected TEXT NOT NULL
);

CREATE INDEX objects_original ON objects (original);

CREATE INDEX objects_place ON objects (locator, source);

CREATE TABLE facts (
    object BIGINT NOT NULL,
    position BIGINT NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (object, position)
);

-- place: where correlation put the row. person and node are lower-case names as bytes, because bytes sort alike in every
-- database and text does not.
CREATE TABLE access_records (
    session TEXT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    duration_us BIGINT,
    person BYTEA,
    node BYTEA,
    record TEXT NOT NULL
);

CREATE TABLE request_records (
    request TEXT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    record TEXT NOT NULL
);

CREATE TABLE nodes (
    node TEXT NOT NULL PRIMARY KEY,
    place BIGINT NOT NULL,
    record TEXT NOT NULL
);

CREATE TABLE replays (
    session TEXT NOT NULL PRIMARY KEY,
    generation TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    commands TEXT NOT NULL,
    lines BYTEA NOT NULL
);

CREATE TABLE segments (
    generation TEXT NOT NULL,
    number BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    at_offset BIGINT NOT NULL,
    payload BYTEA NOT NULL,
    PRIMARY KEY (generation, number)
);

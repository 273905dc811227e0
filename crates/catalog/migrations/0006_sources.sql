-- What is known of the places that bytes come from. None of it is derived from the archive, so a rebuild leaves it alone;
-- losing it costs asking again.

CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL
);

CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL
);

CREATE TABLE absences (
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    what TEXT NOT NULL,
    next TEXT NOT NULL,
    tries BIGINT NOT NULL,
    first_us BIGINT NOT NULL,
    last_us BIGINT NOT NULL,
    PRIMARY KEY (source, locator, version)
);

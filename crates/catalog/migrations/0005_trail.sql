-- What proves that a trail is complete: one row per digest, log file and list of keys, and what they prove together.

CREATE TABLE trail_files (
    object BIGINT NOT NULL PRIMARY KEY,
    file TEXT NOT NULL
);

-- One row at most. files: how many rows it was proved from, by which one that is out of date is known.
CREATE TABLE trail_proofs (
    files BIGINT NOT NULL PRIMARY KEY,
    completeness TEXT NOT NULL
);

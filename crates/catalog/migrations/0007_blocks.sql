-- Commands and marks in blocks, like lines: a long recording has more of them than are held at once.
-- What is here is derived again: without its version, nothing that was derived before counts as current.

CREATE TABLE command_blocks (
    generation TEXT NOT NULL,
    number BIGINT NOT NULL,
    payload BYTEA NOT NULL,
    PRIMARY KEY (generation, number)
);

CREATE TABLE mark_blocks (
    generation TEXT NOT NULL,
    number BIGINT NOT NULL,
    payload BYTEA NOT NULL,
    PRIMARY KEY (generation, number)
);

ALTER TABLE replays DROP COLUMN commands;
ALTER TABLE replays DROP COLUMN marks;

DELETE FROM meta WHERE name = 'derivation';

-- The lines of a replay, a thousand to a block, so that a place in a long transcript is found and read without the rest.

CREATE TABLE line_blocks (
    generation TEXT NOT NULL,
    number BIGINT NOT NULL,
    played_us BIGINT NOT NULL,
    at_offset BIGINT NOT NULL,
    payload BYTEA NOT NULL,
    PRIMARY KEY (generation, number)
);

ALTER TABLE replays DROP COLUMN lines;

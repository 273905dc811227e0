-- What a machine read in the pictures of a video. Nothing is kept of one until its first picture was read; a video of
-- which `is_done` is 0 is read on by the next run.

CREATE TABLE screen_texts (
    original TEXT PRIMARY KEY,
    is_done BIGINT NOT NULL,
    about TEXT NOT NULL,
    scenes BYTEA NOT NULL
);

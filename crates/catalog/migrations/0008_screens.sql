-- What lies along the videos of remote desktops: by original, because whose screen one shows may become known later.

CREATE TABLE screens (
    original TEXT PRIMARY KEY,
    about TEXT NOT NULL,
    frames BYTEA NOT NULL
);

CREATE TABLE sheets (
    original TEXT NOT NULL,
    number BIGINT NOT NULL,
    payload BYTEA NOT NULL,
    PRIMARY KEY (original, number)
);

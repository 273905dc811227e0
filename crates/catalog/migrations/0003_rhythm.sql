-- When a replay is busy and when it is quiet: its own column, so that lists of sessions need not carry it.
-- What is here is derived again; until then no replay has a rhythm.

ALTER TABLE replays ADD COLUMN rhythm TEXT NOT NULL DEFAULT 'null';

-- Where secrets were masked, and where the output hides something: their own column, as they can be many.
-- What is here is derived again; until then no replay has marks.

ALTER TABLE replays ADD COLUMN marks TEXT NOT NULL DEFAULT '{"secrets":[],"hidden":[]}';

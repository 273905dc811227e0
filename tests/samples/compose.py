#!/usr/bin/env python3
"""How do the stories become files? `compose.py [STORY…]` writes every document around the recordings that are there.

The result depends on stories.py and the recorded logs only: composing twice gives the same bytes.
"""
import sys

from stories import STORIES
from story import FILM_BUCKET, HERE, LOG_BUCKET


def compose(story):
    documents = story.documents()
    for path, content in sorted(documents.items()):
        file = HERE / story.name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for file in old_documents(story, documents):
        file.unlink()
        print(f"removed {file.relative_to(HERE)}")


def old_documents(story, documents):
    """Files that an earlier composition wrote and this one does not. Recordings and the README are not composed."""
    composed = {HERE / story.name / path for path in documents}
    recordings = {HERE / story.name / bucket for bucket in (LOG_BUCKET, FILM_BUCKET)}
    for file in sorted((HERE / story.name).rglob("*")):
        if file.is_file() and file not in composed and file.name != "README.md" and not recordings & set(file.parents):
            yield file


if __name__ == "__main__":
    for tell in STORIES:
        name = tell.__name__.replace("_", "-")
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            compose(tell())
            print(name)

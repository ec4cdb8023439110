"""A process that keeps a corpus, to be killed: python tests/corpus_deeds.py FOLDER DEED.

It says that it begins, so that the wait for imports is no part of the moment.
"""

import sys
from pathlib import Path

from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library

TEXT = "# Krant\n\n## Nieuws\n\nEr is nieuws. Een bericht.\n"
OTHER = "# Krant\n\n## Nieuws\n\nEr is ander nieuws. Een bericht.\n\n## Weer\n\nHet regent.\n"
NOTES = """section = "krant/nieuws"
plain = "Over nieuws."

[[passage]]
quote = "Er is nieuws"
plain = "Iets."
terms = []
asked = [{ told = [1], questions = ["Wat?"] }]
"""
DEEDS = ("add", "remove", "supersede", "replace")


def do(library: Library, deed: str) -> None:
    """One of the deeds; that it was done already is no failure."""
    entry = new_entry(library.folder, "krant", title="Krant", publisher="Zij")
    known = {each.id for each in library.entries()}
    if deed == "add" and "krant" not in known:
        library.add_document(entry, TEXT, b"krant" * 20000, "krant.pdf", is_accepted=False)
    elif deed == "remove" and "krant" in known:
        library.remove("krant")
    elif deed == "supersede":
        library.supersede("boek", "gids")
    elif deed == "replace":
        library.put_edition(entry, OTHER, b"ander" * 20000, "krant.docx", is_accepted=False)


if __name__ == "__main__":
    own, name = Library(Path(sys.argv[1])), sys.argv[2]
    own.snapshot()
    print("begin", flush=True)  # noqa: T201  # what the test waits for
    do(own, name)
    print("done", flush=True)  # noqa: T201

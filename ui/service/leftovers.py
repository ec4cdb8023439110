"""What a process may not leave behind, also where it ends without unwinding."""

from ingest.index.private_copy import remove_all


def clear_away() -> None:
    """Remove the copies of the index that this process made for itself."""
    remove_all()

"""Failures that a user can mend: one line that says what, where and what to do now."""

import errno
from typing import Final

INGEST: Final = "Maak hem met: steunwijzer ingest"
"""Remedy for an index that cannot be used."""
_WHY: Final = {
    errno.ENOENT: "het is er niet",
    errno.EEXIST: "er staat al iets met die naam",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "het is een map",
    errno.EACCES: "de rechten ontbreken",
    errno.EPERM: "de rechten ontbreken",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ELOOP: "het is een snelkoppeling die naar zichzelf wijst",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijfruimte die je mag gebruiken is op",
    errno.EFBIG: "het wordt te groot",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENXIO: "niemand leest eruit",
    errno.EAGAIN: "wie eruit leest houdt het niet bij",
    errno.EBADF: "die is dicht",
    errno.EPIPE: "niemand leest hem meer",
    errno.EIO: "de schijf geeft een fout",
}


class SteunwijzerError(Exception):
    """An expected failure. Its text is one line of plain Dutch, fit to be shown as it is."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(" ".join(f"{what} {remedy}".split()))


class CorpusError(SteunwijzerError):
    """A file of the corpus is wrong: the content maintainer mends the file."""


class IndexUnusableError(SteunwijzerError):
    """There is no index, it is damaged, or it was made with other settings: run ingest."""


def why(error: OSError) -> str:
    """Why a file cannot be used, in Dutch."""
    return _WHY.get(error.errno or 0, f"het systeem meldt: {error.strerror or error}")

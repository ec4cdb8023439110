"""Where learning begins: at what was learnt of the shipped corpus, which travels with the package.

So what is learnt follows from a corpus alone, whatever was learnt before it, and of a corpus that
is almost the shipped one it is learnt almost at once. `python3 -m ingest.index.ship` makes it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from ingest.index.classifier import Classifier
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.matcher import Matcher

FILE: Final = Path(__file__).with_name("start.npz")
_KEY_BYTES: Final = 16
_MATCHER: Final = ("coefficients", "intercepts", "mean")
_CLASSIFIER: Final = ("coefficients", "intercept", "mean", "phrasing")


@dataclass(frozen=True, slots=True)
class Start:
    """What was learnt before: of passages, known by their `names`, and of sorts of questions.

    `identity` tells it from another; all is empty where there is nothing to begin from.
    """

    identity: str = ""
    names: Mapping[bytes, int] = field(default_factory=dict)
    passages: Matcher | None = None
    sorts: Mapping[str, Classifier] = field(default_factory=dict)

    def matcher(self, content: Content) -> Matcher | None:
        """What was learnt of the passages of a content; of those that are new, nothing."""
        if self.passages is None or not content.passages:
            return None
        return self.passages.of([self.names.get(name, -1) for name in passage_names(content)])


NO_START: Final = Start()


def open_start(embedder: str, file: Path = FILE) -> Start:
    """What was learnt of vectors of this embedder, as `embedder_identity` tells it, if any was."""
    if not file.is_file():
        return NO_START
    identity = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    with np.load(file) as kept:
        if str(kept["embedder"]) != embedder:
            return NO_START
        names = {name.tobytes(): number for number, name in enumerate(kept["names"])}
        passages = Matcher(*(kept[f"passages.{part}"] for part in _MATCHER))
        sorts = {str(sort): _classifier(kept, str(sort)) for sort in kept["sorts"]}
    return Start(identity, names, passages, sorts)


def _classifier(kept: Mapping[str, Vectors], sort: str) -> Classifier:
    coefficients, intercept, mean, phrasing = (kept[f"{sort}.{part}"] for part in _CLASSIFIER)
    return Classifier(coefficients, float(intercept), mean, phrasing)


def save_start(
    embedder: str,
    names: Sequence[bytes],
    passages: Matcher,
    sorts: Mapping[str, Classifier],
    file: Path = FILE,
) -> None:
    """Write what was learnt to begin from."""
    parts = {f"passages.{part}": getattr(passages, part) for part in _MATCHER}
    parts |= {
        f"{sort}.{part}": getattr(own, part) for sort, own in sorts.items() for part in _CLASSIFIER
    }
    keys = np.frombuffer(b"".join(names), dtype=np.uint8).reshape(len(names), _KEY_BYTES)
    np.savez_compressed(file, embedder=embedder, names=keys, sorts=list(sorts), **parts)


def passage_names(content: Content) -> list[bytes]:
    """By what a passage is known in another text: the first question that it alone answers."""
    first = [""] * len(content.passages)
    for row in reversed(content.questions):
        if len(row.passages) == 1:
            first[row.passages[0]] = row.text
    return [hashlib.sha256(text.encode()).digest()[:_KEY_BYTES] for text in first]

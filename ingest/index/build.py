"""Corpus -> published generation."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

import numpy as np

from ingest.corpus.annotations import NO_ANNOTATIONS, Annotations, load_annotations
from ingest.corpus.contacts import NO_SAFETY, Safety, load_safety
from ingest.corpus.folder import check_corpus_folder
from ingest.corpus.manifest import load_documents, load_sources
from ingest.corpus.parse import check_voices, parse
from ingest.corpus.terms import Terms, load_terms
from ingest.index.chunk import chunk
from ingest.index.classifier import learn
from ingest.index.embed.embedders import (
    EmbeddingCache,
    Vectors,
    embed_all,
    embedder_identity,
    open_embedder,
)
from ingest.index.fields import (
    ANSWERED,
    DANGER,
    DECISION,
    DOCUMENTS,
    LEXICAL,
    MATCHER,
    SUICIDE,
    VOCABULARY,
    document_vectors,
    examples,
    lexical_fields,
)
from ingest.index.generation import (
    FORMAT,
    Content,
    Record,
    building,
    collection_name,
    content_json,
    current_generation,
    file_marks,
    publish,
    read_record,
    remove,
    stale_generations,
    unwritable,
)
from ingest.index.index import Index
from ingest.index.matcher import train
from ingest.index.noise import OFF_TOPIC, calibrate
from ingest.index.represent import (
    annotation_words,
    name_questions,
    passage_rows,
    question_rows,
    vector_rows,
)
from ingest.index.store import QUESTION, TEXT, UNANSWERED, create_store, drop_store
from ingest.index.weights import load_weights
from ingest.text.document import Section, Source
from ingest.text.errors import CorpusError, IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from ingest.text.words import LexicalIndex, Lexicon, grams


class Stage(StrEnum):
    """What an ingest is doing, for a progress bar."""

    EMBED = "embed"
    STORE = "store"


Advance = Callable[[Stage, int, int], None]
"""Called as `advance(stage, done, total)`."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did.

    `embedded` counts texts; `is_new` is false if nothing had changed; `stale` names the sections
    whose text changed after their annotation was made.
    """

    generation: str
    sections: int
    chunks: int
    vectors: int
    embedded: int
    is_new: bool
    stale: tuple[str, ...] = ()


def ingest(settings: Settings, advance: Advance, *, is_forced: bool = False) -> Report:
    """Index the corpus and put the result in use; an unchanged corpus is left as it is.

    Raises:
        CorpusError: a file of the corpus is wrong.
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    return build(settings, read_corpus(settings.corpus), advance, is_forced=is_forced)


def build(
    settings: Settings, content: Content, advance: Advance, *, is_forced: bool = False
) -> Report:
    """Index content and put the result in use; what is unchanged is left as it is.

    Raises:
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    fingerprint = _fingerprint(content, settings)
    with building(settings.data) as generation:
        before = _in_use(settings)
        try:
            if not is_forced and (report := _unchanged(settings, content, fingerprint)):
                return report
            return _build(settings, content, fingerprint, generation, advance)
        except OSError as error:
            raise unwritable(settings.data, error) from error
        finally:
            _tidy(settings, before)


def read_corpus(corpus: Path) -> Content:
    """Sources, sections and chunks of the corpus folder.

    Raises:
        CorpusError: a file of the corpus is wrong, or there is nothing to index.
    """
    sources = load_sources(corpus)
    check_corpus_folder(corpus)
    sections = [section for document in load_documents(corpus) for section in parse(document)]
    check_voices(sections, sources)
    content = represented(
        sources,
        sections,
        load_annotations(corpus, sections),
        load_terms(corpus),
        load_safety(corpus),
    )
    if not content.chunks:
        raise CorpusError(f"In {corpus} staat geen tekst.", "Voeg een document toe.")
    return content


def represented(
    sources: Sequence[Source],
    sections: Sequence[Section],
    annotations: Annotations = NO_ANNOTATIONS,
    terms: Terms = (),
    safety: Safety = NO_SAFETY,
) -> Content:
    """Sections with their chunks, and what stands for those in the index."""
    chunks = [part for section in sections for part in chunk(section)]
    by_id = {section.id: section for section in sections}
    rows = [row for part in chunks for row in vector_rows(by_id[part.section_id], part)]
    return Content(
        tuple(sources),
        tuple(sections),
        tuple(chunks),
        tuple(rows),
        tuple(passage_rows(annotations, chunks)),
        tuple(question_rows(annotations, chunks)),
        name_questions(sections) if annotations.unanswered else (),
        annotations.unanswered,
        annotation_words(annotations, chunks),
        terms,
        safety,
        annotations.stale,
    )


def _build(
    settings: Settings, content: Content, fingerprint: str, generation: Path, advance: Advance
) -> Report:
    (generation / "content.json").write_bytes(content_json(content))
    _save_lexical(content, generation / LEXICAL)
    embedder = open_embedder(settings.embedder)
    identity = embedder_identity(settings.embedder)
    with EmbeddingCache(settings.data / "embeddings.sqlite") as cache:
        vectors, questions, embedded = embed_all(
            [row.text for row in content.rows],
            [
                *(row.text for row in content.questions),
                *content.names,
                *content.unanswered,
                *(text for sort in content.safety.examples for text in sort),
            ],
            embedder,
            identity,
            cache,
            partial(advance, Stage.EMBED),
        )
    sorts = (content.questions, content.names, content.unanswered, *content.safety.examples)
    asked, names, unanswered, *care = np.split(
        questions, np.cumsum([len(each) for each in sorts[:-1]])
    )
    kinds = {
        TEXT: ([row.id for row in content.rows], vectors),
        QUESTION: ([row.id for row in content.questions], asked),
        UNANSWERED: ([f"u{place}" for place in range(len(unanswered))], unanswered),
    }
    _store(settings, generation, kinds, partial(advance, Stage.STORE))
    np.save(generation / DOCUMENTS, document_vectors(content, vectors))
    matcher = train(*examples(content, vectors, asked), len(content.passages))
    matcher.save(generation / MATCHER)
    learn(np.concatenate([asked, names]), unanswered).save(generation / ANSWERED)
    _learn_care(generation, content, asked, unanswered, *care)
    noise = calibrate(embedder, vectors)
    record = Record(
        format=FORMAT,
        fingerprint=fingerprint,
        embedder=identity,
        chroma_url=settings.chroma_url,
        vectors=sum(len(ids) for ids, _ in kinds.values()),
        weights=load_weights(is_annotated=bool(content.questions)),
        noise_mean=noise.mean,
        noise_deviation=noise.deviation,
        files=file_marks(generation),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    publish(generation, record)
    return _report(generation.name, content, embedded, is_new=True)


def _learn_care(
    generation: Path,
    content: Content,
    asked: Vectors,
    unanswered: Vectors,
    danger: Vectors,
    suicide: Vectors,
    calm: Vectors,
    decision: Vectors,
    advice: Vectors,
) -> None:
    """Learn what danger and decisions sound like, and that other questions are neither.

    Of danger is also learnt which comes from oneself.

    Those without an answer may ask for a decision: of them nothing is learnt about that.
    """
    safety = content.safety
    questions = tuple(row.text for row in content.questions)
    learn(
        np.concatenate([danger, suicide]),
        np.concatenate([calm, decision, advice, asked, unanswered]),
        (
            *safety.danger,
            *safety.suicide,
            *safety.calm,
            *safety.decision,
            *safety.advice,
            *questions,
            *content.unanswered,
        ),
    ).save(generation / DANGER)
    learn(suicide, danger, (*safety.suicide, *safety.danger)).save(generation / SUICIDE)
    learn(
        decision,
        np.concatenate([advice, calm, asked]),
        (*safety.decision, *safety.advice, *safety.calm, *questions),
    ).save(generation / DECISION)


def _save_lexical(content: Content, folder: Path) -> None:
    fields = lexical_fields(content)
    lexicon = Lexicon.of(fields.words)
    for name, texts, terms in fields.indexed(lexicon):
        LexicalIndex.build(texts, terms).save(folder / name)
    lexicon.save(folder / VOCABULARY)


def _store(
    settings: Settings,
    generation: Path,
    kinds: Mapping[str, tuple[Sequence[str], Vectors]],
    advance: Callable[[int, int], None],
) -> None:
    total = sum(len(ids) for ids, _ in kinds.values())
    done = 0
    try:
        store = create_store(settings, generation / "chroma", collection_name(generation))
        with closing(store):
            for kind, (ids, vectors) in kinds.items():
                if ids:
                    store.add(kind, ids, vectors)
                    done += len(ids)
                    advance(done, total)
    except IndexUnusableError as error:  # nothing was damaged: Chroma could not write
        raise unwritable(settings.data) from error


def _unchanged(settings: Settings, content: Content, fingerprint: str) -> Report | None:
    """A report on the generation in use, if it is whole and was made of the same."""
    try:
        generation = current_generation(settings.data)
        record = read_record(generation)
        if record.fingerprint != fingerprint:
            return None
        Index(settings, generation).close()
    except IndexUnusableError:
        return None
    return _report(generation.name, content, 0, is_new=False)


def _fingerprint(content: Content, settings: Settings) -> str:
    """Hash of all that a generation is made of, and so of what the code makes of the corpus."""
    # The terms of the text alone: enough to see that the code makes others, and half the time.
    text = lexical_fields(content).text
    terms = Lexicon.of(text).terms
    parts = (
        content_json(content).decode(),
        *(" ".join((*terms(each), *grams(each))) for each in text),
        load_weights(is_annotated=bool(content.questions)).model_dump_json(),
        *OFF_TOPIC,
        embedder_identity(settings.embedder),
        settings.chroma_url,
        str(FORMAT),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _in_use(settings: Settings) -> Path | None:
    try:
        return current_generation(settings.data)
    except IndexUnusableError:
        return None


def _tidy(settings: Settings, before: Path | None) -> None:
    """Remove all generations but the one in use and the one before, which may still be read."""
    for generation in stale_generations(settings.data, keep=(before, _in_use(settings))):
        # A server that is away keeps its collection, and we the folder that names it.
        with suppress(SteunwijzerError):
            drop_store(_as_built(settings, generation), collection_name(generation))
            remove(generation)


def _as_built(settings: Settings, generation: Path) -> Settings:
    """The settings with the Chroma that a generation was built in, where that is known."""
    try:
        return settings.model_copy(update={"chroma_url": read_record(generation).chroma_url})
    except IndexUnusableError:
        return settings


def _report(generation: str, content: Content, embedded: int, *, is_new: bool) -> Report:
    return Report(
        generation,
        len(content.sections),
        len(content.chunks),
        len(content.rows) + len(content.questions) + len(content.unanswered),
        embedded,
        is_new,
        content.stale,
    )

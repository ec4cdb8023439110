"""A data set in BEIR form -> how well the product's search does on it.

The passages go through the same chunks, vectors, lexical index and fusion as the corpus; they have
no annotations. Form: Thakur et al., BEIR, NeurIPS 2021.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import ir_measures
from pydantic import BaseModel, ConfigDict, Field

from eval.asking import STEUNWIJZER
from eval.jsonl import FileLine, check_unique, read_lines, read_records, refuse
from eval.measures import RETRIEVAL, QuestionScores
from eval.statistics import Estimate, estimate
from eval.systems import MEANING_OF_TEXT, only
from ingest.corpus.plain import plain_snapshot
from ingest.index.build import Advance, build
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.text.document import Kind, Reuse, Section, Source, Standing
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

FILES: Final = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
MEASURES: Final = ("nDCG@10", "R@5", "R@10", "MRR")
PARTS: Final = {"bm25": only(("words",)), "dense": only(MEANING_OF_TEXT)}
"""Words alone and meaning alone, beside all signals in the same run."""
_COLUMNS: Final = 3
_GRADE: Final = re.compile(r"-?[0-9]+")


class _Line(BaseModel):
    """What others add to a line is left unread."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    id: str = Field(alias="_id", min_length=1)


class _Text(_Line):
    """A line with words."""

    text: str = ""

    @property
    def words(self) -> str:
        """What there is to read."""
        return self.text


class BeirPassage(_Text):
    """A passage of the corpus; passages with the same `doc` are judged as one document."""

    title: str = ""
    doc: str = ""

    @property
    def words(self) -> str:
        """The text, or the title where there is nothing more."""
        return self.text if self.text.strip() else self.title

    @property
    def document(self) -> str:
        """What the passage counts for: its document, or itself."""
        return self.doc or self.id


class BeirQuery(_Text):
    """A question, of a kind if the data set tells kinds apart."""

    kind: str = ""


Texts = TypeVar("Texts", bound=_Text)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A checked data set. `relevant` is the grade of each relevant document, by query id."""

    name: str
    passages: tuple[BeirPassage, ...]
    queries: tuple[BeirQuery, ...]
    relevant: Mapping[str, Mapping[str, int]]

    @property
    def documents(self) -> int:
        """Number of distinct documents."""
        return len({passage.document for passage in self.passages})


class DataSetResult(NamedTuple):
    """Estimates of each measure over all queries and by kind; with the scores behind.

    `parts` are those over all queries of words alone and of meaning alone.
    """

    overall: dict[str, Estimate]
    kinds: dict[str, dict[str, Estimate]]
    queries: int
    documents: int
    scores: dict[str, QuestionScores]
    parts: dict[str, dict[str, Estimate]]


def load_data_set(folder: Path) -> DataSet:
    """Read a data set; queries without a relevant passage are left out.

    Raises:
        SteunwijzerError: names the file, the line and the remedy of the first thing that is wrong.
    """
    if not folder.is_dir():
        raise SteunwijzerError(
            f"{folder} is geen map.", f"Geef een map met {', '.join(FILES)} daarin."
        )
    for name in FILES:
        if not (folder / name).is_file():
            raise SteunwijzerError(
                f"In {folder} ontbreekt {name}.",
                f"Een map in BEIR-vorm bevat {', '.join(FILES)}.",
            )
    passages = _read(folder / "corpus.jsonl", BeirPassage)
    queries = _read(folder / "queries.jsonl", BeirQuery)
    documents = {passage.id: passage.document for passage in passages}
    known = {query.id for query in queries}
    relevant = _relevant(folder / "qrels.tsv", documents, known)
    judged = tuple(query for query in queries if query.id in relevant)
    if not judged:
        raise SteunwijzerError(
            f"In {folder / 'qrels.tsv'} staat geen enkele goede passage.", "Vul het bestand aan."
        )
    return DataSet(folder.resolve().name, tuple(passages), judged, relevant)


def measure(
    settings: Settings,
    data: DataSet,
    advance: Advance,
    asked: Callable[[int, int], None],
    open_embedder: OpenEmbedder = open_embedder,
) -> DataSetResult:
    """Index a data set, unless that was done before, ask all its queries and score the ranking.

    Calls `advance` as an ingest does, and `asked(done, total)` for the queries.

    Raises:
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    own = settings.model_copy(update={"data": _folder(settings, data)})
    sections = tuple(_section(data, each) for each in data.passages)
    snapshot = plain_snapshot(tuple(_sources(data)), sections)
    build(own, snapshot, advance, open_embedder=open_embedder, shipped_file=None)
    documents = {_section_id(data, passage): passage.document for passage in data.passages}
    embedder = open_embedder(settings.embedder)
    ranked: dict[str, dict[str, dict[str, float]]] = {name: {} for name in (STEUNWIJZER, *PARTS)}
    with closing(Release(own, current_release(own.data))) as release:
        for done, query in enumerate(data.queries, start=1):
            asked_for = release.query(query.text, embedder.embed_question(query.text))
            for system, weights in {STEUNWIJZER: None, **PARTS}.items():
                hits = search(release, asked_for, len(release.chunks), weights).hits
                best = dict.fromkeys(documents[hit.chunk.section_id] for hit in hits)
                ranks = {name: 1 / rank for rank, name in enumerate(best, start=1)}
                ranked[system][query.id] = ranks
            asked(done, len(data.queries))
    scores = score(data.relevant, ranked[STEUNWIJZER])
    kinds = sorted({query.kind for query in data.queries} - {""})
    return DataSetResult(
        _estimates(data, scores, data.queries),
        {
            kind: _estimates(data, scores, [each for each in data.queries if each.kind == kind])
            for kind in (kinds if len(kinds) > 1 else ())
        },
        len(data.queries),
        data.documents,
        scores,
        {
            name: _estimates(data, score(data.relevant, ranked[name]), data.queries)
            for name in PARTS
        },
    )


def score(
    relevant: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Mapping[str, float]]
) -> dict[str, QuestionScores]:
    """Scores of each query; one that found nothing scores zero."""
    names = {str(RETRIEVAL[name]): name for name in MEASURES}
    scores = defaultdict[str, QuestionScores](dict)
    for result in ir_measures.iter_calc([RETRIEVAL[name] for name in MEASURES], relevant, ranked):
        scores[result.query_id][names[str(result.measure)]] = float(result.value)
    return dict(scores)


def _estimates(
    data: DataSet, scores: Mapping[str, QuestionScores], queries: Sequence[BeirQuery]
) -> dict[str, Estimate]:
    clusters = {name: next(iter(data.relevant[name])) for name in scores}
    return {
        name: estimate({query.id: scores[query.id][name] for query in queries}, clusters)
        for name in MEASURES
    }


def _read(path: Path, kind: type[Texts]) -> list[Texts]:
    placed = read_records(path, kind)
    check_unique([(place, record.id) for place, record in placed], "_id")
    for place, record in placed:
        if not record.words.strip():
            refuse(place, f"'{record.id}' heeft geen tekst", "Vul text in of haal de regel weg")
    return [record for _, record in placed]


def _relevant(
    path: Path, documents: Mapping[str, str], queries: set[str]
) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    is_first = True
    for place, line in read_lines(path):
        query, passage, grade = _judgement(place, line)
        is_number = _GRADE.fullmatch(grade) is not None
        if is_first and not is_number and query not in queries:
            is_first = False  # the heading
            continue
        is_first = False
        if query not in queries:
            refuse(place, f"de vraag '{query}' staat niet in queries.jsonl", "Verbeter het id")
        if passage not in documents:
            refuse(place, f"de passage '{passage}' staat niet in corpus.jsonl", "Verbeter het id")
        if not is_number:
            refuse(place, f"'{grade}' is geen geheel getal", "Zet er 0, 1 of een hoger cijfer neer")
        if int(grade) > 0:
            own = relevant.setdefault(query, {})
            own[documents[passage]] = max(int(grade), own.get(documents[passage], 0))
    return relevant


def _judgement(place: FileLine, line: str) -> Sequence[str]:
    fields = line.split("\t")
    if len(fields) != _COLUMNS:
        refuse(place, f"hier staan {len(fields)} kolommen", "Zet er drie, gescheiden door tabs")
    return [field.strip() for field in fields]


def _folder(settings: Settings, data: DataSet) -> Path:
    """A place of its own for the index of a data set, the same for equal passages."""
    text = "\0".join(passage.model_dump_json() for passage in data.passages)
    return settings.data / "beir" / f"{data.name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _sources(data: DataSet) -> list[Source]:
    return [
        Source(
            id=name,
            title=name,
            edition="",
            year=None,
            publisher="",
            url="",
            reuse=Reuse.NOT_STATED,
            standing=Standing.CURRENT,
        )
        for name in dict.fromkeys(passage.document for passage in data.passages)
    ]


def _section(data: DataSet, passage: BeirPassage) -> Section:
    return Section(
        id=_section_id(data, passage),
        document_id=passage.document,
        headings=(passage.title,) if passage.title.strip() else (),
        kind=Kind.BODY,
        voice="",
        missing="",
        pages=(),
        text=passage.words,
    )


def _section_id(data: DataSet, passage: BeirPassage) -> str:
    return f"{data.name}/{passage.id}"

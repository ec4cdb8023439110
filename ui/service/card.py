"""Settings and published texts -> the system card: what this is, and how good it was measured."""

import hashlib
import importlib.metadata
from collections.abc import Sequence
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.chat.condition import NO_MODEL
from eval.figures import ALL, figures
from eval.measured import BASELINE, read_run
from eval.published import READ, of_test
from ingest.corpus.profile import Profile
from ingest.index.releases import current_release
from ingest.text.document import Published, Standing
from ingest.text.settings import Settings

ABOUT: Final = (
    "Retrieval assistant for professionals in youth care. Every sentence of an answer is a verbatim"
    " slice of a source; without an answer in the sources it says so. It decides nothing."
)


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditionCard(_Card):
    """A text that is answered from; `sha256` is that of its sections."""

    id: str
    title: str
    edition: str
    year: int | None
    publisher: str
    standing: Standing
    sha256: str


class FigureCard(_Card):
    """A measured share over `count` questions, with its 95% interval."""

    measure: str
    meaning: str
    mean: float
    low: float
    high: float
    count: int


class MeasuredCard(_Card):
    """What was measured of which version; its corpus may be another than ours."""

    created: str
    version: str
    corpus_sha256: str
    figures: list[FigureCard]


class SystemCard(_Card):
    """What this is; `chat_model` is `none` where our own rules choose the sentences."""

    name: str
    version: str
    about: str
    language: str
    subject: str
    embedder: str
    reranker: str
    chat_model: str
    release: str
    sources: list[EditionCard]
    measured: MeasuredCard


def system_card(settings: Settings, published: Sequence[Published], profile: Profile) -> SystemCard:
    """The card of what answers now.

    Raises:
        SteunwijzerError: there is no index any more.
    """
    return SystemCard(
        name="Steunwijzer",
        version=importlib.metadata.version("steunwijzer"),
        about=ABOUT,
        language="nl",
        subject=profile.subject,
        embedder=settings.embedder,
        reranker=settings.reranker or NO_MODEL,
        chat_model=settings.chat or NO_MODEL,
        release=current_release(settings.data).name,
        sources=[_edition(each) for each in published],
        measured=_measured(),
    )


def _edition(text: Published) -> EditionCard:
    source = text.source
    words = "\0".join(f"{each.id}\0{each.text}" for each in text.sections)
    return EditionCard(
        id=source.id,
        title=source.title,
        edition=source.edition,
        year=source.year,
        publisher=source.publisher,
        standing=source.standing,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
    )


@cache
def _measured() -> MeasuredCard:
    """What the baseline, of this package, says of the test questions: it takes a second."""
    run = read_run(BASELINE)
    told = {each.measure: each.estimate for each in figures(of_test(run)) if each.group == ALL}
    return MeasuredCard(
        created=run.about.created,
        version=run.about.version,
        corpus_sha256=run.about.corpus_sha256,
        figures=[
            FigureCard(
                measure=measure,
                meaning=meaning,
                mean=told[measure].mean,
                low=told[measure].low,
                high=told[measure].high,
                count=told[measure].count,
            )
            for measure, meaning in READ.items()
            if measure in told
        ],
    )

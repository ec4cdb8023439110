"""Questions on other guidance -> how many dangers are heard, and how often one is heard in vain.

`python -m eval.alarms` prints it, with an up-to-date index. The benchmark asks of one text; what
danger sounds like must hold for what people ask of other ones, too. Two writers who saw nothing of
the examples in danger.toml wrote these; nothing may be learnt from them.
"""

import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.guard.guard import watch
from assistant.guard.sounds import Ear
from assistant.question.typed import clean
from eval.benchmark import Text
from eval.jsonl import records_of
from ingest.index.embed.embedder import Embedder, open_embedder
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.settings import load_settings

FILE: Final = Path(__file__).with_name("alarms.jsonl")


class AlarmQuestion(BaseModel):
    """A question, whether somebody is in danger, and why or why not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    is_danger: bool
    why: Text


class Alarms(NamedTuple):
    """How many questions are in danger and heard, and how many of the others in vain."""

    dangers: int
    heard: int
    others: int
    in_vain: int


def load_alarms(file: Path = FILE) -> list[AlarmQuestion]:
    """The questions of a file.

    Raises:
        SteunwijzerError: a line is not as it should be.
    """
    return records_of(file, AlarmQuestion)


def alarms(questions: Iterable[AlarmQuestion], release: Release, embedder: Embedder) -> Alarms:
    """How many are heard, by what is typed alone."""
    heard: dict[bool, list[bool]] = {True: [], False: []}
    for each in questions:
        text = clean(each.question)
        watched = watch(text, Ear(release.sorts, embedder), text)
        heard[each.is_danger].append(watched.is_danger)
    return Alarms(len(heard[True]), sum(heard[True]), len(heard[False]), sum(heard[False]))


def main() -> None:
    """Print how many are heard."""
    settings = load_settings()
    with closing(Release(settings, current_release(settings.data))) as release:
        found = alarms(load_alarms(), release, open_embedder(settings.embedder))
    sys.stdout.write(
        f"{found.heard} of {found.dangers} dangers heard, "
        f"{found.in_vain} of {found.others} others in vain\n"
    )


if __name__ == "__main__":
    main()

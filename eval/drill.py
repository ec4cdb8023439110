"""Break the product on purpose, one thing at a time, and see that the gate does not let it pass.

By hand, as every break asks all questions: `python3 -m eval.drill`, or with the names of some.
What came of it belongs in LOG.md.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from assistant import assistant
from assistant.answer import extract, prepared, rerank, ruled
from assistant.guard.guard import Watched
from assistant.guard.privacy import Masked
from assistant.guard.sounds import Ear
from assistant.question import typed
from assistant.question.follow_up import Reading, Turn
from eval.gate import asked, breaches, read_gate
from eval.measured import BASELINE, read_run
from ingest.corpus.contacts import Concern
from ingest.index.embed import built_in
from ingest.index.search import Found
from ingest.text.settings import load_settings

Wrap = Callable[[Any], Any]
"""Takes what is there, and gives what stands in its place."""
Break = tuple[object, str, Wrap]
"""Where, which name, and how it is broken."""


def _worse_order(search: Any) -> Any:
    def found(*arguments: Any, **named: Any) -> Found:
        right: Found = search(*arguments, **named)
        first, rest = right.hits[:5], right.hits[5:]
        return right._replace(hits=[*reversed(first), *rest])

    return found


def _other_way_round(order: Any) -> Any:
    return lambda *of: list(reversed(list(order(*of))))


def _alarmed(watch: Any) -> Any:
    def watched(*arguments: Any) -> Watched:
        right: Watched = watch(*arguments)
        return Watched(tuple(dict.fromkeys((Concern.DANGER, *right.concerns))))

    return watched


def _as_asked(_: Any) -> Any:
    def reading(_self: object, asked: str, _history: Sequence[Turn]) -> Reading:
        return Reading(asked, asked)

    return reading


def _weakest_first(extracted: Any) -> Any:
    def drafts(evidence: Any, **how: Any) -> Any:
        odds = [item.odds for item in evidence]
        worst = [
            replace(item, odds=own) for item, own in zip(reversed(evidence), odds, strict=True)
        ]
        return extracted(worst, **how)

    return drafts


BREAKS: Final[dict[str, Break]] = {
    "nothing is refused": (prepared, "support", lambda right: lambda *of: abs(right(*of))),
    "refused is what has an answer": (prepared, "support", lambda right: lambda *of: -right(*of)),
    "a little too much is refused": (prepared, "support", lambda right: lambda *of: right(*of) - 1),
    "danger is heard in plain words alone": (Ear, "concerns", lambda _: lambda *_of: frozenset()),
    "danger is always heard": (assistant, "watch", _alarmed),
    "lists are cut into items": (extract, "_in_whole_list", lambda _: lambda item, *_, **__: item),
    "all that is near is told": (extract, "MIN_ODDS", lambda _: -9.0),
    "one sentence is told": (extract, "MAX_CHOSEN", lambda _: 1),
    "the last comes first": (extract, "_led", _other_way_round),
    "the weakest evidence is told": (ruled, "extract", _weakest_first),
    "the fifth hit comes first": (rerank, "search", _worse_order),
    "nothing is masked": (assistant, "shown", lambda _: lambda text, _mask: Masked(text, ())),
    "capitals are read as they are": (typed, "sentence_case", lambda _: lambda text: text),
    "questions are embedded as typed": (built_in, "as_asked", lambda _: lambda text: text),
    "history is not looked at": (assistant.Assistant, "_reading", _as_asked),
}
"""What is broken, by what it comes to."""


def main() -> None:
    """Try the breaks that are named, or all."""
    settings = load_settings()
    names = sys.argv[1:] or list(BREAKS)
    gate, baseline = read_gate(), read_run(BASELINE)
    passed = []
    for name in names:
        with broken(*BREAKS[name]):
            run = asked(settings).run
        stopped = list(breaches(gate, run, baseline))
        print(f"{name}: {'stopped' if stopped else 'PASSED'}")  # noqa: T201
        for each in stopped:
            print(f"    {each.measure}:{each.group} {each.told}", flush=True)  # noqa: T201
        passed += [] if stopped else [name]
    sys.exit(f"not stopped: {', '.join(passed)}" if passed else 0)


@contextmanager
def broken(place: object, name: str, wrap: Wrap) -> Iterator[None]:
    """With one name of a module or class replaced."""
    right = getattr(place, name)
    setattr(place, name, wrap(right))
    try:
        yield
    finally:
        setattr(place, name, right)


if __name__ == "__main__":
    main()

"""Answer shown + gold -> scores by what a reader reads: by word and by sentence, not by citation.

How sentences are joined into citations, and a citation that touches the gold with one character,
change nothing here. Words are runs of letters and digits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.answer.answer import Outcome
from eval.benchmark import Question, gold_place
from eval.response import KeptSentence, Response
from ingest.text.document import Section
from ingest.text.place import Place
from ingest.text.sentences import list_spans, sentence_spans

TOLD: Final = 0.5
"""A quote is told if the reader sees this share of its words."""
READING_SCORES: Final = (
    "essentials",
    "complete",
    "on_point",
    "in_context",
    "first_on_point",
    "words",
)
LISTS_WHOLE: Final = "lists_whole"
_WORD: Final = re.compile(r"\w+")


def reading_scores(
    question: Question, response: Response, sections: Mapping[str, Section]
) -> dict[str, float]:
    """Scores of an answer to a question that has gold.

    `essentials` is the share of the vital quotes that are told, `complete` whether all are,
    `on_point` the share of the words shown that lie in gold and `in_context` in the paragraph of
    gold, `first_on_point` whether half of the first sentence lies in gold, and `words` how many
    words there are to read. What was not answered tells nothing, and has no words to judge.
    """
    golden = [gold_place(gold, sections) for gold in question.gold]
    vital = [
        place for gold, place in zip(question.gold, golden, strict=True) if gold.vital
    ] or golden
    shown = list(shown_places(response, sections)) if _is_answered(response) else []
    told = [share_within([place], shown, sections) >= TOLD for place in vital]
    scores = {
        "essentials": sum(told) / len(told),
        "complete": float(all(told)),
        "first_on_point": float(_is_first_on_point(shown, golden, sections)),
    }
    if not shown:
        return scores
    around = [paragraph(place, sections) for place in golden]
    return scores | {
        "on_point": share_within(shown, golden, sections),
        "in_context": share_within(shown, around, sections),
        "words": float(sum(len(_words(place, sections)) for place in shown)),
    }


def lists_whole(response: Response, sections: Mapping[str, Section]) -> float | None:
    """Share of the lists shown any of that are shown whole; None where none is."""
    shown = list(shown_places(response, sections))
    lists = [
        Place(name, each.start, each.end)
        for name in dict.fromkeys(place.section_id for place in shown)
        for each in list_spans(sections[name].text)
    ]
    touched = [each for each in lists if any(each.touches(place) for place in shown)]
    if not touched:
        return None
    return sum(share_within([each], shown, sections) == 1 for each in touched) / len(touched)


def shown_places(response: Response, sections: Mapping[str, Section]) -> Iterator[Place]:
    """Where the sentences that are shown stand in the corpus, in the order in which they are read.

    A sentence in a model's words stands for all that it cites.
    """
    by_number = {cited.number: cited for cited in response.citations}
    for sentence in response.sentences:
        for number in sentence.citations:
            cited = by_number[number]
            yield _place_of(sentence, cited.place, sections)


def share_within(
    places: Sequence[Place], held: Sequence[Place], sections: Mapping[str, Section]
) -> float:
    """Share of the words of some places that lie within others."""
    words = [word for place in places for word in _words(place, sections)]
    inside = [word for word in words if any(word.is_within(each) for each in held)]
    return len(inside) / len(words) if words else 0.0


def paragraph(place: Place, sections: Mapping[str, Section]) -> Place:
    """A place with all of the paragraph, or of the list, in which it stands."""
    text = sections[place.section_id].text
    start = text.rfind("\n\n", 0, place.start)
    end = text.find("\n\n", place.end)
    return Place(place.section_id, 0 if start < 0 else start + 2, len(text) if end < 0 else end)


def _is_answered(response: Response) -> bool:
    return response.outcome is Outcome.ANSWERED


def _place_of(sentence: KeptSentence, cited: Place, sections: Mapping[str, Section]) -> Place:
    at = sections[cited.section_id].text.find(sentence.text, cited.start, cited.end)
    return cited if at < 0 else Place(cited.section_id, at, at + len(sentence.text))


def _is_first_on_point(
    shown: Sequence[Place], golden: Sequence[Place], sections: Mapping[str, Section]
) -> bool:
    """Whether half of the first sentence lies in gold; a list is read item by item."""
    if not shown:
        return False
    first = shown[0]
    spans = sentence_spans(first.span.of(sections[first.section_id].text))
    if not spans:
        return False
    start = first.start + spans[0].start
    read = Place(first.section_id, start, first.start + spans[0].end)
    return share_within([read], golden, sections) >= TOLD


def _words(place: Place, sections: Mapping[str, Section]) -> list[Place]:
    text = sections[place.section_id].text
    return [
        Place(place.section_id, *match.span())
        for match in _WORD.finditer(text, place.start, place.end)
    ]

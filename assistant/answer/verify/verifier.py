"""A sentence and the evidence it names -> what is wrong with it, or nothing.

The rules are strict on purpose: a good sentence that is dropped costs the reader little, as the
source's own words are given instead; a false one that is shown may cost a child. A sentence must
be a shorter wording of one sentence or list item of its evidence: no word of substance may be
new, each keeps its place and what narrows it (adjective, preposition, relative clause,
alternative), and what bends the meaning (not, must, only, sometimes, if) is the same.
"""

from collections.abc import Sequence

from assistant.answer.entailment import Entailment
from assistant.answer.evidence import Evidence
from assistant.answer.verify.bends import bent
from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.form import is_well_formed, units
from assistant.answer.verify.order import misplaced
from assistant.answer.verify.reading import read_words
from assistant.answer.verify.substance import new_word, without_lead
from assistant.answer.verify.usage import Usage
from assistant.answer.verify.word import Word
from assistant.question.language import is_english


class Verifier:
    """Holds sentences against the evidence that they name."""

    def __init__(self, usage: Usage, entailment: Entailment | None = None) -> None:
        """Take the words of the index, and a model of entailment if the operator has one."""
        self._usage = usage
        self._entailment = entailment

    def flaw(self, text: str, item: Evidence) -> Flaw | None:
        """What is wrong with a sentence that is said to rest on one piece of evidence."""
        titles = (item.source.title, item.guideline.title if item.guideline else "")
        context = " ".join((*item.section.headings, *titles))
        found = flaw(text, item.text, context, self._usage)
        if found is None and self._entailment and not self._entailment.entails(item.text, text):
            return Flaw.NOT_ENTAILED
        return found


def flaw(text: str, evidence: str, context: str, usage: Usage) -> Flaw | None:
    """What is wrong with a sentence that is said to rest on `evidence`; None if nothing is.

    `context` are the headings and titles above the evidence: a sentence may open with them.
    """
    if not is_well_formed(text):
        return Flaw.FORM
    if is_english(text):
        return Flaw.LANGUAGE
    said = read_words(text, usage)
    bare = without_lead(said, read_words(context, usage))
    wordings = (said,) if bare is said else (said, bare)
    pieces = [read_words(unit, usage) for unit in units(evidence)]
    found = {_flaw(words, told) for told in pieces for words in wordings}
    if None in found:
        return None
    return next((each for each in reversed(Flaw) if each in found), Flaw.NEW_WORD)


def _flaw(said: Sequence[Word], told: Sequence[Word]) -> Flaw | None:
    return new_word(said, told) or misplaced(said, told) or bent(said, told)

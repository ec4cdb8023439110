"""Words of a sentence and of its evidence -> a word that stands or is bound elsewhere."""

from collections.abc import Sequence

from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.language import language
from assistant.answer.verify.word import Word, are_same, is_held


def misplaced(said: Sequence[Word], told: Sequence[Word]) -> Flaw | None:
    """A word in another place, bound to other words, or joined to a clause that is not its own."""
    own = [word for word in said if word.has_substance and is_held(word, told)]
    is_whole = (
        _are_placed(own, said, told)
        and all(any(_fits(word, other, said) for other in told) for word in own)
        and all(
            _are_of_one_clause([word for word in own if word.clause == clause], told)
            for clause in {word.clause for word in own}
        )
    )
    return None if is_whole else Flaw.ORDER


def _are_placed(own: Sequence[Word], said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether all stand in order but those that may move, of which one verb in each clause."""
    kept = _in_order(own, told)
    moved = [word for word in own if word not in kept]
    verbs = [word.clause for word in moved if not word.is_bound]
    return len(verbs) == len(set(verbs)) and all(_may_move(word, said, told) for word in moved)


def _in_order(said: Sequence[Word], told: Sequence[Word]) -> list[Word]:
    """The weightiest run of words that stand in the same order in both, with gaps.

    Who does what to whom counts double, so that of two words that changed places the verb moved.
    """
    runs: list[tuple[int, list[Word]]] = [(0, []) for _ in range(len(told) + 1)]
    for word in said:
        before = list(runs)
        weight = 1 + word.is_anchor
        for place, other in enumerate(told, start=1):
            runs[place] = max(before[place], runs[place - 1], key=lambda run: run[0])
            if are_same(word, other) and before[place - 1][0] + weight > runs[place][0]:
                runs[place] = (before[place - 1][0] + weight, [*before[place - 1][1], word])
    return runs[-1][1]


def _may_move(word: Word, said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether a word may stand elsewhere: a verb, or what the same preposition still binds.

    A bare word in -en is an infinitive or a plural: it may move to the end behind another verb,
    and not to the front.
    """
    if word.is_bound:
        return not word.is_number and any(
            are_same(word, other) and word.cases & other.cases - {""} for other in told
        )
    if word.is_anchor or not word.is_bare or not word.text.endswith(("t", "en", "d")):
        return False
    own = [other for other in said if other.clause == word.clause]
    nouns = [other for other in own if other.has_substance]
    has_verb = any(other.text in language().verbs for other in own)
    before = own[max(0, own.index(word) - 1)].text
    fronts = language().pronouns | language().verbs
    is_in_front = word is nouns[0] and not {before, word.text} & fronts
    return not is_in_front and (word is not nouns[-1] or has_verb)


def _fits(said: Word, told: Word, sentence: Sequence[Word]) -> bool:
    """Whether a word is bound as in the evidence: preposition, adjectives, what narrows it."""
    return (
        are_same(said, told)
        and bool(said.cases & told.cases)
        and all(is_held(each, told.modifiers) for each in said.modifiers)
        and all(each.is_droppable or is_held(each, said.modifiers) for each in told.modifiers)
        and all(is_held(each, sentence) for each in told.narrowed)
    )


def _are_of_one_clause(said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether a clause of the evidence has all these words, with the subject that it shares."""
    clauses = {word.clause: word.shares for word in told}
    return any(
        all(
            any(
                other.clause == clause or (other.is_first and other.clause == shares)
                for other in told
                if are_same(word, other)
            )
            for word in said
        )
        for clause, shares in clauses.items()
    )

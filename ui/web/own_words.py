"""Own words of an answer -> HTML that looks like nothing else, with links to what they cite."""

from collections.abc import Callable
from html import escape

from assistant.answer.answer import Answer
from ui import texts_own_words


def own_words_html(number: int, answer: Answer, link: Callable[[int], str]) -> str:
    """The block of own words of a turn, or nothing; `link` makes the link to a citation."""
    if not answer.own_words:
        return ""
    said = "".join(
        f"<p>{escape(each.text)}\N{NO-BREAK SPACE}{''.join(map(link, each.citations))}</p>"
        for each in answer.own_words
    )
    return (
        f'<section class="sw-eigen" aria-labelledby="eigen-{number}">'
        f'<h4 id="eigen-{number}">{texts_own_words.TITLE}</h4>{said}'
        f'<p class="sw-eigen-let-op">{texts_own_words.CAUTION}</p></section>'
    )

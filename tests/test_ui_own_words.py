"""Own words on the page: apart from the source's, with links to it, and what is said meanwhile."""

import re
from dataclasses import replace

from assistant.answer.answer import Author
from ui import texts, texts_own_words
from ui.web.conversation import TurnPlace
from ui.web.page import Exchange, turn_html
from ui_fakes import answered, in_own_words

PLACE = TurnPlace("0123456789abcdef0123456789abcdef", 2)
OWN = in_own_words("Wat is een JIM?")


def page(is_whole: bool = True, **changes: object) -> str:
    answer = replace(OWN, is_whole=is_whole, **changes)  # type: ignore[arg-type]
    return turn_html(PLACE, Exchange("Wat is een JIM?", answer))


def block(html: str) -> str:
    found = re.search(r'<section class="sw-eigen".*?</section>', html)
    return found[0] if found else ""


def test_they_stand_in_a_block_of_their_own_above_the_passages() -> None:
    html = page()
    assert texts_own_words.TITLE in block(html)
    assert texts_own_words.CAUTION in block(html)
    assert html.index("sw-eigen") < html.index("sw-inleiding") < html.rindex("besparing in de")
    assert "besparing in de" not in block(html)


def test_each_links_to_its_passages_and_is_escaped() -> None:
    assert "besparen &amp; &lt;meer&gt;." in block(page())
    links = re.findall(r'href="#bron-2-(\d)"', block(page()))
    assert links == ["1", "2", "3"]
    ids = re.findall(r' id="([^"]+)"', page())
    assert len(ids) == len(set(ids))


def test_without_them_there_is_no_block() -> None:
    assert block(page(own_words=())) == ""
    assert "sw-eigen" not in turn_html(PLACE, Exchange("Vraag?", answered("Vraag?")))


def test_what_is_still_to_come_is_said() -> None:
    assert texts_own_words.COMING in page(is_whole=False, own_words=())
    plain = page(is_whole=False, own_words=(), author=Author.SOURCE)
    assert texts.COMING in plain
    assert texts_own_words.COMING not in plain
    assert texts_own_words.COMING not in page()


def test_a_follow_up_leans_on_the_words_of_the_source_alone() -> None:
    kept = re.search(r'data-antwoord="([^"]*)"', page())
    assert kept
    assert "besparing" in kept[1]
    assert "geld besparen" not in kept[1]

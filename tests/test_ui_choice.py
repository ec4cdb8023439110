"""The list of texts from which a reader chooses what is searched."""

from dataclasses import replace

from ingest.text.document import Published, Standing
from ui.web.choice import choice_html
from ui_fakes import PUBLISHED


def other(**own: object) -> Published:
    return replace(PUBLISHED, source=replace(PUBLISHED.source, **own))  # type: ignore[arg-type]


def test_of_one_text_there_is_nothing_to_choose() -> None:
    assert choice_html([PUBLISHED]) == ""


def test_each_text_can_be_chosen_and_none_is_yet() -> None:
    html = choice_html([PUBLISHED, other(id='a"b', title="<i>", edition="")])
    assert html.count('type="checkbox"') == 2
    assert "checked" not in html
    assert f'value="{PUBLISHED.source.id}"' in html
    assert 'value="a&quot;b" data-titel="&lt;i&gt;"> <span>&lt;i&gt;</span>' in html


def test_of_what_counts_no_more_the_list_says_so() -> None:
    html = choice_html([PUBLISHED, other(id="oud", standing=Standing.SUPERSEDED)])
    assert html.count("vervangen") == 1

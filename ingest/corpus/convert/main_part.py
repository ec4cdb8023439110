"""A web page -> its main part: menus, heads, feet and forms around it are left out."""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label "
    "mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
"""Tags that stand within a line."""
_UNSEEN: Final = (
    "script style noscript template svg canvas iframe object video audio map head title meta link "
    "button input select textarea datalist dialog"
).split()
_AROUND: Final = ("nav", "header", "footer", "aside", "form")
_ROLES: Final = ("navigation", "banner", "contentinfo", "search", "complementary", "dialog")
_NAMED: Final = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|kruimelpad|cookie\w*|sidebar|skip\w*|share|social)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
"""What the parts around a text are called where nothing else tells them apart."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_FULL_SHARE: Final = 0.5
"""The main part holds at least this share of all text, or it is not the main part."""


def take_main(soup: BeautifulSoup) -> tuple[Tag, int]:
    """The part of a page with its text, and how many letters were around it."""
    shown = {each for tag in soup.find_all(_folds) for each in _ids(tag)}
    for tag in [*soup.find_all(_UNSEEN), *soup.find_all(_is_hidden)]:
        if not tag.decomposed and tag.get("id") not in shown and not _is_unfolding(tag):
            tag.decompose()
    body = soup.body or soup
    mains = soup.find_all("main") or soup.find_all(role="main")
    for found in (mains, soup.find_all("article")):
        chars = chars_of(body)
        if len(found) == 1 and chars_of(found[0]) >= _FULL_SHARE * chars:
            around = chars - chars_of(found[0])
            return found[0], around + _leave_out(found[0], is_within=True)
    return body, _leave_out(body, is_within=False)


def chars_of(tag: Tag) -> int:
    """How many letters stand in a part of a page."""
    return len("".join(tag.get_text().split()))


def _leave_out(part: Tag, *, is_within: bool) -> int:
    """Take away what is around the text; returns how many letters that were."""
    chars = 0
    for tag in part.find_all():
        if not tag.decomposed and _is_around(tag, is_within=is_within):
            chars += chars_of(tag)
            tag.decompose()
    return chars


def _folds(tag: Tag) -> bool:
    return tag.has_attr("aria-controls")


def _ids(tag: Tag) -> list[str]:
    """What a button folds and unfolds: that is text, also while it is hidden."""
    return str(tag.get("aria-controls") or "").split()


def _is_unfolding(tag: Tag) -> bool:
    """Whether a button is the heading of what it unfolds."""
    return tag.name == "button" and tag.find_parent([*_HEADINGS, "summary", "dt"]) is not None


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    is_styled = "display:none" in style or "visibility:hidden" in style
    return tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or is_styled


def _is_around(tag: Tag, *, is_within: bool) -> bool:
    """Whether a part of the page is no part of its text; `is_within` its main part."""
    if tag.get("role") in _ROLES or tag.name in ("nav", "form"):
        return True
    names = " ".join([str(tag.get("id") or ""), *(tag.get_attribute_list("class") or [])])
    if tag.name not in INLINE and _NAMED.search(names) and tag.name != "body":
        return True
    return not is_within and tag.name in _AROUND and not tag.find_parent(["article", "main"])

"""What a page of our own says -> the whole page, in the look of the product and without Gradio.

All that it is made up with stands in the page itself: it asks for no other file.
"""

from pathlib import Path
from string import Template
from typing import Final

from ui import texts

LOOK_FILE: Final = Path(__file__).with_name("look.css")
_STYLES: Final = (LOOK_FILE, LOOK_FILE.with_name("plain.css"))


def plain_page(name: str, title: str, head: str = "", **filled: str) -> str:
    """The page that `name`.html and `name`.css are of, with what is `filled` in there.

    All of it is HTML: what comes from elsewhere is escaped by who gives it.
    """
    styles = (*_STYLES, LOOK_FILE.with_name(f"{name}.css"))
    return _template("plain").substitute(
        title=title,
        name=texts.NAME,
        head=head,
        style="\n".join(each.read_text(encoding="utf-8") for each in styles),
        body=_template(name).substitute(title=title, name=texts.NAME, **filled),
    )


def _template(name: str) -> Template:
    return Template(LOOK_FILE.with_name(f"{name}.html").read_text(encoding="utf-8"))

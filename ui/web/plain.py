"""What a page of our own says -> the whole page, in the look of the product and without Gradio.

All that it is made up with stands in the page itself: it asks for no other file. Its own script is
the only one that runs, whatever a text that is shown may hold.
"""

import base64
import hashlib
from pathlib import Path
from string import Template
from typing import Final

from ui import texts

LOOK_FILE: Final = Path(__file__).with_name("look.css")
_SCRIPT: Final = ("<script>", "</script>")
_STYLES: Final = (LOOK_FILE, LOOK_FILE.with_name("plain.css"))


def plain_page(name: str, title: str, head: str = "", **filled: str) -> str:
    """The page that `name`.html and `name`.css are of, with what is `filled` in there.

    All of it is HTML: what comes from elsewhere is escaped by who gives it.
    """
    styles = (*_STYLES, LOOK_FILE.with_name(f"{name}.css"))
    body, _, rest = _read(f"{name}.html").partition(_SCRIPT[0])
    script = Template(rest.partition(_SCRIPT[1])[0]).substitute(filled)
    return Template(_read("plain.html")).substitute(
        title=title,
        name=texts.NAME,
        head=head,
        policy=_policy(script),
        style="\n".join(each.read_text(encoding="utf-8") for each in styles),
        body=Template(body).substitute(title=title, name=texts.NAME, **filled),
        script=script.join(_SCRIPT) if script else "",
    )


def _policy(script: str) -> str:
    """The content security policy of a page, beside that of the server: no script but this one."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; "
        "style-src 'unsafe-inline'; img-src data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'"
    )


def _read(name: str) -> str:
    return LOOK_FILE.with_name(name).read_text(encoding="utf-8")

"""The texts that are answered from, and the settings -> a page that says where answers come from.

It is a plain page without scripts. All text is escaped here.
"""

import asyncio
from collections.abc import Iterable
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from assistant.answer.itself import IN_BROWSER
from ingest.text.document import Published, Source, Standing
from ingest.text.settings import Settings
from ui import texts, texts_about
from ui.service.workspace import Workspace
from ui.web.danger import contact_html
from ui.web.plain import plain_page
from ui.web.routes import ABOUT


def about_route(workspace: Workspace, settings: Settings) -> Route:
    """The route of the page; it names the texts that are in use at that moment."""

    async def tell(_request: Request) -> HTMLResponse:
        return HTMLResponse(await asyncio.to_thread(about_html, workspace, settings))

    return Route(ABOUT, tell, methods=["GET"])


def about_html(workspace: Workspace, settings: Settings) -> str:
    """The whole page.

    Raises:
        SteunwijzerError: as `Workspace.open`.
    """
    profile = workspace.profile
    calls = [contact_html(each) for each in workspace.contacts]
    parts = (
        _part(texts_about.WHAT, _paragraphs(texts.about(profile.subject))),
        _part(texts_about.NOT, _list(map(escape, texts_about.NOT_THIS)) + _list(calls)),
        _part(texts_about.SOURCES, _list(map(_source, workspace.published))),
        _part(texts_about.QUESTION, _paragraphs(*_way(settings))),
        _part(
            texts_about.REGISTER,
            _paragraphs(texts_about.REGISTER_ABOUT)
            + _register(texts_about.purpose(profile.readers, profile.subject)),
        ),
    )
    return plain_page("about", texts_about.TITLE, body="\n".join(parts))


def _way(settings: Settings) -> tuple[str, ...]:
    """What becomes of a question, as the operator has it."""
    stays = not (settings.chat or settings.chroma_url)
    return (
        texts_about.MASKED,
        texts_about.SEARCHED,
        texts_about.MODEL if settings.chat else texts_about.NO_MODEL,
        *([texts_about.STAYS] if stays else []),
        texts_about.LOGGED if settings.log else texts_about.NOT_LOGGED,
        *([texts_about.FEEDBACK] if settings.feedback else []),
        IN_BROWSER,
    )


def _register(purpose: str) -> str:
    parts = (
        (texts_about.PURPOSE, purpose),
        (texts_about.WORKING, texts_about.WORKING_TEXT),
        (texts_about.DATA, texts_about.DATA_TEXT),
        (texts_about.HUMAN, texts_about.HUMAN_TEXT),
    )
    told = "".join(f"<h3>{escape(head)}</h3>{_paragraphs(text)}" for head, text in parts)
    return f"{told}<h3>{texts_about.RISKS}</h3>{_list(map(escape, texts_about.RISKS_TEXT))}"


def _source(published: Published) -> str:
    """One text: what it is, who made it, and whether it still counts."""
    source = published.source
    said = [_titled(source)]
    if source.standing is Standing.IN_REVISION:
        said.append(texts_about.IN_REVISION)
    if source.standing is Standing.SUPERSEDED:
        said.append(texts_about.SUPERSEDED)
        if published.later:
            said.append(f"{texts_about.NOW} {_titled(published.later[-1])}")
    return " ".join(said)


def _titled(source: Source) -> str:
    title = f"<strong>{escape(source.title)}</strong>"
    edition = f"{texts_about.EDITION} {escape(source.edition)}" if source.edition else ""
    link = (
        f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(source.url)}</a>"
        if source.url.startswith("https://")
        else ""
    )
    return ", ".join(filter(None, (title, escape(source.publisher), edition, link))) + "."


def _part(title: str, html: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{html}</section>"


def _paragraphs(*paragraphs: str) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in paragraphs)


def _list(items: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    return f"<ul>{''.join(f'<li>{each}</li>' for each in items)}</ul>"

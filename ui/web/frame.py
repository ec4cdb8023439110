"""A profile and its contacts -> HTML of what stands around the conversation on the chat page.

The head, the welcome, the question field, and whom to call. All text is escaped here.
"""

from collections.abc import Sequence
from html import escape

from ingest.corpus.contacts import Contact
from ingest.corpus.profile import Profile
from ui import texts, texts_about, texts_asking
from ui.web.danger import phones_html


def header_html(tagline: str, places: str = "") -> str:
    """The head of the page; the tagline says what is answered from.

    `places` are links to other pages, as HTML, for who may open them.
    """
    return (
        f'<a class="sw-springlink" href="#sw-vraag">{texts.SKIP_TO_QUESTION}</a>'
        f'<header class="sw-kop"><h1>{texts.NAME}</h1><p>{escape(tagline)}</p>'
        f'<a class="sw-over" href="over" target="_blank" rel="noopener">{texts_about.TITLE}</a>'
        f'{places}<button type="button" id="sw-opnieuw" hidden>{texts.NEW_CONVERSATION}</button>'
        "</header>"
    )


def start_html(profile: Profile) -> str:
    """What stands above the conversation, and the welcome before the first question."""
    return (
        f'<h2 class="sw-verborgen" id="sw-gesprekskop">{texts.CONVERSATION}</h2>'
        f'<section class="sw-welkom"><h3>{texts.WELCOME}</h3><p>'
        f"{escape(texts.about(profile.subject))} "
        f"{escape(texts.caution(profile.deciders))}</p>"
        f'<p class="sw-let-op">{escape(texts.privacy(profile.clients))}</p>'
        f'<div id="sw-verder" hidden></div>{_examples(profile.examples)}</section>'
    )


def question_html(placeholder: str) -> str:
    """The question field, what waits for its turn, and what this browser keeps."""
    return (
        f'<p class="sw-meer" aria-hidden="true">{texts_asking.MORE_BELOW} ↓</p>'
        '<div id="sw-verbinding" role="alert"></div>'
        f'<ul id="sw-wachtrij" aria-label="{texts_asking.WAITING_LIST}"></ul>'
        f'<form id="sw-vragen"><div class="sw-veldkop"><label for="sw-vraag">'
        f"{texts.QUESTION_LABEL}</label>{_kept()}</div>"
        '<div class="sw-veld"><textarea id="sw-vraag" rows="1" autocomplete="off" '
        f'aria-describedby="sw-toetsen sw-telling" placeholder="{escape(placeholder)}">'
        f'</textarea><button type="submit" id="sw-vraag-stellen">{texts.ASK}</button>'
        f'<button type="button" id="sw-stoppen" hidden>{texts_asking.STOP}</button></div>'
        f'<p class="sw-verborgen" id="sw-toetsen">{texts_asking.KEYS}</p>'
        '<p id="sw-telling" role="status"></p></form>'
    )


def foot_html(contacts: Sequence[Contact], clients: str) -> str:
    """What stays in sight below the question: whom to call first."""
    said = escape(texts.disclaimer(clients))
    danger = f" <strong>{_first_to_call(contacts)}</strong>" if contacts else ""
    return f'<p class="sw-voet">{said}{danger}</p>'


def _examples(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(
        f'<button type="button" class="sw-voorbeeld">{escape(text)}</button>' for text in questions
    )
    return f'<div id="sw-voorbeelden"><h3>{texts.EXAMPLES_TITLE}</h3>{buttons}</div>'


def _first_to_call(contacts: Sequence[Contact]) -> str:
    known = [(each.name, phones_html(each.phone), each.hours) for each in contacts]
    (_, first, _), *others = known
    second = "".join(
        f" {escape(name)}: {phone} ({escape(hours)})." for name, phone, hours in others[:1]
    )
    return f"{texts.DANGER_NOW} {first}.{second}"


def _kept() -> str:
    return (
        f'<details class="sw-bewaard"><summary>{texts_asking.KEPT_TITLE}</summary>'
        f"<p>{texts_asking.KEPT_ABOUT}</p>"
        '<p><label><input type="checkbox" id="sw-bewaren" checked> '
        f"{texts_asking.KEEP}</label> "
        f'<button type="button" class="sw-knopje" id="sw-wissen">{texts_asking.WIPE}</button></p>'
        '</details><p id="sw-bewaard-gezegd" role="status"></p>'
    )

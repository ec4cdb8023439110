"""Contacts -> whom to call, as the page shows it."""

import re
from html import escape
from typing import Final

from assistant.answer.answer import Answer
from ingest.corpus.contacts import Contact
from ui import texts

_PHONE: Final = re.compile(r"[0-9][0-9-]*[0-9]")


def contacts_html(answer: Answer) -> str:
    """Whom to call when there is danger, before anything else."""
    if not answer.contacts:
        return ""
    items = "".join(f"<li>{contact_html(each)}</li>" for each in answer.contacts)
    return (
        f'<div class="sw-gevaar"><p><strong>{texts.DANGER_FIRST}</strong></p><ul>{items}</ul></div>'
    )


def phones_html(phone: str) -> str:
    """Numbers that can be called by a tap, each by itself: "113 of 0800-0113" are two."""
    return _PHONE.sub(
        lambda match: f'<a href="tel:{match[0].replace("-", "")}">{match[0]}</a>', escape(phone)
    )


def contact_html(contact: Contact) -> str:
    """One of whom to call: numbers, name, when, and the hours."""
    name = "" if contact.name == contact.phone else f"<strong>{escape(contact.name)}</strong>: "
    return (
        f'<span class="sw-nummers">{phones_html(contact.phone)}</span> '
        f"<span>{name}{escape(contact.purpose)} ({escape(contact.hours)})</span>"
    )

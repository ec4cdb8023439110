"""Document -> list[Section]: read the Markdown, keep the source's words and leave the markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from ingest.corpus.draft import SectionDraft, finish, superscript
from ingest.corpus.markdown import check_closed, failure, first_line, tokenize
from ingest.text.document import Document, Kind, Section, Source
from ingest.text.errors import CorpusError

_MARKER: Final = re.compile(r"<!-- (pagina|richtlijn|ontbreekt): (\S(?:.*\S)?) -->")
_EMPHASIS: Final = {"em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close"}
_FRAMES: Final = {
    *("paragraph_close", "heading_close", "list_item_close", "table_close", "tr_close"),
    *("thead_open", "thead_close", "tbody_open", "tbody_close", "th_close", "td_close"),
}
_CLOSE_FIRST: Final = "Zet vóór deze regel een regel met alleen ':::' of haal de lijst uit elkaar."


def parse(document: Document) -> list[Section]:
    """Split a document into sections, in the order of the document.

    The body under one heading is one section, also where boxes or quotes interrupt it; those
    follow it as sections of their own. A footnote stands in each section that refers to it.

    Raises:
        CorpusError: the Markdown holds something that has no meaning here, or lacks a part.
    """
    return _Reader(document).read()


def check_voices(sections: Sequence[Section], sources: Sequence[Source]) -> None:
    """Check that every summary is of a publication that the manifest describes.

    Raises:
        CorpusError: a summary's voice is not the id of a source.
    """
    known = {source.id for source in sources}
    for section in sections:
        if section.kind is Kind.SUMMARY and section.voice not in known:
            raise CorpusError(
                f"documents/{section.document_id}.md, onder de kop '{section.headings[-1]}':"
                f" '<!-- richtlijn: {section.voice} -->' noemt een bron die manifest.toml niet"
                " kent.",
                "Verbeter het id of zet de bron in het manifest.",
            )


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    voice: str = ""


class _Reader:
    """Goes through the tokens of one document and fills a draft for each section."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens, self.notes = tokenize(document)
        self.line = 1
        self.page: int | None = None
        self.path: list[_Heading] = []
        self.drafts: list[SectionDraft] = []
        self.body: SectionDraft | None = None
        self.box: SectionDraft | None = None
        # For each list around the current token the number of its next item, None for bullets.
        self.lists: list[int | None] = []

    def read(self) -> list[Section]:
        tokens = iter(self.tokens)
        for token in tokens:
            self.line = first_line(token, self.line)
            if token.type == "heading_open":
                self._open_heading(token, next(tokens))
            else:
                self._read_token(token)
        self._append_footnotes()
        return finish(self.document.id, self.drafts)

    def _failure(self, what: str, remedy: str) -> CorpusError:
        return failure(self.document, self.line, what, remedy)

    def _read_token(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._read_inline(token)
            case "paragraph_open":
                self._part(" " if self.lists else "\n\n")
            case "html_block":
                self._read_marker(token.content.strip())
            case "container_kader_open" | "container_citaat_open":
                self._open_box(token)
            case "container_kader_close" | "container_citaat_close":
                self.box = None
            case "bullet_list_open" | "ordered_list_open":
                self._open_list(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self._open_item()
            case "table_open" | "tr_open" | "th_open" | "td_open":
                self._open_table_part(token.type)
            case name if name not in _FRAMES:
                raise self._failure(
                    f"'{name.removesuffix('_open')}' kan niet in een document staan.",
                    "Gebruik alleen koppen, alinea's, lijsten, tabellen, kaders en citaten.",
                )

    def _draft(self) -> SectionDraft:
        """The section to which words now belong: the open box, or the body of the heading."""
        draft = self.box or self.body
        if draft is None:
            raise self._failure("er staat tekst vóór de titel.", "Begin met een regel '# Titel'.")
        return draft

    def _part(self, gap: str) -> None:
        """Have the next words stand apart, unless they already stand further apart."""
        draft = self._draft()
        draft.gap = max(draft.gap, gap, key=lambda each: (each.count("\n"), len(each)))

    # Headings, boxes and quotes

    def _open_heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        if token.level:
            raise self._failure("een kop kan niet in een kader, citaat of lijst.", _CLOSE_FIRST)
        if (level == 1) != (self.body is None):
            raise self._failure(
                "een document heeft één titel ('# '), bovenaan.", "Gebruik '## ' voor hoofdstukken."
            )
        while self.path and self.path[-1].level >= level:
            self.path.pop()
        if level > 1 + (self.path[-1].level if self.path else 1):
            raise self._failure("deze kop slaat een niveau over.", "Haal een '#' weg.")
        text = self._heading_text(inline)
        if level > 1:
            self.path.append(_Heading(level, text))
        self._start_body()

    def _heading_text(self, inline: Token) -> str:
        scratch = SectionDraft((), Kind.BODY)
        self._write_inline(scratch, inline, None)
        if not scratch.text or scratch.notes or "<!--" in inline.content:
            raise self._failure(
                "een kop heeft tekst, en geen voetnoot of markering.", "Zet die onder de kop."
            )
        return scratch.text

    def _start_body(self) -> None:
        voice = next((heading.voice for heading in reversed(self.path) if heading.voice), "")
        headings = tuple(heading.text for heading in self.path)
        self.body = SectionDraft(headings, Kind.SUMMARY if voice else Kind.BODY, voice)
        self.drafts.append(self.body)

    def _open_box(self, token: Token) -> None:
        if token.level:
            raise self._failure(
                "een kader of citaat kan niet in een kader, citaat of lijst.", _CLOSE_FIRST
            )
        check_closed(self.document, token)
        headings = self._draft().headings
        name, _, label = (part.strip() for part in token.info.strip().partition(" "))
        if name == "kader":
            titled = (*headings, label) if label else headings
            self.box = SectionDraft(titled, Kind.BOX, suffix="" if label else "/kader")
        elif label:
            self.box = SectionDraft(headings, Kind.QUOTE, voice=label, suffix="/citaat")
        else:
            raise self._failure("dit citaat heeft geen spreker.", "Schrijf '::: citaat Naam'.")
        self.drafts.append(self.box)

    # Lists and tables

    def _open_list(self, token: Token) -> None:
        self._part("\n" if self.lists else "\n\n")
        self.lists.append(
            int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
        )

    def _open_item(self) -> None:
        number = self.lists[-1]
        self._part("\n" + "  " * (len(self.lists) - 1))
        self._draft().write("- " if number is None else f"{number}. ", self.page)
        self.lists[-1] = None if number is None else number + 1

    def _open_table_part(self, name: str) -> None:
        if name in ("table_open", "tr_open"):
            self._part("\n\n" if name == "table_open" else "\n")
        elif "\n" not in self._draft().gap:
            self._draft().write(" | ", self.page)

    # Markers

    def _read_marker(self, html: str) -> None:
        match = _MARKER.fullmatch(html)
        if not match:
            raise self._failure(
                f"'{html.splitlines()[0]}' is geen markering.",
                "Kies uit: pagina, richtlijn, ontbreekt, zoals in '<!-- pagina: 7 -->'.",
            )
        key, value = match.groups()
        if key == "pagina":
            self.page = self._page_number(value)
        elif key == "richtlijn":
            self._mark_summary(value)
        else:
            self._mark_missing(value)

    def _page_number(self, value: str) -> int | None:
        if value != "?" and not re.fullmatch(r"[0-9]{1,4}", value):
            raise self._failure(
                f"'{value}' is geen pagina.", "Schrijf een getal, of ? als de pagina niet zeker is."
            )
        return None if value == "?" else int(value)

    def _mark_summary(self, source_id: str) -> None:
        is_first = bool(self.path) and self.drafts[-1] is self.body and not self.body.text
        if not is_first or self.path[-1].voice:
            raise self._failure(
                "'richtlijn' staat niet direct onder een kop.", "Zet de markering onder de kop."
            )
        self.path[-1].voice = source_id
        self.drafts.pop()
        self._start_body()

    def _mark_missing(self, sentence: str) -> None:
        draft = self._draft()
        if not draft.text:
            raise self._failure(
                "'ontbreekt' staat bij een stuk zonder tekst.",
                "Zet de markering onder de tekst waarin iets ontbreekt.",
            )
        draft.missing = f"{draft.missing} {sentence}".strip()

    # Words and footnotes

    def _read_inline(self, inline: Token) -> None:
        if re.search(r"^\s*:::", inline.content, re.MULTILINE):
            raise self._failure(
                "':::' opent of sluit hier niets.", "Open met '::: kader' of '::: citaat Naam'."
            )
        self.page = self._write_inline(self._draft(), inline, self.page)

    def _write_inline(self, draft: SectionDraft, inline: Token, page: int | None) -> int | None:
        """Write a run of words and return the page on which it ends."""
        self.line = first_line(inline, self.line)
        for token in inline.children or []:
            match token.type:
                case "text" | "code_inline":
                    draft.write(token.content, page)
                case "softbreak" | "hardbreak":
                    draft.write(" ", page)
                    self.line += 1
                case "footnote_ref":
                    self._refer(draft, token.meta["label"], page)
                case "html_inline":
                    page = self._inline_page(token.content)
                case name if name not in _EMPHASIS:
                    raise self._failure(f"'{name}' kan niet in een tekst staan.", "Haal het weg.")
        return page

    def _inline_page(self, html: str) -> int | None:
        match = _MARKER.fullmatch(html)
        if not match or match[1] != "pagina":
            raise self._failure(
                f"'{html}' kan niet midden in een tekst staan.",
                "Alleen '<!-- pagina: 7 -->' mag daar; zet andere markeringen op een eigen regel.",
            )
        return self._page_number(match[2])

    def _refer(self, draft: SectionDraft, label: str, page: int | None) -> None:
        if label not in self.notes:
            raise self._failure(
                f"voetnoot [^{label}] heeft geen tekst.",
                f"Zet onder de alinea een regel '[^{label}]: ...'.",
            )
        draft.write(superscript(label), page)
        draft.notes.setdefault(label, page)

    def _append_footnotes(self) -> None:
        for draft in self.drafts:
            appended = 0
            while appended < len(draft.notes):  # a footnote may refer to another
                label, page = list(draft.notes.items())[appended]
                appended += 1
                draft.gap = "\n\n"
                draft.write(superscript(label) + " ", page)
                self._write_inline(draft, self.notes[label], page)
        unused = self.notes.keys() - {label for draft in self.drafts for label in draft.notes}
        for label in sorted(unused, key=int):
            self.line = first_line(self.notes[label], self.line)
            raise self._failure(
                f"nergens in de tekst staat [^{label}].", "Zet de verwijzing in de tekst."
            )

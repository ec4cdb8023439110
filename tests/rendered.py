"""A document of the house -> the same as a file of another format, as people make those."""

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAGE = re.compile(r"<!-- pagina: (\d+) -->")
NOTE = re.compile(r"\[\^(\d+)\]")
PART = re.compile(r"(<!-- pagina: \d+ -->|\[\^\d+\])")


@dataclass
class Piece:
    """A block: `kind` is a heading level, "p", "-", "1", "page", "kader", "citaat" or "end"."""

    kind: str
    text: str = ""
    level: int = 0


@dataclass
class Paper:
    """A document in pieces, with the texts of its footnotes."""

    pieces: list[Piece] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def plain_markdown(markdown: str) -> str:
    """A document with only what any format can hold, and with every page known.

    In the part of which the pages are not known each heading begins one.
    """
    kept: list[str] = []
    page, is_unknown = 1, False
    for line in markdown.split("\n"):
        if re.match(r"<!-- (richtlijn|ontbreekt)", line):
            continue
        if line == "<!-- pagina: ? -->":
            is_unknown = page > 1
            if page == 1:
                kept.append("<!-- pagina: 3 -->")
                page = 3
            continue
        found = PAGE.search(line)
        if found:
            page, is_unknown = int(found[1]), False
        if is_unknown and page >= 17 and line.startswith(("## ", "### ")):
            page += 1
            kept += [f"<!-- pagina: {page} -->", ""]
        line = re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line)
        kept.append(re.sub(r"\*{1,2}(?=\S)(.+?)(?<=\S)\*{1,2}", r"\1", line))
    return "\n".join(kept)


def paper_of(markdown: str) -> Paper:
    paper = Paper()
    for lines in _groups(markdown):
        first = lines[0]
        if note := re.match(r"\[\^(\d+)\]: (.*)", first):
            paper.notes[note[1]] = note[2]
        elif heading := re.match(r"(#+) (.*)", first):
            paper.pieces.append(Piece("h", heading[2], len(heading[1])))
        elif first.startswith("::: "):
            _, kind, *title = first.split(" ", 2)
            paper.pieces.append(Piece(kind, title[0] if title else ""))
        elif first == ":::":
            paper.pieces.append(Piece("end"))
        elif PAGE.fullmatch(first):
            paper.pieces.append(Piece("page", PAGE.fullmatch(first)[1]))  # type: ignore[index]
        elif item := re.match(r"(-|\d+\.) (.*)", " ".join(lines)):
            is_bullet = item[1] == "-"
            number = 0 if is_bullet else int(item[1][:-1])
            paper.pieces.append(Piece("-" if is_bullet else "1", item[2], number))
        else:
            paper.pieces.append(Piece("p", " ".join(lines)))
    return paper


def _groups(markdown: str) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        alone = re.match(r"#|:::|<!--|-\s|\d+\. |\[\^\d+\]:", line)
        if (not line.strip() or alone) and group:
            yield group
            group = []
        if line.strip():
            group.append(line.strip())
            if re.match(r"#|:::|<!--", line):
                yield group
                group = []


# DOCX


def write_docx(paper: Paper, path: Path) -> None:
    """As Word saves it: styles, a table of one cell around a box, and where pages began."""
    document = docx.Document()
    page, within, style, speaker = 0, document, "", ""
    for number, piece in enumerate(paper.pieces):
        following = [*paper.pieces[number + 1 :], Piece("")]
        if piece.kind == "h" and piece.level == 1:
            document.add_paragraph(piece.text, style="Title")
        elif piece.kind == "h":
            document.add_paragraph(piece.text, style=f"Heading {piece.level - 1}")
        elif piece.kind == "page":
            run = document.add_paragraph().add_run()
            _turn(run, page, int(piece.text))
            page = int(piece.text)
        elif piece.kind == "kader":
            within = document.add_table(1, 1).cell(0, 0)
            if piece.text:
                within.paragraphs[0].add_run(piece.text).bold = True
        elif piece.kind == "citaat":
            style, speaker = "Quote", piece.text
            if following[0].kind in ("-", "1"):
                within, style = document.add_table(1, 1).cell(0, 0), "Normal"
        elif piece.kind == "end":
            if speaker:
                within.add_paragraph(f"– {speaker}", style=style)
            within, style, speaker = document, "", ""
        else:
            named = {"-": "List Bullet", "1": "List Number"}.get(piece.kind, style or "Normal")
            page = _docx_words(within.add_paragraph(style=named), piece.text, page)
    document.save(str(path))
    _add_notes(path, paper.notes)


def _docx_words(paragraph: object, text: str, page: int) -> int:
    for part in PART.split(text):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        if found := PAGE.fullmatch(part):
            _turn(run, page, int(found[1]))
            page = int(found[1])
        elif note := NOTE.fullmatch(part):
            mark = OxmlElement("w:footnoteReference")
            mark.set(qn("w:id"), note[1])
            run._r.append(mark)
        else:
            run.text = part
    return page


def _turn(run: object, page: int, to: int) -> None:
    for _ in range(to - (page or 1)):
        run._r.append(OxmlElement("w:lastRenderedPageBreak"))  # type: ignore[attr-defined]


def _add_notes(path: Path, notes: dict[str, str]) -> None:
    """Put the footnotes in, which python-docx cannot."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    own = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve"> {html.escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes.items()
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = (
        '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode("latin-1") for name in packed.namelist()}
    parts["word/footnotes.xml"] = (
        (
            f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {space}><w:footnote '
            f'w:type="separator" w:id="-1"><w:p/></w:footnote>{own}</w:footnotes>'
        )
        .encode()
        .decode("latin-1")
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace("</Relationships>", relation)
    types = "[Content_Types].xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    parts[types] = parts[types].replace("</Types>", override)
    pack(path, parts)


def pack(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text.encode("latin-1"))


# HTML


def write_html(paper: Paper, path: Path) -> None:
    """A page with a menu, a head and a foot around its main part; pages as in a book."""
    made = [
        "<!doctype html><html><head><meta charset='utf-8'><title>Een ander stuk</title></head>",
        "<body><header>Welkom bij ons</header><nav><a href='/'>Naar het begin</a></nav><main>",
    ]
    last, speaker = "", ""
    for piece in paper.pieces:
        if last in ("ul", "ol") and piece.kind not in ("-", "1"):
            made.append(f"</{last}>")
            last = ""
        if piece.kind == "h":
            made.append(f"<h{piece.level}>{_html(piece.text)}</h{piece.level}>")
        elif piece.kind == "page":
            made.append(f"<span role='doc-pagebreak' title='{piece.text}'></span>")
        elif piece.kind == "kader":
            made.append(f"<aside><p><b>{_html(piece.text)}</b></p>" if piece.text else "<aside>")
        elif piece.kind == "citaat":
            made.append("<blockquote>")
            speaker = piece.text
        elif piece.kind == "end":
            made.append(f"<p>– {_html(speaker)}</p></blockquote>" if speaker else "</aside>")
            speaker = ""
        elif piece.kind in ("-", "1"):
            tag = "ul" if piece.kind == "-" else "ol"
            made += [f"<{tag}>"] if last != tag else []
            made.append(f"<li>{_html(piece.text)}</li>")
            last = tag
        else:
            made.append(f"<p>{_html(piece.text)}</p>")
    notes = [
        f"<li id='n{number}'><p>{_html(text)} <a href='#r{number}'>↩</a></p></li>"
        for number, text in paper.notes.items()
    ]
    made += ["<hr><ol>", *notes, "</ol></main><footer>Volg ons overal</footer></body></html>"]
    path.write_text("\n".join(made), encoding="utf-8")


def _html(text: str) -> str:
    made = html.escape(text)
    made = re.sub(
        r"&lt;!-- pagina: (\d+) --&gt;", r"<span role='doc-pagebreak' title='\1'></span>", made
    )
    return NOTE.sub(r"<sup id='r\1'><a href='#n\1'>\1</a></sup>", made)


# ODT


def write_odt(paper: Paper, path: Path) -> None:
    """As LibreOffice saves it, with where pages began."""
    page, speaker, is_framed, made = 1, "", False, []
    for number, piece in enumerate(paper.pieces):
        before, following = paper.pieces[number - 1], [*paper.pieces[number + 1 :], Piece("")]
        turn, page = _odt_turn(piece, page)
        words = re.sub(PAGE, lambda found: _soft(1), html.escape(piece.text, quote=False))
        words = re.sub(r"&lt;!-- pagina: \d+ --&gt;", _soft(1), words)
        words = NOTE.sub(lambda found: _odt_note(found[1], paper.notes), words)
        if piece.kind == "h" and piece.level == 1:
            made.append(f'<text:p text:style-name="Title">{words}</text:p>')
        elif piece.kind == "h":
            made.append(f'<text:h text:outline-level="{piece.level - 1}">{words}</text:h>')
        elif piece.kind == "page":
            made.append(turn)
        elif piece.kind == "kader":
            made.append(ODT_FRAME[0])
            if words:
                made.append(
                    f'<text:p><text:span text:style-name="Vet">{words}</text:span></text:p>'
                )
        elif piece.kind == "citaat":
            speaker, is_framed = words, following[0].kind == "-"
            made += [ODT_FRAME[0]] if is_framed else []
        elif piece.kind == "end":
            style = "Standard" if is_framed else "Quotations"
            made += [f'<text:p text:style-name="{style}">– {speaker}</text:p>'] if speaker else []
            made += [ODT_FRAME[1]] if is_framed or not speaker else []
            speaker, is_framed = "", False
        elif piece.kind in ("-", "1"):
            style = "Nummers" if piece.kind == "1" else "Punten"
            made += [f'<text:list text:style-name="{style}">'] if before.kind != piece.kind else []
            made.append(f"<text:list-item><text:p>{words}</text:p></text:list-item>")
            made += ["</text:list>"] if following[0].kind != piece.kind else []
        else:
            style = ' text:style-name="Quotations"' if speaker else ""
            made.append(f"<text:p{style}>{words}</text:p>")
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {
            "office": "office",
            "style": "style",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    numbers = (
        '<text:list-style style:name="Nummers"><text:list-level-style-number text:level="1" '
        'style:num-format="1"/></text:list-style>'
    )
    bold = (
        '<style:style style:name="Vet" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style>'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{bold}{numbers}"
        "</office:automatic-styles><office:body><office:text>"
        f"{''.join(made)}</office:text></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content.encode().decode("latin-1"),
        "styles.xml": f"<office:document-styles {spaces}/>",
    }
    pack(path, parts)


ODT_FRAME = (
    "<table:table><table:table-row><table:table-cell>",
    "</table:table-cell></table:table-row></table:table>",
)


def _odt_turn(piece: Piece, page: int) -> tuple[str, int]:
    if piece.kind == "page":
        return _soft(int(piece.text) - page), int(piece.text)
    inside = PAGE.findall(piece.text)
    return "", int(inside[-1]) if inside else page


def _soft(count: int) -> str:
    return "<text:soft-page-break/>" * count


def _odt_note(number: str, notes: dict[str, str]) -> str:
    text = html.escape(notes[number], quote=False)
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )


# PDF

WIDTH, HEIGHT, LEFT, RIGHT = 595.0, 2400.0, 70.0, 525.0
SIZES = {1: 22.0, 2: 17.0, 3: 14.0, 4: 12.0}


class Press:
    """Prints pages: a head and a number on each, boxes in a frame, footnotes at the foot."""

    def __init__(self, paper: Paper, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        self.canvas.setTitle("Een heel ander stuk")
        self.paper = paper
        self.page = 1
        self.y = HEIGHT - 330
        self.box_top = 0.0
        self.notes: list[str] = []

    def print(self) -> None:
        speaker = ""
        for piece in self.paper.pieces:
            if piece.kind == "h":
                self.y -= 14
                self.words(piece.text, "Helvetica-Bold", SIZES[piece.level])
            elif piece.kind == "page":
                self.turn(int(piece.text))
            elif piece.kind in ("kader", "citaat"):
                self.y -= 10
                self.box_top = self.y + 16
                if piece.kind == "kader" and piece.text:
                    self.words(piece.text, "Helvetica-Bold", 10, inset=12)
                speaker = piece.text if piece.kind == "citaat" else ""
            elif piece.kind == "end":
                if speaker:
                    self.words(f"– {speaker}", inset=12)
                self.canvas.rect(LEFT, self.y + 4, RIGHT - LEFT, self.box_top - self.y - 4)
                self.y -= 14
                self.box_top, speaker = 0.0, ""
            else:
                mark = {"-": "•", "1": f"{piece.level}."}.get(piece.kind, "")
                self.words(piece.text, mark=mark, inset=12 if self.box_top else 0)
        self.turn(self.page + 1)
        self.canvas.save()

    def turn(self, page: int) -> None:
        while self.page < page:
            self.canvas.setFont("Helvetica", 8)
            self.canvas.drawString(LEFT, HEIGHT - 40, "Handreiking voor iedereen")
            self.canvas.drawRightString(RIGHT, 30, str(self.page))
            self.foot()
            self.canvas.showPage()
            self.page += 1
            self.y = HEIGHT - 330

    def foot(self) -> None:
        y = 330.0 + 10 * sum(2 + len(self.paper.notes[note]) // 90 for note in self.notes)
        for note in self.notes:
            lines = wrapped(self.paper.notes[note], "Helvetica", 8, RIGHT - LEFT - 10)
            self.canvas.setFont("Helvetica", 5)
            self.canvas.drawString(LEFT, y + 3, note)
            self.canvas.setFont("Helvetica", 8)
            for line in lines:
                self.canvas.drawString(LEFT + (6 if line is lines[0] else 0), y, line)
                y -= 10
        self.notes = []

    def words(
        self,
        text: str,
        font: str = "Helvetica",
        size: float = 10,
        *,
        mark: str = "",
        inset: int = 0,
    ) -> None:
        left = LEFT + inset + (14 if mark else 0)
        parts = PAGE.split(text)
        for number, part in enumerate(parts):
            if number % 2:
                self.turn(int(part))
                continue
            for line in wrapped(part.strip(), font, size, RIGHT - left - inset):
                if mark:
                    self.canvas.setFont(font, size)
                    self.canvas.drawString(LEFT + inset, self.y, mark)
                    mark = ""
                self.line(line, left, font, size)
                self.y -= size * 1.3
        self.y -= size * 0.6

    def line(self, line: str, x: float, font: str, size: float) -> None:
        for number, part in enumerate(NOTE.split(line)):
            if number % 2:
                self.notes.append(part)
                self.canvas.setFont(font, 6)
                self.canvas.drawString(x, self.y + 4, part)
                x += stringWidth(part, font, 6)
            else:
                self.canvas.setFont(font, size)
                self.canvas.drawString(x, self.y, part)
                x += stringWidth(part, font, size)


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines that fit; a long word is cut with a hyphen."""
    lines = [""]
    for word in text.split():
        bare = NOTE.sub("", f"{lines[-1]} {word}".strip())
        if stringWidth(bare, font, size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        cut = len(word) // 2
        start = f"{lines[-1]} {word[:cut]}-".strip()
        is_long = len(word) > 14 and word.isalpha() and word.islower()
        if is_long and stringWidth(start, font, size) <= width:
            lines[-1] = start
            lines.append(word[cut:])
        else:
            lines.append(word)
    return [line for line in lines if line]


def write_pdf(paper: Paper, path: Path) -> None:
    """As a publisher prints it."""
    Press(paper, path).print()


WRITERS = {".docx": write_docx, ".html": write_html, ".odt": write_odt, ".pdf": write_pdf}

"""What people do in each format comes out as what they meant by it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image as PictureFile
from pptx import Presentation
from pptx.util import Inches
from reportlab.pdfgen.canvas import Canvas

from ingest.corpus.convert.converted import Converted
from ingest.corpus.convert.read import read
from ingest.corpus.parse import parse
from ingest.text.document import Document, Kind, Reuse, Section, Source, Standing

SOURCE = Source("bron", "Bron", "", None, "U", "", Reuse.NOT_STATED, Standing.CURRENT)
BODY = "Een steunouder vangt een kind op als dat nodig is, een dag in de week of wat vaker."
Told = list[tuple[tuple[str, ...], str]]


def sections(made: Converted) -> list[Section]:
    return parse(Document(SOURCE, made.markdown("Titel")))


def told(made: Converted) -> Told:
    return [(each.headings, each.text) for each in sections(made)]


def findings(made: Converted) -> str:
    return "\n".join(each.told for each in (*made.dropped, *made.doubts))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


# Word


def saved(document: object, tmp_path: Path) -> Converted:
    path = tmp_path / "a.docx"
    document.save(str(path))  # type: ignore[attr-defined]
    return read(path)


def tracked(tag: str, text: str, letters: str) -> object:
    change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(letters)
    words.text = text
    run.append(words)
    change.append(run)
    return change


def test_tracked_changes_are_taken_as_accepted_and_told(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Een kind gaat ")
    paragraph._p.append(tracked("w:del", "nooit ", "w:delText"))
    paragraph._p.append(tracked("w:ins", "graag ", "w:t"))
    paragraph.add_run("uit logeren.")
    made = saved(document, tmp_path)
    assert told(made) == [((), "Een kind gaat graag uit logeren.")]
    assert "1 toegevoegd (overgenomen) en 1 verwijderd (weggelaten)" in findings(made)


def test_a_bold_line_is_a_heading_that_is_to_be_looked_at(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    document.add_paragraph().add_run("Wie is het").bold = True
    document.add_paragraph(BODY)
    made = saved(document, tmp_path)
    assert told(made) == [((), BODY), (("Wie is het",), BODY)]
    assert "Kop “Wie is het”: een vette regel, als kop genomen." in findings(made)


def test_bold_words_that_are_a_sentence_are_no_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Doe dit altijd.").bold = True
    document.add_paragraph(BODY)
    assert told(saved(document, tmp_path)) == [((), f"Doe dit altijd.\n\n{BODY}")]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Inhoud", style="Heading 1")
    document.add_paragraph("Wie is het ........ 4")
    document.add_paragraph("Waar het is ........ 12")
    for heading in ("Wie is het", "Waar het is"):
        document.add_paragraph(heading, style="Heading 1")
        document.add_paragraph(BODY)
    made = saved(document, tmp_path)
    assert told(made) == [(("Wie is het",), BODY), (("Waar het is",), BODY)]
    assert "De inhoudsopgave (2 regels)" in findings(made)


def test_rows_of_a_table_keep_their_cells_together(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows,
        (("Wie", "Wat", "Wanneer"), ("mentor", "belt", "nu"), ("arts", "schrijft", "")),
        strict=True,
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    made = saved(document, tmp_path)
    assert told(made) == [((), "Wie | Wat | Wanneer\nmentor | belt | nu\narts | schrijft |")]
    assert made.tables == 1
    assert made.body.startswith("| Wie | Wat | Wanneer |\n| --- |")


def test_names_and_values_are_no_columns_with_names(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, text in enumerate(("Naam", "Gio", "Leeftijd", "16")):
        table.cell(number // 2, number % 2).text = text
    made = saved(document, tmp_path)
    assert told(made) == [((), "Naam | Gio\nLeeftijd | 16")]
    assert made.body.startswith("|  |  |\n")


def test_numbered_items_are_counted_through_deeper_ones(tmp_path: Path) -> None:
    document = docx.Document()
    for style, text in (("List Number", "een"), ("List Bullet 2", "diep"), ("List Number", "twee")):
        document.add_paragraph(text, style=style)
    [(_, text)] = told(saved(document, tmp_path))
    assert [line.strip() for line in text.split("\n")] == ["1. een", "- diep", "2. twee"]


def test_hidden_words_and_fields_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Zie ")
    hidden = paragraph.add_run("geheim ")
    hidden.font.hidden = True
    code = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGEREF _Toc"
    code._r.append(instruction)
    paragraph.add_run("hier.")
    assert told(saved(document, tmp_path)) == [((), "Zie hier.")]


def test_a_heading_without_a_style_but_with_a_level_is_one(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Kop")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(level)
    document.add_paragraph(BODY)
    made = saved(document, tmp_path)
    assert made.said.title == "Kop"


# PDF


class Print:
    """Prints lines at places on pages of 600 by 800 points; the first is at the top."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(600, 800))

    def at(self, x: float, y: float, *lines: str, size: float = 10, font: str = "") -> "Print":
        for number, line in enumerate(lines):
            self.canvas.setFont(font or "Helvetica", size)
            self.canvas.drawString(x, 800 - y - number * 13, line)
        return self

    def turn(self) -> "Print":
        self.canvas.showPage()
        return self

    def read(self) -> Converted:
        self.canvas.save()
        return read(self.path)


LEFT = (
    "De linker kolom vertelt over steun in",
    "de buurt, en wel vanaf het begin van",
    "die steun tot aan het einde ervan toe,",
    "zodat ieder weet waar het begint en",
    "waar het links ophoudt.",
)
RIGHT = (
    "De rechter kolom gaat daarna verder en",
    "vertelt wat er met die steun gebeurt als",
    "een kind ouder wordt en het huis uit",
    "gaat, want ook dan is er steun nodig",
    "van wie er al was.",
)


def test_columns_are_read_one_after_another(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 200, "Steun in twee kolommen", size=18)
    made = paper.at(60, 250, *LEFT).at(320, 250, *RIGHT).read()
    assert made.said.title == "Steun in twee kolommen"
    assert told(made) == [((), f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}")]


def test_a_word_that_was_cut_is_whole_and_a_hyphen_that_belongs_there_stays(tmp_path: Path) -> None:
    lines = (
        "Voor pleeg- en gezinshuisouders geldt dat een niet-westerse ach-",
        "tergrond niet telt. Ouders met een niet-",
        "westerse naam krijgen dezelfde hulp, ook van GGZ-",
        "instellingen in de buurt en van voor-",
        "en tegenstanders daarvan.",
    )
    made = Print(tmp_path / "a.pdf").at(60, 200, *lines).read()
    [(_, text)] = told(made)
    assert "een niet-westerse achtergrond niet telt" in text
    assert "een niet-westerse naam" in text
    assert "GGZ-instellingen" in text
    assert "voor- en tegenstanders" in text


def test_what_recurs_at_the_edges_is_left_out_and_pages_are_as_printed(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf")
    for number in range(4):
        paper.at(60, 40, f"Gids voor ouders, versie {number % 2}", size=8).at(
            60, 200, f"Zin {number}."
        )
        paper.at(500, 780, str(number + 11), size=8).turn()
    made = paper.read()
    [section] = sections(made)
    assert section.text == "\n\n".join(f"Zin {number}." for number in range(4))
    assert [section.page_at(section.text.index(f"Zin {n}")) for n in range(4)] == [11, 12, 13, 14]
    assert "“Gids voor ouders, versie 0”, die aan de rand van 4 pagina's staat." in findings(made)


def test_paragraphs_are_parted_by_space_and_by_a_line_that_was_cut_short(tmp_path: Path) -> None:
    other = BODY.replace("Een steunouder", "De steunmoeder")
    paper = Print(tmp_path / "a.pdf").at(60, 200, BODY, other).at(60, 250, other, BODY)
    made = paper.at(60, 300, "Wie het doet", other, BODY).read()
    joined = f"{BODY} {other}"
    assert told(made) == [
        ((), f"{joined}\n\n{other} {BODY}\n\nWie het doet\n\n{other} {BODY}"),
    ]


def test_a_bold_line_of_print_is_a_heading_unless_all_is_bold(tmp_path: Path) -> None:
    bold = "Helvetica-Bold"
    some = Print(tmp_path / "a.pdf").at(60, 180, BODY).at(60, 215, "Wie helpt", font=bold)
    assert told(some.at(60, 230, BODY).read()) == [((), BODY), (("Wie helpt",), BODY)]
    every = Print(tmp_path / "b.pdf").at(60, 180, BODY, font=bold)
    every.at(60, 215, "Wie helpt", font=bold)
    assert len(told(every.at(60, 245, BODY, font=bold).read())) == 1


def test_marked_lines_of_a_text_are_no_frame(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf")
    for number in range(2):
        width = paper.canvas.stringWidth(BODY, "Helvetica", 10)
        paper.canvas.setFillColorRGB(1, 1, 0)
        paper.canvas.rect(60, 597 - number * 13, width, 13, fill=1, stroke=0)
        paper.canvas.setFillColorRGB(0, 0, 0)
        paper.at(60, 200 + number * 13, BODY)
    [section] = sections(paper.read())
    assert (section.kind, section.text) == (Kind.BODY, f"{BODY} {BODY}")


def test_a_sentence_goes_on_over_the_footnotes_of_a_page(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 200, "Een steunouder vangt een kind op").turn()
    paper = Print(tmp_path / "a.pdf")
    paper.at(60, 200, BODY, "Daarna vangt een steunouder ook de kinderen van anderen")
    paper.at(332, 209, "1", size=6).at(60, 700, "1", size=5).at(66, 703, "Dat mag.", size=8).turn()
    made = paper.at(60, 200, "op, als die dat willen.", BODY).read()
    [section] = sections(made)
    assert "kinderen van anderen¹ op, als die dat willen." in section.text
    assert section.text.endswith("\n\n¹ Dat mag.")
    assert section.page_at(section.text.index("op, als")) == 2


def test_a_table_with_lines_is_one_over_two_pages(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf")
    for page, rows in enumerate(
        (
            [("Wie", "Wat", "Waar"), ("mentor", "belt", "thuis")],
            [("Wie", "Wat", "Waar"), ("arts", "schrijft", "hier")],
        )
    ):
        if page == 0:
            paper.at(60, 150, BODY)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                left, top = 60 + column * 100, 300 + number * 30
                paper.canvas.rect(left, 800 - top - 10, 100, 30)
                paper.at(left + 5, top, text)
        if page == 1:
            paper.at(60, 500, BODY)
        paper.turn()
    made = paper.read()
    [section] = sections(made)
    assert "Wie | Wat | Waar\nmentor | belt | thuis\narts | schrijft | hier" in section.text
    assert section.page_at(section.text.index("arts")) == 2
    assert made.tables == 1


def test_the_head_of_a_chapter_is_left_out_where_it_is_said_again(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 150, "Steun thuis", size=20).at(60, 200, BODY).turn()
    paper.at(60, 40, "2 | Steun thuis", size=8).at(60, 200, "Dit is de tweede bladzijde.").turn()
    made = paper.at(60, 40, "Steun thuis", size=20).at(60, 200, "En de derde.").read()
    assert "Steun thuis" not in "".join(each.text for each in sections(made))
    assert any("2 | Steun thuis" in each.told for each in made.dropped)
    assert made.body.count("Steun thuis") == 2


def test_the_title_stays_though_every_page_repeats_it(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 60, "Gids voor buren", size=22).at(60, 200, BODY)
    for number in range(3):
        paper.turn().at(60, 40, "Gids voor buren", size=8).at(60, 200, f"Zin {number}.")
    made = paper.read()
    assert made.said.title == "Gids voor buren"
    assert "Gids voor buren" not in made.body


def test_contents_without_dots_are_left_out(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 150, "Inhoud", size=16)
    for number, (text, page) in enumerate((("Inleiding", "3"), ("Steun thuis", "12"))):
        paper.at(60, 200 + number * 13, text).at(500, 200 + number * 13, page)
    paper.turn().at(60, 150, "Inleiding", size=16).at(60, 200, BODY)
    made = paper.at(60, 300, "Steun thuis", size=16).at(60, 350, BODY).read()
    assert told(made) == [(("Inleiding",), BODY), (("Steun thuis",), BODY)]
    assert [section.page_at(0) for section in sections(made)] == [2, 2]
    assert "De inhoudsopgave" in findings(made)


def test_a_frame_around_words_is_a_box_with_its_bold_line_as_title(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 200, BODY)
    paper.canvas.rect(50, 400, 500, 120)
    paper.at(70, 310, "Let op", font="Helvetica-Bold").at(70, 330, BODY)
    _, box = sections(paper.read())
    assert (box.kind, box.headings, box.text) == (Kind.BOX, ("Let op",), BODY)


def test_title_in_the_properties_is_not_believed(tmp_path: Path) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 100, "Echte titel", size=20).at(60, 200, BODY)
    paper.canvas.setTitle("Sjabloon 2009.docx")
    assert paper.read().said.title == "Echte titel"


def test_an_address_in_large_type_is_no_heading_and_one_without_text_is_told(
    tmp_path: Path,
) -> None:
    paper = Print(tmp_path / "a.pdf").at(60, 150, "Steun", size=20).at(60, 200, BODY)
    paper.at(60, 300, "Plaatje van een netwerk", size=14).at(60, 340, "Meer lezen", size=14)
    made = paper.at(60, 380, "www.gids.nl", size=14).read()
    assert told(made)[-1] == (("Meer lezen",), "www.gids.nl")
    assert "Kop “Plaatje van een netwerk”: er staat geen tekst onder." in findings(made)
    assert "Meer lezen”" not in findings(made)


def test_a_page_with_only_a_picture_is_told(tmp_path: Path) -> None:
    image = tmp_path / "vlak.png"
    PictureFile.new("RGB", (40, 40), "navy").save(image)
    paper = Print(tmp_path / "a.pdf").at(60, 200, BODY).turn()
    paper.canvas.drawImage(str(image), 50, 50, 400, 600)
    paper.turn().at(60, 200, BODY)
    made = paper.read()
    [finding] = [each for each in made.doubts if "alleen een plaatje" in each.told]
    assert finding.page == 2


# Pages, books, slides and text


def test_of_a_web_page_the_main_part_is_read(file: Callable[[str, bytes], Path]) -> None:
    page = f"""<html><head><title>Ander</title><link rel="canonical" href="https://gids.nl/steun">
    <body><header>Kop</header><div class="cookie-melding">Koekjes?</div><nav><a>Menu</a></nav>
    <h1>Steun</h1><p>{BODY}</p><h2>Wie</h2><dl><dt>steunouder</dt><dd>vangt op</dd></dl>
    <aside>Lees ook</aside><footer>Voet</footer></body></html>"""
    made = read(file("a.html", page.encode()))
    assert told(made) == [((), BODY), (("Wie",), "- steunouder: vangt op")]
    assert (made.said.title, made.said.url) == ("Steun", "https://gids.nl/steun")


def test_what_a_page_folds_is_read_under_the_button_that_unfolds_it(
    file: Callable[[str, bytes], Path],
) -> None:
    page = f"""<main><h1>A</h1><h2><button aria-controls="p">Wie helpt</button></h2>
    <div id="p" hidden><p>{BODY}</p></div><p hidden>Niet te zien.</p><button>Deel dit</button>
    <details><summary>Waar dan</summary><p>{BODY}</p></details></main>"""
    assert told(read(file("a.html", page.encode()))) == [
        (("Wie helpt",), BODY),
        (("Wie helpt", "Waar dan"), BODY),
    ]


def test_footnotes_of_a_web_page_follow_their_links(file: Callable[[str, bytes], Path]) -> None:
    page = """<main><h1>A</h1><p>Steun<sup><a href="#n1" id="r1">1</a></sup> helpt.</p><p>Meer.</p>
    <ol><li id="n1"><p>Zegt het NJi. <a href="#r1">terug</a></p></li></ol></main>"""
    assert told(read(file("a.html", page.encode()))) == [
        ((), "Steun¹ helpt.\n\nMeer.\n\n¹ Zegt het NJi.")
    ]


def test_the_chapters_of_a_book_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>',
        )
        packed.writestr(
            "OPS/b.opf",
            '<package><manifest><item id="n" href="nav.xhtml" properties="nav"/>'
            '<item id="a" href="a.xhtml"/><item id="b" href="b%20c.xhtml"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>',
        )
        packed.writestr("OPS/nav.xhtml", "<html><body><p>Inhoud</p></body></html>")
        packed.writestr("OPS/b c.xhtml", f"<html><body><h1>Eén</h1><p>{BODY}</p></body></html>")
        packed.writestr("OPS/a.xhtml", f"<html><body><h1>Twee</h1><p>{BODY}</p></body></html>")
    assert told(read(path)) == [(("Eén",), BODY), (("Twee",), BODY)]


def test_every_slide_is_a_page(tmp_path: Path) -> None:
    show = Presentation()
    for title, points in (("Wie", ["een", "twee"]), ("Wat", ["drie", "vier"])):
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = points[0]
        slide.placeholders[1].text_frame.add_paragraph().text = points[1]
        slide.notes_slide.notes_text_frame.text = "Niet vergeten"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    for number, text in enumerate(("Naam", "Gio", "Leeftijd", "16")):
        table.cell(number // 2, number % 2).text = text
    path = tmp_path / "a.pptx"
    show.save(str(path))
    made = read(path)
    assert told(made) == [
        (("Wie",), "- een\n- twee"),
        (("Wat",), "- drie\n- vier\n\nNaam | Gio\nLeeftijd | 16"),
    ]
    assert [section.page_at(0) for section in sections(made)] == [1, 2]
    assert "Notities van de spreker bij 2 dia’s." in findings(made)


RTF = rb"""{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}}
{\*\userprops Geheim}{\info{\title Ander}}
\pard\s1\outlinelevel0 Kop\par
\pard E\'e9n steunouder \u8211?{\b vet}{\footnote \pard Zegt het NJi.} vangt op.{\deleted weg}\par
\pard{\listtext 1.\tab}\ls1 een\par
\pard{\listtext \bullet\tab}\ls2\ilvl1 diep\par
\trowd\pard\intbl Naam\cell Gio\cell\row\trowd\pard\intbl Leeftijd\cell 16\cell\row
\pard Slot.\par}"""


def test_rtf_is_read_with_its_lists_notes_and_tables(file: Callable[[str, bytes], Path]) -> None:
    made = read(file("a.rtf", RTF))
    assert made.said.title == "Kop"
    assert told(made) == [
        (
            (),
            "Eén steunouder –vet¹ vangt op.\n\n1. een\n  - diep\n\nNaam | Gio\nLeeftijd | 16"
            "\n\nSlot.\n\n¹ Zegt het NJi.",
        )
    ]


def test_markdown_of_another_kind_becomes_that_of_the_house(
    file: Callable[[str, bytes], Path],
) -> None:
    text = f"Titel\n=====\n\n> {BODY}\n\nZie [hier](https://x.nl)[^a] *nu*.\n\n---\n\n[^a]: Noot.\n"
    made = read(file("a.md", text.encode()))
    assert (made.said.title, made.notes) == ("Titel", 1)
    body, quote = sections(made)
    assert body.text == "Zie hier¹ nu.\n\n¹ Noot."
    assert (quote.kind, quote.text) == (Kind.QUOTE, BODY)
    assert "Wie zegt dit?" in findings(made)


TEXT = f"""STEUN IN DE BUURT

{BODY[:40]}
{BODY[41:]}

1.1 Wie doet dat

* een steun-
  ouder
* een buur
    - of zijn kind
\f
Slot.
"""


def test_plain_text_has_headings_lists_and_pages(file: Callable[[str, bytes], Path]) -> None:
    made = read(file("a.txt", TEXT.encode()))
    [first, second] = sections(made)
    assert made.said.title == "STEUN IN DE BUURT"
    assert (first.text, second.headings) == (BODY, ("1.1 Wie doet dat",))
    assert second.text == "- een steunouder\n- een buur\n  - of zijn kind\n\nSlot."
    assert second.page_at(second.text.index("Slot")) == 2


def test_numbers_of_chapters_say_how_deep_they_are(file: Callable[[str, bytes], Path]) -> None:
    text = f"1 Steun\n\n{BODY}\n\n1.1 Thuis\n\n{BODY}\n\n2 School\n\n{BODY}\n"
    made = read(file("a.txt", text.encode()))
    paths = [("1 Steun",), ("1 Steun", "1.1 Thuis"), ("2 School",)]
    assert [each.headings for each in sections(made)] == paths


def test_what_stands_in_the_middle_of_a_text_is_not_said_of_it(
    file: Callable[[str, bytes], Path],
) -> None:
    around = f"<p>{BODY}</p>" * 45
    page = f"<main><h1>A</h1>{around}<p>© 2001 Een Ander</p>{around}<p>© 2022 Wij Zelf</p></main>"
    said = read(file("a.html", page.encode())).said
    assert (said.publisher, said.year) == ("Wij Zelf", 2022)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_whatever_encoding_it_is(
    encoding: str, file: Callable[[str, bytes], Path]
) -> None:
    made = read(file("a.txt", "Eén coördinator: “ja” – nee.\r\nEn meer.\r\n".encode(encoding)))
    assert told(made) == [((), "Eén coördinator: “ja” – nee. En meer.")]
    assert ("niet in UTF-8 opgeslagen" in findings(made)) == (encoding == "cp1252")


def test_what_a_file_says_of_itself_is_found(file: Callable[[str, bytes], Path]) -> None:
    page = f"""<main><h1>Steun</h1><p>{BODY}</p><p>© 2021 Stichting Buren</p><p>Versie 2.1</p>
    <p>De tekst mag worden overgenomen met bronvermelding.</p></main>"""
    said = read(file("a.html", page.encode())).said
    assert (said.publisher, said.edition, said.year) == ("Stichting Buren", "Versie 2.1", 2021)
    assert said.terms == "De tekst mag worden overgenomen met bronvermelding."

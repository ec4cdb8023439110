"""A file that cannot be brought in is one clear line of Dutch, whatever is wrong with it."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.corpus.convert import sort
from ingest.corpus.convert.convert import convert
from ingest.corpus.convert.read import read
from ingest.corpus.convert.sort import Sort, sort_of
from ingest.corpus.convert.worker import result_of
from ingest.corpus.parse import parse
from ingest.text.document import Document, Reuse, Source, Standing
from ingest.text.errors import CorpusError
from rendered import WRITERS, paper_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SOURCE = Source("bron", "Bron", "", None, "U", "", Reuse.NOT_STATED, Standing.CURRENT)
MARKDOWN = """# Gids

## Wie

Een steunouder vangt een kind op[^1]. Dat doet hij graag.

[^1]: Vaak in het weekend.

- Een keer per week.
- In de vakantie.
"""


def locked_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("geheim", "geheim"))
    canvas.drawString(100, 500, "Niemand leest dit.")
    canvas.save()


def scanned_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(50, 50, 400, 700, fill=1)
    canvas.save()


def packed(**parts: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as own:
            for name, data in parts.items():
                own.writestr(name, data)

    return write


def of(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


BAD: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "empty": ("a.pdf", of(b""), "a.pdf is leeg."),
    "password": ("a.pdf", locked_pdf, "Er zit een wachtwoord op deze PDF."),
    "scan": ("a.pdf", scanned_pdf, "staan alleen plaatjes, geen tekst: het is een scan"),
    "broken pdf": ("a.pdf", of(b"%PDF-1.7\nonzin"), "a.pdf is beschadigd"),
    "broken zip": ("a.docx", of(b"PK\x03\x04onzin"), "a.docx is beschadigd"),
    "empty docx": ("a.docx", packed(**{"word/document.xml": b"<x/>"}), "a.docx is beschadigd"),
    "old word": ("a.doc", of(OLE + b"W\0o\0r\0d\0"), "van voor 2007. Open het, kies Opslaan als"),
    "password word": (
        "a.docx",
        of(OLE + "EncryptedPackage".encode("utf-16-le")),
        "Er zit een wachtwoord op a.docx.",
    ),
    "spreadsheet": ("a.xlsx", packed(**{"xl/workbook.xml": b""}), "is een rekenblad"),
    "archive": ("a.zip", packed(brief=b"Beste"), "is een zip-bestand zonder document"),
    "picture": ("a.png", of(b"\x89PNG\r\n\x1a\n"), "a.png is een plaatje."),
    "bytes": ("a.bin", of(b"\x7fELF\0\0\1\2"), "geen document waar we mee overweg kunnen"),
    "bytes as text": ("a.txt", of(b"Dit is\x01\x02 niets\xff"), "in een onbekende codering"),
    "no pdf": ("a.pdf", of(b"Dit is geen PDF."), "a.pdf is geen PDF, of het is beschadigd."),
    "blank": ("a.txt", of(b" \n\n \n"), "In a.txt staat geen tekst."),
    "bytes as page": ("a.html", of(b"<p>Tekst\0\1</p>"), "a.html is beschadigd"),
    "deep rtf": ("a.rtf", of(b"{\\rtf1 " + b"{" * 5000), "a.rtf is beschadigd."),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_wrong_with_a_file_is_one_line(bad: str, tmp_path: Path) -> None:
    name, write, said = BAD[bad]
    path = tmp_path / name
    write(path)
    told = result_of(path)["failure"]
    assert said in told
    assert told.count("\n") == 0
    assert "Traceback" not in told


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"weg\.pdf is er niet of is niet te lezen"):
        convert(tmp_path / "weg.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is een map, geen bestand"):
        convert(tmp_path)


def test_a_file_of_500_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(500_000_000)
    with pytest.raises(CorpusError, match="500 MB; meer dan 200 MB wordt niet gelezen"):
        sort_of(path)


def test_a_zip_bomb_is_refused_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bom.docx"
    packed(**{"word/document.xml": b"0" * 2_000_000})(path)
    assert sort_of(path) is Sort.WORD
    monkeypatch.setattr(sort, "_MOST_UNPACKED", 1_999_999)
    with pytest.raises(CorpusError, match="wordt bij het uitpakken veel te groot"):
        sort_of(path)


def test_many_parts_are_a_bomb_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bom.docx"
    packed(**{f"deel{number}": b"" for number in range(11)})(path)
    monkeypatch.setattr(sort, "_MOST_PARTS", 10)
    with pytest.raises(CorpusError, match="veel te groot"):
        sort_of(path)


def test_what_a_file_is_counts_and_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    document = docx.Document()
    document.add_paragraph("Een steunouder vangt een kind op.")
    document.save(str(path))
    made = read(path)
    assert "Een steunouder vangt een kind op." in made.body
    assert made.doubts[0].told.startswith("brief.pdf heet anders dan het is")


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "gids.docx"
    WRITERS[".docx"](paper_of(MARKDOWN), path)
    made = convert(path)
    assert (made.format, made.said.title, made.notes) == ("Word-bestand (DOCX)", "Gids", 1)
    assert made == read(path)


def test_what_breaks_that_process_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kapot.pdf"
    path.write_bytes(b"%PDF-1.7\nonzin")
    with pytest.raises(CorpusError, match=r"^kapot\.pdf is beschadigd en niet te lezen\. Open"):
        convert(path)


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "gids.docx"
    WRITERS[".docx"](paper_of(MARKDOWN), path)
    with pytest.raises(CorpusError, match=r"gids\.docx lezen duurt langer dan 0 seconden"):
        convert(path, most_seconds=0.01)


def mutilated(data: bytes, how: str, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    if how == "cut":
        return data[:at]
    if how == "blank":
        return data[:at] + bytes(500) + data[at + 500 :]
    changed = bytearray(data)
    for _ in range(chance.choice([1, 20])):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("how", ["cut", "blank", "flip"])
def test_a_mutilated_file_is_a_document_or_one_line(how: str, suffix: str, tmp_path: Path) -> None:
    whole, broken = tmp_path / f"gids{suffix}", tmp_path / f"kapot{suffix}"
    WRITERS[suffix](paper_of(MARKDOWN), whole)
    chance = random.Random(suffix + how)
    for _ in range(4):
        broken.write_bytes(mutilated(whole.read_bytes(), how, chance))
        made = result_of(broken)
        if "failure" in made:
            assert made["failure"]
            assert "\n" not in made["failure"]
        else:
            parse(Document(SOURCE, f"# Titel\n\n{made['converted']['body']}\n"))

"""The document holds every sentence of the original, and no other: corpus/changes says why.

Both sides become lists of plain sentences in reading order. The original first gets the changes
that the changes file names; the document loses what that file says was added.
"""

import difflib
import re
import tomllib
from collections import Counter
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from ingest.corpus.manifest import load_documents
from ingest.corpus.parse import parse
from ingest.text.document import Kind, Section
from ingest.text.settings import BUNDLED_CORPUS

NAME = "handreiking-informele-steun"
ORIGINAL = (BUNDLED_CORPUS / f"originals/{NAME}.txt").read_text(encoding="utf-8")
MARKDOWN = (BUNDLED_CORPUS / f"documents/{NAME}.md").read_text(encoding="utf-8")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
QUOTED_LINES = {113, 115, 217, 223, 225, 277, 279, 327, 329, 370, 372, *range(257, 262)} | {
    *range(353, 357)
}
FOOTNOTE_SECTIONS = {
    1: "inleiding",
    2: "informele-steun-als-beschermende-factor",
    3: "informele-steun-heeft-in-zichzelf-waarde",
    4: "pedagogische-civil-society-als",
    5: "de-inzet-van-vrijwilligers-maatjes-en",
    6: "taakopvatting",
    7: "tijdsinvestering-terwijl-de-resultaten/citaat",
    8: "risicos-versus-veiligheid",
    9: "risicos-versus-veiligheid/citaat",
    10: "jgz-richtlijn-kindermishandeling",
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Lines(Strict):
    lines: str
    reason: str

    @property
    def numbers(self) -> range:
        first, _, last = self.lines.partition("-")
        return range(int(first), int(last or first) + 1)


class Repair(Strict):
    line: int
    before: str
    after: str
    reason: str


class Move(Strict):
    line: int
    after: int
    reason: str


class Addition(Strict):
    kind: Literal["kop", "kadertitel", "spreker"]
    text: str
    reason: str


class Changes(Strict):
    dropped: list[Lines]
    joined: list[Lines]
    moved: list[Move]
    repair: list[Repair]
    added: list[Addition]


CHANGES = Changes.model_validate(
    tomllib.loads((BUNDLED_CORPUS / f"changes/{NAME}.toml").read_text(encoding="utf-8"))
)


def plain(line: str) -> str:
    """Words without emphasis, links, heading signs and comments; [^1] becomes ¹."""
    line = re.sub(r"<!--.*?-->", " ", line)
    line = re.sub(r"^(\[\^\d+\]):", r"\1", line)
    line = re.sub(r"\[\^(\d+)\]", lambda match: match[1].translate(SUPERSCRIPTS), line)
    line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return " ".join(re.sub(r"^#+ ", "", line).replace("*", "").split())


def sentences(blocks: list[str]) -> list[str]:
    """All sentences in order; a ¶ shows which of them opens a paragraph, heading or list item."""
    return [part for block in blocks for part in re.split(r"(?<=[.!?])\s+", f"¶ {block}")]


def changed_original(original: str, changes: Changes) -> list[str]:
    """The blocks of the original after the changes; a change that has no effect is an error."""
    lines = dict(enumerate(original.split("\n"), start=1))
    for repair in changes.repair:
        if lines[repair.line].count(repair.before) != 1:
            raise ValueError(f"regel {repair.line}: '{repair.before}' staat daar niet één keer")
        lines[repair.line] = lines[repair.line].replace(repair.before, repair.after)
    repaired = {repair.line for repair in changes.repair}
    for dropped in changes.dropped:
        if repaired & set(dropped.numbers):
            raise ValueError(f"regel {dropped.lines}: hersteld en ook weggelaten")
        if not "".join(lines.pop(number, "") for number in dropped.numbers).strip():
            raise ValueError(f"regel {dropped.lines}: er is niets om weg te laten")
    blocks = {number: text for number, line in lines.items() if (text := plain(line))}
    for joined in changes.joined:
        first, *others = [number for number in joined.numbers if number in blocks]
        if not others:
            raise ValueError(f"regel {joined.lines}: er is niets om samen te voegen")
        blocks[first] = " ".join([blocks[first], *(blocks.pop(number) for number in others)])
    return in_order(blocks, changes.moved)


def in_order(blocks: dict[int, str], moves: list[Move]) -> list[str]:
    places = {number: float(number) for number in blocks}
    for move in moves:
        places[move.line] = move.after + 0.5 if move.line in places else 1 / 0
    return [blocks[number] for number in sorted(blocks, key=places.__getitem__)]


def document_blocks(markdown: str) -> list[tuple[str, str]]:
    """Kind (tekst, kop, kadertitel, spreker) and plain words of each block of the document."""
    blocks: list[tuple[str, str]] = []
    is_open = False
    for line in markdown.split("\n"):
        words = plain(line)
        fence = re.match(r"::: ?(kader|citaat)? ?(.*)", line)
        if fence or line.startswith("#") or not words:
            is_open = False
        if fence and fence[2]:
            blocks.append(("kadertitel" if fence[1] == "kader" else "spreker", plain(fence[2])))
        elif line.startswith("#"):
            blocks.append(("kop", words))
        elif words and not fence:
            starts = not is_open or re.match(r"- |\d+\. |\[\^", line)
            before = "" if starts else blocks.pop()[1] + " "
            blocks.append(("tekst", before + words))
            is_open = True
    return blocks


def without_added(blocks: list[tuple[str, str]], added: list[Addition]) -> list[str]:
    """The words of the source only; speakers are always added, so each must be named."""
    left = list(blocks)
    for addition in added:
        if (addition.kind, addition.text) not in left:
            raise ValueError(f"toevoeging '{addition.text}' staat niet in het document")
        left.remove((addition.kind, addition.text))
    return [text for _, text in left]


def differences(markdown: str, changes: Changes = CHANGES, original: str = ORIGINAL) -> list[str]:
    """Sentences that only the original (-) or only the document (+) has, or has elsewhere."""
    expected = sentences(changed_original(original, changes))
    found = sentences(without_added(document_blocks(markdown), changes.added))
    return [line for line in difflib.ndiff(expected, found) if line[0] in "-+"]


def test_document_is_the_original_with_the_named_changes() -> None:
    assert differences(MARKDOWN) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Het belang daarvan wordt breed onderkend. ", "", ["- Het belang"]),
        ("Mede-opvoederschap\n", "Mede-ouderschap\n", ["- ¶ Mede-opv", "+ ¶ Mede-oud"]),
        ("continuïteit biedt.\n", "continuïteit biedt. Zo is het.\n", ["+ Zo is het"]),
        ("warm en stabiel gezin", "warm gezin", ["- Gezinnen d", "+ Gezinnen d"]),
        ("noemt[^4]:", "noemt:", ["- Op die man", "+ Op die man"]),
        ("::: kader VoorZorg", "::: kader Voorzorg", ["- ¶ VoorZorg", "+ ¶ Voorzorg"]),
        ("- Meer maatwerk", "Meer maatwerk", ["- ¶ - Meer", "+ Meer"]),
    ],
)
def test_altered_document_is_detected(before: str, after: str, expected: list[str]) -> None:
    assert MARKDOWN.count(before) == 1
    found = differences(MARKDOWN.replace(before, after))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_sentence_in_another_place_is_detected() -> None:
    sentence = "Het belang daarvan wordt breed onderkend. "
    moved = MARKDOWN.replace(sentence, "").replace("Van politiek,", f"{sentence}Van politiek,")
    assert differences(moved) == []
    moved = MARKDOWN.replace(sentence, "").replace("Soms worden", f"{sentence}Soms worden")
    assert len(differences(moved)) == 2


def test_unnamed_speaker_is_detected() -> None:
    assert differences(MARKDOWN + "\n::: citaat Een ander\n:::\n") == ["+ ¶ Een ander"]


@pytest.mark.parametrize(
    ("part", "entry"),
    [
        ("repair", Repair(line=51, before="staat hier niet", after="x", reason="")),
        ("repair", Repair(line=51, before="de", after="x", reason="vaker dan eens")),
        ("repair", Repair(line=209, before="Vormen", after="x", reason="weggelaten regel")),
        ("dropped", Lines(lines="50", reason="lege regel")),
        ("joined", Lines(lines="51-52", reason="maar één alinea")),
        ("added", Addition(kind="kop", text="Nergens", reason="")),
    ],
)
def test_change_without_effect_is_detected(part: str, entry: BaseModel) -> None:
    changes = CHANGES.model_copy(update={part: [*getattr(CHANGES, part), entry]})
    with pytest.raises(ValueError, match=r"regel|toevoeging"):
        differences(MARKDOWN, changes)


@pytest.mark.parametrize("part", ["dropped", "joined", "moved", "repair", "added"])
def test_every_change_is_needed(part: str) -> None:
    for entry in getattr(CHANGES, part):
        others = [other for other in getattr(CHANGES, part) if other is not entry]
        assert differences(MARKDOWN, CHANGES.model_copy(update={part: others})), entry


def test_words_of_quoted_persons_are_not_repaired() -> None:
    assert QUOTED_LINES.isdisjoint(repair.line for repair in CHANGES.repair)


def test_dropped_page_differs_from_the_kept_one_in_one_word() -> None:
    lines = ORIGINAL.split("\n")
    first, second = lines[282:307], lines[308:333]
    changed = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    assert len(changed) == 1
    words = Counter(changed[0][1].split()) - Counter(changed[0][0].split())
    assert words == Counter(["voor"])


def test_real_address_is_kept() -> None:
    address = r"\]\((https?://[^)]*)\)"
    assert re.findall(address, MARKDOWN) == re.findall(address, ORIGINAL)


@pytest.fixture(scope="module")
def sections() -> list[Section]:
    return parse(next(document for document in load_documents(BUNDLED_CORPUS)))


@pytest.mark.parametrize(("number", "place"), FOOTNOTE_SECTIONS.items())
def test_footnote_is_in_the_section_that_refers_to_it(
    sections: list[Section], number: int, place: str
) -> None:
    sign = str(number).translate(SUPERSCRIPTS)
    digit = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
    reference = re.compile(rf"(?<=[^\n])(?<!{digit}){sign}(?!{digit})")
    note = re.compile(rf"\n\n{sign} \S")
    referring = [section.id for section in sections if reference.search(section.text)]
    holding = [section.id for section in sections if note.search(section.text)]
    assert referring == holding
    assert [section_id.endswith(f"/{place}") for section_id in holding] == [True]


@pytest.mark.parametrize("number", FOOTNOTE_SECTIONS)
def test_footnote_text_stands_under_the_heading_of_its_reference(number: int) -> None:
    parts = re.split(r"^#+ ", MARKDOWN, flags=re.MULTILINE)
    holding = [part for part in parts if f"\n[^{number}]: " in part]
    assert [len(re.findall(rf"(?<!\n)\[\^{number}\]", part)) for part in holding] == [1]


def test_annex_and_manifest_name_the_same_guidelines(sections: list[Section]) -> None:
    manifest = tomllib.loads((BUNDLED_CORPUS / "manifest.toml").read_text(encoding="utf-8"))
    described = [(s["id"], s["annex_heading"]) for s in manifest["source"] if "annex_heading" in s]
    summarised = [(s.voice, s.headings[-1]) for s in sections if s.kind is Kind.SUMMARY]
    assert described == summarised


def test_lost_content_is_said_where_it_is_missing(sections: list[Section]) -> None:
    assert [section.headings[-1] for section in sections if section.missing] == [
        "Top tien beschermende factoren",
        "Netwerkcirkel van Lensink",
        "Mede-opvoederschap",
    ]

from eval.systems import COUNT, common_default
from ingest.text.document import Kind, Section


def section(name: str, text: str) -> Section:
    return Section(name, "d", (name,), Kind.BODY, "", "", (), text)


LONG = [section(f"s{place}", f"Zin {place} over onderwerp {place}. " * 40) for place in range(6)]


def test_the_common_default_gives_four_passages_with_their_places() -> None:
    found = common_default(LONG)("Zin 3 over onderwerp 3")
    assert len(found) == COUNT
    texts = {each.id: each.text for each in LONG}
    for passage in found:
        for piece in passage:
            assert 0 <= piece.start < piece.end <= len(texts[piece.section_id])
    assert found[0][0].section_id == "s3"

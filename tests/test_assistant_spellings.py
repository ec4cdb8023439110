"""Personal data is masked however it was typed or pasted: nothing of it comes back."""

import re
import unicodedata

import pytest

from assistant.guard.privacy import Privacy

KNOWN = (
    "Wat hoogleraar pedagogiek Micha de Winter de pedagogische civil society noemt.",
    "Een steunfiguur voor het kind. Saad (20) heeft een JIM. De netwerkcirkel van Lensink.",
    "De jongere zoekt een steunfiguur. Wie helpt het gezin? Veilig Thuis: 0800-2000.",
)


@pytest.fixture(scope="module")
def privacy() -> Privacy:
    return Privacy(KNOWN)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def arabic(text: str) -> str:
    return text.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)})


def bold(text: str) -> str:
    return "".join(
        chr(0x1D400 + ord(char) - 65)
        if "A" <= char <= "Z"
        else chr(0x1D41A + ord(char) - 97)
        if "a" <= char <= "z"
        else char
        for char in text
    )


def soft(text: str) -> str:
    return re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", text)


def unseen(text: str) -> str:
    return "\u200b".join(text)


SPELLINGS = [
    # A telephone number.
    *(
        (f"Mag ik oma bellen op {number}?", "12345678|5678|1234")
        for number in (
            "06‑12345678",
            "06–12 34 56 78",
            "06—12345678",
            "06−12345678",
            "06\u00a012\u00a034\u00a056\u00a078",
            "06\u202f1234\u202f5678",
            "06.1234.5678",
            "06/12345678",
            "06_12345678",
            "(06) 12345678",
            "( 06 ) 1234 5678",
            "0 6 1 2 3 4 5 6 7 8",
            "0-6-1-2-3-4-5-6-7-8",
            "+31 (0)6 12345678",
            "(+31) 6 12345678",
            "+31-6-1234-5678",
            "00 31 6 12345678",
            "0031-6-12345678",
            wide("06-12345678"),
            arabic("06-12345678"),
            soft("0612345678"),
            unseen("06-12345678"),
            "06-\n12345678",
            "06 12\r\n34 56 78",
        )
    ),
    ("bel nul zes een twee drie vier vijf zes zeven acht", "drie vier|zeven acht"),
    # A citizen service number.
    *(
        (f"Kind met {number} wil hulp", "123456782|456|782")
        for number in (
            "123456782",
            "123 456 782",
            "1234.56.782",
            "123‑456‑782",
            "12 34 56 782",
            "1 2 3 4 5 6 7 8 2",
            "123\u2009456\u2009782",
            wide("123456782"),
            arabic("123456782"),
            unseen("123456782"),
            "123-\n456-\n782",
        )
    ),
    ("BSN: 12-345-67-82, mag dat?", "345|67"),
    ("bsn 1234-5678-2", "5678"),
    # An e-mail address.
    *(
        (f"Mail haar: {address} graag", "peeters|voorbeeld")
        for address in (
            "zoe.peeters@voorbeeld.nl",
            "ZOE.PEETERS@VOORBEELD.NL",
            "zoe_peeters@voorbeeld.nl",
            wide("zoe.peeters@voorbeeld.nl"),
            "zoe.peeters＠voorbeeld．nl",
            "zoe.peeters [at] voorbeeld.nl",
            "zoe.peeters(at)voorbeeld punt nl",
            "zoe.peeters apenstaartje voorbeeld punt nl",
            "zoe.peeters @ voorbeeld . nl",
            soft("zoe.peeters@voorbeeld.nl"),
            unseen("zoe.peeters@voorbeeld.nl"),
        )
    ),
    # A date of birth.
    *(
        (f"Meisje, geb. {date}, zoekt steun", "14|2009|mrt|maart")
        for date in (
            "14‑03‑2009",
            "14–03–2009",
            "14 – 03 – 2009",
            "14 / 03 / 2009",
            "14. 03. 2009",
            "14.03.2009",
            "14\\03\\2009",
            "14_03_2009",
            "14\u00a0maart\u00a02009",
            "14mrt2009",
            "14-mrt-’09",
            "2009 03 14",
            "2009/03/14",
            wide("14-03-2009"),
            arabic("14-03-2009"),
            "14 MAART 2009",
        )
    ),
    # A name.
    *(
        (f"{name} zoekt een steunfiguur", r"peeters|\bzo[eë]\b")
        for name in (
            "Zoë Peeters",
            decomposed("Zoë Peeters"),
            "Zoë\u00a0Peeters",
            "Zoë\u200bPeeters",
            soft("Zoë Peeters"),
            unseen("Zoë Peeters"),
            "Zoë_Peeters",
            "Zoë 😀 Peeters",
            "ZOË PEETERS",
            "zoë peeters",
            bold("Zoe Peeters"),
            wide("Zoe Peeters"),
            "Zoë Pee-\nters",
            "Zoë\nPeeters",
            "Peeters, Zoë",
            "PEETERS, Zoë",
        )
    ),
    ("ZOË PEETERS ZOEKT EEN STEUNFIGUUR", r"PEETERS|\bZO[EË]\b"),
    ("WAT KAN IK DOEN VOOR KEVIN DE BRUIN UIT HET GEZIN", "KEVIN|BRUIN"),
    ("MEVROUW JANSEN WIL GEEN STEUNFIGUUR", "JANSEN"),
    ("mevrouw JANSEN wil geen steunfiguur", "JANSEN"),
    ("DE FAMILIE YILMAZ ZOEKT STEUN", "YILMAZ"),
    ("MIJN CLIËNT HEET JAYDEN EN ZOEKT STEUN", "JAYDEN"),
    ("EMİNE YILMAZ ZOEKT HULP BIJ OMA", "YILMAZ|EM"),
    ("ALİ YILMAZ zoekt hulp", "YILMAZ|AL"),
    ("⁰⁶¹²³⁴⁵⁶⁷⁸ bellen", "5|⁵"),
    ("J. DE VRIES BELT ELKE DAG OVER ZIJN ZOON", "VRIES"),
    ("dossier van Bruin, Kevin de", "Bruin|Kevin"),
    ("dossier van de Bruin, K.", "Bruin"),
    # An address.
    ("ZE WOONT OP KERKSTRAAT 12 IN ALMELO MET OMA", "KERKSTRAAT|ALMELO"),
    ("Ze woont op Kerk\u00adstraat\u00a012", "12|straat"),
    ("post naar 7607\u00a0XZ 12", "7607|XZ"),
    ("POST NAAR DE WEDUWE OP 7607 XZ 12", "7607|XZ"),
    ("op NL91‑ABNA‑0417‑1643‑00 storten", "ABNA|0417"),
    # As it stands in files, mails and spreadsheets.
    ("mevrouw Van den Bergh-Oosterhuis wil hulp", "Bergh|Oosterhuis"),
    ("mw. yildirim-kaya belt", "yildirim"),
    ("Wagenaar Thijs wil hulp", "Wagenaar"),
    ("T. Wagenaar wil hulp", "Wagenaar"),
    ("T.Wagenaar wil hulp", "Wagenaar"),
    ("Thijs (Wagenaar) wil hulp", "Wagenaar"),
    ("*Thijs* *Wagenaar* wil hulp", "Wagenaar"),
    ("bsn's 637990754/216372653 van allebei", r"\d{5}"),
    ("de nummers 267612229,129729978 kloppen", r"\d{5}"),
    ("nummer 368465639.0 uit een blad", r"\d{5}"),
    ("BSN941485250 mag dat", r"\d{5}"),
    ("bel 06-12345678/06-87654321 nu", r"\d{4}"),
    ("bel 0612345678-0687654321 nu", r"\d{4}"),
    ("zie wa.me/31612345678 nu", r"\d{4}"),
    ("bel 06•12•34•56•78 nu", "34"),
    ("bel +31 (6) 12345678 nu", r"\d{4}"),
    ("van 12-03-2011/14-05-2013 de twee", "20"),
    ("op 2011-04-03T00:00:00 geboren", "2011"),
    ("kind 20110403 wil hulp", "2011"),
    ("kind 3 - apr - 2011 wil hulp", "2011"),
    ("geb. 3.4.'11 wil hulp", "11"),
    ("ADRES: HOOGEIND 7", "HOOGEIND"),
    ("Adres: Hoogeind 7", "Hoogeind"),
    ("zij woont op KERKSTRAAT 45 met oma", "KERK"),
    ("op Oude Gracht 112 is het", "Gracht"),
    ("op Kerkstraat no. 45 is het", "45"),
    ("op kerkstr 12a is het", "12a"),
    ("post naar Postbus 1234 graag", "1234"),
    ("post naar 1012jk graag", "1012"),
    ("naar NL-1012 JK graag", "1012"),
    ("op BE68 5390 0754 7034 storten", "5390"),
    ("op NL91/ABNA/0417/1643/00 storten", "0417"),
    ("cliëntnummer “441287” loopt", "4412"),
    (wide("dossier 2023-44871") + " mag dat?", "44871|２"),
]


@pytest.mark.parametrize(("text", "secret"), SPELLINGS)
def test_nothing_of_personal_data_comes_back(privacy: Privacy, text: str, secret: str) -> None:
    masked = privacy.mask(text).text
    bare = re.sub("[\u00ad\u200b]", "", unicodedata.normalize("NFKC", masked))
    assert not re.search(secret, re.sub(r"\[[a-z-]+\]", "", bare), re.IGNORECASE), masked
    assert "[" in masked


@pytest.mark.parametrize(
    "text",
    [
        "WAT IS EEN STEUNFIGUUR EN WAT DOET DIE VOOR HET KIND?",
        "HOE VIND IK EEN JIM? WIL MOEDER DAT OOK?",
        "WAT ZEGT MICHA DE WINTER OVER OPVOEDEN",
        "IS ER IN MEI EEN TRAINING OVER PLEEGZORG?",
        "Wat zeggen de OTS, GGZ en LVB over steun – en waarom?",
        "Wat is er tussen 2019 en 2022 veranderd — en in 2023?",
        "In 3 stappen, 24/7, 12 weken, 1 op 4 kinderen: klopt dat?",
        "Op p. 12, 34, 56 en 78 staat iets over netwerken",
        "Komt hij (at home) vaker? Zie hoofdstuk 2.3.4",
        "De groep is open van 06:00-18:00, 12 maanden per jaar, voor 1500 tot 2000 euro",
        "In 2019 en 2020 waren er 1234 kinderen, waarvan 56 in een gezinshuis",
        "Wat staat er in artikel 7.3.11 lid 2 en op pagina 12-14?",
    ],
)
def test_an_ordinary_text_is_left_alone(privacy: Privacy, text: str) -> None:
    assert privacy.mask(text).text == text


def test_the_mask_takes_the_place_of_the_letters_in_the_original(privacy: Privacy) -> None:
    text = decomposed("Moeder van Zoë Peeters – “oké”") + "\uf0b7 \U0001fae8"
    assert (
        privacy.mask(text).text
        == decomposed("Moeder van ") + "[naam]" + decomposed(" – “oké”") + "\uf0b7 \U0001fae8"
    )

"""The page for who keeps the texts: whom it lets in, and a text from a file to what is in use."""

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route
from test_ui_jobs import until

from annotated_corpus import annotated, contents, installed_corpus
from assistant.answer.answer import Outcome
from eval.own import read_own
from eval.rehearsal import ChangedAnswer, Told
from ingest.corpus.convert.converted import Converted, SaysOfItself
from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library
from ingest.index.build import Making, prepare
from ingest.index.published import By, Rehearsal
from ingest.index.releases import current_release, put_in_use, releases_folder
from ingest.text.settings import Settings
from office_fakes import PROOF, Desk
from rendered import paper_of, write_docx
from small_corpus import DOCUMENT, FAKE, FakeEmbedder, ingest, opens, silent, write_corpus
from ui import texts, texts_pages
from ui.service import rehearsing
from ui.service.feedback import FEEDBACK, FeedbackRecord
from ui.service.jobs import JobKind, Jobs
from ui.service.proposed import READERS_SET
from ui.service.reporting import OWN_SETS
from ui.service.reviewing import NOTE_CHARS
from ui.service.roles import VISITOR, Actor, Role
from ui.web.inbox import KEPT, Inbox, ReceivedFile
from ui.web.office import READ_AT_ONCE
from ui.web.routes import MAINTAIN, MEASURE
from ui.web.visit import POLICY
from ui_fakes import ADVANTAGES

MAINTAINER = Actor("Noor", Role.MAINTAINER)
EVALUATOR = Actor("Evi", Role.EVALUATOR)
GUIDE = "# Wijzer\n\n<!-- pagina: 1 -->\n\n## Mentor\n\nEen mentor steunt een kind.\n"


@pytest.fixture
def desk(indexed: Settings) -> Desk:
    return Desk(indexed)


def filled(route: Route) -> str:
    return re.sub(r"\{\w+\}", "x", route.path)


@pytest.mark.parametrize(
    ("actor", "shut"),
    [
        (VISITOR, (MAINTAIN, MEASURE)),
        (MAINTAINER, (MEASURE,)),
        (EVALUATOR, (MAINTAIN,)),
    ],
)
def test_every_route_is_shut_for_whom_it_is_not(
    settings: Settings, actor: Actor, shut: tuple[str, ...]
) -> None:
    desk = Desk(settings, actor)
    assert len(desk.routes) > 25
    for route in desk.routes:
        for method in route.methods or ():
            reply = desk.client.request(method, filled(route))
            is_shut = route.path.startswith(shut)
            # A form without proof is refused as well: what is told tells them apart.
            told = f"jij bent hier {texts.ROLES[actor.role]}"
            assert (reply.status_code == 403 and told in reply.text) is (
                is_shut and method != "HEAD"
            ), (method, route.path)
            assert not is_shut or reply.status_code == 403


def test_a_form_that_is_not_ours_changes_nothing(desk: Desk) -> None:
    other = desk.office.token(EVALUATOR)
    own = desk.office.token(desk.actor)
    for proof in ("", "0" * 96, "é", other, own[:-1], own[32:], other[:32] + own[32:]):
        reply = desk.client.post(f"{MAINTAIN}/publiceren", data={"bewijs": proof})
        assert reply.status_code == 403
        assert texts_pages.OLD_FORM[0] in reply.text
    assert desk.office.jobs.now is None


def test_a_page_has_a_strict_policy_and_its_own_proof(desk: Desk) -> None:
    reply = desk.client.get(MAINTAIN)
    assert reply.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    # With no-referrer a browser says of a form that it comes from nowhere.
    assert reply.headers["referrer-policy"] == "same-origin"
    (proof,) = set(PROOF.findall(reply.text))
    assert desk.office.is_token(desk.actor, proof)
    assert "<script>" not in reply.text
    assert "style=" not in reply.text


def test_the_texts_are_listed_with_how_they_stand(desk: Desk, indexed: Settings) -> None:
    annotated(indexed.corpus)
    page = desk.get(MAINTAIN)
    assert 'href="/beheer/tekst/gids">Gids</a>' in page
    assert 'href="/beheer/bron/boek">Boek</a>, uitgave niet bekend: geldt' in page
    assert "in gebruik" in page


def test_a_corpus_that_cannot_be_read_is_told_of_in_one_line(desk: Desk, indexed: Settings) -> None:
    (indexed.corpus / "manifest.toml").write_text("kapot", encoding="utf-8")
    assert "manifest.toml" in desk.get(MAINTAIN)
    assert "manifest.toml" in desk.get(f"{MAINTAIN}/publiceren")


def test_with_an_installed_corpus_all_is_kept_in_a_library_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = installed_corpus(tmp_path, monkeypatch)
    for path in (shipped, *shipped.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    came = contents(Library(shipped))
    desk = Desk(Settings(data=tmp_path / "data", corpus=shipped, embedder=FAKE))
    text = DOCUMENT.replace("vrijwilliger", "buur")
    page = desk.post(f"{MAINTAIN}/tekst/gids", tekst=text, was=DOCUMENT)
    assert texts_pages.SAVED in page
    assert "een buur" in desk.get(f"{MAINTAIN}/tekst/gids")
    assert texts_pages.accepted(2) in desk.post(f"{MAINTAIN}/tekst/gids/aanvaard")
    assert "Nieuw (3)" in desk.get(f"{MAINTAIN}/publiceren")
    # What is indexed from this page is what was kept there, though the page began with the other.
    told = 'import os; print(f\'{{"failure": "{os.environ["STEUNWIJZER_CORPUS"]}"}}\')'
    jobs = desk.office.jobs
    jobs.start(JobKind.PUBLISH, (), command=(sys.executable, "-c", f"{told}\nraise SystemExit(1)"))
    job = until(jobs, lambda job: not job.is_running)
    assert job.failure == str(tmp_path / "data" / "corpus")
    assert contents(Library(shipped)) == came


def brought_in(desk: Desk, tmp_path: Path, name: str = "wijzer.docx") -> str:
    """The form for a file that was brought in, and the address of that form."""
    file = tmp_path / name
    write_docx(paper_of(GUIDE), file)
    form = {"bewijs": desk.office.token(desk.actor)}
    with file.open("rb") as opened:
        reply = desk.client.post(f"{MAINTAIN}/toevoegen", data=form, files={"bestand": opened})
    assert reply.status_code == 200, reply.text
    return reply.url.path


@pytest.mark.whole
def test_a_file_is_asked_about_looked_at_mended_accepted_and_only_then_counts(
    desk: Desk, indexed: Settings, tmp_path: Path
) -> None:
    address = brought_in(desk, tmp_path)
    assert 'value="wijzer"' in desk.get(address)
    said = {"id": "wijzer", "titel": "Wijzer <b>", "uitgever": "Zij", "geldt": "in_revision"}
    page = desk.post(address, **said, jaar="2021")
    assert texts_pages.ADDED in page
    assert "Wijzer &lt;b&gt;" in page
    assert "wordt herzien" in page
    assert "Wat er van het bestand is gemaakt" in page
    library = Library(indexed.corpus)
    entry = library.entries()[-1]
    assert (entry.id, entry.publisher, entry.year) == ("wijzer", "Zij", 2021)
    assert "Kijk ook nog na" in desk.get(MAINTAIN)
    was = library.document("wijzer").markdown
    text = was.replace("steunt een kind", "helpt een kind").replace("\n", "\r\n")
    page = desk.post(f"{MAINTAIN}/tekst/wijzer", tekst=text, was=was)
    assert texts_pages.SAVED in page
    assert "helpt een kind" in library.document("wijzer").markdown
    assert [each.source_id for each in library.changes()] == ["wijzer"]
    page = desk.post(f"{MAINTAIN}/tekst/wijzer/aanvaard")
    assert texts_pages.accepted(1) in page
    assert library.changes() == ()
    preview = desk.get(f"{MAINTAIN}/publiceren")
    assert "<strong>1</strong> nieuw" in preview
    assert "Nieuw (1)" in preview
    original = desk.client.get(f"{MAINTAIN}/tekst/wijzer/origineel")
    assert original.content == (tmp_path / "wijzer.docx").read_bytes()
    assert original.headers["content-disposition"].startswith("attachment")


@pytest.mark.whole
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"titel": "", "uitgever": "Zij"}, texts_pages.NO_TITLE[0]),
        ({"titel": "W", "uitgever": "Zij", "jaar": "vorig"}, texts_pages.A_YEAR[0]),
        ({"titel": "W", "uitgever": "Zij", "adres": "ftp://x"}, "https://"),
        ({"titel": "W", "uitgever": "Zij", "id": "gids"}, "gids"),
    ],
)
def test_what_is_said_wrong_is_told_and_what_was_typed_stays(
    desk: Desk, indexed: Settings, tmp_path: Path, said: dict[str, str], why: str
) -> None:
    address = brought_in(desk, tmp_path)
    page = desk.post(
        address,
        422,
        **{
            "id": "wijzer",
            "uitgave": "derde druk",
            "geldt": "current",
            "jaar": "",
            "adres": "",
            "overnemen": "",
            **said,
        },
    )
    assert why in page
    assert 'value="derde druk"' in page
    assert len(Library(indexed.corpus).entries()) == 1


@pytest.mark.parametrize(
    ("terms", "is_taken"),
    [("", False), ("Alle rechten voorbehouden.", False), ("Met hen afgesproken.", True)],
)
def test_what_may_not_be_taken_over_needs_what_was_agreed(
    desk: Desk, tmp_path: Path, terms: str, is_taken: bool
) -> None:
    file = desk.office.inbox.place("wijzer.txt")
    file.write_text("x")
    said = SaysOfItself(terms="Alle rechten voorbehouden.")
    made = Converted("tekst", "## Mentor\n\nEen mentor steunt.\n", said, None, 0, 0, (), ())
    address = f"{MAINTAIN}/nieuw/{desk.office.inbox.put(ReceivedFile(file, made))}"
    assert "Vraag de uitgever om toestemming" in desk.get(address)
    fields = {"id": "wijzer", "titel": "W", "uitgever": "Zij", "geldt": "current"}
    others = {"uitgave": "", "jaar": "", "adres": ""}
    status = 200 if is_taken else 422
    page = desk.post(address, status, **fields, **others, overnemen=terms)
    assert (texts_pages.ADDED in page) is is_taken
    assert (texts_pages.NEEDS_TERMS[0] in page) is not is_taken


def test_a_pdf_is_shown_in_a_page_of_ours_and_may_do_nothing(desk: Desk, indexed: Settings) -> None:
    entry = new_entry(indexed.corpus, "wijzer", title="W", publisher="Zij")
    Library(indexed.corpus).add_document(entry, GUIDE, b"%PDF-", "w.pdf")
    address = f"{MAINTAIN}/tekst/wijzer"
    assert f'<iframe src="{address}/origineel' in desk.get(address)
    assert "<iframe" not in desk.get(f"{MAINTAIN}/tekst/gids")
    reply = desk.client.get(f"{address}/origineel")
    assert reply.headers["content-disposition"].startswith("inline")
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in reply.headers["content-security-policy"]


def test_a_file_that_cannot_be_read_and_no_file_at_all_are_told_of(desk: Desk) -> None:
    page = desk.post(f"{MAINTAIN}/toevoegen", 422, files={"bestand": ("leeg.pdf", b"")})
    assert 'role="alert"' in page
    kept = desk.office.inbox.place("a.pdf").parent
    assert list(kept.parent.iterdir()) == [kept]
    assert texts_pages.NO_FILE[0] in desk.post(f"{MAINTAIN}/toevoegen", 422)
    assert texts_pages.UPLOAD_GONE[0] in desk.get(f"{MAINTAIN}/nieuw/x", 422)


def test_only_so_many_files_are_read_at_once(desk: Desk, tmp_path: Path) -> None:
    with ExitStack() as others:
        for _ in range(READ_AT_ONCE):
            others.enter_context(desk.office.reading())
        page = desk.post(f"{MAINTAIN}/toevoegen", 422, files={"bestand": ("a.md", b"# A\n")})
        assert texts_pages.READING[0] in page
    brought_in(desk, tmp_path)


def test_a_text_that_is_no_document_or_was_changed_meanwhile_is_not_lost(
    desk: Desk, indexed: Settings
) -> None:
    address = f"{MAINTAIN}/tekst/gids"
    for typed, was in (("Zonder kop", DOCUMENT), (f"{DOCUMENT}\nMeer.\n", "iets anders")):
        page = desk.post(address, 422, tekst=typed, was=was)
        assert "Niet bewaard." in page
        assert typed.splitlines()[-1] in page
    assert Library(indexed.corpus).document("gids").markdown == DOCUMENT


def test_a_change_is_shown_beside_what_is_in_use(desk: Desk) -> None:
    text = DOCUMENT.replace("vrijwilliger", "buur")
    page = desk.post(f"{MAINTAIN}/tekst/gids", tekst=text, was=DOCUMENT)
    assert "<del>vrijwilliger. </del><ins>buur. </ins>" in page
    assert "Veranderd (1)" in page


def test_a_source_is_superseded_by_another_once_one_is_sure_and_counts_again(
    desk: Desk, indexed: Settings
) -> None:
    library = annotated(indexed.corpus)
    address = f"{MAINTAIN}/bron/boek"
    assert f'href="{address}"' in desk.get(MAINTAIN)
    assert "Is er een nieuwe uitgave?" in desk.get(address)
    assert texts_pages.NOT_SURE[0] in desk.post(f"{address}/vervangen", 422, door="gids")
    assert library.entries()[1].superseded_by == ""
    page = desk.post(f"{address}/vervangen", door="gids", zeker="ja")
    assert texts_pages.superseded("Gids") in page
    assert 'vervangen door <a href="/beheer/bron/gids">Gids</a>' in page
    assert library.entries()[1].superseded_by == "gids"
    assert "Vervangt</dt>" in desk.get(f"{MAINTAIN}/bron/gids")
    # Whoever publishes sees that there is something to publish.
    assert "bron met andere gegevens" in desk.get(MAINTAIN)
    assert "bron <b>boek</b>" in desk.get(f"{MAINTAIN}/publiceren")
    assert texts_pages.REINSTATED in desk.post(f"{address}/geldt-weer")
    assert library.entries()[1].superseded_by == ""
    assert "is niet vervangen" in desk.post(f"{address}/geldt-weer", 422)


def test_a_text_is_taken_out_once_one_saw_what_goes_and_is_sure(
    desk: Desk, indexed: Settings
) -> None:
    library = annotated(indexed.corpus)
    address = f"{MAINTAIN}/bron/gids"
    assert f'href="{address}"' in desk.get(f"{MAINTAIN}/tekst/gids")
    page = desk.get(address)
    for told in ("2 bestanden met annotaties", "<li>Wie helpt?</li>", "De weg terug"):
        assert told in page
    assert desk.client.get(f"{address}/tekst.md").text == DOCUMENT
    assert texts_pages.NOT_SURE[0] in desk.post(f"{address}/weghalen", 422)
    assert len(library.entries()) == 2
    page = desk.post(f"{address}/weghalen", zeker="ja")
    assert texts_pages.removed("Gids", had_text=True) in page
    assert [each.id for each in library.entries()] == ["boek"]
    assert "is geen bron" in desk.get(address, 422)


def test_publishing_and_stopping_it_is_work_that_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(Jobs, "start", lambda _, *told: begun.append(told))
    monkeypatch.setattr(Jobs, "stop", lambda _, *kinds: begun.append(kinds))
    desk.actor = MAINTAINER
    desk.post(f"{MAINTAIN}/publiceren")
    desk.post(f"{MAINTAIN}/publiceren", notitie=" Nieuwe\n--druk ", reden="Eerst dit")
    desk.post(f"{MAINTAIN}/proef")
    desk.post(f"{MAINTAIN}/stop")
    said = ("--door=Noor", "--notitie=Nieuwe --druk", "--toch=Eerst dit")
    assert begun == [
        (JobKind.PUBLISH, ("publish", "--door=Noor")),
        (JobKind.PUBLISH, ("publish", *said)),
        (JobKind.REHEARSE, ("preview", "--toch")),
        (JobKind.PUBLISH, JobKind.REHEARSE),
    ]


def test_an_earlier_index_is_in_use_again_with_one_button(desk: Desk, indexed: Settings) -> None:
    first = current_release(indexed.data).name
    ingest(indexed, FakeEmbedder(), is_forced=True)
    assert current_release(indexed.data).name != first
    address = f"{MAINTAIN}/index/{first}"
    assert f'href="{address}"' in desk.get(MAINTAIN)
    assert f'value="{first}"' in desk.get(address)
    page = desk.post(f"{MAINTAIN}/terug", index=first)
    assert "zijn weer in gebruik" in page
    assert current_release(indexed.data).name == first
    assert "weer in gebruik" not in desk.get(MAINTAIN)  # told once


def prepared(settings: Settings, **said: Any) -> str:
    """A release that waits, as trying it out leaves it; returns its id."""
    making = Making(open_embedder=opens(FakeEmbedder()), shipped_file=None)
    report = prepare(settings, silent, making)
    rehearsing._keep(
        settings,
        current_release(settings.data).with_name(report.release),
        Rehearsal(asked=9, changed=1, **said),
        [ChangedAnswer("Wie?", Told(Outcome.NOT_FOUND, ()), Told(Outcome.ANSWERED, ("Hij.",)))],
    )
    return report.release


def test_what_was_tried_out_is_shown_as_long_as_the_texts_stay_so(
    desk: Desk, indexed: Settings
) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("dichtbij", "heel dichtbij"))
    assert "Probeer het eerst uit" in desk.get(f"{MAINTAIN}/publiceren")
    prepared(indexed)
    page = desk.get(f"{MAINTAIN}/publiceren")
    assert "9 vragen gesteld; 1 met een ander antwoord." in page
    assert "<ins>Hij.</ins>" in page
    assert 'name="reden"' not in page
    write_corpus(indexed.corpus, DOCUMENT.replace("dichtbij", "ver weg"))
    assert "Probeer het eerst uit" in desk.get(f"{MAINTAIN}/publiceren")


def test_below_the_gate_a_reason_is_asked_and_there_is_no_way_around_it(
    desk: Desk, indexed: Settings
) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("dichtbij", "heel dichtbij"))
    ready = prepared(indexed, below=["9 fout, 3 mag"])
    page = desk.get(f"{MAINTAIN}/publiceren")
    assert "<strong>Onder de grens.</strong> 9 fout, 3 mag." in page
    assert re.search('name="reden"[^>]* required', page)
    before = current_release(indexed.data)
    assert "ondergrens niet: 9 fout, 3 mag" in desk.post(f"{MAINTAIN}/terug", 422, index=ready)
    assert current_release(indexed.data) == before
    assert "klaargezet, nog niet in gebruik geweest" in desk.get(MAINTAIN)


def test_a_note_that_is_too_long_is_told_of_and_stays(desk: Desk, indexed: Settings) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("dichtbij", "heel dichtbij"))
    note = "a" * (NOTE_CHARS + 1)
    page = desk.post(f"{MAINTAIN}/publiceren", 422, notitie=note)
    assert texts_pages.too_long(NOTE_CHARS)[0] in page
    assert f'value="{note}"' in page
    assert desk.office.jobs.now is None


def test_the_history_says_when_who_why_and_what_changed(desk: Desk, indexed: Settings) -> None:
    first = current_release(indexed.data).name
    write_corpus(indexed.corpus, DOCUMENT.replace("dichtbij", "heel dichtbij"))
    release = releases_folder(indexed.data) / prepared(indexed)
    put_in_use(release, By("Noor <b>", "Nieuwe druk", "Het moest"))
    page = desk.get(MAINTAIN)
    assert "In gebruik genomen door <strong>Noor &lt;b&gt;</strong>." in page
    assert "1 tekst, 3 secties; 1 van 9 antwoorden anders" in page
    assert "“Nieuwe druk”" in page
    assert "Toch, want:</strong> Het moest" in page
    now = desk.get(f"{MAINTAIN}/index/{release.name}")
    assert "Wat er toen veranderde" in now
    assert "<ins>heel " in now
    assert "Ga hiernaar terug" not in now
    back = desk.get(f"{MAINTAIN}/index/{first}")
    assert "<del>heel " in back
    assert "Ga hiernaar terug" in back
    assert texts_pages.NO_INDEX[0] in desk.get(f"{MAINTAIN}/index/weg", 422)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../a.pdf", "a.pdf"),
        ("C:\\map\\a.pdf", "a.pdf"),
        ("..", "bestand"),
        ("", "bestand"),
        ("a\0.pdf", "a.pdf"),
        (f"{'a' * 300}.pdf", f"{'a' * 96}.pdf"),
    ],
)
def test_a_file_that_comes_in_lies_where_we_say(name: str, kept: str) -> None:
    inbox = Inbox()
    place = inbox.place(name)
    assert place.name == kept
    assert place.parent.is_dir()
    inbox.close()


def test_an_inbox_keeps_the_last_files_and_lets_go_of_all_at_the_end(tmp_path: Path) -> None:
    inbox = Inbox()
    made: Any = None
    paths = [inbox.place(f"../{number}.pdf") for number in range(KEPT + 1)]
    for path in paths:
        path.write_bytes(b"x")
        inbox.put(ReceivedFile(path, made))
    assert [path.exists() for path in paths] == [False, *[True] * KEPT]
    assert len({path.parent.parent for path in paths}) == 1
    inbox.close()
    assert not paths[0].parent.parent.exists()


def missed(settings: Settings, **others: str) -> FeedbackRecord:
    said = {
        "id": "a1",
        "release": "r",
        "outcome": "not_found",
        "question": "Wie helpt <mij>?",
        "cited": [],
        "at": "2026-01-02T03:04Z",
        "opinion": "not_sought",
        "remark": "",
    }
    record = FeedbackRecord.model_validate(said | others)
    settings.data.mkdir(exist_ok=True)
    with (settings.data / FEEDBACK).open("a", encoding="utf-8") as file:
        file.write(f"{record.model_dump_json()}\n")
    return record


def test_what_readers_missed_can_be_searched_with_other_words(settings: Settings) -> None:
    asked = settings.model_copy(update={"feedback": True})
    missed(asked)
    desk = Desk(asked)
    searched: list[str] = []
    find = desk.assistant.search
    desk.assistant.search = lambda words, **_: (searched.append(words), find(words))[1]  # type: ignore[method-assign]
    assert "van “wie <b>”".replace("<b>", "&lt;b&gt;") in desk.get(
        f"{MAINTAIN}/vragen/a1?zoek=wie+<b>"
    )
    desk.get(f"{MAINTAIN}/vragen/a1")
    assert searched == ["wie <b>", "Wie helpt <mij>?"]


def test_what_readers_missed_gets_the_passage_that_answers_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = annotated(settings.corpus)
    asked = settings.model_copy(update={"feedback": True})
    missed(asked)
    missed(asked, id="b2", opinion="right", outcome="answered", question="Gevonden")
    desk = Desk(asked)
    page = desk.get(f"{MAINTAIN}/vragen")
    assert "Wie helpt &lt;mij&gt;?" in page
    assert "Gevonden" not in page
    assert ADVANTAGES.headings[-1] in desk.get(f"{MAINTAIN}/vragen/a1")
    assert texts_pages.QUESTION_GONE[0] in desk.get(f"{MAINTAIN}/vragen/weg", 422)
    chosen = {"sectie": "gids/steunouders", "begin": "vangt een kind"}
    for _ in range(2):  # twice is once
        assert texts_pages.QUESTION_ADDED in desk.post(f"{MAINTAIN}/vragen/a1", **chosen)
    assert "Voorstel gemaakt" in desk.get(f"{MAINTAIN}/vragen")
    (draft,) = library.drafts()
    assert [each.questions for each in draft.draft.passage] == [(), ("Wie helpt <mij>?",)]
    assert library.notes("gids/steunouders") == draft.notes
    library.accept_draft(draft, draft.draft)
    assert "Staat bij een passage" in desk.get(f"{MAINTAIN}/vragen")
    own = read_own(settings.data / OWN_SETS / READERS_SET, library.snapshot().sections_by_id())
    assert [(each.question, each.has_answer) for each in own.questions] == [
        ("Wie helpt <mij>?", True)
    ]
    assert [each.section for each in own.questions[0].gold] == ["gids/steunouders"]
    page = desk.post(f"{MAINTAIN}/vragen/a1", 422, sectie="gids/steunouders", begin="Iets")
    assert texts_pages.NO_PASSAGE[0] in page


def test_a_passage_of_which_nothing_was_written_gets_a_draft(settings: Settings) -> None:
    asked = settings.model_copy(update={"feedback": True})
    missed(asked)
    desk, library = Desk(asked), Library(settings.corpus)
    desk.post(f"{MAINTAIN}/vragen/a1", sectie="gids/burgervoogd", begin="dichtbij")
    missed(asked, id="b2", question="Wie staat er?")
    desk.post(f"{MAINTAIN}/vragen/b2", sectie="gids/burgervoogd", begin="Een burgervoogd")
    (own,) = library.drafts()
    assert [(each.quote, each.plain, each.questions) for each in own.draft.passage] == [
        (
            "Een burgervoogd heeft de voogdij over een kind. Hij staat dichtbij.",
            "Een burgervoogd heeft de voogdij over een kind.",
            ("Wie staat er?",),
        ),
        ("Hij staat dichtbij.", "Hij staat dichtbij.", ("Wie helpt <mij>?",)),
    ]
    assert own.notes is None

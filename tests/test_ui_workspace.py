"""The use cases: whom they are for, and what comes of them, whatever face asks."""

import datetime
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

import eval_fakes
from annotated_corpus import annotated
from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.question.follow_up import Turn
from eval import jsonl, ratings, tables
from eval.ratings import Rating
from ingest.corpus.convert import convert
from ingest.corpus.drafts import WaitingDraft
from ingest.corpus.entry import new_entry
from ingest.corpus.fetch import fetched
from ingest.corpus.library import Library
from ingest.corpus.notes import PassageNote, SectionNotes
from ingest.index import build, preview, releases
from ingest.index.build import ingest
from ingest.index.releases import current_release
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, silent
from ui import texts
from ui.record import QuestionRecord
from ui.service import accounts, benchmark, feedback, keys, rehearsing
from ui.service.credentials import Credentials
from ui.service.feedback import FeedbackRead, FeedbackRecord, Opinion
from ui.service.jobs import Jobs
from ui.service.roles import TERMINAL_USER, VISITOR, Actor, Role, check_role
from ui.service.workspace import Workspace
from ui_fakes import ADVANTAGES, CONTACTS, SECTIONS, SOURCE, FakeAssistant, answered, workspace_of

PASSAGE = PassageNote(quote="- Het verbindt", plain="Iets.", terms=(), questions=("Wat?",))
WAITING = WaitingDraft(ADVANTAGES, SectionNotes(plain="Iets.", passage=(PASSAGE,)), None)
ENTRY = new_entry(Path("gids"), "a", title="A", publisher="B", url="https://a.nl")
DANGER = "Vader bedreigt moeder nu met een mes"
WHY = "De server geeft geen antwoord meer. Kijk ernaar."
NEVER_ASKED = FakeListChatModel(responses=["Nee."])
SAID = FeedbackRecord(
    id="a",
    release="r",
    outcome=Outcome.NOT_FOUND,
    question="Wat?",
    cited=(),
    at="2026-01-02T03:04Z",
    opinion=Opinion.RIGHT,
    remark="",
)
EVERYBODY = set(Role)
ANSWER = answered("Wat is een JIM?")


class NoJobs(Jobs):
    """Work that is begun nowhere."""

    def __init__(self) -> None:
        super().__init__(Settings())

    def start(self, *_: object, **__: object) -> None:
        """Nothing."""

    def stop(self, *_: object, **__: object) -> None:
        """Nothing."""


MAY = {
    "open": EVERYBODY,
    "acting_for": EVERYBODY,
    "metrics": EVERYBODY,
    "warm_up": EVERYBODY,
    "ask": EVERYBODY,
    "stream": EVERYBODY,
    "answer": EVERYBODY,
    "failed": EVERYBODY,
    "slip": EVERYBODY,
    "give_feedback": EVERYBODY,
    "search": EVERYBODY,
    "mask": EVERYBODY,
    "contacts": EVERYBODY,
    "profile": EVERYBODY,
    "published": EVERYBODY,
    "document": EVERYBODY,
    "status": EVERYBODY,
    "chat_condition": EVERYBODY,
    "check_model": {Role.OPERATOR},
    "ingest": {Role.MAINTAINER, Role.OPERATOR},
    "accept": {Role.MAINTAINER, Role.OPERATOR},
    "preview": {Role.MAINTAINER, Role.OPERATOR},
    "read_document": {Role.MAINTAINER, Role.OPERATOR},
    "add_document": {Role.MAINTAINER, Role.OPERATOR},
    "draft_notes": {Role.MAINTAINER, Role.OPERATOR},
    "note_drafts": {Role.MAINTAINER, Role.OPERATOR},
    "accept_draft": {Role.MAINTAINER, Role.OPERATOR},
    "discard_draft": {Role.MAINTAINER, Role.OPERATOR},
    "put_edition": {Role.MAINTAINER, Role.OPERATOR},
    "following": {Role.MAINTAINER, Role.OPERATOR},
    "sources": {Role.MAINTAINER, Role.OPERATOR},
    "waiting": {Role.MAINTAINER, Role.OPERATOR},
    "holdings": {Role.MAINTAINER, Role.OPERATOR},
    "holding": {Role.MAINTAINER, Role.OPERATOR},
    "review": {Role.MAINTAINER, Role.OPERATOR},
    "removal": {Role.MAINTAINER, Role.OPERATOR},
    "remove": {Role.MAINTAINER, Role.OPERATOR},
    "supersede": {Role.MAINTAINER, Role.OPERATOR},
    "reinstate": {Role.MAINTAINER, Role.OPERATOR},
    "fetched_from": {Role.MAINTAINER, Role.OPERATOR},
    "take_upgrade": {Role.MAINTAINER, Role.OPERATOR},
    "history": {Role.MAINTAINER, Role.OPERATOR},
    "rehearse": {Role.MAINTAINER, Role.OPERATOR},
    "rehearsed": {Role.MAINTAINER, Role.OPERATOR},
    "compare_releases": {Role.MAINTAINER, Role.OPERATOR},
    "roll_back": {Role.MAINTAINER, Role.OPERATOR},
    "benchmark": {Role.EVALUATOR, Role.OPERATOR},
    "ratings_of": {Role.EVALUATOR, Role.OPERATOR},
    "keep_ratings": {Role.EVALUATOR, Role.OPERATOR},
    "raters_of": {Role.EVALUATOR, Role.OPERATOR},
    "agreements_of": {Role.EVALUATOR, Role.OPERATOR},
    "rated_gold": {Role.EVALUATOR, Role.OPERATOR},
    "add_key": {Role.OPERATOR},
    "keys": {Role.OPERATOR},
    "remove_key": {Role.OPERATOR},
    "add_account": {Role.OPERATOR},
    "accounts": {Role.OPERATOR},
    "remove_account": {Role.OPERATOR},
    "feedback": {Role.MAINTAINER, Role.EVALUATOR, Role.OPERATOR},
    "write_feedback": {Role.MAINTAINER, Role.EVALUATOR, Role.OPERATOR},
    "may_maintain": {Role.MAINTAINER, Role.OPERATOR},
    "shelf": {Role.MAINTAINER, Role.OPERATOR},
    "draft": {Role.MAINTAINER, Role.OPERATOR},
    "new_entry": {Role.MAINTAINER, Role.OPERATOR},
    "save_draft": {Role.MAINTAINER, Role.OPERATOR},
    "propose_question": {Role.MAINTAINER, Role.OPERATOR},
    "placed_questions": {Role.MAINTAINER, Role.OPERATOR},
    "begin_publishing": {Role.MAINTAINER, Role.OPERATOR},
    "begin_rehearsing": {Role.MAINTAINER, Role.OPERATOR},
    "stop_publishing": {Role.MAINTAINER, Role.OPERATOR},
    "may_measure": {Role.EVALUATOR, Role.OPERATOR},
    "reports": {Role.EVALUATOR, Role.OPERATOR},
    "report": {Role.EVALUATOR, Role.OPERATOR},
    "report_file": {Role.EVALUATOR, Role.OPERATOR},
    "responses": {Role.EVALUATOR, Role.OPERATOR},
    "asked": {Role.EVALUATOR, Role.OPERATOR},
    "compared": {Role.EVALUATOR, Role.OPERATOR},
    "own_sets": {Role.EVALUATOR, Role.OPERATOR},
    "keep_set": {Role.EVALUATOR, Role.OPERATOR},
    "begin_measuring": {Role.EVALUATOR, Role.OPERATOR},
    "stop_measuring": {Role.EVALUATOR, Role.OPERATOR},
    "ratings": {Role.EVALUATOR, Role.OPERATOR},
    "rate": {Role.EVALUATOR, Role.OPERATOR},
    "agreement": {Role.EVALUATOR, Role.OPERATOR},
    "raters": {Role.EVALUATOR, Role.OPERATOR},
}
"""For each use case whom it is for."""


def fetched_from(workspace: Workspace) -> None:
    with workspace.fetched_from("https://a.nl/x/"):
        """Nothing is done with it here."""


DONE: dict[str, Callable[[Workspace], object]] = {
    "open": lambda workspace: workspace.open(),
    "acting_for": lambda workspace: workspace.acting_for(VISITOR),
    "metrics": lambda workspace: workspace.metrics,
    "warm_up": lambda workspace: workspace.warm_up(),
    "ask": lambda workspace: workspace.ask("Wat is een JIM?"),
    "stream": lambda workspace: list(workspace.stream("Wat is een JIM?")),
    "answer": lambda workspace: workspace.answer(QuestionRecord(id=1, question="Wat?")),
    "failed": lambda workspace: workspace.failed("Wat is een JIM?", WHY),
    "slip": lambda workspace: workspace.slip(ANSWER),
    "give_feedback": lambda workspace: given(workspace, "right"),
    "search": lambda workspace: workspace.search("JIM"),
    "mask": lambda workspace: workspace.mask("Kees"),
    "contacts": lambda workspace: workspace.contacts,
    "profile": lambda workspace: workspace.profile,
    "published": lambda workspace: workspace.published,
    "document": lambda workspace: workspace.document(SOURCE.id),
    "status": lambda workspace: workspace.status(),
    "chat_condition": lambda workspace: workspace.chat_condition,
    "check_model": lambda workspace: list(workspace.check_model()),
    "ingest": lambda workspace: workspace.ingest(silent),
    "accept": lambda workspace: workspace.accept("gids"),
    "preview": lambda workspace: workspace.preview(),
    "read_document": lambda workspace: workspace.read_document(Path("tekst.pdf")),
    "add_document": lambda workspace: workspace.add_document(ENTRY, "# Titel", b"", "a.txt"),
    "draft_notes": lambda workspace: workspace.draft_notes(
        "gids", silent, 0, lambda _: NEVER_ASKED
    ),
    "note_drafts": lambda workspace: workspace.note_drafts(),
    "accept_draft": lambda workspace: workspace.accept_draft(WAITING, WAITING.draft),
    "discard_draft": lambda workspace: workspace.discard_draft(WAITING),
    "put_edition": lambda workspace: workspace.put_edition(ENTRY, "# Titel", b"", "a.txt"),
    "following": lambda workspace: workspace.following("gids", "# Gids\n\nTekst.\n"),
    "sources": lambda workspace: workspace.sources(),
    "waiting": lambda workspace: workspace.waiting(),
    "holdings": lambda workspace: workspace.holdings(),
    "holding": lambda workspace: workspace.holding("gids"),
    "review": lambda workspace: workspace.review(datetime.date(2026, 11, 1)),
    "removal": lambda workspace: workspace.removal("gids"),
    "remove": lambda workspace: workspace.remove("gids"),
    "supersede": lambda workspace: workspace.supersede("gids", "boek"),
    "reinstate": lambda workspace: workspace.reinstate("gids"),
    "fetched_from": fetched_from,
    "take_upgrade": lambda workspace: workspace.take_upgrade(),
    "history": lambda workspace: workspace.history(),
    "rehearse": lambda workspace: workspace.rehearse(silent),
    "rehearsed": lambda workspace: workspace.rehearsed(),
    "compare_releases": lambda workspace: workspace.compare_releases("a", "b"),
    "roll_back": lambda workspace: workspace.roll_back(),
    "benchmark": lambda workspace: workspace.benchmark(
        None, "test", silent, with_baselines=False, with_judge=False
    ),
    "ratings_of": lambda workspace: workspace.ratings_of(Path("verslag"), "anna", 3),
    "keep_ratings": lambda workspace: workspace.keep_ratings(Path("verslag"), "anna", []),
    "raters_of": lambda workspace: workspace.raters_of(Path("verslag")),
    "agreements_of": lambda workspace: workspace.agreements_of(Path("verslag")),
    "rated_gold": lambda workspace: workspace.rated_gold(Path("verslag"), Path("gold.jsonl")),
    "add_key": lambda workspace: workspace.add_key("rapport", "reader"),
    "keys": lambda workspace: workspace.keys(),
    "remove_key": lambda workspace: workspace.remove_key("rapport"),
    "add_account": lambda workspace: workspace.add_account("noor", "reader", "x" * 12),
    "accounts": lambda workspace: workspace.accounts(),
    "remove_account": lambda workspace: workspace.remove_account("noor"),
    "feedback": lambda workspace: workspace.feedback(),
    "write_feedback": lambda workspace: workspace.write_feedback(Path("tabel.csv")),
    "may_maintain": lambda workspace: workspace.may_maintain(),
    "shelf": lambda workspace: workspace.shelf(),
    "draft": lambda workspace: workspace.draft("gids"),
    "new_entry": lambda workspace: workspace.new_entry("a", title="A", publisher="B"),
    "save_draft": lambda workspace: workspace.save_draft("gids", f"{DOCUMENT}\nMeer.\n", DOCUMENT),
    "propose_question": lambda workspace: workspace.propose_question(
        "gids/steunouders", "Een steunouder is", "Wie?"
    ),
    "placed_questions": lambda workspace: workspace.placed_questions(),
    "begin_publishing": lambda workspace: workspace.begin_publishing(NoJobs()),
    "begin_rehearsing": lambda workspace: workspace.begin_rehearsing(NoJobs()),
    "stop_publishing": lambda workspace: workspace.stop_publishing(NoJobs()),
    "may_measure": lambda workspace: workspace.may_measure(),
    "reports": lambda workspace: workspace.reports(),
    "report": lambda workspace: workspace.report("r"),
    "report_file": lambda workspace: workspace.report_file("r", "run.json"),
    "responses": lambda workspace: workspace.responses("r"),
    "asked": lambda workspace: workspace.asked("x"),
    "compared": lambda workspace: workspace.compared("r", "r"),
    "own_sets": lambda workspace: workspace.own_sets(),
    "keep_set": lambda workspace: workspace.keep_set("a.csv", b"vraag"),
    "begin_measuring": lambda workspace: workspace.begin_measuring(
        NoJobs(), "dev", with_baselines=True
    ),
    "stop_measuring": lambda workspace: workspace.stop_measuring(NoJobs()),
    "ratings": lambda workspace: workspace.ratings("r", "anna"),
    "rate": lambda workspace: workspace.rate("r", "anna", 0, Rating.RIGHT),
    "agreement": lambda workspace: workspace.agreement("r"),
    "raters": lambda workspace: workspace.raters("r"),
}


IN_LIBRARY = ("supersede", "reinstate", "accept_draft", "discard_draft")
SET_APART = {
    "ingest",
    "preview",
    "read_document",
    "add_document",
    "put_edition",
    "fetched_from",
    *IN_LIBRARY,
    "history",
    "rehearse",
    "compare_releases",
    "roll_back",
    "benchmark",
    "keep_ratings",
    "rate",
    "rated_gold",
    "add_key",
    "remove_key",
    "add_account",
    "remove_account",
    "write_feedback",
}
"""What is done elsewhere, and only seen to be done here."""


def given(workspace: Workspace, opinion: str) -> None:
    """Say something of an answer that was given here."""
    workspace.open()
    workspace.give_feedback(workspace.slip(ANSWER), opinion)


class Failing(FakeAssistant):
    """Cannot read its index any more."""

    def ask(self, question: str, history: object = (), sources: object = ()) -> Answer:
        raise SteunwijzerError("De server geeft geen antwoord meer.", "Kijk ernaar.")


def test_it_is_known_of_every_use_case_whom_it_is_for() -> None:
    public = {name for name in dir(Workspace) if not name.startswith("_")}
    assert public == set(MAY) == set(DONE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MAY)
def test_who_may_not_do_something_is_told_so_in_one_line_and_nothing_is_done(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, role: Role
) -> None:
    done: list[str] = []
    monkeypatch.setattr(build, "ingest", lambda *_, **__: done.append("ingest"))
    monkeypatch.setattr(benchmark, "measure", lambda *_, **__: done.append("benchmark"))
    monkeypatch.setattr(rehearsing, "prepared", lambda *_, **__: done.append("rehearse"))
    monkeypatch.setattr(releases, "kept_release", lambda *_: settings.data)
    monkeypatch.setattr(preview, "between", lambda *_: done.append("compare_releases"))
    monkeypatch.setattr(preview, "preview", lambda *_: done.append("preview"))
    for use in (
        "add_document",
        "put_edition",
        "supersede",
        "reinstate",
        "accept_draft",
        "discard_draft",
    ):
        monkeypatch.setattr(Library, use, lambda *_, use=use, **__: done.append(use))
    monkeypatch.setattr(convert, "convert", lambda _: done.append("read_document"))
    monkeypatch.setattr(ratings, "read_raters", lambda _: {"anna": []})
    monkeypatch.setattr(ratings, "read_responses", lambda *_: [])
    monkeypatch.setattr(ratings, "write_ratings", lambda *_: done.append(name))
    monkeypatch.setattr(keys, "add_key", lambda *_: done.append("add_key"))
    monkeypatch.setattr(accounts, "add_account", lambda *_: done.append("add_account"))
    monkeypatch.setattr(Credentials, "remove", lambda *_: done.append(name))
    monkeypatch.setattr(ratings, "read_responses", lambda *_: [eval_fakes.answered("f1", "a")])
    monkeypatch.setattr(jsonl, "write_records", lambda *_: done.append("rated_gold"))
    monkeypatch.setattr(releases, "sections_in_use", lambda *_: {})
    monkeypatch.setattr(releases, "kept_releases", lambda *_: done.append("history"))
    monkeypatch.setattr(releases, "roll_back", lambda *_: done.append("roll_back"))
    monkeypatch.setattr(feedback, "read_feedback", lambda _: FeedbackRead([SAID], 0))
    monkeypatch.setattr(tables, "write_table", lambda *_: done.append("write_feedback"))

    @contextmanager
    def no_file(*_: object) -> Iterator[None]:
        done.append("fetched_from")
        yield

    monkeypatch.setattr(fetched, "fetched", no_file)
    settings.data.mkdir()
    annotated(settings.corpus)
    report = settings.data / "reports" / "r"
    report.mkdir(parents=True)
    (report / "run.json").write_text(eval_fakes.measured().run.model_dump_json())
    asked = settings.model_copy(update={"feedback": True})
    workspace = workspace_of(FakeAssistant(), Actor("Noor", role), asked)
    if role in MAY[name]:
        DONE[name](workspace)
        assert done == [name] * (name in SET_APART)
    else:
        with pytest.raises(SteunwijzerError, match=f"jij bent hier {texts.ROLES[role]}") as refused:
            DONE[name](workspace)
        assert "\n" not in str(refused.value)
        assert done == []


def test_every_role_has_a_dutch_name_and_the_operator_may_do_all() -> None:
    assert set(texts.ROLES) == set(Role)
    for role in Role:
        check_role(Actor("Noor", Role.OPERATOR), "Dit", role)
        check_role(Actor("Noor", role), "Dit", role)


def test_the_page_is_for_readers_and_the_terminal_for_the_operator() -> None:
    assert (VISITOR.role, TERMINAL_USER.role) == (Role.READER, Role.OPERATOR)


def test_the_assistant_is_opened_once_and_by_who_needs_it_first() -> None:
    opened: list[Settings] = []

    def slowly(settings: Settings) -> Any:
        opened.append(settings)
        time.sleep(0.1)
        return FakeAssistant()

    workspace = Workspace(VISITOR, Settings(), slowly)
    assert opened == []
    threads = [threading.Thread(target=workspace.ask, args=("Wat?",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [Settings()]


def test_more_names_are_looked_for_only_where_the_operator_said_so() -> None:
    class Warming(FakeAssistant):
        def warm_up(self) -> None:
            self.asked.append(("warm", ()))

    for deduce in (False, True):
        assistant = Warming()
        workspace_of(assistant, settings=Settings(deduce=deduce)).warm_up()
        assert len(assistant.asked) == deduce


def test_history_reaches_the_assistant() -> None:
    assistant = FakeAssistant()
    workspace = workspace_of(assistant)
    turn = Turn("Eén?", "Ja.")
    workspace.ask("Twee?", [turn])
    list(workspace.stream("Drie?", [turn]))
    history = [{"question": "Eén?", "answer": "Ja."}]
    workspace.answer(
        QuestionRecord.model_validate({"id": 1, "question": "Vier?", "history": history})
    )
    assert assistant.asked == [(f"{number}?", (turn,)) for number in ("Twee", "Drie", "Vier")]


def test_a_record_keeps_its_id_and_says_how_long_it_took() -> None:
    class Slow(FakeAssistant):
        def ask(self, question: str, history: object = (), sources: object = ()) -> Answer:
            time.sleep(0.05)
            return super().ask(question)

    record = workspace_of(Slow()).answer(QuestionRecord(id="v7", question="Wat is een JIM?"))
    assert (record.id, record.outcome, record.failure) == ("v7", Outcome.ANSWERED, "")
    assert 50 <= record.elapsed_ms < 5000


def test_opening_the_assistant_is_no_part_of_an_answer() -> None:
    def slowly(_: Settings) -> Any:
        time.sleep(0.3)
        return FakeAssistant()

    record = Workspace(VISITOR, Settings(), slowly).answer(QuestionRecord(id=1, question="Wat?"))
    assert record.elapsed_ms < 300


@pytest.mark.parametrize(("question", "phones"), [(DANGER, ["112", "0800-2000"]), ("Wat?", [])])
def test_a_failure_becomes_a_record_that_says_why_and_whom_to_call(
    question: str, phones: list[str]
) -> None:
    record = workspace_of(Failing()).answer(QuestionRecord(id=1, question=f"{question} Kees"))
    assert record.failure == WHY
    assert (record.outcome, record.sentences, record.hits) == (Outcome.NOT_FOUND, [], [])
    assert [contact.phone for contact in record.contacts] == phones
    assert "Kees" not in record.question
    assert [notice.kind for notice in record.notices][-1] is NoticeKind.FAILED


def test_a_failure_is_raised_where_no_record_is_asked_for() -> None:
    for done in (DONE["ask"], DONE["stream"]):
        with pytest.raises(SteunwijzerError, match="geen antwoord meer"):
            done(workspace_of(Failing()))


def test_a_bug_is_no_answer() -> None:
    with pytest.raises(ZeroDivisionError):
        workspace_of(FakeAssistant()).answer(QuestionRecord(id=1, question="Dit is kapot"))


@pytest.mark.parametrize("name", ["open", "ask", "stream", "answer", "search", "mask", "contacts"])
def test_without_an_index_there_is_nobody_to_ask(settings: Settings, name: str) -> None:
    with pytest.raises(IndexUnusableError, match="Er is nog geen index"):
        DONE[name](Workspace(VISITOR, settings))


def test_contacts_are_those_of_the_assistant() -> None:
    workspace = workspace_of(FakeAssistant())
    assert workspace.contacts == CONTACTS
    assert workspace.failed(DANGER, WHY).contacts == CONTACTS


# --- The log ---


def logged(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line]


def test_every_answer_is_in_the_log_once_and_masked(tmp_path: Path) -> None:
    log = tmp_path / "log"
    workspace = workspace_of(FakeAssistant(), settings=Settings(log=log))
    workspace.open()
    assert log.exists()
    list(workspace.stream("Wat is een JIM voor Kees?"))
    workspace.ask("Twee?")
    workspace.answer(QuestionRecord(id=1, question="Hoe is het weer vandaag"))
    assert [(each["question"], each["outcome"]) for each in logged(log)] == [
        ("Wat is een JIM voor [naam]?", "answered"),
        ("Twee?", "answered"),
        ("Hoe is het weer vandaag", "not_found"),
    ]


def test_the_last_answer_of_a_stream_is_the_one_in_the_log(tmp_path: Path) -> None:
    class Growing(FakeAssistant):
        def stream(self, question: str, *_: object) -> Iterator[Answer]:
            yield self.ask("Hoe is het weer vandaag")
            yield self.ask(question)

    log = tmp_path / "log"
    answers = workspace_of(Growing(), settings=Settings(log=log)).stream("Wat is een JIM?")
    next(answers)
    assert logged(log) == []
    next(answers)
    assert list(answers) == []
    assert [each["outcome"] for each in logged(log)] == ["answered"]


def test_what_nobody_waited_for_is_not_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    answers = workspace_of(FakeAssistant(), settings=Settings(log=log)).stream("Vertel langzaam")
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert logged(log) == []


def test_a_log_that_cannot_be_written_keeps_no_answer_back(tmp_path: Path) -> None:
    workspace = workspace_of(FakeAssistant(), settings=Settings(log=tmp_path))
    assert workspace.ask("Wat is een JIM?").outcome is Outcome.ANSWERED
    assert [each.outcome for each in workspace.stream("Wat is een JIM?")] == [Outcome.ANSWERED]


# --- The index ---


def test_the_status_says_whether_there_is_an_index(
    settings: Settings,
) -> None:
    workspace = Workspace(TERMINAL_USER, settings)
    assert not workspace.status().is_ready
    assert workspace.status().why.startswith("Er is nog geen index")
    steps: list[tuple[str, int, int]] = []
    report = workspace.ingest(lambda *step: steps.append(step))
    assert report.is_new
    assert {stage for stage, _, _ in steps} == set(build.Stage)
    assert (workspace.status().is_ready, workspace.status().why) == (True, "")
    assert not workspace.ingest(silent).is_new
    assert workspace.ingest(silent, is_forced=True).is_new


def test_an_index_of_another_version_is_none(settings: Settings) -> None:
    ingest(settings, silent)
    record = current_release(settings.data) / "record.json"
    record.write_text(record.read_text().replace('"format": ', '"format": 9'))
    assert not Workspace(VISITOR, settings).status().is_ready


def test_a_document_is_read_in_the_order_of_the_publication() -> None:
    workspace = workspace_of(FakeAssistant())
    assert workspace.document(SOURCE.id).sections == SECTIONS
    assert [each.source for each in workspace.published] == [SOURCE]


def test_a_document_that_is_gone_is_said_to_be() -> None:
    with pytest.raises(SteunwijzerError, match="geen document elders"):
        workspace_of(FakeAssistant()).document("elders")

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from annotated_corpus import annotated, changed, contents, edit_text
from ingest.corpus.library import Library
from ingest.index import build
from ingest.index.build import Report, Stage
from ingest.index.published import NOBODY, By
from ingest.index.releases import current_release
from ingest.text.errors import CorpusError, IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings, load_settings
from plain_user import steunwijzer
from small_corpus import DOCUMENT, FakeEmbedder, ingest, write_corpus
from ui.service import rehearsing
from ui.service.steps import Step, read_step
from ui.terminal import dutch
from ui.terminal.cli import app
from ui_fakes import FakeAssistant

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in-process, with the fake assistant and an empty data folder."""
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("assistant.assistant.Assistant", lambda settings: FakeAssistant())
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def command(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ui.terminal.cli", *arguments],
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["Gebruik:", "Opties:", "Opdrachten:", "ingest", "ask", "search", "serve"]),
        (["--help"], ["Voorbeelden:", 'steunwijzer ask "Wat staat er over privacy?"']),
        (["ingest", "--help"], ["--opnieuw", "De vorige index blijft in gebruik"]),
        (["ask", "--help"], ["[VRAAG]", "--json", "--batch BESTAND", "--out BESTAND"]),
        (["search", "--help"], ["WOORDEN", "[verplicht]", "Betekenis is"]),
        (["serve", "--help"], ["--host ADRES", "--port POORT", "steunwijzer serve --port 8000"]),
    ],
)
def test_help_is_in_dutch_with_examples(run: Run, arguments: list[str], words: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert all(word in " ".join(result.stdout.split()) for word in words)
    assert "Voorbeeld" in result.stdout
    for english in ("Usage", "Options:", "Commands", "Show ", "[required]", "[default"):
        assert english not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["foo"], "Fout: De opdracht 'foo' bestaat niet. Zie: steunwijzer --help"),
        (["--nope"], "Fout: De optie --nope bestaat niet."),
        (["search"], "Fout: 'WOORDEN' ontbreekt. Zie: steunwijzer search --help"),
        (["search", "a", "b"], "Fout: Dit is te veel: b."),
        (["serve", "--port", "x"], "Fout: De waarde van '--port' klopt niet."),
        (["serve", "--port", "0"], "Fout: De waarde van '--port' klopt niet."),
        (["serve", "--port"], "Fout: Achter '--port' ontbreekt een waarde."),
        (["ask"], f"Fout: {dutch.ONE_WAY_TO_ASK}"),
        (["ask", "Wat?", "--batch", "a", "--out", "b"], f"Fout: {dutch.ONE_WAY_TO_ASK}"),
        (["ask", "--batch", "a"], f"Fout: {dutch.ONE_WAY_TO_ASK}"),
        (["ask", "Wat?", "--out", "b"], f"Fout: {dutch.ONE_WAY_TO_ASK}"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_one_dutch_line(
    run: Run, arguments: list[str], line: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_closed_to_us_is_said_to_be_that(tmp_path: Path) -> None:
    text = tmp_path / "dicht.md"
    text.touch(mode=0o000)
    done = steunwijzer("corpus", "add", str(text), "--titel", "T", "--uitgever", "U")
    assert done.returncode == 2
    assert f"Fout: '{text}' is niet te lezen: de rechten ontbreken." in done.stderr.decode()


def test_ask_prints_the_answer_and_its_sources(run: Run) -> None:
    result = run("ask", "Wat is een JIM?")
    assert result.exit_code == 0
    assert result.stdout.startswith("Dit staat in de handreiking:\n")
    assert "[3] Handreiking informele steun" in result.stdout


def test_json_is_one_object_and_nothing_else(run: Run) -> None:
    result = run("ask", "Wat is een coördinator?", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["question"] == "Wat is een coördinator?"
    assert "coördinator" in result.stdout


def test_somebody_in_danger_is_told_whom_to_call_without_an_index(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(app, ["ask", "Vader bedreigt moeder nu met een mes"])
    assert result.exit_code == 1
    assert result.stdout.startswith("Is er nu gevaar? Bel eerst. 112:")
    assert result.stderr.startswith("Fout: Er is nog geen index.")
    data = CliRunner().invoke(app, ["ask", "--json", "Vader bedreigt moeder nu met een mes"])
    assert json.loads(data.stdout)["contacts"][0]["phone"] == "112"
    monkeypatch.setenv("STEUNWIJZER_PORT", "abc")
    wrong = CliRunner().invoke(app, ["ask", "Vader bedreigt moeder nu met een mes"])
    assert wrong.stdout.startswith("Is er nu gevaar? Bel eerst. 112:")
    assert "STEUNWIJZER_PORT" in wrong.stderr
    monkeypatch.delenv("STEUNWIJZER_PORT")
    calm = CliRunner().invoke(app, ["ask", "Wat is een JIM?"])
    assert (calm.exit_code, calm.stdout) == (1, "")


def test_an_unusable_question_is_one_line(run: Run) -> None:
    result = run("ask", "  ")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Fout: Je hebt nog geen vraag gesteld. Typ een vraag.\n"


def test_an_unusable_question_is_one_object_too(run: Run) -> None:
    result = run("ask", "  ", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert (record["outcome"], record["sentences"]) == ("not_found", [])
    assert [notice["kind"] for notice in record["notices"]] == ["unusable_question"]


def test_an_answer_that_failed_is_printed_and_fails(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(FakeAssistant):
        def ask(self, question: str, history: object = (), sources: object = ()) -> object:
            raise SteunwijzerError("De server is weg.", "Kijk ernaar.")

    monkeypatch.setattr("assistant.assistant.Assistant", lambda settings: Failing())
    result = run("ask", "Vader bedreigt moeder nu met een mes", "--json")
    assert json.loads(result.stdout)["contacts"][0]["phone"] == "112"
    assert (result.exit_code, result.stderr) == (1, "Fout: De server is weg. Kijk ernaar.\n")
    plain = run("ask", "Wat is een JIM?")
    assert (plain.exit_code, plain.stdout) == (1, "")
    assert plain.stderr == "Fout: De server is weg. Kijk ernaar.\n"


def test_a_bug_keeps_its_traceback(run: Run) -> None:
    assert isinstance(run("ask", "Dit is kapot").exception, ZeroDivisionError)


def test_batch_answers_all_and_says_so(run: Run, tmp_path: Path) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "Een?"}\n')
    result = run("ask", "--batch", str(questions), "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"1 vraag beantwoord in {out}.\n"
    assert json.loads(out.read_text())["id"] == 1


def test_a_broken_line_makes_the_batch_fail_at_the_end(run: Run, tmp_path: Path) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{bad\n{"id": 1, "question": "Een?"}\n')
    result = run("ask", "--batch", str(questions), "--out", str(out))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{questions}, regel 1: geen geldige JSON; overgeslagen.",
        f"1 vraag beantwoord in {out}. 1 regel overgeslagen.",
    ]
    assert len(out.read_text().splitlines()) == 1


def test_ctrl_c_in_a_batch_says_what_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(FakeAssistant):
        def ask(self, question: str, history: object = (), sources: object = ()) -> object:
            if question == "Stop":
                raise KeyboardInterrupt
            return super().ask(question)

    monkeypatch.setattr("assistant.assistant.Assistant", lambda settings: Interrupted())
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "Een?"}\n{"id": 2, "question": "Stop"}\n')
    result = run("ask", "--batch", str(questions), "--out", str(out))
    assert result.exit_code == 130
    assert result.stderr == f"1 vraag beantwoord in {out}.\nAfgebroken.\n"


def test_search_shows_rank_place_and_why(run: Run) -> None:
    result = run("search", "burgervoogd")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "1. 1 De meerwaarde van het inzetten van informele steun › Voordelen (p. 5)\n"
    )
    assert "betekenis sterk (0,80) · woorden zwak (0,30)" in result.stdout


def fake_ingest(report: Report | BaseException) -> Callable[..., Report]:
    def ingest(
        settings: Settings,
        advance: build.Advance,
        *,
        by: By = NOBODY,
        is_forced: bool = False,
        without_lost: bool = False,
    ) -> Report:
        advance(Stage.EMBED, 1, 1)
        advance(Stage.STORE, 1, 1)
        if isinstance(report, BaseException):
            raise report
        return report

    return ingest


@pytest.mark.parametrize(
    ("report", "code", "line"),
    [
        (
            Report("g", 74, 131, 523, 521, is_new=True),
            0,
            "74 secties, 131 passages, 523 vectoren (521 nieuw berekend).",
        ),
        (Report("g", 74, 131, 523, 0, is_new=False), 0, dutch.INGEST_UNCHANGED),
        (KeyboardInterrupt(), 130, dutch.STOPPED_INGEST),
        (IndexUnusableError("Kan niet.", "Doe iets."), 1, "Fout: Kan niet. Doe iets."),
    ],
)
def test_ingest_says_what_it_did_in_one_line(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    report: Report | BaseException,
    code: int,
    line: str,
) -> None:
    monkeypatch.setattr(build, "ingest", fake_ingest(report))
    result = run("ingest")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.endswith(f"{line}\n")
    assert result.stderr.count("\n") == 1


def test_ingest_tells_its_steps_to_who_started_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Report("g", 74, 131, 523, 0, is_new=True)
    steps = [Step("embed", 1, 1), Step("store", 1, 1)]
    monkeypatch.setattr(build, "ingest", fake_ingest(done))
    result = run("ingest", "--stappen")
    assert result_steps(result) == (0, steps)
    assert result.stderr.splitlines()[:2] == [dutch.stage_begun(step.stage) for step in steps]
    monkeypatch.setattr(build, "ingest", fake_ingest(IndexUnusableError("Kan niet.", "Doe iets.")))
    failed = Step(failure="Kan niet. Doe iets.")
    assert result_steps(run("ingest", "--stappen")) == (1, [*steps, failed])
    assert "--stappen" not in run("ingest", "--help").stdout


def test_publishing_and_trying_out_tell_their_steps_and_who_does_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report("g", 74, 131, 523, 0, is_new=False)
    by: list[object] = []

    def ingest(*told: Any, **said: Any) -> Report:
        by.append(said["by"])
        return fake_ingest(report)(*told, **said)

    def prepared(_: Settings, working: Callable[..., None], *__: Any, **___: Any) -> object:
        working("rehearse", 1, 2)
        return report, None

    monkeypatch.setattr(build, "ingest", ingest)
    monkeypatch.setattr(rehearsing, "prepared", prepared)
    steps = [Step("embed", 1, 1), Step("store", 1, 1)]
    options = ("--door=Noor", "--notitie=--nieuw", "--toch=Het moet", "--stappen")
    assert result_steps(run("publish", *options)) == (0, steps)
    assert by == [By("Noor", "--nieuw", "Het moet")]
    assert result_steps(run("preview", "--toch", "--stappen")) == (0, [Step("rehearse", 1, 2)])


def result_steps(result: Result) -> tuple[int, list[Step | None]]:
    return result.exit_code, [read_step(line.encode()) for line in result.stdout.splitlines()]


def test_a_taken_port_is_named_at_once(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Fout: Poort {port} op 127.0.0.1 is al in gebruik.")
    assert f"--port {port + 1}" in result.stderr


def test_an_address_that_is_not_ours_is_named(run: Run) -> None:
    result = run("serve", "--host", "192.0.2.1")
    assert result.exit_code == 1
    assert result.stderr.startswith("Fout: Op 192.0.2.1, poort 7860, kan Steunwijzer niet")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "0"])
def test_serve_does_not_open_to_others_without_a_word(run: Run, host: str) -> None:
    result = run("serve", "--host", host, "--port", str(free_port()))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "--open-voor-iedereen-zonder-inloggen" in result.stderr


def test_serve_says_at_once_that_a_setting_cannot_be_meant(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEUNWIJZER_HOSTS", "https://steun.example")
    result = run("serve", "--port", str(free_port()))
    assert result.exit_code == 1
    assert result.stderr.startswith("Fout: De omgevingsvariabele STEUNWIJZER_HOSTS")
    assert result.stderr.count("\n") == 1


def test_serve_stops_where_the_first_ingest_fails(tmp_path: Path) -> None:
    port = free_port()
    done = command(
        "serve",
        "--port",
        str(port),
        STEUNWIJZER_DATA=str(tmp_path / "data"),
        STEUNWIJZER_CORPUS=str(tmp_path),
    )
    assert done.returncode == 1
    first, second = done.stderr.decode().splitlines()
    assert first == dutch.ingest_first(f"http://127.0.0.1:{port}")
    assert second.startswith("Fout: ")


def test_no_index_says_what_to_run(tmp_path: Path) -> None:
    done = command("ask", "Wat is een JIM?", STEUNWIJZER_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "Fout: Er is nog geen index. Maak hem met: steunwijzer ingest\n"


def test_an_unknown_setting_is_one_line() -> None:
    done = command("ask", "Wat is een JIM?", STEUNWIJZER_DTA="x")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("Fout: De omgevingsvariabele STEUNWIJZER_DTA bestaat")
    assert done.stderr.count(b"\n") == 1


def test_an_argument_that_is_no_text_does_not_break_printing() -> None:
    done = command(b"\xff\xfe")
    assert done.returncode == 2
    assert done.stderr.startswith(b"Fout: De opdracht")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "ui.terminal.cli", "--help"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert b"Traceback" not in done.stderr


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, ui.terminal.cli; "
        "heavy = {'gradio', 'chromadb', 'numpy', 'pydantic', 'rich', 'torch', 'uvicorn'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_tracing_and_telemetry_are_forced_off(tmp_path: Path) -> None:
    code = (
        "import os, sys, ui.terminal.cli; sys.argv = ['steunwijzer', '--help']\n"
        "try: ui.terminal.cli.main()\n"
        "except SystemExit: pass\n"
        "print(os.environ['LANGSMITH_TRACING'], os.environ['LANGCHAIN_TRACING_V2'],"
        " os.environ['GRADIO_ANALYTICS_ENABLED'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env=os.environ | {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true"},
    )
    assert done.stdout.splitlines()[-1] == b"false false False"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def own_corpus(monkeypatch: pytest.MonkeyPatch, corpus: Path) -> Path:
    """The small corpus, which is that of the settings."""
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(corpus))
    return corpus


def test_a_text_that_changed_is_accepted_and_said_to_be(run: Run, own_corpus: Path) -> None:
    assert "Bij 'gids' is niets veranderd." in run("corpus", "accept", "gids").stderr
    document = own_corpus / "documents" / "gids.md"
    document.write_text(document.read_text(encoding="utf-8") + "\nEen zin.\n", encoding="utf-8")
    result = run("corpus", "accept", "gids")
    assert (result.exit_code, result.stderr.split(":")[0]) == (0, "Aanvaard")
    assert "gids.md is veranderd" in result.stderr
    assert "niets veranderd" in run("corpus", "accept", "gids").stderr


def test_annotations_that_are_lost_are_told_until_somebody_goes_on_without(
    run: Run, monkeypatch: pytest.MonkeyPatch, own_corpus: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    library = annotated(own_corpus)
    ingest(load_settings(), FakeEmbedder())
    edit_text(library, "Hij vangt een kind op", "Zij vangt een kind op")
    before = contents(library)
    left = run("corpus", "accept", "gids")
    assert (left.exit_code, "'Hij vangt' staat niet" in left.stderr) == (1, True)
    assert left.stderr.strip().endswith("of laat ze los met: steunwijzer corpus accept gids --toch")
    assert changed(library, before) == {"manifest.toml"}
    seen = run("preview", "--alleen-teksten")
    assert seen.exit_code == 1
    assert "kwijt   gids/steunouders: “Hij vangt”" in seen.stdout
    told = (
        "1 passage met annotaties staat niet meer in de tekst: gids/steunouders (1). Neem in"
        " annotations/gids/steunouders.toml, annotations/synthesis.toml bij 'quote' de eerste"
        " woorden over zoals ze er nu staan, of ga zonder die annotaties door met --toch: ze"
        " blijven bewaard."
    )
    assert told in seen.stderr
    assert told in run("preview", "--alleen-teksten", "--toch").stderr
    assert run("preview", "--alleen-teksten", "--toch").exit_code == 0
    with pytest.raises(CorpusError, match="1 passage met annotaties"):
        ingest(load_settings(), FakeEmbedder())
    assert run("ingest").exit_code == 1
    assert told in run("ingest").stderr
    assert run("corpus", "accept", "gids", "--toch").exit_code == 0
    assert run("preview", "--alleen-teksten").exit_code == 0
    ingest(load_settings(), FakeEmbedder())


def test_another_original_is_accepted_only_when_that_is_meant(run: Run, own_corpus: Path) -> None:
    (own_corpus / "originals" / "gids.txt").write_text("anders\n", encoding="utf-8")
    left = run("corpus", "accept", "gids")
    assert (left.exit_code, left.stderr.split(":")[0]) == (1, "Niet aanvaard")
    told = left.stderr.strip().partition("steunwijzer ")[2].split()
    assert told == ["corpus", "accept", "gids", "--ook-origineel"]
    assert run(*told).exit_code == 0
    assert "niets veranderd" in run("corpus", "accept", "gids").stderr


def test_an_earlier_index_can_be_seen_and_taken_back(
    run: Run, monkeypatch: pytest.MonkeyPatch, indexed: Settings, embedder: FakeEmbedder
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(indexed.data))
    before = current_release(indexed.data).name
    write_corpus(indexed.corpus, DOCUMENT + "\nEen zin.\n")
    ingest(indexed, embedder)
    lines = run("history").stdout.splitlines()
    assert lines[0].startswith(f"{before}  in gebruik genomen op ")
    assert "; 1 tekst, 3 secties; corpus " in lines[0]
    assert lines[1].endswith("  in gebruik")
    said = run("rollback")
    assert (said.exit_code, said.stdout) == (0, "")
    assert f"In gebruik is nu de index {before}" in said.stderr
    assert run("history").stdout.splitlines()[0].endswith("  in gebruik")
    refused = run("rollback")
    assert refused.exit_code == 1
    assert "geen eerdere index" in refused.stderr
    last = run("history").stdout.splitlines()[-1].split()[0]
    assert f"In gebruik is nu de index {last}" in run("rollback", last).stderr


def test_a_text_that_is_added_is_seen_before_it_is_indexed(
    run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    text = tmp_path / "logeren.md"
    text.write_text("# Logeren\n\n## Tijden\n\nJe komt om vier uur.\n", encoding="utf-8")
    about = ("--titel", "Logeren", "--uitgever", "Huis", "--jaar", "2024")
    ingest(load_settings(), FakeEmbedder())
    assert run("preview", "--alleen-teksten").stderr.strip() == "Geen sectie wordt anders."
    assert run("corpus", "add", str(text), *about).exit_code == 0
    assert "nieuw   logeren: Tijden" in run("preview", "--alleen-teksten").stdout
    before = contents(Library(own_corpus))
    again = run("corpus", "add", str(text), *about)
    assert again.exit_code == 1
    assert "niemand om te vragen" in again.stderr
    assert "er is niets veranderd" in run("corpus", "add", str(text), *about, "--ja").stderr
    assert contents(Library(own_corpus)) == before
    ingest(load_settings(), FakeEmbedder())
    assert run("preview", "--alleen-teksten").stderr.strip() == "Geen sectie wordt anders."


def test_what_is_said_of_a_text_and_its_original_are_kept(
    run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    text, received = tmp_path / "logeren.md", tmp_path / "Logeren (1).docx"
    text.write_text("# Logeren\n\n## Tijden\n\nJe komt om vier uur.\n", encoding="utf-8")
    received.write_bytes(b"PK\x03\x04")
    about = ("--titel", "Logeren", "--uitgever", "Huis", "--uitgave", "druk 2", "--jaar", "2024")
    place = ("--adres", "https://huis.nl", "--overnemen", "Mag.", "--origineel", str(received))
    assert run("corpus", "add", str(text), *about, *place).exit_code == 0
    assert (own_corpus / "originals" / "logeren.docx").read_bytes() == b"PK\x03\x04"
    entry = Library(own_corpus).entries()[-1]
    assert (entry.title, entry.publisher, entry.edition) == ("Logeren", "Huis", "druk 2")
    assert (entry.year, entry.url, entry.reuse_terms) == (2024, "https://huis.nl", "Mag.")


def test_a_section_that_only_goes_is_a_change(run: Run, own_corpus: Path) -> None:
    ingest(load_settings(), FakeEmbedder())
    write_corpus(own_corpus, DOCUMENT[: DOCUMENT.rindex("\n## ")])
    seen = run("preview", "--alleen-teksten")
    assert {line.split()[0] for line in seen.stdout.splitlines()} == {"weg"}
    assert seen.stderr == ""


def test_a_text_may_be_the_first_whatever_its_file_is_called(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    corpus = tmp_path / "nieuw"
    corpus.mkdir()
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(corpus))
    text = tmp_path / "Logéren bij ons.md"
    text.write_text("# Logeren\n\n## Tijden\n\nJe komt om vier uur.\n", encoding="utf-8")
    added = run("corpus", "add", str(text), "--titel", "Logeren", "--uitgever", "Huis")
    assert (added.exit_code, added.stderr.split()[0]) == (0, "'logeren-bij-ons'")
    assert run("preview", "--alleen-teksten").stdout == "nieuw   logeren-bij-ons: Tijden\n"


def test_what_a_change_does_to_sections_is_seen_before_it_is_indexed(
    run: Run, own_corpus: Path
) -> None:
    ingest(load_settings(), FakeEmbedder())
    document = own_corpus / "documents" / "gids.md"
    whole = document.read_text(encoding="utf-8")
    head = whole[: whole.rindex("\n## ")]
    document.write_text(head + "\nEen zin.\n\n## Nieuw\n\nTekst.\n", encoding="utf-8")
    assert "accept gids" in run("preview", "--alleen-teksten").stderr
    run("corpus", "accept", "gids")
    lines = run("preview", "--alleen-teksten").stdout.splitlines()
    assert {line.split()[0] for line in lines if line[0] != " "} == {"nieuw", "anders", "weg"}
    assert "        + … Hij vangt een kind op. Een zin." in lines


def test_an_address_that_is_none_is_refused_before_anything_is_added(
    run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    text = tmp_path / "logeren.md"
    text.write_text("# Logeren\n\nTekst.\n", encoding="utf-8")
    result = run(
        "corpus", "add", str(text), "--titel", "L", "--uitgever", "H", "--adres", "ftp://huis"
    )
    assert result.exit_code == 1
    assert "Begin met https://" in result.stderr
    assert not (own_corpus / "documents" / "logeren.md").exists()

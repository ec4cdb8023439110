import json
from pathlib import Path

import pytest

from assistant.answer.answer import Answer
from assistant.question.follow_up import Turn
from ingest.text.errors import SteunwijzerError
from ui.terminal.batch import Tally, answer_file, count_lines
from ui_fakes import FakeAssistant, answered, workspace_of


class Run:
    """A batch over the given lines, and all that came of it."""

    def __init__(self, folder: Path, lines: bytes) -> None:
        self.questions = folder / "questions.jsonl"
        self.out = folder / "answers.jsonl"
        self.questions.write_bytes(lines)
        self.assistant = FakeAssistant()
        self.tally = Tally()
        self.reports: list[str] = []
        self.progress: list[int] = []

    def go(self) -> "Run":
        answer_file(
            workspace_of(self.assistant).answer,
            self.questions,
            self.out,
            self.tally,
            self.reports.append,
            self.progress.append,
        )
        return self

    @property
    def answers(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]


def test_answers_come_in_the_order_of_the_questions(tmp_path: Path) -> None:
    lines = b'{"id": "b", "question": "Twee?"}\n{"id": 1, "question": "Een?"}\n'
    run = Run(tmp_path, lines).go()
    assert [answer["id"] for answer in run.answers] == ["b", 1]
    assert (run.tally.answered, run.tally.broken, run.progress) == (2, 0, [1, 2])


def test_history_is_passed_on(tmp_path: Path) -> None:
    line = b'{"id": 1, "question": "En dan?", "history": [{"question": "Een?", "answer": "Ja."}]}'
    run = Run(tmp_path, line).go()
    assert run.assistant.asked == [("En dan?", (Turn("Een?", "Ja."),))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{bad", "geen geldige JSON"),
        (b"\xff\xfe", "geen leesbare tekst (UTF-8)"),
        (b"[1]", "geen JSON-object"),
        (b"null", "geen JSON-object"),
        (b'{"id": 2}', "het veld question ontbreekt"),
        (b'{"question": "x"}', "het veld id ontbreekt"),
        (b'{"id": 2, "question": 3}', "het veld question heeft een verkeerde waarde"),
        (b'{"id": true, "question": "x"}', "het veld id heeft een verkeerde waarde"),
        (b'{"id": 2, "question": "x", "history": [{"answer": "y"}]}', "history.0.question"),
        (b'{"id": 2, "question": "\\ud800"}', "geen geldige JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_answered(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    lines = b'{"id": 1, "question": "Een?"}\n' + line + b'\n{"id": "1", "question": "Drie?"}\n'
    run = Run(tmp_path, lines).go()
    assert [answer["id"] for answer in run.answers] == [1, "1"]
    (report,) = run.reports
    assert report.startswith(f"{run.questions}, regel 2: ")
    assert reason in report
    assert run.tally.broken == 1


def test_fields_that_we_do_not_use_and_ids_that_return_are_no_mistake(tmp_path: Path) -> None:
    line = b'{"id": 1, "question": "Een?", "kind": "definitie", "gold": []}\n'
    run = Run(tmp_path, line * 2).go()
    assert [answer["id"] for answer in run.answers] == [1, 1]
    assert run.reports == []


def test_blank_lines_and_a_byte_order_mark_are_no_mistake(tmp_path: Path) -> None:
    run = Run(tmp_path, b'\xef\xbb\xbf{"id": 1, "question": "Een?"}\r\n\r\n  \n').go()
    assert (run.tally.answered, run.reports) == (1, [])


def test_line_ends_of_old_macs_are_no_mistake(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "Een?"}\r{"id": 2, "question": "Twee?"}\r').go()
    assert (run.tally.answered, run.reports) == (2, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_another_encoding_is_to_be_saved_as_utf8(tmp_path: Path, encoding: str) -> None:
    run = Run(tmp_path, '{"id": 1, "question": "Een?"}\n'.encode(encoding) * 3)
    with pytest.raises(SteunwijzerError, match=r"questions\.jsonl is geen UTF-8\. Sla .* UTF-8"):
        run.go()


def test_a_full_disk_is_said_once(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "Een?"}\n')
    run.out = Path("/dev/full")
    with pytest.raises(SteunwijzerError, match="Naar /dev/full kan niet worden geschreven"):
        run.go()
    assert run.tally.answered == 0


def test_an_unusable_question_gets_an_answer_that_says_so(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "  "}').go()
    (answer,) = run.answers
    assert (answer["outcome"], answer["sentences"], answer["hits"]) == ("not_found", [], [])
    assert answer["notices"] == [
        {
            "kind": "unusable_question",
            "text": "Je hebt nog geen vraag gesteld. Typ een vraag.",
        }
    ]
    assert (run.tally.answered, run.tally.broken) == (1, 0)


class Failing(FakeAssistant):
    """Fails in one way on "weg", and in another on "vol"."""

    def ask(self, question: str, history: object = (), sources: object = ()) -> Answer:
        for word in ("weg", "vol"):
            if word in question:
                raise SteunwijzerError(f"De server is {word}.", "Kijk ernaar.")
        return super().ask(question)


def test_an_answer_that_fails_is_a_record_and_the_others_are_answered(tmp_path: Path) -> None:
    asked = ["Eén?", "weg?", "Twee?", "weg!", "vol?", "Drie?"]
    lines = [json.dumps({"id": place, "question": each}) for place, each in enumerate(asked)]
    run = Run(tmp_path, "\n".join(lines).encode())
    run.assistant = Failing()
    run.go()
    assert [answer["id"] for answer in run.answers] == list(range(6))
    assert [bool(answer["sentences"]) for answer in run.answers] == [True, False] * 2 + [
        False,
        True,
    ]
    assert run.answers[1]["notices"] == [
        {"kind": "failed", "text": "De server is weg. Kijk ernaar."}
    ]
    # Each reason is said once.
    assert [report.split(": ", 1) for report in run.reports] == [
        [f"{run.questions}, regel 2", "geen antwoord. De server is weg. Kijk ernaar."],
        [f"{run.questions}, regel 5", "geen antwoord. De server is vol. Kijk ernaar."],
    ]
    assert (run.tally.answered, run.tally.failed, run.tally.broken) == (3, 3, 0)
    assert not run.tally.is_whole


@pytest.mark.parametrize(
    ("tally", "is_begun", "is_whole"),
    [
        (Tally(), False, True),
        (Tally(answered=1), True, True),
        (Tally(failed=1), True, False),
        (Tally(broken=1), True, False),
    ],
)
def test_a_tally_knows_whether_it_is_begun_and_whole(
    tally: Tally, is_begun: bool, is_whole: bool
) -> None:
    assert (tally.is_begun, tally.is_whole) == (is_begun, is_whole)


class Interrupted(FakeAssistant):
    """Ctrl-C comes during the second question."""

    def ask(self, question: str, history: object = (), sources: object = ()) -> Answer:
        if question == "Stop":
            raise KeyboardInterrupt
        return answered(question)


def test_ctrl_c_keeps_what_was_answered(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "Een?"}\n{"id": 2, "question": "Stop"}\n')
    run.assistant = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        run.go()
    assert [answer["id"] for answer in run.answers] == [1]
    assert run.tally.answered == 1


def test_an_answer_is_on_disk_before_the_next_question(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "Een?"}\n{"id": 2, "question": "Twee?"}\n')
    sizes: list[int] = []
    answer_file(
        workspace_of(run.assistant).answer,
        run.questions,
        run.out,
        run.tally,
        run.reports.append,
        lambda _: sizes.append(len(run.answers)),
    )
    assert sizes == [1, 2]


def test_questions_are_not_overwritten_by_answers(tmp_path: Path) -> None:
    run = Run(tmp_path, b'{"id": 1, "question": "Een?"}')
    run.out = run.questions
    with pytest.raises(SteunwijzerError, match="--out"):
        run.go()
    assert run.questions.read_bytes() == b'{"id": 1, "question": "Een?"}'


def test_missing_questions_and_an_unwritable_answers_file_are_named(tmp_path: Path) -> None:
    run = Run(tmp_path, b"")
    run.out = tmp_path / "weg" / "answers.jsonl"
    with pytest.raises(SteunwijzerError, match=r"answers\.jsonl kan niet worden geschreven"):
        run.go()
    run.questions.unlink()
    with pytest.raises(SteunwijzerError, match=r"questions\.jsonl kan niet worden gelezen"):
        run.go()


def test_lines_are_counted_where_a_file_can_be_read_twice(tmp_path: Path) -> None:
    run = Run(tmp_path, b"a\nb\nc")
    assert count_lines(run.questions) == 3
    assert count_lines(tmp_path) is None
    assert count_lines(tmp_path / "weg") is None

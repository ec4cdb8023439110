"""What readers said of answers -> pages for maintainers and evaluators, and tables to keep."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from assistant.answer.answer import Outcome
from ingest.text.errors import SteunwijzerError
from ui import texts_feedback, texts_pages
from ui.service.feedback import FeedbackRecord, Opinion
from ui.service.workspace import Workspace
from ui.web.maintain_drafts import DRAFT
from ui.web.office import Office
from ui.web.routes import MAINTAIN, MEASURE
from ui.web.visit import Check, Visit, route

MISSED: Final = "/vragen"
INBOX: Final = "/feedback"
SEARCHED: Final = 8
"""So many passages are proposed."""
_BEGIN_CHARS: Final = 60
"""So much of a passage tells it from others."""
_CSV: Final = "feedback.csv"
_JSON: Final = "feedback.json"


def feedback_routes(office: Office) -> list[Route]:
    """The routes below both places."""
    maintaining: Check = Workspace.may_maintain
    measuring: Check = Workspace.may_measure
    return [
        route(office, MAINTAIN, maintaining, MISSED, _missed),
        route(office, MAINTAIN, maintaining, f"{MISSED}/{{id}}", _search),
        route(office, MAINTAIN, maintaining, f"{MISSED}/{{id}}", _answer, "POST"),
        route(office, MEASURE, measuring, INBOX, _inbox),
        route(office, MEASURE, measuring, f"{INBOX}/{_CSV}", _csv),
        route(office, MEASURE, measuring, f"{INBOX}/{_JSON}", _json),
    ]


def _missed(visit: Visit) -> Response:
    """The questions of which the answer was not what the reader needed."""
    read = visit.workspace.feedback()
    missed = [each for each in read.records if is_missed(each)]
    return _page(visit, missed, read.broken, "Wat lezers niet vonden")


def _inbox(visit: Visit) -> Response:
    read = visit.workspace.feedback()
    return _page(visit, read.records, read.broken, "Wat lezers vinden")


def _page(visit: Visit, records: Sequence[FeedbackRecord], broken: int, heading: str) -> Response:
    return visit.page(
        "feedback",
        heading=heading,
        records=list(records)[::-1],
        summed=texts_feedback.summed([each.opinion for each in records]) if records else "",
        skipped=texts_feedback.skipped(broken) if broken else "",
        names=texts_feedback.NAMES,
        outcomes=texts_feedback.OUTCOMES,
        is_missed=visit.place == MAINTAIN,
        placed=visit.workspace.placed_questions() if visit.place == MAINTAIN else {},
    )


def _search(visit: Visit) -> Response:
    """The passages nearest to a question, or to other words that somebody searches for."""
    record = _record(visit)
    words = visit.text("zoek") or record.question
    return visit.page(
        "missed",
        record=record,
        words=visit.text("zoek"),
        found=visit.office.answering.search(words)[:SEARCHED],
        begin_chars=_BEGIN_CHARS,
    )


def _answer(visit: Visit) -> Response:
    section_id, record = visit.text("sectie"), _record(visit)
    visit.workspace.propose_question(section_id, visit.text("begin"), record.question)
    return visit.go(f"{MAINTAIN}{DRAFT}{section_id}", texts_pages.QUESTION_ADDED)


def _record(visit: Visit) -> FeedbackRecord:
    records = visit.workspace.feedback().records
    found = next((each for each in records if each.id == visit.path["id"]), None)
    if found is None:
        raise SteunwijzerError(*texts_pages.QUESTION_GONE)
    return found


def is_missed(record: FeedbackRecord) -> bool:
    """Whether a reader had needed another answer, or was told that there is none."""
    return record.opinion is not Opinion.RIGHT or record.outcome is Outcome.NOT_FOUND


def _csv(visit: Visit) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _CSV
        visit.workspace.write_feedback(file)
        return _attached(file.read_bytes(), "text/csv; charset=utf-8", _CSV)


def _json(visit: Visit) -> Response:
    records = [each.model_dump(mode="json") for each in visit.workspace.feedback().records]
    if not records:
        raise SteunwijzerError(*texts_feedback.NONE_YET)
    data = json.dumps(records, ensure_ascii=False, indent=1).encode()
    return _attached(data, "application/json", _JSON)


def _attached(data: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media_type, headers=headers)

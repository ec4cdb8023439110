"""The page for who measures: a set is asked, reports are looked at and held beside each other.

What measures is imported by who needs it: that takes a second, and most visitors only ask.
"""

from collections import Counter
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ingest.text.errors import SteunwijzerError
from ui import texts_pages
from ui.service.reporting import SETS
from ui.service.workspace import Workspace
from ui.web.evaluate_rate import rate_routes
from ui.web.number import whole_number
from ui.web.office import Office
from ui.web.routes import MEASURE
from ui.web.visit import WORK, Visit, route, work

START: Final = "/start"
STOP: Final = "/stop"
KEEP_SET: Final = "/vragen"
COMPARE: Final = "/vergelijk"
RUN: Final = "/meting/{name}"
SHOWN: Final = 300
"""So many characters of a passage are shown."""


def evaluate_routes(office: Office) -> list[Route]:
    """The routes below /meten."""
    check = Workspace.may_measure
    return [
        route(office, MEASURE, check, "", _overview),
        route(office, MEASURE, check, START, _start, "POST"),
        route(office, MEASURE, check, STOP, _stop, "POST"),
        route(office, MEASURE, check, WORK, work),
        route(office, MEASURE, check, KEEP_SET, _keep_set, "POST"),
        route(office, MEASURE, check, COMPARE, _choose_two, "POST"),
        route(office, MEASURE, check, f"{COMPARE}/{{before}}/{{after}}", _compare),
        route(office, MEASURE, check, RUN, _run),
        route(office, MEASURE, check, f"{RUN}/vraag/{{number}}", _question),
        route(office, MEASURE, check, f"{RUN}/bestand/{{file}}", _file),
        *rate_routes(office),
    ]


def _overview(visit: Visit) -> Response:
    from eval.figures import overall
    from eval.labels import MEASURES
    from eval.overview import TILES

    reports = visit.workspace.reports()
    return visit.page(
        "evaluate",
        reports=[(each, overall(each.run, TILES)) for each in reports],
        measures=[(name, MEASURES[name]) for name in TILES],
        sets=SETS,
        own_sets=visit.workspace.own_sets(),
        has_feedback=visit.office.has_feedback,
    )


def _start(visit: Visit) -> Response:
    with_baselines = bool(visit.text("vergelijk"))
    visit.workspace.begin_measuring(
        visit.office.jobs, visit.text("vragen"), with_baselines=with_baselines
    )
    return visit.go(MEASURE)


def _stop(visit: Visit) -> Response:
    visit.workspace.stop_measuring(visit.office.jobs)
    return visit.go(MEASURE)


def _keep_set(visit: Visit) -> Response:
    upload = visit.file("bestand")
    name = Path((upload.filename or "").replace("\\", "/")).name
    visit.workspace.keep_set(name, upload.file.read())
    return visit.go(MEASURE, texts_pages.set_kept(name))


def _choose_two(visit: Visit) -> Response:
    return visit.go(f"{MEASURE}{COMPARE}/{visit.text('voor')}/{visit.text('na')}")


def _compare(visit: Visit) -> Response:
    from eval.figures import ALL, LOWER_IS_BETTER
    from eval.labels import GROUPS, MEASURES

    before, after = visit.path["before"], visit.path["after"]
    found = visit.workspace.compared(before, after)
    return visit.page(
        "compare",
        before=visit.workspace.report(before),
        after=visit.workspace.report(after),
        rows=[
            (
                MEASURES[measure],
                GROUPS[group],
                each,
                (each.change < 0) is (measure in LOWER_IS_BETTER),
            )
            for measure, group, each in found
            if group == ALL or each.is_shown
        ],
        all_questions=GROUPS[ALL],
    )


def _run(visit: Visit) -> Response:
    from eval.ending import ending
    from eval.figures import figures
    from eval.labels import GROUPS, MEASURES
    from eval.overview import figure_tables

    name = visit.path["name"]
    report = visit.workspace.report(name)
    responses = visit.workspace.responses(name)
    endings = [ending(own, each) for own, each in zip(report.run.scored, responses, strict=True)]
    return visit.page(
        "run",
        report=report,
        tables=figure_tables(report.run, figures(report.run)),
        measures=MEASURES,
        tally=Counter(endings).most_common(),
        questions=[
            (number, each.shown or each.searched, GROUPS[own.kind], how)
            for number, (own, each, how) in enumerate(
                zip(report.run.scored, responses, endings, strict=True), start=1
            )
        ],
        raters=visit.workspace.raters(name),
        agreement=visit.workspace.agreement(name),
    )


def _question(visit: Visit) -> Response:
    from eval.ending import ending
    from eval.labels import GROUPS, MEASURES

    name, number = visit.path["name"], visit.path["number"]
    report = visit.workspace.report(name)
    responses = visit.workspace.responses(name)
    place = (whole_number(number) or 0) - 1
    if not 0 <= place < len(responses):
        raise SteunwijzerError(*texts_pages.no_question(number))
    response, scored = responses[place], report.run.scored[place]
    asked = visit.workspace.asked(response.id)
    golden = asked.gold_sections if asked else frozenset()
    return visit.page(
        "question",
        report=report,
        number=place + 1,
        count=len(responses),
        response=response,
        scored=scored,
        asked=asked,
        golden=golden,
        kind=GROUPS[scored.kind],
        ending=ending(scored, response),
        cited={each.place for each in response.citations},
        measures=MEASURES,
    )


def _file(visit: Visit) -> Response:
    path = visit.workspace.report_file(visit.path["name"], visit.path["file"])
    is_page = path.suffix == ".html"
    return FileResponse(
        path,
        filename=f"{visit.path['name']}-{path.name}",
        content_disposition_type="inline" if is_page else "attachment",
        status_code=HTTPStatus.OK,
    )

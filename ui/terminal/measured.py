"""Measurements -> JSON objects, for programs; tables.py shows the same to people."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.beir import DataSetResult
from eval.figures import figures, system_figures
from eval.measured import Run
from eval.speed import Timing
from eval.statistics import Difference


def benchmark_json(folder: Path, run: Run) -> str:
    """A benchmark: where its report is, every figure, and how far the judge can be trusted."""
    return _json(
        {
            "report": str(folder),
            "figures": [*_own_figures(run), *_figures_of_others(run)],
            "judge_agreement": asdict(run.agreement) if run.agreement else None,
        }
    )


def differences_json(found: Iterable[tuple[str, str, Difference]]) -> str:
    """Two benchmarks beside each other, by measure and group of questions."""
    return _json(
        {
            "differences": [
                {
                    "measure": measure,
                    "group": group,
                    "change": each.change,
                    "detectable": each.detectable,
                    **asdict(each),
                }
                for measure, group, each in found
            ]
        }
    )


def data_set_json(result: DataSetResult) -> str:
    """The search on a data set in BEIR form."""
    return _json(
        {
            **{name: each.mean for name, each in result.overall.items()},
            "queries": result.queries,
            "documents": result.documents,
            "intervals": {name: [each.low, each.high] for name, each in result.overall.items()},
            "kinds": {
                kind: {name: each.mean for name, each in row.items()}
                for kind, row in result.kinds.items()
            },
            "systems": {
                system: {name: each.mean for name, each in row.items()}
                for system, row in result.parts.items()
            },
        }
    )


def speed_json(machine: str, measured: Sequence[Timing]) -> str:
    """Speed and memory, and the machine that they are of."""
    return _json({"machine": machine, "figures": [_speed(figure) for figure in measured]})


def _own_figures(run: Run) -> list[dict[str, Any]]:
    return [
        {"system": "steunwijzer", "measure": each.measure, "group": each.group}
        | asdict(each.estimate)
        for each in figures(run)
    ]


def _figures_of_others(run: Run) -> list[dict[str, Any]]:
    return [
        {"system": system, "measure": measure, "group": "all", **asdict(each)}
        for system, measure, each in system_figures(run)
        if system in run.systems
    ]


def _speed(figure: Timing) -> dict[str, Any]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "p50": figure.p50,
        "p95": figure.p95,
        "runs": len(figure.values),
        "bar_p50": figure.bar_p50,
        "bar_p95": figure.bar_p95,
        "headroom": figure.headroom,
        "reached": figure.is_reached,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

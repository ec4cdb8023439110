"""The figures of the README are those of the baseline."""

from pathlib import Path

import pytest

from eval import published
from eval.benchmark import Split
from eval.measured import BASELINE, read_run
from eval.published import BEGIN, END, README, of_test, with_figures
from eval_fakes import measured
from ingest.text.errors import SteunwijzerError


def test_the_readme_gives_the_figures_of_the_baseline() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert with_figures(text, read_run(BASELINE)) == text


def test_the_baseline_says_why_it_is_the_baseline() -> None:
    assert len(read_run(BASELINE).about.reason) > 20


def test_only_test_questions_are_told_of() -> None:
    run = measured().run
    first, *rest = run.scored
    mixed = run.model_copy(
        update={"scored": (first.model_copy(update={"split": Split.DEV}), *rest)}
    )
    kept = of_test(mixed)
    assert first.id not in {each.id for each in kept.scored}
    assert first.id not in kept.systems["bm25"]
    assert len(kept.scored) == len(rest)


def test_figures_replace_those_that_were_there_and_nothing_else() -> None:
    text = f"voor\n{BEGIN}oud\n{END}na\n"
    new = with_figures(text, measured().run)
    assert new.startswith(f"voor\n{BEGIN}On the 8 test questions")
    assert new.endswith(f"{END}na\n")
    assert "oud" not in new
    assert with_figures(new, measured().run) == new


@pytest.mark.parametrize(("split", "reason"), [("all", []), ("test", ["omdat"])])
def test_without_a_reason_or_all_questions_the_baseline_stays(
    split: str, reason: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = measured().run
    about = run.about.model_copy(update={"split": split})
    (tmp_path / "run.json").write_text(
        run.model_copy(update={"about": about}).model_dump_json(exclude_none=True)
    )
    kept = tmp_path / "baseline.json"
    monkeypatch.setattr(published, "BASELINE", kept)
    monkeypatch.setattr("sys.argv", ["published", str(tmp_path), *reason])
    with pytest.raises(SteunwijzerError, match="alleen met een reden"):
        published.main()
    assert not kept.exists()

"""Where learning begins: at what is known of the same passages, by vectors of the same model."""

from pathlib import Path

import numpy as np
from index_fakes import annotation, annotations, content, place, section

from ingest.index.classifier import Classifier
from ingest.index.matcher import NEVER, Matcher
from ingest.index.start import NO_START, open_start, passage_names, save_start

ONE = section("een", "Oma helpt.")
OTHER = section("ander", "De buurman helpt.")
MATCHER = Matcher(
    np.asarray([[1, 2], [3, 4]], np.float32),
    np.asarray([5, 6], np.float32),
    np.asarray([7, 8], np.float32),
)
SORTS = {"talk": Classifier(MATCHER.mean, 0.5, MATCHER.mean, MATCHER.intercepts)}
TOLD = content(
    ONE,
    OTHER,
    annotations=annotations(
        annotation(place(ONE), {"Wie is oma?": ()}), annotation(place(OTHER), {"Wie helpt?": ()})
    ),
)


def kept(folder: Path) -> Path:
    file = folder / "start.npz"
    save_start("model", passage_names(TOLD), MATCHER, SORTS, file)
    return file


def test_what_is_known_of_a_passage_is_found_by_its_first_question(tmp_path: Path) -> None:
    turned = content(
        OTHER,
        ONE,
        annotations=annotations(
            annotation(place(OTHER), {"Wie nog meer?": ()}),
            annotation(place(ONE), {"Wie is oma?": ()}),
        ),
    )
    begun = open_start("model", kept(tmp_path)).matcher(turned)
    assert begun is not None
    assert begun.coefficients.tolist() == [[0, 0], [1, 2]]
    assert begun.intercepts.tolist() == [NEVER, 5]


def test_sorts_are_read_as_they_were_written(tmp_path: Path) -> None:
    own = open_start("model", kept(tmp_path)).sorts["talk"]
    assert (own.coefficients.tolist(), own.intercept, own.phrasing.tolist()) == (
        [7, 8],
        0.5,
        [5, 6],
    )


def test_of_another_model_or_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert open_start("other", kept(tmp_path)) == open_start("model", tmp_path / "x") == NO_START
    assert NO_START.matcher(TOLD) is None


def test_another_start_has_another_identity(tmp_path: Path) -> None:
    file = kept(tmp_path)
    first = open_start("model", file).identity
    save_start("model", passage_names(TOLD), MATCHER, {}, file)
    assert first != open_start("model", file).identity != ""

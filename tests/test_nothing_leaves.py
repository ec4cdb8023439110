"""What libraries would send or write by themselves, they do not."""

import os
import subprocess
import sys
from pathlib import Path

RUN = """
from ingest.index.embed.built_in import BuiltInEmbeddings
print(len(BuiltInEmbeddings().embed_query("Wat is een steunouder?")))
"""


def test_the_built_in_model_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """Not even an identifier by which the machine would be known elsewhere."""
    environment = {name: value for name, value in os.environ.items() if "XDG" not in name}
    environment = environment | {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run(
        [sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "384\n"
    assert list(tmp_path.rglob("*")) == []


def test_the_runtime_of_the_built_in_model_knows_no_address_to_report_to() -> None:
    import onnxruntime

    files = Path(onnxruntime.__file__).parent.rglob("*.so*")
    reporting = [path.name for path in files if b"events.data.microsoft" in path.read_bytes()]
    assert reporting == []

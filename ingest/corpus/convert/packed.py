"""A zip file with XML in it -> its parts; the only module that knows lxml."""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree


def read_parts(path: Path, *names: str) -> list[Any]:
    """The roots of parts, without anything from outside the file.

    Raises:
        KeyError: there is no such part.
        zipfile.BadZipFile, etree.XMLSyntaxError: it is damaged.
    """
    with zipfile.ZipFile(path) as packed:
        return [parse_xml(packed.read(name)) for name in names]


def parse_xml(data: bytes) -> Any:
    """The root of an XML text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)

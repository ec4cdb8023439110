"""The paths that programs ask for."""

from typing import Final

ASK: Final = "/api/v1/ask"
SEARCH: Final = "/api/v1/search"
SOURCES: Final = "/api/v1/sources"
DOCUMENT: Final = "/api/v1/documents/{document_id}"
CARD: Final = "/api/v1/system-card"
OPENAPI: Final = "/api/openapi.json"
DESCRIBED: Final = "/api"
OTHER: Final = "/api/{rest:path}"
"""All else below it, of which is said that it is not there."""
READY: Final = "/ready"
METRICS: Final = "/metrics"
MCP: Final = "/mcp"


def is_for_programs(path: str) -> bool:
    """Whether a path is asked for by programs, which are told of problems in JSON."""
    return path == METRICS or any(f"{path}/".startswith(f"{each}/") for each in (DESCRIBED, MCP))

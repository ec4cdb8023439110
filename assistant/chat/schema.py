"""JSON Schemas as servers with structured output want them."""

from typing import Any


def strict(properties: dict[str, Any]) -> dict[str, Any]:
    """A JSON object with these properties and no others, as strict servers want it."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any]) -> dict[str, Any]:
    """A JSON array of these."""
    return {"type": "array", "items": items}

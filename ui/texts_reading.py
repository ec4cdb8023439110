"""What readers of the documents themselves are told, people and models, in plain Dutch."""

from typing import Final

TO_DRAFT: Final = "Een tekst laten lezen door het taalmodel"
NO_DRAFTING_MODEL: Final = (
    "Er is geen taalmodel om de tekst te lezen.",
    "Zet STEUNWIJZER_CHAT op aanbieder:model.",
)


def no_document(document_id: str) -> tuple[str, str]:
    """Says that a text is not among those that are answered from."""
    return (
        f"Er is geen document {document_id} in gebruik.",
        "Misschien is het weggehaald; kijk in de lijst van bronnen.",
    )

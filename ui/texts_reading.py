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


def no_section(section_id: str) -> tuple[str, str]:
    """Says that a passage is not among those that are answered from."""
    return (
        f"Er is geen passage {section_id} in gebruik.",
        "Neem het section_id over uit een citaat of een zoekresultaat.",
    )

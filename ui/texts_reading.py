"""What readers of the documents themselves are told, in plain Dutch."""


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

"""What readers of the documents themselves are told, in plain Dutch."""


def no_document(document_id: str) -> tuple[str, str]:
    """Says that a text is not among those that are answered from."""
    return (
        f"Er is geen document {document_id} in gebruik.",
        "Misschien is het weggehaald; kijk in de lijst van bronnen.",
    )

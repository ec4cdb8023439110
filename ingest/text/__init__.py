"""The types and words of a text: documents, sections, sentences, terms."""

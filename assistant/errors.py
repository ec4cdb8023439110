"""Failures of the assistant that the person who asks can mend."""

from ingest.errors import SteunwijzerError


class QuestionError(SteunwijzerError):
    """The question cannot be searched for: the page and the batch show the sentence and go on."""

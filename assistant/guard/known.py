"""What the assistant knows: a release, and what masks the names in it."""

from dataclasses import dataclass

from assistant.guard.privacy import Privacy
from ingest.index.release import Release


@dataclass(frozen=True, slots=True)
class Known:
    """A release, and what the assistant makes of it; followed in one step."""

    release: Release
    privacy: Privacy

    @property
    def id(self) -> str:
        """That of the release."""
        return self.release.id

    def close(self) -> None:
        """Let go of the release."""
        self.release.close()

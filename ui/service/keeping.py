"""The use cases of who keeps the texts: add, look, accept, index, and go back."""

from typing import TYPE_CHECKING

from ui import texts
from ui.service.deeds import Deeds, Working
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from pathlib import Path

    from eval.rehearsal import Rehearsed
    from ingest.corpus.accept import Acceptance
    from ingest.corpus.convert.converted import Converted
    from ingest.corpus.entry import ManifestEntry
    from ingest.index.build import Report
    from ingest.index.preview import Preview
    from ingest.index.releases import KeptRelease
    from ui.service.rehearsing import ReadyRelease


class Keeping(Deeds):
    """Use cases of a maintainer."""

    def ingest(
        self,
        working: Working,
        *,
        is_forced: bool = False,
        without_lost: bool = False,
        note: str = "",
        reason: str = "",
    ) -> "Report":
        """Index the corpus and put the result in use; an unchanged corpus is left as it is.

        What `rehearse` made of the same corpus is put in use as it is. `note` is kept in the
        history, and so is the `reason` why what fell below a floor is put in use all the same.

        Raises:
            CorpusError: a file of the corpus is wrong, or annotations are lost and it was not said
                to go on without (`without_lost`).
            SteunwijzerError: this is for who keeps the texts, or the data folder, the model or the
                Chroma server cannot be used.
        """
        from ingest.index.build import ingest
        from ingest.index.published import By

        check_role(self._actor, texts.TO_INGEST, Role.MAINTAINER)
        by = By(self._actor.name, note, reason)
        return ingest(
            self._settings, working, by=by, is_forced=is_forced, without_lost=without_lost
        )

    def preview(self) -> "Preview":
        """What the next ingest would change of what is answered from.

        Raises:
            CorpusError: a file of the corpus is wrong or was not accepted.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.index.preview import preview

        check_role(self._actor, texts.TO_PREVIEW, Role.MAINTAINER)
        return preview(self._settings)

    def rehearse(
        self, working: Working, sample: int = 0, *, without_lost: bool = False
    ) -> "tuple[Report, Rehearsed | None]":
        """Make the next release without putting it in use, and see whose answers change.

        `sample` is how many of the benchmark's questions are asked, 0 for all; None where nothing
        changed.

        Raises:
            CorpusError, SteunwijzerError: as `ingest`.
        """
        from ui.service.rehearsing import prepared

        check_role(self._actor, texts.TO_PREPARE, Role.MAINTAINER)
        return prepared(self._settings, working, sample, without_lost=without_lost)

    def rehearsed(self) -> "ReadyRelease | None":
        """What came of `rehearse`, where it was done with the corpus as it is now.

        Raises:
            CorpusError: a file of the corpus is wrong or was not accepted.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ui.service.rehearsing import rehearsed

        check_role(self._actor, texts.TO_PREPARE, Role.MAINTAINER)
        return rehearsed(self._settings)

    def compare_releases(self, before: str, after: str) -> "Preview":
        """What differs between two releases that are kept, by their ids.

        Raises:
            IndexUnusableError: there is no index.
            SteunwijzerError: this is for who keeps the texts, or there is no such release.
        """
        from ingest.index.preview import between
        from ingest.index.releases import kept_release

        check_role(self._actor, texts.TO_SEE_RELEASES, Role.MAINTAINER)
        data = self._settings.data
        return between(kept_release(data, before), kept_release(data, after))

    def read_document(self, path: "Path") -> "Converted":
        """What is made of a file, to be looked at before it is added; nothing is written.

        Raises:
            CorpusError: it cannot be read, or nothing can be made of it.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.corpus.convert.convert import convert

        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        return convert(path)

    def add_document(
        self,
        entry: "ManifestEntry",
        markdown: str,
        original: bytes,
        received_as: str,
        *,
        is_accepted: bool = True,
    ) -> None:
        """Add a source and its text to the corpus; once accepted the next ingest takes it along.

        Raises:
            CorpusError: the source is there or would be wrong, or the text is no document.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        library = self._own_library()
        library.add_document(entry, markdown, original, received_as, is_accepted=is_accepted)

    def history(self) -> list["KeptRelease"]:
        """The releases that can be put in use, oldest first.

        Raises:
            IndexUnusableError: there is no index.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.index.releases import kept_releases

        check_role(self._actor, texts.TO_SEE_RELEASES, Role.MAINTAINER)
        return kept_releases(self._settings.data)

    def roll_back(self, release_id: str = "") -> "KeptRelease":
        """Put an earlier release in use again: the one before, or the one with this id.

        Raises:
            IndexUnusableError: there is no index.
            SteunwijzerError: this is for who keeps the texts, there is no such release, or an
                ingest is at work.
        """
        from ingest.index.published import By
        from ingest.index.releases import roll_back

        check_role(self._actor, texts.TO_ROLL_BACK, Role.MAINTAINER)
        return roll_back(self._settings.data, release_id, By(self._actor.name))

    def accept(
        self, source_id: str, *, with_original: bool = False, without_lost: bool = False
    ) -> "Acceptance":
        """Accept a text of the corpus as it is now, and its annotations as far as they hold.

        With `without_lost`, passages that are not there any more are let go.

        Raises:
            CorpusError: there is no such text, or a file of the corpus is wrong.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts.TO_ACCEPT, Role.MAINTAINER)
        library = self._own_library()
        return library.accept(source_id, with_original=with_original, without_lost=without_lost)

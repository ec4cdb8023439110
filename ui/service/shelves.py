"""The use cases of who keeps the texts themselves: see which there are, replace one, remove one."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.text.errors import SteunwijzerError
from ui import texts, texts_corpus
from ui.service.deeds import Deeds
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from ingest.corpus.edition import Following
    from ingest.corpus.entry import ManifestEntry
    from ingest.corpus.fetch.fetched import FetchedFile
    from ingest.corpus.holdings import Holding
    from ingest.corpus.own_library import Upgrade
    from ingest.corpus.removed import Removal
    from ingest.corpus.review import Remark


class Shelving(Deeds):
    """Use cases of a maintainer on the texts of the corpus."""

    def holdings(self) -> "tuple[Holding, ...]":
        """What there is of each source, in the order of the manifest.

        Raises:
            CorpusError: the manifest or an annotation cannot be read.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_SEE_CORPUS, Role.MAINTAINER)
        return self._library().holdings()

    def sources(self) -> "tuple[ManifestEntry, ...]":
        """All that is said of each source; a folder that has no manifest yet has none.

        Raises:
            CorpusError: the manifest is wrong.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_SEE_CORPUS, Role.MAINTAINER)
        library = self._library()
        return library.entries() if library.is_begun else ()

    def waiting(self) -> tuple[str, ...]:
        """The ids of the sources whose text is not answered from, as nobody accepted it yet.

        Raises:
            CorpusError: the manifest is wrong.
            SteunwijzerError: this is for who keeps the texts.
        """
        return tuple(each.id for each in self.sources() if each.is_out)

    def holding(self, source_id: str) -> "Holding":
        """What there is of one source.

        Raises:
            CorpusError: there is no such source, or as `holdings`.
            SteunwijzerError: this is for who keeps the texts.
        """
        found = {each.entry.id: each for each in self.holdings()}
        if source_id not in found:
            raise SteunwijzerError(*texts_corpus.no_source(source_id))
        return found[source_id]

    def review(self, today: datetime.date) -> "list[Remark]":
        """What should be looked at in the corpus, first what must be mended.

        Raises:
            CorpusError: the manifest or an annotation cannot be read.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_SEE_CORPUS, Role.MAINTAINER)
        return self._library().review(today)

    def following(self, source_id: str, markdown: str) -> "Following":
        """What another text of a source would leave of its sections and annotations.

        Raises:
            CorpusError: there is no such source, or the text is no document.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        return self._library().following(source_id, markdown)

    def take_upgrade(self) -> "Upgrade":
        """Take over in a library of one's own what a newer installation brought.

        Raises:
            CorpusError: a file of it cannot be read or written.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.corpus.own_library import upgrade

        check_role(self._actor, texts.TO_INGEST, Role.MAINTAINER)
        return upgrade(self._settings)

    def put_edition(
        self,
        entry: "ManifestEntry",
        markdown: str,
        original: bytes,
        received_as: str,
        *,
        is_accepted: bool = True,
    ) -> bool:
        """Give a source that is there another text, or its first; whether anything changed.

        Raises:
            CorpusError: it would be wrong, the text is no document, or it cannot be written.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts.TO_ADD, Role.MAINTAINER)
        library = self._own_library()
        return library.put_edition(entry, markdown, original, received_as, is_accepted=is_accepted)

    @contextmanager
    def fetched_from(self, address: str) -> "Iterator[FetchedFile]":
        """What stands at an address, as a file for as long as it is needed.

        Raises:
            CorpusError: it cannot be had.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.corpus.fetch.fetched import fetched

        check_role(self._actor, texts_corpus.TO_FETCH, Role.MAINTAINER)
        with fetched(self._settings.data, address) as file:
            yield file

    def removal(self, source_id: str) -> "Removal":
        """What would go with a source; nothing is written.

        Raises:
            CorpusError: there is no such source, or a file of the corpus cannot be read.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_REMOVE, Role.MAINTAINER)
        return self._library().removal(source_id)

    def remove(self, source_id: str) -> "Removal":
        """Take a source out of the corpus; the next ingest answers without it.

        Raises:
            CorpusError: there is no such source, or a file cannot be written or taken away.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.corpus.fetch.fetched import forget

        check_role(self._actor, texts_corpus.TO_REMOVE, Role.MAINTAINER)
        gone = self._own_library().remove(source_id)
        forget(self._settings.data, gone.entry.url)
        return gone

    def supersede(self, old_id: str, new_id: str) -> None:
        """Say that a source took the place of another.

        Raises:
            CorpusError: one is no source, or they replace each other.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_SUPERSEDE, Role.MAINTAINER)
        self._own_library().supersede(old_id, new_id)

    def reinstate(self, source_id: str) -> None:
        """Say that a source that was superseded counts again.

        Raises:
            CorpusError: it is no source, or was not superseded.
            SteunwijzerError: this is for who keeps the texts.
        """
        check_role(self._actor, texts_corpus.TO_SUPERSEDE, Role.MAINTAINER)
        self._own_library().reinstate(source_id)

"""What publications of a field are called -> how a sentence speaks of one.

Dutch asks for the article of a noun: "de richtlijn", "een herzien protocol".
"""

from dataclasses import dataclass

from ingest.text.words import fold


@dataclass(frozen=True, slots=True)
class Publications:
    """What publications are called, and which of these is summarised.

    `articles` are pairs of a folded noun and its article, "de" or "het"; `summarised` is one of
    the nouns.
    """

    articles: tuple[tuple[str, str], ...]
    summarised: str

    @property
    def nouns(self) -> frozenset[str]:
        """What a publication is called, without an article."""
        return frozenset(noun for noun, _ in self.articles)

    @property
    def revised(self) -> str:
        """What is summarised, in a newer edition: "herziene richtlijn", "herzien protocol"."""
        adjective = "herzien" if self.article(self.summarised) == "het" else "herziene"
        return f"{adjective} {self.summarised}"

    def speaks(self, voice: str) -> bool:
        """Whether words of this voice are no person's: "de richtlijn X", "het JGZ-protocol"."""
        article, _, rest = fold(voice).partition(" ")
        noun = rest.partition(" ")[0].rpartition("-")[2]
        return (noun, article) in self.articles

    def article(self, title: str) -> str:
        """The article of what a title begins with, or nothing: that is no noun of ours."""
        return dict(self.articles).get(fold(title).partition(" ")[0], "")

    def short(self, title: str) -> str:
        """How a sentence speaks of a title in short: "de richtlijn"; or nothing."""
        article = self.article(title)
        return f"{article} {title.partition(' ')[0].lower()}" if article else ""

"""Small talk, or a question about the assistant -> what it says, true of how it is set up."""

from collections.abc import Sequence
from typing import Final

from assistant.answer.answer import Answer, Outcome
from assistant.answer.notices import danger, itself, personal_data
from assistant.answer.refusal import NOT_SEARCHED
from assistant.chat.model import LOCAL
from assistant.guard.guard import Watched
from assistant.guard.privacy import Masked
from ingest.index.release import Release
from ingest.text.document import Source
from ingest.text.settings import Settings

IN_BROWSER: Final = (
    "De pagina houdt je gesprek 12 uur in je eigen browser, zonder de gegevens die zijn herkend. "
    "Dat kun je onder de vraag uitzetten en wissen."
)
"""What the page does by itself, wherever questions go."""


def about_itself(
    release: Release, settings: Settings, said: str, masked: Masked, watched: Watched
) -> Answer:
    """What is said, a text of talk.toml; whom to call comes before it where there is danger."""
    contacts = watched.to_call(release.contacts)
    said = said.format(**filled(release, settings))
    notices = [
        *([danger(contacts)] if contacts else []),
        *([personal_data(masked.kinds, release.profile.clients)] if masked.kinds else []),
        itself(" ".join(said.split())),
    ]
    return Answer(
        masked.text,
        masked.text,
        Outcome.ITSELF,
        (),
        (),
        (),
        tuple(notices),
        NOT_SEARCHED,
        contacts=contacts,
        publications=release.profile.publications,
        release_id=release.id,
    )


def filled(release: Release, settings: Settings) -> dict[str, str]:
    """What goes where talk.BLANKS stand in a text."""
    profile = release.profile
    return {
        "subject": profile.subject,
        "sources": _listed([each.source for each in release.published]),
        "clients": profile.clients,
        "deciders": profile.deciders,
        "advisers": profile.advisers,
        "readers": profile.readers,
        "call": next((each.phone for each in release.contacts), "112"),
        "model": _model(settings),
        "leaves": _leaves(settings),
        "kept": _kept(settings),
        "feedback": _feedback(settings),
    }


def _listed(documents: Sequence[Source]) -> str:
    return "; ".join(
        f"{each.title} ({each.edition})" if each.edition else each.title for each in documents
    )


def _model(settings: Settings) -> str:
    if not settings.chat:
        return (
            "Ik ben geen ChatGPT: er doet geen taalmodel mee, elke zin van een antwoord staat "
            "letterlijk in de bron."
        )
    chooses = (
        "Een taalmodel dat je beheerder heeft ingesteld, kiest de zinnen van mijn antwoorden; elke "
        "zin staat letterlijk in de bron."
    )
    words = (
        " Soms staat er ook in eigen woorden van het taalmodel waar ze op neerkomen. Dat herken je "
        "aan de kop, en de zinnen van de bron staan erbij."
    )
    return chooses + words * settings.own_words


def _leaves(settings: Settings) -> str:
    """What goes to another machine, and whether it does."""
    sent = [
        *(
            ["je vraag en het gesprek ervoor, zonder de gegevens die ik herken, naar een taalmodel"]
            * _asks_model(settings)
        ),
        *(
            ["getallen die voor je vraag staan naar een server om mee te zoeken"]
            * bool(settings.chroma_url)
        ),
    ]
    if not sent:
        return (
            "Je vraag gaat niet naar internet: hij blijft op de computer waar Steunwijzer draait."
        )
    return f"Je beheerder heeft ingesteld wat er verder gaat: {', en '.join(sent)}."


def _asks_model(settings: Settings) -> bool:
    """Whether there is a chat model that does not run within this process."""
    return bool(settings.chat) and not settings.chat.startswith(LOCAL)


def _kept(settings: Settings) -> str:
    opinions = " Zeg je of een antwoord klopt, dan bewaar ik de vraag daarbij, zonder je naam."
    if settings.log:
        said = (
            "Je vragen en de antwoorden worden bewaard in een logboek, zonder de gegevens die ik "
            "herken. Je beheerder weet wie dat kan lezen."
        )
    else:
        said = "Steunwijzer bewaart je vragen niet op de server."
    return f"{said} {IN_BROWSER}" + opinions * settings.feedback


def _feedback(settings: Settings) -> str:
    if settings.feedback:
        return "Onder elk antwoord kun je zeggen of het klopt. Ik leer daar niet vanzelf van."
    return "Klopt er iets niet, zeg het dan tegen je beheerder. Ik leer niet van je vragen."

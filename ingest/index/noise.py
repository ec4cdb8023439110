"""Off-topic questions + vectors of the corpus -> how near what is not meant comes.

Cosines mean something else in every embedder: E5 gives any two Dutch sentences 0.75, others 0.1.
What questions from outside the field reach tells what nearness is worth nothing here.
"""

from typing import Final, NamedTuple

from ingest.index.embed.vectors import Vectors

OFF_TOPIC: Final = (
    "Hoe maak ik een appeltaart?",
    "Wat is de hoofdstad van Australië?",
    "Welke banden passen op mijn fiets?",
    "Hoe laat gaat de trein naar Groningen?",
    "Wat is de beste hypotheekrente op dit moment?",
    "Hoe installeer ik een printer in Windows?",
    "Wie won het WK voetbal in 2010?",
    "Wat kost een nieuwe keuken?",
    "Hoe snoei ik een appelboom?",
    "Kun je een gedicht over de zee schrijven?",
    "Wat is de afstand tussen de aarde en de maan?",
    "Welke software is geschikt voor boekhouding?",
    "How do I reset my iPhone?",
    "Wat is fotosynthese?",
    "Hoe lang moet een ei koken?",
    "Welke planten kunnen in de schaduw staan?",
    "Wat zijn de regels van schaken?",
    "Hoe vraag ik een paspoort aan?",
    "Wat is het verschil tussen bitcoin en ethereum?",
    "Hoe bereken ik de oppervlakte van een cirkel?",
    "Mijn auto start niet, wat nu?",
    "Welke wijn past bij vis?",
    "wat voor weer wordt het morgen",
    "Hoeveel vakantiedagen heb ik bij een 32-urige werkweek?",
    "Hoe schrijf ik een sollicitatiebrief?",
    "Wat is de btw op boeken?",
    "Hoe repareer ik een lekke band?",
    "Wie is de minister-president van Nederland?",
    "Hoe werkt een warmtepomp?",
    "What is the best pizza in Amsterdam?",
    "Wat is de snelste route naar Utrecht?",
    "Wat zijn bijwerkingen van ibuprofen?",
    "Hoe train ik voor een marathon?",
    "Hoe leer ik mijn hond zitten?",
    "Wat betekent het woord serendipiteit?",
    "Wanneer begon de Tweede Wereldoorlog?",
    "Kan ik mijn huurcontract opzeggen?",
    "Hoe stel ik een router in?",
    "Welke subsidies zijn er voor zonnepanelen?",
    "Recept voor erwtensoep",
)
"""Questions in several registers that no guidance for youth care answers."""


class Noise(NamedTuple):
    """Mean and standard deviation of the best cosine that off-topic questions reach."""

    mean: float
    deviation: float

    def above(self, similarity: float) -> float:
        """How far a cosine stands out above the noise, in standard deviations."""
        return (similarity - self.mean) / self.deviation


def calibrate(off_topic: Vectors, vectors: Vectors) -> Noise:
    """Measure the noise of a corpus by its vectors and those of questions from elsewhere.

    Shapes (questions, dimensions) and (vectors, dimensions), of unit length.
    """
    nearest = (off_topic @ vectors.T).max(axis=1)
    return Noise(float(nearest.mean()), max(float(nearest.std()), 1e-6))

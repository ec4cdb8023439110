"""Questions in parts about the handreiking, as they are typed, and others that only look like it.

Written from the text before anything was divided. Of each question in parts: how many it has.
"""

from typing import Final

IN_PARTS: Final = (
    ("Wat is een steunouder en wie betaalt dat?", 2),
    ("hoe vind ik iemand in het netwerk, en moet die een VOG hebben?", 2),
    ("Mag oma mee naar het gesprek? En wie nodigt haar uit?", 2),
    ("is een JIM verplicht en hoe lang duurt het", 2),
    ("wat doet een burgervoogd en wie kan dat worden", 2),
    ("Voor wie is een steunouder bedoeld en hoe vaak vangt die een kind op?", 2),
    ("Wat is een moreel beraad en wie mogen daaraan meedoen?", 2),
    ("hoeveel dagdelen vangt een steunouder op en kost dat de ouders iets", 2),
    ("Wat is het verschil tussen een maatje en een mentor, en wie begeleidt de koppeling?", 2),
    (
        "Een moeder wil niet dat haar buurvrouw van alles weet. Wat mag ik met de buurvrouw delen, "
        "en is daar een hulpmiddel voor?",
        2,
    ),
    (
        "meisje van 15 woont op een leefgroep en mist haar familie, hoe betrek ik haar netwerk "
        "tijdens het verblijf en wie helpt haar als ze straks zelfstandig gaat wonen?",
        2,
    ),
    ("Wat zegt de beroepscode over informele steun? En ben ik verplicht om ermee te werken?", 2),
    ("hoe breng ik het netwerk in kaart plus welke vragen kan ik daarbij stellen?", 2),
    ("wat is home start en ook nog: komen die vrijwilligers 's avonds?", 2),
    ("Voor welke leeftijd is MatchMentor en waar kan een jongere zich aanmelden?", 2),
    ("Is een familiegroepsplan verplicht en wie zitten er bij?", 2),
    ("Oma vangt het kind drie dagen op. Is dat pleegzorg en wie betaalt dat?", 2),
    ("Wat is wraparound care, wie staan er in het midden en wat doen de blaadjes?", 3),
    (
        "Kan ik tuchtrechtelijk aangesproken worden op wat het netwerk doet? En hoe leg ik "
        "afspraken vast?",
        2,
    ),
    ("waarom is informele steun beter op lange termijn en hoe overtuig ik mijn manager", 2),
    ("Wanneer is een netwerkplaatsing bij crisis veilig genoeg en wie beslist daarover?", 2),
    ("Hoe werkt buurtgezinnen en wat kost het de gemeente?", 2),
    (
        "Gezin zegt dat ze niemand hebben. Hoe vraag ik door? En wat als ze geen hulp durven te "
        "vragen?",
        2,
    ),
    ("Waar staat JIM voor en mag een jongere die zelf kiezen?", 2),
    ("moet een burgervoogd een cursus volgen en krijgt hij een vergoeding", 2),
    ("Wie hebben de handreiking geschreven en wanneer is die voor het laatst aangepast?", 2),
    (
        "Ik werk in de JGZ, een jonge moeder met haar eerste kind voelt zich alleen. Welk "
        "programma past en hoe vaak komen ze op bezoek?",
        2,
    ),
    ("Wat is samen oplopen? Kan een jongere dat ook krijgen?", 2),
    ("Hoe kan het netwerk helpen bij een complexe scheiding en wanneer werkt het averechts?", 2),
    ("kan opa in het veiligheidsplan en wat doe ik als ik twijfel of hij meldt", 2),
    ("Wat heb ik van mijn organisatie nodig, en hoe zit het met de financiering?", 2),
    (
        "Welke functies heeft het in kaart brengen van het netwerk bij kindermishandeling en op "
        "welke manieren kan het netwerk steunen?",
        2,
    ),
    ("wat zijn survivors? en wat hebben die aan hun netwerk?", 2),
    ("Wat is de pedagogische civil society en van wie is die term?", 2),
    ("Wat is @ease, voor welke leeftijd is het en zit er een professional bij?", 3),
    ("is een netwerkpleeggezin gescreend en waar moet ik op letten", 2),
    ("Jongen van 14, schorsing dreigt. Kan een JIM helpen en hoe regel ik die?", 2),
    ("Wat is natural mentoring en hoe vind ik zo'n mentor voor een jongere?", 2),
    ("mag een steunfiguur meebeslissen, en wie is verantwoordelijk als het misgaat?", 2),
    ("Wat doet een kindbehartiger en hoe vraag ik er een aan?", 2),
    ("Hoe vind ik een maatje voor een meisje van 13, en wat doet zo iemand dan?", 2),
    ("moet ik eerst het netwerk inschakelen of meteen een indicatie aanvragen", 2),
    ("is een buurtgezin gratis of betaal je een eigen bijdrage", 2),
    ("Moet ik zelf de regie houden of mag het netwerk dat doen?", 2),
    ("Blijft informele steun doorgaan of stopt het als de hulp wordt afgesloten?", 2),
)
"""What is asked in its own right: with an asking word or an asking verb of its own."""

NOT_IN_PARTS: Final = (
    "Wat is het verschil tussen een maatje en een mentor?",
    "Hoe betrek ik vader en moeder bij het plan?",
    "Hoe en wanneer zet ik een JIM in?",
    "wie en wat staan er in de netwerkcirkel",
    "Wat zijn de voordelen en nadelen van informele steun?",
    "Mag ik informatie delen met opa en oma of een buurvrouw?",
    "Moet ik weten wie er in het netwerk zitten en wat ze kunnen betekenen?",
    "Hoe vraag ik aan een gezin wie belangrijk is en wat die kan doen?",
    "En hoe begin je daarmee?",
    "Welke rol spelen familie, vrienden en buren bij een crisis?",
    "Kun je uitleggen wat een steunouder is en wat die doet?",
    "Is een steunouder hetzelfde als een meeleefgezin of niet?",
    "Maatje of mentor, wat past bij een jongen van 16?",
    "Wat als de ouders gescheiden zijn en elkaar niet meer spreken?",
    "Hoe zorg ik dat het netwerk blijft en niet afhaakt als de hulp stopt?",
    "Wat doe ik als moeder niet wil en vader wel?",
    "Wie bepaalt wat veilig is en hoe dat wordt getoetst?",
    "Wat zegt de richtlijn over kinderen en jongeren die uit huis geplaatst zijn?",
    "Mijn client vraagt zich af of haar zus mee mag en of ze moet betalen. Wat zeg ik?",
    "Hoe help je een gezin dat niemand heeft en ook geen hulp wil?",
    "Welke vormen en soorten steun zijn er?",
    "Ik ben er al geweest en moeder was boos. Hoe pak ik dit aan?",
    "Hoe voer je een gesprek met ouders en jongere over wie er kan helpen?",
    "Ik weet niet wat ik moet doen en wie ik kan bellen, hoe start ik?",
    "Kan en mag een oom als JIM optreden?",
    "waar en hoe kan ik de handreiking downloaden",
    "wie mag er wel en wie niet mee naar het gesprek",
    "Wat mag wel en wat mag niet gedeeld worden met het netwerk?",
    "Wat kan ik doen zodat de jongere en zijn moeder weer praten en de school meewerkt?",
    "Hoe weet ik of een netwerkplaatsing veilig is of niet?",
    "Is het netwerk er voor het kind of voor de ouders?",
    "Is een JIM verplicht, en zo ja, wanneer?",
    "Wat is er nodig, wie er ook bij betrokken is, om het netwerk te versterken?",
    'Wat zeg ik als een moeder vraagt "wie helpt mij en wat kost dat?"',
    "Hoe lang en hoe vaak komt een vrijwilliger van Home Start?",
    "Wat is er bekend over jongens en meisjes met een maatje, en dan vooral in de puberteit?",
    "Ze zegt dat ze zich zorgen maakt en kan niet slapen. Wie kan haar steunen?",
    "De vader drinkt en is vaak weg. Wat kan de buurvrouw doen?",
    "Hoe maak je een veiligheidsplan en betrek je daar de familie bij?",
    "Als ik de oma bel en ze wil niet, wat dan?",
    "Mijn collega vraagt zich af wat een JIM is en hoe je die vindt.",
    "Hoe bepaal je wie mag komen en wie moet wegblijven?",
    "Mag oma mee naar het gesprek of mag dat niet?",
    "Kan een maatje helpen met een stage zoeken of huiswerk maken?",
    "Ik zie ertegenop om die oom uit te nodigen. Is dat raar en wat moet ik daarmee?",
    "Oma wil meekijken in het dossier. Vind je dat een goed idee? Wat mag ze zien?",
    "De buurvrouw belt elke dag, is dat eigenlijk wel oké en wat zeg ik dan tegen haar?",
)
"""Enumerations, comparisons, indirect clauses, follow-ups and cases: one question each."""

"""What readers are told of the words of a chat model beside the source's, in plain Dutch."""

from typing import Final

TITLE: Final = "In eigen woorden"
CAUTION: Final = (
    "Een taalmodel schreef dit, en Steunwijzer keek het na. Toch kan het fout zijn: ga uit van"
    " de zinnen van de bron hieronder."
)
COMING: Final = "Een taalmodel probeert het ook in eigen woorden te zeggen …"

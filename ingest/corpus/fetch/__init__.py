"""An address -> the text that stands there, fetched politely; nothing else in the house does so."""

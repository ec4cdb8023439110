"""Documents -> an index on disk: read the corpus, cut it into chunks, embed, index, publish."""

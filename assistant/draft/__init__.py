"""A chat model reads a section -> a draft of what is noted of it, for search alone."""

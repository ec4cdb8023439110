"""A file as it came in -> Markdown of the house with pages, to be looked at before it counts."""

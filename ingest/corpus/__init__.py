"""The maintainer's folder -> sources, sections and what is known of them."""

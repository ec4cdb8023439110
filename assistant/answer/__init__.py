"""Question -> hits, evidence, and an answer of which every sentence is cited."""

"""What was typed, and what was said before -> the question that is searched for."""

"""All of what a question asks for: every member of a kind, or things side by side."""

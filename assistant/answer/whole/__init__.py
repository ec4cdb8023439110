"""All of what a question asks for: every member of a kind, or two things side by side."""

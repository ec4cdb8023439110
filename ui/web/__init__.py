"""The chat page and the server around it."""

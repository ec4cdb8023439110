"""Text -> vectors, by the built-in model or by any sentence-transformers model."""

"""One ranking signal a file: how well each chunk fits a question, by one way of looking."""

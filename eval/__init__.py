"""Benchmarks -> reports: how fast and how good the assistant is."""

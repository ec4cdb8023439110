"""Sections -> a release that can be searched."""

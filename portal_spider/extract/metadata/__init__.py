"""Metadata: what a page says of its article; so far the dates in its text."""

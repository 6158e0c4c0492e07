"""Measurements: ratios against something else in the same run, never asserted in a test."""

"""Faults on demand: a program's writes fail, are cut, are lost, or are its last (docs/reliability.md)."""

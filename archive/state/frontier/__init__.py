"""The frontier: every URL ever seen, what waits, what is under way, what became of it.

``protocol`` says what a frontier keeps, ``records`` what goes in and out,
``sqlite`` is the frontier of one machine.
"""

from archive.state.frontier.protocol import Frontier
from archive.state.frontier.records import (
    COUNTED,
    PRIORITY,
    ROBOTS_LIFE,
    Found,
    Kind,
    Lease,
    Origin,
    Outcome,
    Place,
    Skipped,
    origin_of,
)
from archive.state.frontier.sqlite import SqliteFrontier

__all__ = [
    "COUNTED", "PRIORITY", "ROBOTS_LIFE", "Found", "Frontier", "Kind", "Lease", "Origin",
    "Outcome", "Place", "Skipped", "SqliteFrontier", "origin_of",
]  # fmt: skip

"""A frontier that many workers share over a Redis or Valkey server.

``address`` says where it is, ``server`` speaks with it, ``frontier`` is what a worker's
crawl sees of it, ``acts`` is what a worker tells and ``outbox`` keeps it until it is told,
``servers`` is what workers know of the servers they crawl, ``runs`` what machines tell of
their schedules; ``lua/`` is what the server does, each file in one step that nothing comes
between.
"""

from archive.state.shared.address import Address, shown
from archive.state.shared.frontier import Manner, SharedFrontier
from archive.state.shared.runs import SharedRun, SharedRuns
from archive.state.shared.server import Away, Server
from archive.state.shared.servers import Standing

__all__ = [
    "Address",
    "Away",
    "Manner",
    "Server",
    "SharedFrontier",
    "SharedRun",
    "SharedRuns",
    "Standing",
    "shown",
]

"""A frontier that many workers share over a Redis or Valkey server.

``server`` speaks with it, ``frontier`` is what a worker's crawl sees of it, ``outbox``
keeps what the server is still to be told, ``lua/`` is what the server does, each file in
one step that nothing comes between.
"""

from archive.state.shared.frontier import Manner, SharedFrontier, Standing
from archive.state.shared.server import Address, Away, Server

__all__ = ["Address", "Away", "Manner", "Server", "SharedFrontier", "Standing"]

"""Replay: pages as they were, out of the WARCs, with nothing of theirs running or leaving.

Pure functions look a capture up (``memento``), and splice replay addresses into
the original bytes (``address``, ``style``, ``tags``, ``markup``); one small ASGI
application (``web``) serves the result on an origin of its own.
"""

from archive.replay.memento import Memento, memento_of
from archive.replay.web import Replay, app

__all__ = ["Memento", "Replay", "app", "memento_of"]

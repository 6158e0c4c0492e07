"""Same payload again, or a 304: which record a revisit refers to.

A revisit refers to an original ``response``, never to another revisit, and
only to one that is durable: a reference to what a power cut took is a gap.
"""

from collections.abc import MutableMapping

from archive.capture import Exchange, RecordPointer
from archive.http import entity, parse_head
from archive.warc.record import Original, digest

__all__ = ["Original", "Originals", "original", "sameness"]


def original(uri: str, pointer: RecordPointer) -> Original | None:
    """Return what a later revisit needs of a response record; None if it has no payload."""
    if pointer.payload_digest is None:
        return None
    return Original(
        record_id=pointer.record_id,
        uri=uri,
        date=pointer.date,
        payload_digest=pointer.payload_digest,
    )


def sameness(exchange: Exchange) -> str | None:
    """Return what must be equal for an exchange to be a revisit; None: it is kept whole.

    Never so for an empty payload (all redirects would refer to the first), an
    error page, or a response that was cut off. Status and Location count: the
    same few words under two targets are two answers.
    """
    if exchange.truncated or exchange.failure or not exchange.response:
        return None
    head = parse_head(exchange.response)
    if head.status is None or not 200 <= head.status < 400 or head.status in (204, 206, 304):
        return None
    payload = entity(exchange.response, exchange.request.partition(b" ")[0])
    if not payload:
        return None
    location = (head.first(b"Location") or b"").decode("latin-1")
    return f"{digest(payload)} {head.status} {location}".rstrip()


class Originals:
    """Originals by their sameness; what is learned counts only once it is settled.

    *settled* may be any mapping, so that a database can stand behind it.
    """

    def __init__(self, settled: MutableMapping[str, Original] | None = None) -> None:
        self._settled = {} if settled is None else settled
        self._learned: dict[str, Original] = {}

    def find(self, exchange: Exchange) -> Original | None:
        """Return the durable original with the same payload, if there is one."""
        key = sameness(exchange)
        return self._settled.get(key) if key else None

    def learn(self, exchange: Exchange, pointer: RecordPointer) -> None:
        """Note a response record just written (not a revisit)."""
        key = sameness(exchange)
        found = original(exchange.uri, pointer)
        if key and found:
            self._learned.setdefault(key, found)

    def settle(self) -> None:
        """Say that everything learned so far is durable."""
        for key, found in self._learned.items():
            self._settled.setdefault(key, found)
        self._learned.clear()

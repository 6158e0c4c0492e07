"""Where a shared frontier is: its address, and what its workers agree on in it."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from archive.errors import BadFrontier

_SCHEMES = ("redis", "rediss", "valkey", "valkeys", "unix")
_SHORTEST = 2.0  # seconds: a worker is heard of each second
_LONGEST = 365 * 86_400.0
#: What else an address may say to the client.
_CLIENTS = {
    "db", "ssl_ca_certs", "ssl_ca_path", "ssl_certfile", "ssl_check_hostname", "ssl_keyfile",
    "ssl_password",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """``redis://[user:password@]host[:port]/database?name=…&lease=…&patience=…``."""

    url: str  # for the client, without our own parameters
    name: str = "portal"  # several crawls may share a server
    lease: float = 60.0  # seconds after which a worker that is not heard of is taken for dead
    patience: float = 300.0  # seconds for which a server that is gone is waited for

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Read an address; BadFrontier says what is wrong with it.

        >>> Address.parse("redis://localhost:6379/0?name=news&lease=30").name
        'news'
        """
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - it is read for its ValueError
        except ValueError as error:
            raise BadFrontier(url.rpartition("@")[2], str(error)) from error
        if parts.scheme not in _SCHEMES:
            raise BadFrontier(shown(url), f"a frontier's scheme is one of {', '.join(_SCHEMES)}")
        if parts.scheme != "unix" and not (parts.path.strip("/") or "0").isdigit():
            raise BadFrontier(shown(url), "its database is a number: redis://HOST/0")
        try:
            query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
            name = query.pop("name", "portal")
            lease, patience = float(query.pop("lease", 60)), float(query.pop("patience", 300))
        except ValueError as error:
            raise BadFrontier(shown(url), f"lease and patience are seconds: {error}") from error
        if unknown := sorted(query.keys() - _CLIENTS):
            raise BadFrontier(shown(url), f"it has no parameter {unknown[0]}")
        if not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
            raise BadFrontier(shown(url), "its name may have letters, digits, - and _")
        if not _SHORTEST <= lease <= _LONGEST or not 0 <= patience <= _LONGEST:
            why = f"lease is {_SHORTEST:.0f} seconds or more, patience 0 or more, neither more than a year"
            raise BadFrontier(shown(url), why)
        own = f"{parts.scheme}://{parts.netloc}{parts.path}"  # urlunsplit takes // from unix://
        own += f"?{urlencode(query)}" if query else ""
        return cls(url=own, name=name, lease=lease, patience=patience)

    def __str__(self) -> str:
        """Return the address without its password."""
        return shown(self.url)


def shown(url: str) -> str:
    """Return *url* as it may be shown.

    >>> shown("redis://crawler:secret@db.example:6379/0")
    'redis://db.example:6379/0'
    """
    parts = urlsplit(url)
    where = f"{parts.netloc.rpartition('@')[2]}{parts.path}"
    return f"{parts.scheme}://{where}" if parts.scheme else where

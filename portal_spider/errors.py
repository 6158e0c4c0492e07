"""What can go wrong while visiting.

PortalSpiderError
├─ UsageError                   2   a command that cannot be carried out
├─ UnknownPortal(name, known)   2
├─ ProfileError(name, field)    2   at start-up
├─ ScheduleError(name, field)   2
├─ BadUrl(url, why)             2
├─ ClusterError(address, why)   4
└─ Unreachable(url, why)        7
"""

_NAMED = 12  # portals in a message, at most


class PortalSpiderError(Exception):
    """Base of everything the visitor raises on purpose."""

    exit_code = 70


class UsageError(PortalSpiderError):
    """A command that cannot be carried out as it stands."""

    exit_code = 2


class UnknownPortal(PortalSpiderError):
    """No profile of that name ships, and the collection has none either."""

    exit_code = 2

    def __init__(self, name: str, known: tuple[str, ...] = (), hint: str = "") -> None:
        self.name, self.known = name, known
        more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
        told = f" (known: {', '.join(known[:_NAMED])}{more})" if known else ""
        super().__init__(f"unknown portal: {name!r}{told}{hint}")


class ProfileError(PortalSpiderError):
    """A portal profile has a field that cannot be used."""

    exit_code = 2

    def __init__(self, name: str, field: str, why: str) -> None:
        self.name, self.field, self.why = name, field, why
        super().__init__(f"portal profile {name}: {field}: {why}")


class ScheduleError(PortalSpiderError):
    """A schedule of ``collection.toml`` cannot be used, or is not there."""

    exit_code = 2

    def __init__(self, name: str, field: str, why: str) -> None:
        self.name, self.field, self.why = name, field, why
        super().__init__(f"collection.toml: schedule {name}: {field}: {why}")


class BadUrl(PortalSpiderError):
    """A URL that cannot be crawled."""

    exit_code = 2

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(f"bad URL: {url}: {why}")


class ClusterError(PortalSpiderError):
    """The cluster that was to read pages did not."""

    exit_code = 4

    def __init__(self, address: str, why: str) -> None:
        self.address, self.why = address, why
        super().__init__(f"cluster: {address}: {why}")


class Unreachable(PortalSpiderError):
    """The portal did not answer, or blocks us."""

    exit_code = 7

    def __init__(self, url: str, why: str) -> None:
        self.url, self.why = url, why
        super().__init__(f"portal unreachable: {url}: {why}")

"""Portals by name: one module each for those that ship, the archivist's own over them."""

import importlib
import ipaddress
import pkgutil
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from portal_spider.errors import BadUrl, ProfileError, UnknownPortal
from portal_spider.profile import SiteProfile, read

#: Countries with one time zone: what to assume where neither page nor profile says.
_ZONES = {
    "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei", "mo": "Asia/Macau",
    "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "sg": "Asia/Singapore", "de": "Europe/Berlin",
    "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris", "it": "Europe/Rome",
    "cz": "Europe/Prague", "pl": "Europe/Warsaw", "no": "Europe/Oslo", "se": "Europe/Stockholm",
    "dk": "Europe/Copenhagen", "fi": "Europe/Helsinki", "lt": "Europe/Vilnius",
    "tr": "Europe/Istanbul", "uk": "Europe/London", "ie": "Europe/Dublin", "in": "Asia/Kolkata",
}  # fmt: skip
_PORT = re.compile(r"_(\d{1,5})\Z")  # at the end of a portal's name


@cache
def shipped() -> dict[str, SiteProfile]:
    """Return the profiles that ship with the package, by name."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    profiles = (importlib.import_module(f"{__name__}.{name}").PROFILE for name in modules)
    return {profile.name: profile for profile in profiles}


def known(folder: Path | None = None) -> dict[str, SiteProfile]:
    """Return every profile by name: those that ship, and those in *folder* over them."""
    profiles = dict(shipped())
    for path in sorted(folder.glob("*.toml")) if folder else ():
        profiles[path.stem] = read(path, profiles.get(path.stem))
    return dict(sorted(profiles.items()))


def readable(folder: Path | None = None) -> dict[str, SiteProfile | ProfileError]:
    """Return every profile as ``known`` does; in the place of one that cannot be read, why not."""
    profiles: dict[str, SiteProfile | ProfileError] = dict(shipped())
    for path in sorted(folder.glob("*.toml")) if folder else ():
        try:
            profiles[path.stem] = read(path, shipped().get(path.stem))
        except ProfileError as error:
            profiles[path.stem] = error
    return dict(sorted(profiles.items()))


def get(name: str, folder: Path | None = None) -> SiteProfile:
    """Return the profile *name*, or raise UnknownPortal."""
    profiles = known(folder)
    try:
        return profiles[name]
    except KeyError:
        raise UnknownPortal(name, tuple(profiles), "; a URL works too") from None


def host_of(url: str) -> str:
    """Return ``host[:port]`` of *url* as profiles name it: lower case, no default port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadUrl(url, str(error)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadUrl(url, "only http and https URLs can be crawled")
    host = parts.hostname.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise BadUrl(url, "the host name cannot be encoded") from error
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}[parts.scheme]
    return host if port in (None, default) else f"{host}:{port}"


def name_for(url: str) -> str:
    """Return the portal name of a URL that no profile covers.

    >>> name_for("https://www.Example.org/a"), name_for("http://127.0.0.1:8080/")
    ('example.org', '127.0.0.1_8080')
    """
    host = host_of(url).removeprefix("www.").replace(":", "_")
    return re.sub(r"[^a-z0-9._-]", "_", host.strip("[]")).lstrip("._-")[:63] or "unnamed"


def held_profile(name: str) -> SiteProfile:
    """Return a profile for a portal that is known by the name that ``name_for`` made.

    The name does not say all of the host: a ``_`` may have been there (``my_site.example.org``
    is met in WARCs), or have come for a colon. A port is taken for one, no more is guessed.

    >>> held_profile("127.0.0.1_8080").hosts, held_profile("my_site.example.org").name
    (('127.0.0.1:8080',), 'my_site.example.org')
    """
    host = _PORT.sub(r":\1", name)
    try:
        profile = generic(f"http://{host}/")
    except BadUrl:
        return SiteProfile(name=name)
    return replace(profile, name=name)


def generic(url: str) -> SiteProfile:
    """Return a profile for a portal of which nothing is known but a URL."""
    host = host_of(url)
    names = (host, host.removeprefix("www.")) if host.startswith("www.") else (host, f"www.{host}")
    return SiteProfile(
        name=name_for(url),
        hosts=names if not _is_address(host) else (host,),
        seeds=(url,),
        timezone=_ZONES.get(host.partition(":")[0].rpartition(".")[2]),
        delay=0.0 if _is_loopback(host) else None,
        concurrency=8 if _is_loopback(host) else 1,
        allow_private=_is_private(host),
    )


def elsewhere(profile: SiteProfile) -> list[str]:
    """Return the seeds on none of the profile's hosts: they are asked for, their own links are not."""
    return [url for url in profile.seeds if host_of(url) not in profile.hosts]


def profile_for(url: str, profiles: dict[str, SiteProfile]) -> SiteProfile:
    """Return the profile whose hosts contain the URL's, else a generic one."""
    host = host_of(url)
    for profile in profiles.values():
        if host in profile.hosts:
            return profile
    return generic(url)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    bare = host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        return None


def _is_address(host: str) -> bool:
    return _address(host) is not None


def _is_loopback(host: str) -> bool:
    address = _address(host)
    return address.is_loopback if address else host.partition(":")[0] == "localhost"


def _is_private(host: str) -> bool:
    address = _address(host)
    return not address.is_global if address else _is_loopback(host)

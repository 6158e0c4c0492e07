"""A portal's profile: what a visitor must know of it, as data.

Shipped profiles are modules in ``portal_spider/portals``; an archivist's own
stand as ``portals/<portal>.toml`` in the collection, with the same field names.
A profile is checked when it is built, so a typo fails at start-up.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from math import inf
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portal_spider.errors import ProfileError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}\Z")
_HOST = re.compile(r"(?:\[[^\s/?#@*\[\]]+\]|[^\s:/?#@*\[\]]+)(?::\d{1,5})?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Remove every element that *css* selects; *kind* is the label it gets in ``removed``."""

    name: str
    css: str
    kind: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Selectors for the pages captured since a day; the newest that fits is used.

    Every selector is optional: what has none is found by the general reader.
    """

    since: date | None = None
    until: date | None = None
    body: str | None = None
    title: str | None = None
    subtitle: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """One portal. URLs are absolute; patterns are searched in the whole URL."""

    name: str
    title: str | None = None  # the portal's own name, e.g. 新江南网
    hosts: tuple[str, ...] = ()  # "www.example.org" or "127.0.0.1:8080"; subdomains only if listed
    seeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # list pages, visited at every crawl
    article: str | None = None  # regular expression: URLs of articles
    exclude: tuple[str, ...] = ()  # regular expressions: URLs never to visit
    timezone: str | None = None  # IANA name; assumed where a page names no zone
    language: str | None = None
    delay: float | None = None  # seconds between requests to one host; None: 1, loopback 0
    concurrency: int = 1  # requests under way to one host at a time
    patience: float | None = None  # seconds to wait for a server that is down; None: 900
    max_depth: int = 20  # links from the last page that led to a new article
    cookies: bool = False
    allow_private: bool = False  # may visit loopback and private addresses
    verify_tls: bool = True
    layouts: tuple[Layout, ...] = ()
    pins: tuple[str, ...] = ()  # texts that are boilerplate, whatever the site model says
    vetoes: tuple[str, ...] = ()  # texts that are not

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the field."""
        if not _NAME.match(self.name):
            raise ProfileError(self.name, "name", "use a-z, 0-9, '.', '_' and '-' only")
        for name, patterns in (("article", (self.article,)), ("exclude", self.exclude)):
            for pattern in patterns:
                try:
                    re.compile(pattern or "")
                except re.error as error:
                    raise ProfileError(self.name, name, f"{pattern!r}: {error}") from error
        for name in ("seeds", "sitemaps", "feeds", "sections"):
            for url in getattr(self, name):
                if not _is_url(url):
                    raise ProfileError(self.name, name, f"not an absolute URL: {url!r}")
        for host in self.hosts:
            if not _HOST.match(host):
                what = f"not a host such as www.example.org or 127.0.0.1:8080: {host!r}"
                raise ProfileError(self.name, "hosts", what)
        for name in ("pins", "vetoes"):
            if not all(map(str.strip, getattr(self, name))):
                raise ProfileError(self.name, name, "a text is empty")
        if self.timezone is not None:
            try:
                ZoneInfo(self.timezone)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a folder of zones
                raise ProfileError(self.name, "timezone", f"unknown: {self.timezone!r}") from error
        for name in ("delay", "patience"):
            seconds = getattr(self, name)
            if seconds is not None and not 0 <= seconds < inf:
                raise ProfileError(self.name, name, "must be a number of seconds, not below 0")
        if self.concurrency < 1:
            raise ProfileError(self.name, "concurrency", "must be at least 1")
        if self.max_depth < 0:
            raise ProfileError(self.name, "max_depth", "must not be negative")

    def layout_on(self, day: date) -> Layout:
        """Return the layout for pages captured on *day*: the newest whose dates include it."""
        fitting = [
            layout
            for layout in self.layouts
            if (layout.since or date.min) <= day and day < (layout.until or date.max)
        ]
        return max(fitting, key=lambda layout: layout.since or date.min, default=Layout())


def _is_url(text: str) -> bool:
    """Whether *text* is an absolute URL that can be asked for."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no such port, no such address
        return False


def build(name: str, values: Mapping[str, Any], base: SiteProfile | None = None) -> SiteProfile:
    """Return the profile *name* with *values* (as read from TOML) over those of *base*."""
    known = {field.name for field in fields(SiteProfile)}
    merged: dict[str, Any] = {f: getattr(base, f) for f in known} if base else {}
    for key, value in values.items():
        if key not in known:
            raise ProfileError(name, key, "no such field")
        merged[key] = _typed(name, key, value)
    return SiteProfile(**merged | {"name": name})


def read(path: Path, base: SiteProfile | None = None) -> SiteProfile:
    """Return the profile in ``portals/<portal>.toml``, over the shipped one if there is one."""
    try:
        with path.open("rb") as file:
            values = tomllib.load(file)
    except OSError as error:
        raise ProfileError(path.stem, str(path), error.strerror or str(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(path.stem, str(path), str(error)) from error
    return build(path.stem, values, base)


_STRINGS = {"hosts", "seeds", "sitemaps", "feeds", "sections", "exclude", "pins", "vetoes"}
_TYPES: dict[str, tuple[type, ...]] = {
    "delay": (int, float), "patience": (int, float), "concurrency": (int,), "max_depth": (int,), "cookies": (bool,),
    "allow_private": (bool,), "verify_tls": (bool,),
}  # fmt: skip

_SAID = {float: "a number", int: "a whole number", bool: "true or false", str: "text"}


def _typed(name: str, key: str, value: Any) -> Any:
    """Return *value* as the field *key* holds it, or raise ProfileError."""
    if key in _STRINGS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ProfileError(name, key, "must be a list of strings")
        return tuple(value)
    if key == "layouts":
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ProfileError(name, key, "must be a list of tables ([[layouts]])")
        return tuple(_layout(name, item) for item in value)
    allowed = _TYPES.get(key, (str,))
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        raise ProfileError(name, key, f"must be {_SAID[allowed[-1]]}")
    return value


def _layout(name: str, values: dict[str, Any]) -> Layout:
    known = {field.name for field in fields(Layout)}
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise ProfileError(name, f"layouts.{key}", "no such field")
        if key in ("since", "until"):
            if type(value) is not date:
                raise ProfileError(name, f"layouts.{key}", "must be a date (yyyy-mm-dd)")
        elif key == "rules":
            if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
                what = "must be a list of tables ([[layouts.rules]])"
                raise ProfileError(name, "layouts.rules", what)
            value = tuple(_rule(name, item) for item in value)
        else:
            _check_selector(name, f"layouts.{key}", value)
        made[key] = value
    return Layout(**made)


def _rule(name: str, values: dict[str, Any]) -> Rule:
    from archive.article import RemovedKind

    try:
        rule = Rule(**values)
    except TypeError as error:
        raise ProfileError(name, "layouts.rules", "needs name, css and kind") from error
    if not isinstance(rule.name, str):
        raise ProfileError(name, "layouts.rules.name", "must be text")
    _check_selector(name, "layouts.rules.css", rule.css)
    if rule.kind not in (kinds := get_args(RemovedKind)):
        known = f"(known: {', '.join(kinds)})"
        raise ProfileError(name, "layouts.rules.kind", f"no such kind: {rule.kind!r} {known}")
    return rule


def _check_selector(name: str, field: str, value: Any) -> None:
    # Loaded where a layout is read: most commands want profiles, few of them a parser.
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        if not isinstance(value, str):
            raise ProfileError(name, field, "must be a CSS selector")
        LexborHTMLParser("").css_first(value)
    except SelectolaxError as error:
        raise ProfileError(name, field, f"no CSS selector: {value!r}") from error


def to_toml(profile: SiteProfile) -> str:
    """Return *profile* as ``portals/<portal>.toml`` holds it, fields with their defaults left out."""
    lines = [f"# {profile.title or profile.name}"]
    for field in fields(SiteProfile):
        value = getattr(profile, field.name)
        if field.name in ("name", "layouts") or value == field.default:
            continue
        lines.append(f"{field.name} = {_toml(value)}")
    for layout in profile.layouts:
        lines += ["", "[[layouts]]"]
        for field in fields(Layout):
            value = getattr(layout, field.name)
            if field.name != "rules" and value is not None:
                lines.append(f"{field.name} = {_toml(value)}")
        for rule in layout.rules:
            lines += ["", "[[layouts.rules]]"]
            lines += [f"{f.name} = {_toml(getattr(rule, f.name))}" for f in fields(Rule)]
    return "\n".join([*lines, ""])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", text) + '"'

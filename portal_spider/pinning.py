"""Pins and vetoes: what an archivist says of a text, written into the portal's profile."""

import json
import re
from dataclasses import replace
from pathlib import Path

from archive import durable
from portal_spider.errors import ProfileError
from portal_spider.profile import SiteProfile

_HEAD = (
    "# what portal boilerplate --pin and --veto wrote; other fields of the profile may stand here\n"
)


def write_pins(
    folder: Path, profile: SiteProfile, pins: tuple[str, ...], vetoes: tuple[str, ...]
) -> Path:
    """Add *pins* and *vetoes* to ``portals/<portal>.toml``; the file's other lines stay as they are."""
    path = folder / f"{profile.name}.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    for name, new, other in (("pins", pins, vetoes), ("vetoes", vetoes, pins)):
        values = [v for v in dict.fromkeys((*getattr(profile, name), *new)) if v not in other]
        replace(profile, **{name: tuple(values)})  # type: ignore[arg-type]  # refused before it is written
        if values or getattr(profile, name):
            text = _with(text, name, values, profile.name)
    durable.replace(path, [text.encode()])
    return path


def _with(text: str, name: str, values: list[str], portal: str) -> str:
    """Return the profile's text with the list *name* set, above the first table if it is new."""
    line = f"{name} = [{', '.join(json.dumps(v, ensure_ascii=False) for v in values)}]\n"
    found = re.search(rf"^{name}\s*=\s*(\[[^\n]*\]\s*\n|)", text, re.MULTILINE)
    if found is None:
        table = re.search(r"^\[", text, re.MULTILINE)
        at = table.start() if table else len(text)
        return text[:at] + line + text[at:]
    if not found[1]:
        raise ProfileError(portal, name, "is written over several lines: change it by hand")
    return text[: found.start()] + line + text[found.end() :]

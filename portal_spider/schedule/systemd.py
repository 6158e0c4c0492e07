"""Unit files for systemd: a service that runs what is due, and a timer that asks for it."""

import re
import sys

from archive.collection import Collection

_SERVICE = """# {unit}.service
[Unit]
Description=Scheduled crawls of {name}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={command} schedule --once --into {root}
# 5: stopped, the next run goes on. 6: another run has the collection. 8: done, with alarms.
SuccessExitStatus=5 6 8
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=60
Nice=10
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={root}
"""
_TIMER = """# {unit}.timer
[Unit]
Description=Look every five minutes which crawls of {name} are due

[Timer]
OnCalendar=*:0/5
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""


def units(collection: Collection) -> dict[str, str]:
    """Return the unit files by name. When a crawl is due stays in ``collection.toml``."""
    name = collection.configuration.name
    unit = "portal-" + (re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-") or "collection")
    values = {
        "unit": unit, "name": " ".join(name.split()), "root": _quoted(str(collection.root)),
        "command": f"{_quoted(sys.executable)} -m portal_spider",
    }  # fmt: skip
    return {
        f"{unit}.service": _SERVICE.format(**values),
        f"{unit}.timer": _TIMER.format(**values),
    }


def _quoted(text: str) -> str:
    """Quote for a unit file: % is a specifier, a space ends a word."""
    text = text.replace("%", "%%")
    return f'"{text}"' if re.search(r"\s", text) else text

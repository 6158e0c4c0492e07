"""Telling someone: a command or a webhook, from the user's own configuration.

Never from a collection: collections are handed on, and what they name must not
run on another's machine.
"""

import os
import subprocess
import tomllib
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from portal_spider.errors import UsageError

SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """``[alarms]`` of the user's configuration."""

    command: tuple[str, ...] = ()  # gets the message as JSON on its standard input
    webhook: str | None = None  # gets it as the body of a POST


def configuration() -> Path:
    """Return the path of the user's configuration."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "portal-archive" / "config.toml"


def channels(path: Path | None = None) -> Channels:
    """Return whom to tell; nobody where nothing is configured."""
    path = path or configuration()
    try:
        with path.open("rb") as file:
            table = tomllib.load(file).get("alarms", {})
    except FileNotFoundError:
        return Channels()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error
    command, webhook = table.get("command", []), table.get("webhook")
    if not isinstance(command, list) or not all(isinstance(part, str) for part in command):
        raise UsageError(f"{path}: alarms.command must be a list of strings")
    if webhook is not None and not str(webhook).startswith(("https://", "http://")):
        raise UsageError(f"{path}: alarms.webhook must be an http or https URL")
    return Channels(command=tuple(command), webhook=webhook)


def tell(whom: Channels, message: dict[str, Any]) -> list[str]:
    """Send *message*; return what went wrong, a sentence each. A run does not fail for it."""
    body, wrong = orjson.dumps(message), []
    if whom.command:
        try:
            subprocess.run(
                whom.command, input=body, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError) as error:
            wrong.append(f"the alarm command failed: {error}")
    if whom.webhook:
        request = urllib.request.Request(
            whom.webhook, data=body, headers={"Content-Type": "application/json"}
        )
        try:
            urllib.request.urlopen(request, timeout=SECONDS).close()
        except (OSError, ValueError) as error:
            wrong.append(f"the alarm webhook failed: {error}")
    return wrong

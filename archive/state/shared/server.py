"""The server that holds a shared frontier: how to ask it, and what if it is gone."""

import json
import logging
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from archive.errors import BadFrontier, FrontierGone, MissingExtra
from archive.state.shared.address import Address

logger = logging.getLogger(__name__)

_LUA = Path(__file__).with_name("lua")
_SCRIPTS = ("join", "lease", "apply", "look", "heard", "leave", "anew", "hand", "runs")
_ANSWER = 10.0  # seconds for one answer of the server
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 15.0  # between two questions to a server that is gone
_TROUBLES = ("OOM", "READONLY", "MISCONF", "LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "NOREPLICAS")  # fmt: skip


class Away(Exception):
    """The server does not answer now; it is asked again in a while."""


class Emptied(Exception):
    """The server does not hold what it held: it was emptied, or came back with less."""


class Server:
    """The scripts of ``lua/``, as functions.

    While the server is gone every question raises Away at once, without a
    wait, but for one now and then that goes out to see whether it is back; when
    that has gone on for longer than the address's patience, FrontierGone.
    """

    def __init__(self, address: Address, clock: Callable[[], float] | None = None) -> None:
        self.address = address
        self.name = self.number = ""  # of this worker, once it has joined
        self.epoch = ""
        self._clock = clock  # for tests; else the server's own
        self._gone_since: float | None = None
        self._answered = False  # ever
        self._ask_at = 0.0
        self._pause = _FIRST_PAUSE
        self._why = ""
        self._prefix = f"{{portal:{address.name}}}"
        try:
            import valkey
        except ImportError as error:
            raise MissingExtra("a shared frontier", "valkey", "many") from error
        self._errors = valkey.exceptions
        more = {} if address.url.startswith("unix:") else {"socket_keepalive": True}
        if address.url.startswith(("rediss:", "valkeys:")):
            more["ssl_check_hostname"] = True  # the client's own default is another
        try:
            self._client: Any = valkey.Valkey.from_url(
                address.url, socket_timeout=_ANSWER, socket_connect_timeout=_ANSWER,
                health_check_interval=30, client_name=f"portal-archive.{address.name}",
                **more,
            )  # fmt: skip
            self._client.connection_pool.make_connection()  # it is not before this that it looks
        except (ValueError, TypeError, self._errors.ConnectionError) as error:
            raise BadFrontier(str(address), str(error)) from error

    @cached_property
    def _scripts(self) -> dict[str, Any]:
        common = (_LUA / "common.lua").read_text()
        return {
            name: self._client.register_script(common + (_LUA / f"{name}.lua").read_text())
            for name in _SCRIPTS
        }

    # What it is asked

    def join(self, name: str, number: str, epoch: str, told: int) -> tuple[int, int, int]:
        """Begin work as worker *name*; return the round, the others at work, the last act known.

        Where acts that were *told* in the same *epoch* are not known, another epoch begins.
        """
        another = secrets.token_hex(8)
        found = self.patiently(
            lambda: self._run("join", epoch, number, name, another, self.address.lease, told)
        )
        self.name = name
        self.epoch, self.number = found[0].decode(), found[1].decode()
        return int(found[2]), int(found[3]), int(found[4])

    def lease(self, ask: dict[str, Any], landed: list[tuple[bytes, float]]) -> list[Any]:
        """Return what ``lease.lua`` found."""
        flat = [value for pair in landed for value in pair]
        return list(self._run("lease", self.epoch, self.number, json.dumps(ask), *flat))

    def apply(self, acts: list[tuple[int, str, list[str | bytes | float]]], told: int) -> None:
        """Carry out *acts*, which follow those *told*; those that it knows already it passes over."""
        flat: list[Any] = []
        for number, letter, values in acts:
            flat += [number, letter, len(values), *values]
        self._run("apply", self.epoch, self.number, self.name, told, *flat)

    def anything_left(self, ask: dict[str, Any]) -> bool:
        """Return whether something waits, or may yet be pushed."""
        return bool(self._run("look", self.epoch, self.number, json.dumps(ask)))

    def hear(self, words: list[tuple[str, str, str, float]], told: int) -> None:
        """Say that this worker lives, and what it heard of servers: origin, word, why, rest."""
        flat = [value for word in words for value in word]
        lease = self.address.lease
        self._run("heard", self.epoch, self.number, lease, self.name, told, *flat)

    def put_back(self, whose: str) -> int:
        """Put back what leases hold: ``mine``, ``gone`` (and leave), ``dead``."""
        return int(self._run("leave", self.epoch, self.number, whose))

    def anew(self, portal: str) -> bool:
        """Return whether this round looks anew at what is known of *portal*."""
        return bool(self._run("anew", self.epoch, self.number, portal))

    def hand(self, targets: Sequence[str], profiles: Mapping[str, str]) -> str:
        """Say what this worker crawls; return a portal that others at work crawl by another profile."""
        pairs = [value for pair in profiles.items() for value in pair]
        found = self._run("hand", self.epoch, self.number, len(targets), *targets, *pairs)
        return str(found.decode())

    def runs(self, what: str, *values: Any) -> Any:
        """Ask ``runs.lua``."""
        return self._run("runs", "", "", what, *values)

    def handed(self) -> tuple[list[str], dict[str, str]]:
        """Return what the workers crawl: portals and URLs, and the profiles of portals."""

        def ask() -> tuple[list[str], dict[str, str]]:
            targets = sorted(t.decode() for t in self._client.smembers(self._key("targets")))
            held = self._client.hgetall(self._key("profiles"))
            return targets, {name.decode(): text.decode() for name, text in sorted(held.items())}

        targets, profiles = self._guarded(ask)
        return targets, profiles

    def unseen(self, digests: list[bytes]) -> list[bool]:
        """Return of each digest whether its URL was never met."""

        def ask() -> list[bool]:
            with self._client.pipeline(transaction=False) as pipe:
                for digest in digests:
                    pipe.hexists(self._shelf(digest), digest[2:])
                return [not known for known in pipe.execute()]

        return list(self._guarded(ask))

    def record(self, digest: bytes) -> tuple[str, int, str] | None:
        """Return portal, tries and place of a URL that waits or is leased."""
        found = self._guarded(lambda: self._client.hget(self._key("url"), digest))
        if found is None:
            return None
        _, _, tries, portal, _, place = found.decode().split(" ", 5)
        return portal, int(tries), place

    def server(self, origin: str) -> dict[str, bytes]:
        """Return what is known of a server that is crawled."""
        found = self._guarded(lambda: self._client.hgetall(self._key(f"server:{origin}")))
        return {key.decode(): value for key, value in found.items()}

    def waits(self) -> dict[tuple[str, int], int]:
        """Return how many URLs wait or are leased, by portal and priority."""
        found = self._guarded(lambda: self._client.hgetall(self._key("waits")))
        pairs = ((field.decode().split(" "), int(number)) for field, number in found.items())
        return {(portal, int(priority)): number for (portal, priority), number in pairs if number}

    def summary(self) -> dict[str, Any]:
        """Return what ``portal status`` tells of the frontier."""

        def ask() -> dict[str, Any]:
            key, client = self._key, self._client
            now = self._clock() if self._clock else float(".".join(map(str, client.time())))
            alive = [n.decode() for n in client.zrangebyscore(key("workers"), now, "+inf")]
            portals = sorted(name.decode() for name in client.hkeys(key("known")))
            counted = {
                portal: {
                    k.decode(): int(v) for k, v in client.hgetall(key(f"count:{portal}")).items()
                }
                for portal in portals
            }
            known = {k.decode(): int(v) for k, v in client.hgetall(key("known")).items()}
            return {
                "round": int(client.hget(key("meta"), "round") or 0),
                "pages": int(client.hget(key("meta"), "pages") or 0),
                "workers": len(alive),
                "leased": sum(client.hlen(key(f"leased:{n}")) for n in alive),
                "portals": [
                    {"portal": name, "known": known[name], "outcomes": counted[name]}
                    for name in portals
                ],
            }

        found, waits = self._guarded(ask), self.waits()
        for row in found["portals"]:
            row["waiting"] = sum(n for (portal, _), n in waits.items() if portal == row["portal"])
        return dict(found)

    def memory_policy(self) -> tuple[str, bool]:
        """Return what the server throws away when it is full, and whether it keeps a log on disk."""

        def ask() -> tuple[str, bool]:
            memory, disk = self._client.info("memory"), self._client.info("persistence")
            policy = str(memory.get("maxmemory_policy", "noeviction"))
            full = int(memory.get("maxmemory", 0)) > 0
            return policy if full else "noeviction", bool(disk.get("aof_enabled"))

        policy, logged = self.patiently(lambda: self._guarded(ask))
        return policy, logged

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    # How

    def patiently(self, ask: Callable[[], Any]) -> Any:
        """Ask, and where the server is gone wait for it: for the beginning and the end of a run."""
        while True:
            try:
                return ask()
            except Away:
                time.sleep(max(self._ask_at - time.monotonic(), 0.0))

    def _key(self, name: str) -> str:
        return f"{self._prefix}:{name}"

    def _shelf(self, digest: bytes) -> str:
        return self._key(f"seen:{int.from_bytes(digest[:3]) >> 6:05x}")

    def _run(self, script: str, epoch: str, number: str, *values: Any) -> Any:
        now = "" if self._clock is None else f"{self._clock():.6f}"
        run = self._scripts[script]
        return self._guarded(lambda: run([self._prefix], [now, epoch, number, *values]))

    def _guarded(self, ask: Callable[[], Any]) -> Any:
        """Ask; tell apart what passes, what does not, and a frontier that is another one."""
        if self._gone_since is not None and time.monotonic() < self._ask_at:
            raise Away(self._why)
        errors = self._errors
        try:
            answer = ask()
        except (errors.AuthenticationError, errors.NoPermissionError) as error:
            raise BadFrontier(str(self.address), f"it does not let us in: {error}") from error
        except errors.InvalidResponse as error:
            raise BadFrontier(
                str(self.address), "no Redis or Valkey server answers there"
            ) from error
        except errors.ResponseError as error:
            text = str(error)
            if text.startswith("EPOCH"):
                raise Emptied(text) from error
            if "AUTH" in text or "password" in text:
                raise BadFrontier(str(self.address), f"it does not let us in: {text}") from error
            passing = (errors.OutOfMemoryError, errors.ReadOnlyError, errors.MasterDownError)
            if not isinstance(error, passing) and not any(word in text for word in _TROUBLES):
                raise BadFrontier(str(self.address), text) from error
            self._client.connection_pool.disconnect()  # the name may be another machine's by now
            self._away(text)
        except (errors.ConnectionError, errors.TimeoutError, OSError) as error:
            if not self._answered and "closed by server" in str(error):
                raise BadFrontier(
                    str(self.address), "no Redis or Valkey server answers there"
                ) from error
            self._away(str(error) or type(error).__name__)
        self._answered = True
        if self._gone_since is not None:
            logger.warning("the frontier at %s answers again", self.address)
            self._gone_since, self._pause = None, _FIRST_PAUSE
        return answer

    def _away(self, why: str) -> None:
        now = time.monotonic()
        if self._gone_since is None:
            self._gone_since = now
        self._why = " ".join(why.split()).rstrip(".")
        left = self._gone_since + self.address.patience - now
        if left <= 0:
            raise FrontierGone(str(self.address), self._why)
        wait = min(self._pause, left)
        logger.warning("%s; asking again in %.1f s", self, wait)
        self._ask_at, self._pause = now + wait, min(2 * self._pause, _LONGEST_PAUSE)
        raise Away(self._why)

    def __str__(self) -> str:
        return f"the frontier at {self.address} does not answer: {self._why}"

"""Crawls run when they are due, once, and each run is accounted for."""

import json
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.collection import Collection
from portal_spider.errors import ScheduleError
from portal_spider.schedule import Journal, Runner, Schedule, read_schedules, schedules_of, units
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article
from tests.test_revisit import portal

START = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
HOURLY = '[schedules.p]\nportals = ["http://127.0.0.1:9/"]\ncron = "0 * * * *"\n'


class Clock:
    """A time that stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


class Crawl:
    """A crawl of *minutes* by the clock; a signal ends it with 5."""

    def __init__(self, clock: Clock, minutes: int = 1, code: int = 0, report: str = "{}") -> None:
        self.clock, self.left, self.code, self.report = clock, minutes, code, report
        self.returncode: int | None = None

    def send_signal(self, number: int) -> None:
        assert number == signal.SIGTERM
        self.code, self.left = 5, 0

    def communicate(
        self, input: str | None = None, timeout: float | None = None
    ) -> tuple[str, str]:
        if self.left > 0:
            self.left -= 1
            self.clock.wait(minutes=1)
            raise subprocess.TimeoutExpired("crawl", timeout or 0)
        self.returncode = self.code
        return self.report, "portal: said this\n"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def scheduled(root: Path, text: str) -> Collection:
    Collection.create(root)
    with (root / "collection.toml").open("a") as file:
        file.write(text)
    return Collection(root)


def states(collection: Collection, name: str = "p") -> list[str]:
    return [run.state for run in Journal(collection).standing(name).runs]


def runner(collection: Collection, clock: Clock, **crawl: object) -> tuple[Runner, list[datetime]]:
    began: list[datetime] = []

    def start(_: Collection, schedule: Schedule) -> Crawl:
        began.append(clock.now)
        return Crawl(clock, **crawl)  # type: ignore[arg-type]

    return Runner(collection, clock=clock, start=start), began


def test_what_is_due_runs_once(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, began = runner(collection, clock)
    scheduler.once()
    assert began == [], "it was not due since it was written down"
    clock.wait(minutes=31)
    for _ in range(3):
        scheduler.once()
    assert len(began) == 1
    assert states(collection) == ["done"]
    clock.wait(hours=1)
    scheduler.once()
    assert states(collection) == ["done", "done"]


def test_a_run_that_fails_keeps_no_other_from_its_turn(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY + HOURLY.replace(".p]", ".q]"))
    scheduler, began = runner(collection, clock, code=7)
    scheduler.once()
    clock.wait(minutes=31)
    assert scheduler.once() == 7
    assert len(began) == 2
    assert [states(collection, name) for name in "pq"] == [["failed"]] * 2


def test_what_was_missed_is_caught_up_once(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, began = runner(collection, clock)
    scheduler.once()
    clock.wait(hours=10)
    scheduler.once()
    scheduler.once()
    assert len(began) == 1
    assert states(collection) == ["missed", "done"]
    assert Journal(collection).standing("p").runs[-1].caught_up
    assert Journal(collection).standing("p").runs[0].why.startswith("9 earlier")


def test_a_run_is_skipped_while_the_one_before_it_runs(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, began = runner(collection, clock, minutes=150)
    scheduler.once()
    clock.wait(minutes=31)
    scheduler.once()
    assert len(began) == 1
    assert states(collection) == ["skipped", "skipped", "done"]


def test_never_two_runs_from_two_processes(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    one, began = runner(collection, clock)
    one.once()
    clock.wait(minutes=31)
    journal = Journal(collection)
    with journal.alone("p") as alone:
        assert alone
        journal.note("p", "start", clock.now, due=START)
        one.once()
        assert states(collection) == ["running", "skipped"]
        journal.note("p", "failed", clock.now, due=START, exit=4)
    assert began == []
    clock.wait(hours=1)
    together = [threading.Thread(target=runner(collection, clock)[0].once) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert states(collection).count("done") == 1


def test_no_run_is_lost_to_a_process_that_only_looked(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    one, began = runner(collection, clock)
    one.once()
    clock.wait(minutes=31)
    with Journal(collection).alone("p"):  # who has it is about to begin
        one.once()
        assert states(collection) == []
    one.once()
    assert len(began) == 1
    assert states(collection) == ["done"]


def test_a_run_whose_process_died_is_gone_on_with_and_not_for_ever(
    tmp_path: Path, clock: Clock
) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, began = runner(collection, clock)
    scheduler.once()
    clock.wait(minutes=31)
    for _ in range(2):
        Journal(collection).note("p", "start", clock.now, due=START + timedelta(minutes=30))
        with Journal(collection).path.open("ab") as file:
            file.write(b'{"schedule": "p", "ev')  # and half a line
        clock.wait(minutes=1)
    scheduler.once()
    assert len(began) == 1
    assert states(collection)[-2:] == ["interrupted", "done"]


@pytest.mark.parametrize(
    ("code", "report", "state"),
    [(0, "{}", "done"), (8, '{"alarms": [1, 2]}', "done"), (5, "{}", "interrupted"),
     (6, "", "skipped"), (4, "", "failed"), (70, "no JSON", "failed"),
     (0, '{"rechecks": {"p": {"due": 9, "chosen": 4}}}', "over_budget")],
)  # fmt: skip
def test_how_a_run_ended_is_recorded(
    tmp_path: Path, clock: Clock, code: int, report: str, state: str
) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, _ = runner(collection, clock, code=code, report=report)
    scheduler.once()
    clock.wait(minutes=31)
    assert scheduler.once() == code
    assert states(collection) == [state]
    (run,) = Journal(collection).standing("p").runs
    assert run.exit == code
    assert run.alarms == (2 if code == 8 else 0)
    assert run.why or state == "done"


def test_pause_and_resume(tmp_path: Path, clock: Clock) -> None:
    collection = scheduled(tmp_path / "c", HOURLY)
    scheduler, began = runner(collection, clock)
    scheduler.once()
    Journal(collection).note("p", "pause", clock.now)
    clock.wait(hours=5)
    scheduler.once()
    assert began == []
    Journal(collection).note("p", "resume", clock.now)
    scheduler.once()
    assert began == [], "what was due meanwhile is not caught up"
    clock.wait(hours=1)
    scheduler.once()
    assert len(began) == 1


def test_windows_hold_back_and_close(tmp_path: Path, clock: Clock) -> None:
    window = 'windows = ["22:00-06:00"]\ntimezone = "Asia/Shanghai"\n'
    collection = scheduled(tmp_path / "c", HOURLY.replace("0 *", "0 12") + window)
    scheduler, began = runner(collection, clock, minutes=600)
    scheduler.once()
    clock.wait(hours=7)  # 15:30 in Shanghai: due since noon, and shut
    scheduler.once()
    assert began == []
    clock.wait(hours=6, minutes=31)
    scheduler.once()
    assert len(began) == 1
    (run,) = Journal(collection).standing("p").runs
    assert (run.state, run.why) == ("interrupted", "its window closed")
    assert not run.caught_up, "it ran as soon as it might"
    found = read_schedules(collection.configuration.schedules)["p"]
    local = [moment.astimezone(found.zone).hour for moment in found.next_runs(clock.now)]
    assert local == [22] * 5


def test_an_interval_runs_at_once_and_then_every_so_often(tmp_path: Path, clock: Clock) -> None:
    text = '[schedules.p]\nevery = "6h"\n'
    collection = scheduled(tmp_path / "c", text)
    scheduler, began = runner(collection, clock)
    for _ in range(26):
        scheduler.once()
        clock.wait(minutes=30)
    assert [(b - START) // timedelta(hours=6) for b in began] == [0, 1, 2]
    assert states(collection) == ["done"] * 3


@pytest.mark.parametrize(("when", "first"), [('cron = "0 * * * *"', 30), ('every = "1h"', 10)])
def test_a_clock_that_was_ahead_keeps_no_schedule_silent(
    tmp_path: Path, clock: Clock, when: str, first: int
) -> None:
    table = HOURLY.replace('cron = "0 * * * *"', when)
    collection = scheduled(tmp_path / "c", table)
    scheduler, began = runner(collection, clock)
    scheduler.once()
    clock.wait(days=365)
    scheduler.once()
    began.clear()
    for minutes in range(10, 110, 10):
        clock.now = START + timedelta(minutes=minutes)  # it was set right
        scheduler.once()
    assert began == [START + timedelta(minutes=first + more) for more in (0, 60)]


def test_what_is_due_while_the_windows_are_shut_is_one_run() -> None:
    table = {"every": "2h", "windows": ["22:00-01:00"]}
    schedule = read_schedules({"p": table})["p"]
    runs = schedule.next_runs(datetime(2026, 3, 2, 8, 30, tzinfo=UTC))
    assert [f"{run:%d %H:%M}" for run in runs] == [
        "02 22:00", "02 22:30", "03 00:30", "03 22:00", "03 22:30",
    ]  # fmt: skip


def test_summer_time_neither_doubles_nor_drops_a_night(tmp_path: Path) -> None:
    schedule = read_schedules({"p": {"cron": "30 2 * * *", "timezone": "Europe/Berlin"}})["p"]
    spring = [m.isoformat() for m in schedule.next_runs(datetime(2026, 3, 27, 12, tzinfo=UTC), 3)]
    assert [m[:10] for m in spring] == ["2026-03-28", "2026-03-29", "2026-03-30"]
    autumn = schedule.next_runs(datetime(2026, 10, 24, 0, 31, tzinfo=UTC), 3)
    assert [m.date().day for m in autumn] == [25, 26, 27]


@pytest.mark.parametrize(
    ("table", "field"),
    [({}, "cron"), ({"cron": "* *"}, "cron"), ({"cron": "0 0 * * *", "every": "1h"}, "cron"),
     ({"every": "5"}, "every"), ({"every": "1h", "timezone": "Mars/Base"}, "timezone"),
     ({"every": "1h", "timezone": "Asia"}, "timezone"),
     ({"every": "1h", "windows": ["25:00-26:00"]}, "windows"), ({"every": "1h", "bugdet": 1}, "bugdet"),
     ({"every": "1h", "budget": 0}, "budget"), ({"every": "1h", "portals": "p"}, "portals"), (7, "name")],
)  # fmt: skip
def test_a_schedule_that_cannot_work_names_its_field(table: object, field: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        read_schedules({"p": table})
    assert caught.value.field == field


@pytest.mark.parametrize("portals", [["nosuch"], ["xjnnet", "ftp://a.example/"], ["http://[a/"]])
def test_a_schedule_of_what_cannot_be_crawled_is_refused_before_it_is_due(
    tmp_path: Path, portals: list[str]
) -> None:
    collection = scheduled(
        tmp_path / "c", f'[schedules.p]\nportals = {json.dumps(portals)}\nevery = "1d"\n'
    )
    with pytest.raises(ScheduleError) as caught:
        schedules_of(collection)
    assert caught.value.field == "portals"
    done = portal("schedule", "--into", collection.root)
    assert done.returncode == 2
    assert "collection.toml: schedule p: portals: " in str(done.stderr)
    assert portals[-1] in str(done.stderr)


def test_the_commands_run_a_real_crawl(tmp_path: Path) -> None:
    pages = {f"/bendi/2026-09-{10 + n}/{n}.html": article(n) for n in range(3)}
    links = "".join(f"<a href='{path}'>x</a>" for path in pages)
    root = tmp_path / "c"
    with Site({"/": links.encode(), **pages}) as site:
        scheduled(root, f'[schedules.p]\nportals = ["{site.origin}/"]\nevery = "1d"\nbudget = 50\n')
        first = portal("schedule", "--once", "--into", root)
        assert first.returncode == 0, first.stdout + first.stderr
        assert "p: done" in first.stdout
        assert portal("schedule", "--once", "--into", root).stdout == ""
        assert portal("schedule", "pause", "p", "--into", root).returncode == 0
        (row,) = json.loads(portal("schedule", "list", "--json", "--into", root).stdout)
        assert row["paused"]
        assert portal("schedule", "resume", "p", "--into", root).returncode == 0
        assert portal("schedule", "run", "p", "--into", root).returncode == 0
    (row,) = json.loads(portal("schedule", "list", "--json", "--into", root).stdout)
    assert [run["state"] for run in row["runs"]] == ["done", "done"]
    assert len({run["crawl"] for run in row["runs"]}) == 2
    assert len(row["next"]) == 5
    assert portal("schedule", "run", "q", "--into", root).returncode == 2
    assert portal("verify", "--into", root).returncode == 0
    portal("rebuild", "--into", root)
    assert states(Collection(root)) == ["done", "done"]


def test_the_process_ends_its_crawl_when_it_is_told_to(tmp_path: Path) -> None:
    asked = threading.Event()

    class Slow(Site):
        def answer(self, path: str) -> bytes:
            if path.endswith("robots.txt"):
                return super().answer(path)
            asked.set()
            threading.Event().wait(30)
            return b""

    with Slow({}) as site:
        collection = scheduled(
            tmp_path / "c", f'[schedules.p]\nportals = ["{site.origin}/"]\nevery = "1d"\n'
        )
        process = Program(
            [sys.executable, "-m", "portal_spider", "schedule", "--into", str(collection.root)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert asked.wait(30)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert states(collection) == ["interrupted"]


def test_units_name_what_they_run(tmp_path: Path) -> None:
    collection = scheduled(tmp_path / "my news", HOURLY)
    made = units(collection)
    assert set(made) == {"portal-my-news.service", "portal-my-news.timer"}
    assert f'--into "{collection.root}"' in made["portal-my-news.service"]
    assert "Persistent=true" in made["portal-my-news.timer"]
    assert "RandomizedDelaySec" in made["portal-my-news.timer"]

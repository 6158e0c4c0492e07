"""What a scraper sees of a crawl while it runs, and of a scheduler."""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.collection import Collection
from portal_spider.metrics import Endpoint, ScheduleMetrics, endpoint
from portal_spider.schedule import Runner
from tests import program
from tests.local_site import Site
from tests.program import Program
from tests.test_crawl import article

DOCUMENT = (Path(__file__).parents[1] / "docs" / "metrics.md").read_text()


def scraped(url: str) -> dict[str, float]:
    """Return the samples, by name and labels."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        text = answer.read().decode()
    return {
        sample.name + "".join(f" {v}" for v in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def site_of(count: int) -> dict[str, bytes]:
    pages = {f"/a/2026-09-1{n}/{n}.html": article(n) for n in range(count)}
    front = "".join(f"<a href='{path}'>x</a>" for path in [*pages, "/gone.html"]).encode()
    return {"/": front, **pages}


CRAWL = """
import json, sys
from archive.collection import Collection
from portal_spider.crawl import crawl
from portal_spider.metrics import CrawlMetrics, Endpoint, endpoint
from tests.test_metrics import scraped
with endpoint(Endpoint("127.0.0.1", 0)) as (url, registry):
    print(url, flush=True)
    ended = crawl(
        Collection(sys.argv[1]), (sys.argv[2],), **json.loads(sys.argv[3]),
        on_open=lambda run: registry.register(CrawlMetrics(run)),
    )
    print(json.dumps([ended.report["crawl"], scraped(url)]))
"""


class ScrapedSite(Site):
    """Scrapes its visitor while it answers."""

    url = ""
    seen: dict[str, float]

    def answer(self, path: str) -> bytes:
        if path.startswith("/a/") and self.url:
            self.seen = scraped(self.url)
        return super().answer(path)


def test_a_crawl_is_scraped_while_it_runs_and_ends_with_the_reports_numbers(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    with ScrapedSite(site_of(6)) as site:
        process = Program(
            [sys.executable, "-c", CRAWL, str(collection.root), f"{site.origin}/", "{}"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        with process:
            assert process.stdout is not None
            site.url = process.stdout.readline().strip()
            crawl, after = json.loads(process.stdout.read())
        during = site.seen
    report = json.loads((collection.crawls / crawl / "report.json").read_bytes())
    for metric, field in re.findall(
        r"^\| `(portal_crawl_\w+_total)` .* \| `(\w+)` \|$", DOCUMENT, re.M
    ):
        if field == "visits":
            for outcome, count in report["visits"].items():
                assert after[f"{metric} {outcome}"] == count
        else:
            assert after[metric] == report[field], metric
            assert 0 <= during[metric] <= after[metric]
    assert after["portal_crawl_failures_total"] == sum(report["failures"].values())
    assert after["portal_crawl_waiting_urls"] == report["waiting"] == 0
    assert report["pages"] >= 7
    assert during["portal_crawl_requests_under_way"] >= 1
    assert after["process_resident_memory_bytes"] > 1_000_000
    names = {sample.split(" ")[0] for sample in after if sample.startswith("portal_")}
    assert names <= set(re.findall(r"`(portal_\w+)`", DOCUMENT))


def test_what_waits_for_all_workers_is_scraped_from_each(tmp_path: Path, frontier: str) -> None:
    collection = Collection.create(tmp_path / "c")
    with Site(site_of(6)) as site:
        done = program.run(
            [sys.executable, "-c", CRAWL, str(collection.root), f"{site.origin}/",
             json.dumps({"frontier": frontier, "max_pages": 2, "requisites": False})],
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    crawl, after = json.loads(done.stdout.splitlines()[-1])
    report = json.loads((collection.crawls / crawl / "report.json").read_bytes())
    assert after["portal_crawl_waiting_urls"] == report["waiting"] > 0


def test_a_scheduler_is_scraped(tmp_path: Path) -> None:
    collection = Collection.create(tmp_path / "c")
    with Site(site_of(3)) as site:
        with (collection.root / "collection.toml").open("a") as file:
            file.write(f'\n[schedules.often]\nportals = ["{site.origin}/"]\nevery = "6h"\n')
        metrics = ScheduleMetrics(collection)
        with endpoint(Endpoint("127.0.0.1", 0)) as (url, registry):
            registry.register(metrics)
            before = scraped(url)
            assert before["portal_schedule_due often"] == 1
            assert Runner(Collection(collection.root)).once() == 0
            after = scraped(url)
    assert after["portal_schedule_runs_total often done"] == 1
    assert after["portal_schedule_due often"] == after["portal_schedule_running often"] == 0
    assert after["portal_schedule_last_run_exit_code often"] == 0
    (report,) = collection.crawls.glob("*/report.json")
    assert (
        after["portal_schedule_last_crawl_pages often"] == json.loads(report.read_bytes())["pages"]
    )


class WaitingSite(Site):
    """Answers for articles when its visitor's scheduler tells of the first page."""

    url = ""
    seen: dict[str, float]

    def __init__(self, pages: dict[str, bytes]) -> None:
        super().__init__(pages)
        self._guard, self.seen = threading.Lock(), {}

    def answer(self, path: str) -> bytes:
        with self._guard:
            until = time.monotonic() + 60
            while path.startswith("/a/") and not self.seen.get("portal_crawl_pages_total often"):
                self.seen = scraped(self.url)
                assert time.monotonic() < until
        return super().answer(path)


def test_the_crawl_of_a_schedule_is_scraped_from_the_scheduler_while_it_runs(
    tmp_path: Path,
) -> None:
    collection = Collection.create(tmp_path / "c")
    with WaitingSite(site_of(3)) as site, endpoint(Endpoint("127.0.0.1", 0)) as (url, registry):
        site.url = url
        with (collection.root / "collection.toml").open("a") as file:
            file.write(f'\n[schedules.often]\nportals = ["{site.origin}/"]\nevery = "6h"\n')
        registry.register(ScheduleMetrics(collection))
        assert Runner(Collection(collection.root), figures=True).once() == 0
        after = scraped(url)
    assert site.seen["portal_schedule_running often"] == 1
    assert site.seen["portal_crawl_start_time_seconds often"] > 0
    (report,) = collection.crawls.glob("*/report.json")
    crawl = report.parent.name
    _, portal, _ = crawl.split("-")
    assert site.seen[f"portal_crawl_info {crawl} {portal} often"] == 1
    assert not any(name.startswith("portal_crawl") for name in after)
    assert after["portal_schedule_last_crawl_pages often"] > 1
    assert not [*collection.root.glob("*.prom")], "no numbers of a crawl that is over"


def test_a_crawl_without_a_scraper_keeps_its_numbers_in_a_file(tmp_path: Path) -> None:
    root, file = tmp_path / "c", tmp_path / "crawl.prom"
    with Site(site_of(3)) as site:
        command = [sys.executable, "-m", "portal_spider", "crawl", f"{site.origin}/"]
        command += ["--into", str(root)]
        program.run([*command, "--metrics", file, "-q"], timeout=60, check=True)
        refused = program.run(
            [*command, "--metrics", tmp_path / "none" / "crawl.prom"],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    (report,) = root.glob("crawls/*/report.json")
    told = json.loads(report.read_bytes())
    samples = {
        sample.name: sample.value
        for family in text_string_to_metric_families(file.read_text())
        for sample in family.samples
    }
    assert samples["portal_crawl_pages_total"] == told["pages"] >= 4
    assert samples["portal_crawl_articles_total"] == told["new_articles"] == 3
    assert all(name.startswith("portal_crawl_") for name in samples)
    assert [*tmp_path.glob("crawl.prom*")] == [file]
    assert refused.returncode == 2
    assert "cannot write" in refused.stderr


def test_nothing_listens_unless_it_is_asked_for_and_only_on_loopback(tmp_path: Path) -> None:
    assert Endpoint.parse("9188").host == "127.0.0.1"
    with endpoint(Endpoint("127.0.0.1", 0)) as (url, _):
        taken = url.rpartition(":")[2].removesuffix("/metrics")
        done = program.run(
            [sys.executable, "-m", "portal_spider", "crawl", "http://127.0.0.1:9/", "--metrics", taken,
             "--into", str(tmp_path / "c")],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{taken}" in done.stderr
    assert not list((tmp_path / "c").glob("crawls/*"))


@pytest.mark.parametrize("text", ["", "nine", "127.0.0.1:", "99999", "-1", ".pro"])
def test_a_port_that_is_none(text: str) -> None:
    with pytest.raises(Exception, match="--metrics"):
        Endpoint.parse(text)

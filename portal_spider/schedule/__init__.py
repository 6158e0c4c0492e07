"""Schedules: crawls that run by themselves, each with a record of how it went."""

from portal_spider.schedule.journal import Journal, Record, Standing
from portal_spider.schedule.overview import overview
from portal_spider.schedule.plan import Schedule, read_schedules, schedules_of
from portal_spider.schedule.runner import Runner
from portal_spider.schedule.systemd import units

__all__ = [
    "Journal",
    "Record",
    "Runner",
    "Schedule",
    "Standing",
    "overview",
    "read_schedules",
    "schedules_of",
    "units",
]

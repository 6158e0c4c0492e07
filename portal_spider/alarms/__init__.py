"""Alarms: what a person should look at after a run, and telling that person."""

from portal_spider.alarms.judge import Alarm, judge
from portal_spider.alarms.measure import FIELDS, Measures, measure, past_measures
from portal_spider.alarms.tell import Channels, channels, tell

__all__ = [
    "FIELDS", "Alarm", "Channels", "Measures", "channels", "judge", "measure", "past_measures",
    "tell",
]  # fmt: skip

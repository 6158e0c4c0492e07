"""Alarms: what a person should look at after a run, and telling that person."""

from portal_spider.alarms.judge import Alarm, judge
from portal_spider.alarms.measure import Measures
from portal_spider.alarms.tell import Channels, channels, tell

__all__ = [
    "Alarm", "Channels", "Measures", "channels", "judge", "tell",
]  # fmt: skip

"""After a run: its measures, and its alarms, as they stand in the report."""

import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from archive.collection import Collection
from archive.errors import CorpusError
from archive.state import State
from portal_spider.alarms.judge import Alarm, judge
from portal_spider.alarms.measure import Measures, measure, past_measures
from portal_spider.layouts import look
from portal_spider.report.account import published


def look_after(
    collection: Collection, state: State, crawl: str, lacks: Mapping[str, Counter[str]],
    received: int, today: date | None,
) -> dict[str, Any]:  # fmt: skip
    """Return ``measures`` and ``alarms`` of the portals in *lacks* (what their new articles lack).

    *received* is in bytes. With no *today* the run is measured and not judged:
    it was stopped, or had a budget of pages, and says nothing of the portal.
    """
    measures = {name: measure(state, crawl, name, lacks[name], received) for name in lacks}
    alarms: list[Alarm] = []
    if today is not None:
        for name, now in measures.items():
            alarms += _alarms(collection, state, name, now, today)
    return {
        "measures": {name: found.to_dict() for name, found in measures.items()},
        "alarms": [alarm.to_dict() for alarm in alarms],
    }


def _alarms(
    collection: Collection, state: State, portal: str, now: Measures, today: date
) -> list[Alarm]:
    free = shutil.disk_usage(collection.root).free
    past, days = past_measures(collection, portal), published(state, portal, today)
    alarms = judge(portal, now, past, days, today, free)
    try:
        found = look(collection, portal).alarms
    except CorpusError as error:
        found = (f"the newest articles cannot be read: {error}", f"最新文章无法读取：{error}")
    if found:
        alarms.append(Alarm("layout", portal, *found))
    return alarms

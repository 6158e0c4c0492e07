"""Dates told against the moment of the capture: 3小时前, 昨天 18:20, vor 2 Tagen.

They are read only where no date of their own stands, and give a day; a time
only where the page printed one.
"""

import re
from datetime import date, datetime, timedelta

from portal_spider.extract.metadata.dates import LONGEST, Moment, find_moments

# unit: (its first letters in the languages known here, its length); weeks first, for Malay minggu begins like a minute
_UNITS: tuple[tuple[tuple[str, ...], timedelta], ...] = (
    (("周", "週", "星期", "주", "week", "woche", "semain", "semana", "settiman", "недел", "hafta", "veck",
      "tydz", "tyg", "uge", "uke", "týd", "týž", "hét", "hett", "săpt", "εβδομ", "седм", "тиж", "tjed", "minggu",
      "weken", "viik", "tuần", "สัปดาห์", "أسب", "أساب", "هفت", "שבוע", "सप्ताह", "हफ्त"), timedelta(weeks=1)),
    (("秒", "초", "sec", "sek", "seg", "сек", "giây", "saniye", "วินาที", "ثان", "ثوان", "שני", "सेकंड", "δευτ"),
     timedelta(seconds=1)),
    (("分", "분", "min", "мин", "dakika", "хв", "menit", "perc", "phút", "นาที", "دق", "דק", "मिनट", "λεπτ"),
     timedelta(minutes=1)),
    (("小时", "小時", "時間", "시간", "hour", "hr", "stund", "heure", "hora", "ore", "ora", "час",
      "saat", "tim", "godz", "hod", "tunti", "tunnin", "uur", "uren", "órá", "óra", "ώρ", "годин", "sat", "jam",
      "giờ", "ชั่วโมง", "ساع", "שעות", "שעה", "घंट", "घण्ट"), timedelta(hours=1)),
    (("天", "日", "일", "day", "tag", "jour", "día", "dia", "giorn", "день", "дня", "дней", "дні", "ден", "дни",
      "gün", "dag", "døgn", "dni", "dny", "dní", "dňa", "dzień", "den", "päiv", "nap", "zi", "ημέρ", "μέρ", "dan",
      "hari", "ngày", "วัน", "يوم", "أيام", "روز", "ימים", "יום", "दिन"), timedelta(days=1)),
)  # fmt: skip
_AGO = re.compile(
    r"(?<!\d)(?P<n1>\d{1,3})\s?个?(?P<u1>秒|分|小时|小時|時間|天|日|周|週|星期|초|분|시간|일|주)[钟鐘間间]?\s?(?:之?前|전)"
    r"|\b(?P<n2>\d{1,3}|an?|one)\s(?P<u2>[a-z]{2,7})\.?\sago\b"
    r"|\b(?:vor|il y a|hace|há|před|pred|acum|prije|преди|πριν(?: από)?|قبل|منذ|לפני)"
    r"\s(?P<n3>\d{1,3}|ein(?:e[mr])?|une?|una?|uma?)\s(?:de\s)?(?P<u3>[^\s\d]{2,10})"
    r"|(?<!\d)(?P<n4>\d{1,3})\s(?P<u4>[^\s\d]{2,9})\s"
    r"(?:(?:fa|назад|тому|önce|sedan|siden|temu|sitten|geleden|ezelőtt|(?:yang )?lalu|trước|पहले)(?!\w)|پیش)"
    r"|(?<!\d)(?P<n5>\d{1,3})\s?(?P<u5>วินาที|นาที|ชั่วโมง|วัน|สัปดาห์)(?:ที่ผ่านมา|ที่แล้ว|ก่อน)",
    re.IGNORECASE,
)
_NOW = re.compile(r"刚刚|剛剛|\bjust now\b|방금", re.IGNORECASE)
# A bare "today" is prose; with a time behind it, it is a date line.
_DAY_WORD = re.compile(
    r"(?P<today>今[天日]|today|heute|aujourd['’]hui|hoy|hoje|oggi|сегодня|bugün|i ?dag"
    r"|\b(?:vandaag|tänään|dzisiaj|dziś|dnes|azi|сьогодні|днес|danas|hari ini|hôm nay)\b|σήμερα|اليوم|היום|วันนี้)"
    r"|(?P<yesterday>昨[天日]|yesterday|gestern|hier|ayer|ontem|ieri|вчера|dün|i ?går"
    r"|\b(?:gisteren|eilen|wczoraj|včera|вчора|jučer|kemarin|hôm qua)\b|χθες|أمس|אתמול|เมื่อวานนี้)"
    r"|(?P<before>前天|vorgestern)",
    re.IGNORECASE,
)
_BACK = {"today": 0, "yesterday": 1, "before": 2}


def find_relative(text: str, *, now: datetime) -> Moment | None:
    """Return the day that *text* tells against *now* (local time of the portal), or None.

    >>> find_relative("昨天 18:20", now=datetime(2024, 1, 25, 9, 0)).iso(None)
    '2024-01-24'
    >>> find_relative("vor 2 Tagen", now=datetime(2024, 1, 25, 9, 0)).iso(None)
    '2024-01-23'
    """
    text = text[:LONGEST]
    if match := _AGO.search(text):
        count, unit = (found for found in match.groups() if found)
        unit = unit.lower()
        for names, length in _UNITS:
            if unit.startswith(names):
                back = length * (int(count) if count.isdecimal() else 1)
                return _told((now - back).date(), match[0], match.start())
        return None
    if match := _DAY_WORD.search(text):
        day = now.date() - timedelta(days=_BACK[match.lastgroup or "today"])
        timed = _timed(day, text[match.end() :], now.date())
        if timed is not None:
            return _told(day, match[0] + timed.raw[len("2000-01-01") :], match.start(), timed)
        return None
    if match := _NOW.search(text):
        return _told(now.date(), match[0], match.start())
    return None


def _timed(day: date, rest: str, today: date) -> Moment | None:
    """The time that follows a day's word, read as if the day had been written out."""
    moments = find_moments(day.isoformat() + rest, today=today)
    return moments[0] if moments and moments[0].time is not None else None


def _told(day: date, raw: str, start: int, timed: Moment | None = None) -> Moment:
    time = timed.time if timed else None
    offset = timed.offset if timed else None
    return Moment(day=day, time=time, offset=offset, raw=raw, start=start, relative=True)

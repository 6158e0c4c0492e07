"""Dates told against the moment of the capture: 3小时前, 昨天 18:20, vor 2 Tagen.

They are read only where no date of their own stands, and give a day; a time
only where the page printed one.
"""

import re
from datetime import date, datetime, timedelta

from portal_spider.extract.metadata.dates import LONGEST, Moment, find_moments

# unit: (how its words begin, or with a point behind it a whole word; its length); weeks first, for
# Malay minggu begins like a minute
_UNITS: tuple[tuple[str, timedelta], ...] = (
    ("周 週 星期 주 week. weeks. woche. wochen. semaine semana settiman недел hafta veck tydz tyg uge. uger. uke. uker. týd"
     " týž hét. héttel. hett săpt εβδομ седм тиж tjed minggu weken. viikko viiko tuần สัปดาห์ أسب أساب هفت שבוע सप्ताह हफ्त",
     timedelta(weeks=1)),
    ("秒 초 sec. secs. second sek. sekund seg. segs. segund secund сек. секунд giây saniye วินาที ثان ثوان שני सेकंड δευτ",
     timedelta(seconds=1)),
    ("分 분 min. mins. minut minút minuut minit мин. минут dakika хв. хвилин menit perc. perccel. phút นาที دق דק मिनट λεπτ",
     timedelta(minutes=1)),
    ("小时 小時 時間 시간 hour hr. hrs. stund std. heure. heures. hora. horas. ore. ora. oră час. часа. часов. часове"
     " saat. tim. timme. timmar. time. timer. godz hodin tunti. tuntia. tunnin. uur. uren. óra. órá. órával ώρ годин sat. sata. sati. jam."
     " giờ ชั่วโมง ساع שעות שעה घंट घण्ट", timedelta(hours=1)),
    ("天 日 일 day. days. tag. tage. tagen. jour. jours. día. días. dia. dias. giorno. giorni. день дня дней дні ден. дни"
     " gün. dag. dage. dager. dagar. dagen. døgn dni. dny. dní. dňami. dňom. dnem. dňa. dzień. päiv nap. nappal. napja. zi. zile. ημέρ μέρ"
     " dan. dana. hari. ngày วัน يوم أيام روز ימים יום दिन", timedelta(days=1)),
)  # fmt: skip
_WHOLE = {
    word[:-1]: length for words, length in _UNITS for word in words.split() if word[-1] == "."
}
_BEGUN = tuple(
    (tuple(word for word in words.split() if word[-1] != "."), length) for words, length in _UNITS
)
_AGO = re.compile(
    # 9月5日前往 and 3일 전국 tell of no day before today, nor does 20日前完成
    r"(?-i:(?<![\d月])(?<!월\s)(?<!월)(?P<n1>\d{1,3})\s?[个個]?\s?(?P<u1>"
    r"(?:秒|分|小时|小時|時間|天|周|週|星期)[钟鐘間间]?\s?之?前(?![往后後夕线線期端景所])"
    r"|日\s?之?前(?![\u4e00-\u9fff])|日\s?之?前(?=[发發更])|(?:초|분|시간|일|주)(?:간)?\s?전(?![가-힣])|(?:초|분|시간|일|주)\s?전(?=에|입력|수정|업데이트)))"
    r"|\b(?P<n2>\d{1,3}|an?|one)\s(?P<u2>[a-z]{2,7})\.?\sago\b"
    r"|\b(?:vor|il y a|hace|há|před|pred|acum|prije|преди|πριν(?: από)?|قبل|منذ|לפני)"
    r"\s(?P<n3>\d{1,3}|ein(?:e[mr])?|une?|una?|uma?)\s(?:de\s)?(?P<u3>[^\s\d]{2,14})"
    r"|(?<!\d)(?P<n4>\d{1,3})\s(?P<u4>[^\s\d]{2,9})\s"
    r"(?:(?:fa|назад|тому|önce|sedan|siden|temu|sitten|geleden|ezelőtt|(?:yang )?lalu|trước|पहले"
    r")(?!\w)"
    r"|پیش)"
    r"|(?<!\d)(?P<n5>\d{1,3})\s?(?P<u5>วินาที|นาที|ชั่วโมง|วัน|สัปดาห์)(?:ที่ผ่านมา|ที่แล้ว|ก่อน)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?-i:(?:刚刚|剛剛)(?![\u4e00-\u9fff])|(?:刚刚|剛剛)(?=[发發更])|방금(?:\s전)?(?![\s가-힣]))"
    r"|\bjust now\b",
    re.IGNORECASE,
)
# A bare "today" is prose; with a time behind it, it is a date line.
_DAY_WORD = re.compile(
    r"(?P<today>今[天日]|\b(?:today|heute|aujourd['’]hui|hoy|hoje|oggi|сегодня|bugün|i ?dag"
    r"|vandaag|tänään|dzisiaj|dziś|dnes|azi|сьогодні|днес|danas|hari ini|hôm nay)(?![^\W\d_])|σήμερα|اليوم|היום|วันนี้)"
    r"|(?P<yesterday>昨[天日]|\b(?:yesterday|gestern|hier|ayer|ontem|ieri|вчера|dün|i ?går"
    r"|gisteren|eilen|wczoraj|včera|вчора|jučer|kemarin|hôm qua)(?![^\W\d_])|χθες|أمس|אתמול|เมื่อวานนี้)"
    r"|(?P<before>前天|\bvorgestern\b)",
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
        length = _length(unit.lower().rstrip(".,;:!|·)"))
        if length is None:
            return None
        back = length * (int(count) if count.isdecimal() else 1)
        return _told((now - back).date(), match[0], match.start())
    if match := _DAY_WORD.search(text):
        day = now.date() - timedelta(days=_BACK[match.lastgroup or "today"])
        timed = _timed(day, text[match.end() :], now.date())
        if timed is not None:
            return _told(day, match[0] + timed.raw[len("2000-01-01 ") :], match.start(), timed)
        return None
    if match := _NOW.search(text):
        return _told(now.date(), match[0], match.start())
    return None


def _length(unit: str) -> timedelta | None:
    """How long a unit of time is, by its name in any case and number."""
    whole = _WHOLE.get(unit)
    return whole or next((length for names, length in _BEGUN if unit.startswith(names)), None)


def _timed(day: date, rest: str, today: date) -> Moment | None:
    """The time that follows a day's word, read as if the day had been written out."""
    moments = find_moments(f"{day.isoformat()} {rest}", today=today)
    return moments[0] if moments and moments[0].time is not None else None


def _told(day: date, raw: str, start: int, timed: Moment | None = None) -> Moment:
    time = timed.time if timed else None
    offset = timed.offset if timed else None
    return Moment(day=day, time=time, offset=offset, raw=raw, start=start, relative=True)

"""Days as the world's languages write them, held against CLDR; and years that are counted otherwise."""

from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest
from babel import Locale
from babel.dates import format_date, format_timedelta

from portal_spider.extract.metadata.dates import Manner, find_moments, parse_moment
from portal_spider.extract.metadata.relative import find_relative

TODAY = date(2026, 9, 24)
LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en en_GB es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it"
    " ja ka kk km kn ko lo lt lv mk ml mn mr ms mt nb ne nl nn pl pt pt_BR ro ru sk sl sq sr sr_Latn sv sw ta te"
    " th tr uk ur uz vi zh zh_Hant"
).split()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("length", ["full", "long", "medium"])
def test_every_month_is_known_in_every_language(code: str, length: str) -> None:
    locale = Locale.parse(code)
    manner = Manner(language=locale.language)
    for month in range(1, 13):
        day = date(2024, month, 13)
        told = format_date(day, length, locale=locale)
        assert day in {m.day for m in find_moments(told, today=TODAY, manner=manner)}, told


@pytest.mark.parametrize("code", sorted({*LANGUAGES} - {"hr"}))  # listopad is November in others
def test_a_long_name_is_known_without_the_language(code: str) -> None:
    locale = Locale.parse(code)
    for month in range(1, 13):
        day = date(2024, month, 13)
        told = format_date(day, "long", locale=locale)
        if len(locale.months["format"]["wide"][month]) > 4:
            assert day in {m.day for m in find_moments(told, today=TODAY)}, told


def test_the_language_decides_which_month_a_name_means() -> None:
    (polish,) = find_moments("13 listopada 2024", today=TODAY, manner=Manner(language="pl"))
    (croatian,) = find_moments("13. listopada 2024.", today=TODAY, manner=Manner(language="hr"))
    assert (polish.day, croatian.day) == (date(2024, 11, 13), date(2024, 10, 13))


@pytest.mark.parametrize(
    ("line", "told", "raw"),
    [
        ("發布日期：民國115年9月3日 14:05", clock(14, 5), "民國115年9月3日 14:05"),
        ("中華民國115年9月3日", None, "民國115年9月3日"),
        ("115年9月3日", None, "115年9月3日"),
        ("發布日期：115-09-03", None, "115-09-03"),
        ("張貼日期: 115/9/3 14:05", clock(14, 5), "115/9/3 14:05"),
        ("令和8年9月3日（木）14時05分", clock(14, 5), "令和8年9月3日（木）14時05分"),
        ("3 ก.ย. 2569 14:05 น.", clock(14, 5), "3 ก.ย. 2569 14:05"),
        ("3 กันยายน พ.ศ. 2569", None, "3 กันยายน พ.ศ. 2569"),
        ("เผยแพร่ 03/09/2569", None, "03/09/2569"),
        ("٣ سبتمبر ٢٠٢٦", None, "٣ سبتمبر ٢٠٢٦"),
        ("3 أيلول 2026", None, "3 أيلول 2026"),
        ("3 أيلول/سبتمبر 2026", None, "3 أيلول/سبتمبر 2026"),
        ("3 أيلول (سبتمبر) 2026", None, "3 أيلول (سبتمبر) 2026"),
        ("3\u200f/9\u200f/2026", None, "3\u200f/9\u200f/2026"),
        ("३ सितंबर २०२६, १४:०५", clock(14, 5), "३ सितंबर २०२६, १४:०५"),
        ("ngày 3 tháng 9 năm 2026", None, "3 tháng 9 năm 2026"),
        ("3. 9. 2026 14:05", clock(14, 5), "3. 9. 2026 14:05"),
        ("03/set/2026 às 14h05", clock(14, 5), "03/set/2026 às 14h05"),
        ("3 de septiembre de 2026, 2:05 p. m.", clock(14, 5), "3 de septiembre de 2026, 2:05 p. m."),
    ],
)  # fmt: skip
def test_days_of_other_counts_and_scripts(line: str, told: clock | None, raw: str) -> None:
    (moment,) = find_moments(line, today=TODAY)
    assert (moment.day, moment.time, moment.raw) == (date(2026, 9, 3), told, raw)


@pytest.mark.parametrize(
    ("line", "language", "month"),
    [("3 İYUN 2026", "az", 6), ("3 HAZİRAN 2026", "tr", 6), ("3 KASIM 2025", None, 11)],
)
def test_a_turkic_month_may_stand_in_capitals(line: str, language: str | None, month: int) -> None:
    (moment,) = find_moments(line, today=TODAY, manner=Manner(language=language))
    assert (moment.day.month, moment.raw) == (month, line)


def test_an_arabic_month_may_stand_without_its_hamza() -> None:
    (moment,) = find_moments("3 اكتوبر 2025", today=TODAY)
    assert moment.day == date(2025, 10, 3)


@pytest.mark.parametrize(
    ("line", "month_first", "day"),
    [
        ("3/9/26 14:05", False, date(2026, 9, 3)),
        ("9/3/26 2:05pm", True, date(2026, 9, 3)),
        ("9/23/25, 2:05 pm", False, date(2025, 9, 23)),
    ],
)
def test_a_short_year_behind_slashes_needs_a_time(line: str, month_first: bool, day: date) -> None:
    (moment,) = find_moments(line, today=TODAY, manner=Manner(month_first=month_first))
    assert (moment.day, moment.time) == (day, clock(14, 5))
    assert find_moments(line[: line.index(":") - 2], today=TODAY) == []


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Thu Sep 03 14:05:06 CEST 2026", "2026-09-03T14:05:06+02:00"),
        ("Thu Sep 3 14:05:06 +0000 2026", "2026-09-03T14:05:06+00:00"),
        ("Thu Sep 03 2026 14:05:06 GMT+0200 (CEST)", "2026-09-03T14:05:06+02:00"),
    ],
)
def test_a_day_as_programs_write_it(value: str, told: str) -> None:
    moment = parse_moment(value, today=TODAY)
    assert moment is not None
    assert moment.iso(None) == told


def test_the_first_year_and_the_first_month_have_names_of_their_own() -> None:
    (first_year,) = find_moments("令和元年5月1日", today=TODAY)
    (first_month,) = find_moments("2024年元月13日 09:12", today=TODAY)
    assert (first_year.day, first_month.day) == (date(2019, 5, 1), date(2024, 1, 13))


def test_an_offset_may_be_told_in_hours() -> None:
    (moment,) = find_moments("3/9/2026, 14:05 (GMT+7)", today=TODAY)
    assert moment.iso(None) == "2026-09-03T14:05:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "公元113年1月25日",
        "平均113-01-25",
        "单价113/1/25元",
        "電話：02-115-09-03",
        "電話：115-9-3",
        "比分：110-11-5",
        "版本：110.2.3",
        "บ้านเลขที่ 25/67/2569",
        "3 มิตร 2026",
        "13 no 2026",
        "Mac 10 2024",
        "Wal-Mart 5, 2020",
        "Gen 12, 2024",
        "Out 5 2020",
    ],
)
def test_what_only_looks_like_such_a_day_is_none(line: str) -> None:
    assert find_moments(line, today=TODAY) == []


AGO = "bg cs da de el en es fa fi fr he hi hr hu id it ja ko ms nb nl pl pt ro ru sk sv th tr uk vi zh zh_Hant"


@pytest.mark.parametrize("code", AGO.split())
@pytest.mark.parametrize(
    "ago",
    [timedelta(minutes=5), timedelta(hours=3), timedelta(days=4), timedelta(weeks=3)],
    ids=str,
)
def test_what_is_told_against_today_is_known(code: str, ago: timedelta) -> None:
    now = datetime(2026, 9, 24, 12, 0)
    told = format_timedelta(-ago, add_direction=True, locale=code)
    moment = find_relative(told, now=now)
    assert moment is not None, told
    assert (moment.day, moment.relative) == ((now - ago).date(), True), told


@pytest.mark.parametrize(
    "line",
    ["Vandaag, 08:15", "i dag 08:15", "hôm nay, 08:15", "Dziś, 08:15", "اليوم 08:15", "今天 08:15"],
)
def test_a_time_today_is_known(line: str) -> None:
    moment = find_relative(line, now=datetime(2026, 9, 24, 12, 0))
    assert moment is not None
    assert (moment.day, moment.time) == (date(2026, 9, 24), clock(8, 15))


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("3個小時前", 0),
        ("3 个小时前", 0),
        ("2天前 远山日报", 2),
        ("3日前更新", 3),
        ("3일 전에 입력", 3),
        ("vor 2 Tagen.", 2),
        ("vor 2 Std.", 0),
        ("刚刚发布", 0),
    ],
)
def test_what_is_told_against_today_may_have_words_behind_it(line: str, days: int) -> None:
    moment = find_relative(line, now=datetime(2026, 9, 24, 12, 0))
    assert moment is not None
    assert moment.day == date(2026, 9, 24) - timedelta(days=days)


def test_the_time_behind_a_days_word_may_be_written_in_characters() -> None:
    moment = find_relative("今日14時05分", now=datetime(2026, 9, 24, 16, 0))
    assert moment is not None
    assert (moment.time, moment.raw) == (clock(14, 5), "今日14時05分")


@pytest.mark.parametrize(
    "line",
    [
        "3 Tage fasten",
        "in 3 Tagen",
        "5 min read",
        "Für 3 dage",
        "20 trước công nguyên",
        "vor 3 Tagungen",
        "vor 12 Minderjährigen",
        "il y a un secret",
        "hace 2 minas",
        "5 dannati fa",
        "9月20日前完成加固",
        "5日前往山村",
        "20日前夕",
        "9월 3일 전국에 비",
        "刚刚过去的夏天",
        "방금 그친 비",
        "Bayer 10:15",
    ],
)
def test_what_tells_of_no_day_before_is_none(line: str) -> None:
    assert find_relative(line, now=datetime(2026, 9, 24, 12, 0)) is None

"""``report.html``: one file that needs nothing else, in English and Chinese side by side."""

from collections import defaultdict
from datetime import date, timedelta
from html import escape
from typing import Any

from archive.codes import CODES, named
from portal_spider.report.account import DAYS

_MOST_URLS = 500  # shown for one reason; report.json has them all
_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcfa; --ink: #1d1b19; --soft: #6a645d; --line: #ddd7cf;
  --bar: #8a2b2b; --gap: #c4221a }
@media (prefers-color-scheme: dark) { :root { --paper: #181715; --ink: #ece8e1; --soft: #a49c91;
  --line: #3a3631; --bar: #f0a08c; --gap: #ff6f61 } }
body { color: var(--ink); background: var(--paper); margin: 2rem auto; max-width: 62rem; padding: 0 1rem;
  font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.15rem; margin-top: 2.2rem }
small, .soft { color: var(--soft) } .gap { color: var(--gap) }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .6rem }
dl div { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem }
dt { font-size: .8rem; color: var(--soft) } dd { margin: 0; font-size: 1.25rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1% }
td.w { width: 60% }
.bar { background: var(--bar); height: .7rem; border-radius: .2rem; min-width: 2px; margin-top: .4rem }
svg { width: 100%; height: auto } svg rect { fill: var(--bar) } svg rect.none { fill: var(--gap) }
svg text { fill: var(--soft); font-size: 11px }
summary { cursor: pointer } li { overflow-wrap: anywhere }
"""


def render(report: dict[str, Any]) -> str:
    """Return the page for a ``report.json``; everything in it that was met on the web is escaped."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width, initial-scale=1'>",
        f"<title>{escape(report['crawl'])}</title><style>{_STYLE}</style>",
        f"<h1>{escape(', '.join(report['portals']))}</h1>",
        f"<small>{escape(report['crawl'])} · {_clock(report['started'])} –"
        f" {_clock(report['ended'])} · {_both(report['reason'])}</small>",
        _figures(report),
        _notices(report),
        _outcomes(report["outcomes"]),
    ]
    parts += [_coverage(row) for row in report["coverage"]]
    parts += [
        _counts("Failed attempts 失败的尝试", report["failures"]),
        _reasons("Not fetched 未取得", [r for r in report["skipped"] if r["outcome"] == "failed"]),
        _reasons("Skipped 跳过", [r for r in report["skipped"] if r["outcome"] == "skipped"]),
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _both(code: str) -> str:
    """A short name in both languages."""
    chinese = f" <span class=soft>{CODES[code]}</span>" if code in CODES else ""
    return escape(named("en", code)) + chinese


def _clock(at: str) -> str:
    """A time of the report (``2026-11-25T00:41:46Z``) for people."""
    return escape(at.replace("T", " ").replace("Z", " UTC"))


def _figures(report: dict[str, Any]) -> str:
    megabytes = report["bytes_received"] / 1e6
    figures = (
        ("New articles 新文章", f"{report['new_articles']:,}"),
        ("New versions 新版本", f"{report['new_versions']:,}"),
        ("Pages 页面", f"{report['pages']:,}"),
        ("URLs per second 每秒网址数", f"{report['urls_per_second']:g}"),
        ("Received 接收", f"{megabytes:,.1f} MB"),
        ("Time 用时", str(timedelta(seconds=round(report["seconds"])))),
        ("Waiting 等待中", f"{report['waiting']:,}"),
    )
    boxes = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in figures)
    return f"<dl>{boxes}</dl>"


def _notices(report: dict[str, Any]) -> str:
    lines = [
        f"recovered {escape(row['file'])} from a run that was killed 从被终止的运行中恢复"
        + (f"; {escape(row['tail'])} set aside 另存" if row["tail"] else "")
        for row in report["recovered"]
    ]
    if report.get("damage"):
        told = "portal verify tells more 详见 portal verify"
        lines.append(f"<b class=gap>damage 损坏: {escape(report['damage'])}; {told}</b>")
    if report["ended"] < report["started"]:
        lines.append("<b class=gap>the clock was set back while it ran 运行期间时钟被调回</b>")
    lines += [f"{escape(o)}: {escape(why)}" for o, why in report["resting"].items()]
    lines += [f"blocked 被拦截: {_link(r['url'])} {escape(r['reason'] or '')}"
              for r in report["blocked"][:20]]  # fmt: skip
    lines += [
        f"<b class=gap>{escape(a['portal'])}: {escape(a['sentence'])}"
        f" {escape(a.get('chinese', ''))}</b>"
        for a in report.get("alarms", [])
    ]
    for row in report["coverage"]:
        lines += [_gap(gap, row["portal"]) for gap in row["gaps"]]
        for section in row["sections"]:
            name = f"{row['portal']} › {section['section'] or '–'}"
            lines += [_gap(gap, name) for gap in section["gaps"][-5:]]
    if not lines:
        return ""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<h2>To look at 需要注意</h2><ul>{items}</ul>"


def _gap(gap: dict[str, Any], where: str) -> str:
    low, high = gap["usually"]
    usual = f"{low}" if low == high else f"{low} to {high}"
    return (
        f"<span class=gap>{escape(where)}: {gap['articles']} articles on {gap['day']},"
        f" usually {usual}</span> <span class=soft>{gap['day']} 仅 {gap['articles']} 篇</span>"
    )


def _outcomes(outcomes: dict[str, int]) -> str:
    most = max(outcomes.values(), default=1)
    rows = "".join(
        f"<tr><td>{_both(name)}<td class=n>{count:,}"
        f"<td class=w><div class=bar style='width:{100 * count / most:.1f}%'></div>"
        for name, count in outcomes.items()
    )
    return f"<h2>URLs by outcome 网址去向</h2><table>{rows}</table>"


def _coverage(row: dict[str, Any]) -> str:
    title = f"<h2>{escape(row['portal'])}: {row['articles']:,} articles 篇文章</h2>"
    if not row["days"]:
        none = f"none published in the {DAYS} days before 此前 {DAYS} 天内没有发布的文章"
        return f"{title}<p class=soft>{none}</p>"
    sections = "".join(
        f"<tr><td>{escape(s['section'] or '–')}<td class=n>{s['articles']:,}<td class=n>{s['last']}"
        f"<td class=n>{len(s['gaps']) or ''}"
        for s in row["sections"]
    )
    head = "<tr><th>Section 栏目<th class=n>Articles 篇数<th class=n>Last 最近<th class=n>Gaps 缺口"
    return f"{title}{_chart(row)}<table>{head}{sections}</table>"


def _chart(row: dict[str, Any]) -> str:
    """Articles a day of publication, as bars; days with a gap are marked on the axis."""
    days = {date.fromisoformat(day): count for day, count in row["days"].items()}
    first, last = min(days), max(days)
    span = (last - first).days + 1
    most, step = max(days.values()), min(900 / span, 40)
    gaps = {gap["day"]: gap for gap in row["gaps"]}
    bars = []
    for number in range(span):
        day = first + timedelta(days=number)
        count, x = days.get(day, 0), number * step
        height = 110 * count / most
        label = f"{day.isoformat()}: {count}"
        if day.isoformat() in gaps:
            bars.append(
                f"<rect class=none x={x:.1f} y=126 width={step * 0.8:.1f} height=5>"
                f"<title>{label}</title></rect>"
            )
        bars.append(
            f"<rect x={x:.1f} y={125 - height:.1f} width={step * 0.8:.1f} height={height:.1f}>"
            f"<title>{label}</title></rect>"
        )
    end = max((span - 1) * step, 130)
    texts = f"<text x=0 y=146>{first}</text>"
    if span > 1:
        texts += f"<text x={end:.0f} y=146 text-anchor=end>{last}</text>"
    name = f"articles a day from {first} to {last}, at most {most}"
    return (
        f"<svg viewBox='0 0 {max(span * step, 140):.0f} 150' role=img aria-label='{name}'"
        f" style='max-width:{max(span * step, 140):.0f}px'>{''.join(bars)}{texts}</svg>"
    )


def _counts(title: str, counts: dict[str, int]) -> str:
    if not counts:
        return ""
    rows = "".join(f"<tr><td class=n>{n:,}<td>{escape(what)}" for what, n in counts.items())
    return f"<h2>{title}</h2><table>{rows}</table>"


def _reasons(title: str, rows: list[dict[str, Any]]) -> str:
    """Every URL, by its reason."""
    if not rows:
        return ""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_reason[row["reason"] or ""].append(row["url"])
    parts = [f"<h2>{title} ({len(rows):,})</h2>"]
    for reason, urls in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        items = "".join(f"<li>{_link(url)}</li>" for url in urls[:_MOST_URLS])
        if len(urls) > _MOST_URLS:
            items += f"<li>… {len(urls) - _MOST_URLS:,} more in report.json</li>"
        parts.append(
            f"<details><summary>{escape(reason)} ({len(urls):,})</summary><ul>{items}</ul></details>"
        )
    return "".join(parts)


def _link(url: str) -> str:
    """A URL as text: what was met on the web is not to be clicked by accident."""
    return f"<code>{escape(url)}</code>"

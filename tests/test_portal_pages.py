"""Whole pages as Chinese systems make them: title, day, source, names and text, and nothing beside them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.article import Content
from portal_spider.extract import open_page, read_page
from portal_spider.page import RawPage
from portal_spider.profile import SiteProfile
from tests.test_portal_forms import SENTENCES

WHEN = datetime(2026, 9, 24, 4, 0, tzinfo=UTC)
T, D, S = "青河渡口恢复通航", "2026-09-23", "河东晚报"
B = "".join(f"<p>　　{sentence}</p>" for sentence in SENTENCES)
BR = "<br>".join(f"　　{sentence}" for sentence in SENTENCES)
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>
<body><div class=nav><a href=/>首页</a> <a href=/a>本地</a></div>{html}
<div class=foot>远山网版权所有 苏ICP备00000000号</div></body></html>"""


def read(
    html: str,
    *,
    head: str = "",
    title: str = f"{T}_远山网",
    url: str = "http://news.example/8812.html",
) -> Content:
    page = PAGE.format(title=title, head=head, html=html).encode()
    raw = RawPage(url=url, captured=WHEN, status=200, content_type="text/html", body=page)
    profile = SiteProfile(name="news", timezone="Asia/Shanghai")
    content = read_page(open_page(raw), profile).content
    assert content is not None
    return content


#: By what is odd about it: the page, what it says (t title, d day, s source, a author, e editor), and its head.
PAGES: dict[str, Any] = {
    "table layout": (f'<table width=700><tr><td align=center><font size=5><b>{T}</b></font></td></tr><tr><td align=center>来源：{S} 作者：林一 时间：{D}</td></tr><tr><td class=content>{BR}</td></tr><tr><td align=right>(责任编辑：周二)</td></tr></table>',{"s": S, "a": '林一', "e": '周二'}),
    "div title, no h1": (f'<div class=article><div class=title>{T}</div><div class=info>{D} 08:15　{S}</div><div class=con>{B}</div></div>',{"s": S}),
    "h2 title": (f'<div class=article><h2>{T}</h2><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S}),
    "title with column": (f'<div class=article><h1>河东观察丨{T}</h1><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S,"t": '河东观察丨'+T},{"title": '河东观察丨'+T+'_远山网'}),
    "title dash": (f'<div class=article><h1>{T}</h1><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S},{"title": T+'-本地新闻-远山网'}),
    "title long site": (f'<div class=article><div class=tit>{T}</div><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S},{"title": T+' - 远山网 - 远山第一门户网站'}),
    "title first site": (f'<div class=article><div class=tit>{T}</div><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S},{"title": '远山网-'+T}),
    "title only site": (f'<div class=article><div class=news-title>{T}</div><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S},{"title": '远山网'}),
    "title untitled": (f'<div class=article><p align=center><strong>{T}</strong></p><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S},{"title": ''}),
    "h1 logo": (f'<h1 class=logo><a href=/>远山网</a></h1><div class=article><h2>{T}</h2><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S}),
    "title full/half": (f'<div class=article><h1>“水退了”：{T}（图）</h1><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S,"t": f'“水退了”：{T}（图）'},{"title": f'"水退了":{T}(图)_远山网'}),
    "title truncated": (f'<div class=article><h1>{T}两岸群众奔走相告</h1><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S,"t": T+'两岸群众奔走相告'},{"title": T+'两岸群众..._远山网'}),
    "kicker title": (f'<div class=article><h3>——水退之后</h3><h1>{T}</h1><h2>百年渡船再下水</h2><p class=time>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S}),
    "date behind": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div><p>来源：{S}　{D}</p></div>',{"s": S}),
    "date behind2": (f'<div class=article><h1>{T}</h1><div class=con>{B}<p align=right>{D}</p></div></div>',{}),
    "date zh behind": (f'<div class=article><h1>{T}</h1><div class=con>{B}<p align=right>河东市教育局</p><p align=right>2026年9月23日</p></div></div>',{}),
    "two dates": (f'<div class=top>今天是2026年9月24日 星期四</div><div class=article><h1>{T}</h1><p>{D} 来源:{S}</p><div class=con>{B}</div></div>',{"s": S}),
    "today is only": (f'<div class=top>今天是：2026年9月24日 星期四</div><div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{"d": ''}),
    "sidebar dates": (f'<div class=side><h3>最新</h3><ul><li><a href=/1>新桥开工</a><span>2026-09-24</span></li><li><a href=/2>夜市开张</a><span>2026-09-22</span></li><li><a href=/3>夜市开张吗</a><span>2026-09-21</span></li></ul></div><div class=article><h1>{T}</h1><p>{D} 08:10 来源:{S}</p><div class=con>{B}</div></div>',{"s": S}),
    "sidebar dates after": (f'<div class=article><h1>{T}</h1><p>{D} 08:10 来源:{S}</p><div class=con>{B}</div></div><div class=side><h3>最新</h3><ul><li><a href=/1>新桥开工</a><span>2026-09-24 11:00</span></li><li><a href=/2>夜市开张</a><span>2026-09-22 11:00</span></li><li><a href=/3>夜市</a><span>2026-09-21 11:11</span></li></ul></div>',{"s": S}),
    "url date": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/2026-09/23/content_8812.htm'}),
    "url date2": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/a/20260923/8812.htm'}),
    "url date3": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/html/2026/0923/8812.html'}),
    "url date4": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/t20260923_8812.html'}),
    "url date5": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/n1/2026/0923/c1001-8812.html'}),
    "url date6": (f'<div class=article><h1>{T}</h1><div class=con>{B}</div></div>',{},{"url": 'http://news.example/art/2026/9/23/art_12_8812.html'}),
    "meta others": (f'<h1>{T}</h1><div class=con>{B}</div>',{"s": S, "a": '林一', "e": '周二'},{"head": f'<meta name="PubDate" content="{D} 08:15"><meta name="ContentSource" content="{S}"><meta name="Author" content="林一"><meta name="Editor" content="周二"><meta name="ArticleTitle" content="{T}">'}),
    "iso meta": (f'<h1>{T}</h1><div class=con>{B}</div>',{},{"head": f'<meta property="bytedance:published_time" content="{D}T08:15:00+08:00">'}),
    "baidu ld": (f'<h1>{T}</h1><div class=con>{B}</div>',{},{"head": '<script type="application/ld+json">{"@context":"x","@id":"y","appid":"1","title":"'+T+'","images":[],"pubDate":"'+D+'T08:15:00","upDate":"2026-09-24T08:15:00"}</script>'}),
    "time elem": (f'<h1>{T}</h1><p><time>{D} 08:15</time> <span class=source>{S}</span></p><div class=con>{B}</div>',{"s": S}),
    "icons": (f'<h1>{T}</h1><p><i class=icon-time></i>{D} 08:15 <i class=icon-user></i>{S} <i class=icon-eye></i>128</p><div class=con>{B}</div>',{"s": S}),
    "hidden meta": (f'<h1>{T}</h1><div style="display:none">来源：{S} 时间：{D}</div><div class=con>{B}</div>',{"s": S}),
    "comment": (f'<h1>{T}</h1><p>{D}</p><div class=con>{B}<p>（编辑：周二）</p></div><div class=comment><p>网友：好！ 2026-09-24 03:00</p><p>读者：来源：哪里 2026-09-24 03:10</p></div>',{"e": '周二'}),
    "mobile": (f'<div class=hd><h1>{T}</h1><div class=meta><span>{S}</span><span>09-23 08:15</span></div></div><div class=con>{B}</div>',{"s": S}),
    "mobile rel": (f'<div class=hd><h1>{T}</h1><div class=meta><span>{S}</span><span>昨天 08:15</span></div></div><div class=con>{B}</div>',{"s": S}),
    "editor box": (f'<h1>{T}</h1><p>{D} 来源：{S}</p><div class=con>{B}</div><div class=editor>编辑：周二　校对：吴三　审核：郑四</div><div class=sm>声明：转载此文是出于传递更多信息之目的。若有来源标注错误，请与本网联系。</div>',{"s": S, "e": '周二'}),
    "long info": (f'<h1>{T}</h1><div class=info><span>发布时间：{D} 08:15</span><span>信息来源：{S}</span><span>浏览次数：<script>x()</script></span><span>字号：[ <a>大</a> <a>中</a> <a>小</a> ]</span><a>打印</a><a>关闭</a></div><div class=con>{B}</div>',{"s": S}),
    "gov table": (f'<table class=xxgk><tr><td>索 引 号：</td><td>000-01</td><td>信息分类：</td><td>通知</td></tr><tr><td>发布机构：</td><td>河东市教育局</td><td>发文日期：</td><td>{D}</td></tr><tr><td>标　　题：</td><td colspan=3>{T}</td></tr></table><h1>{T}</h1><div class=con>{B}</div>',{"s": '河东市教育局'}),
    "section list": (f'<div class=pos>您现在的位置：<a>首页</a> > <a>本地</a> > 正文</div><h1>{T}</h1><p>{D} 来源：{S}</p><div class=con>{B}</div>',{"s": S}),
    "year apart": (f'<div class=time><span><em> 2023</em></span> <span><em>09</em>/<em>21</em></span> <span>08:15:00</span></div><div>来源：{S}</div><h1>{T}</h1><div class=con>{B}</div>',{"d": "2023-09-21", "s": S}),
    "time in a script": (f'<h1>{T}</h1><div class=meta><em id=time></em></div><div class=con>{B}</div><script>var ct = "1790122500"; var createTime = "{D} 08:15";</script>',{}),
    "a paper's page": (f'<div class=ban>{D} 星期三</div><h1>{T}</h1><p class=sec>本报记者 林一<span>《河东晚报》（{D} 第 07 版）</span></p><div class=con>{B}</div>',{"a": "林一"}),
    "editors in boxes": (f'<h1>{T}</h1><div class=info>来源：{S} | {D} 08:15:09</div><div class=con>{B}</div><div class=zb><span>编辑：吴三</span><span>责任编辑：周二</span></div>',{"s": S, "e": "周二"}),
    "a paper's number": (f'<h1>{T}</h1><div class=info>{D} 08:15 | 来源：<a>{S}</a></div><div class=con>{B}<div class=edit>(责编：周二、吴三)</div></div>',{"s": S, "e": "周二、吴三"}),
    "day in the heading": (f'<h1>{T}<br /><span>{D} 08:15 &nbsp;来源：<a href=/>{S}</a> 点击：</span></h1><div class=con>{B}</div>',{"s": S}),
    "heading of two lines": (f'<h1>{T}<br>2026年汛期第一班</h1><p>{D} 来源：{S}</p><div class=con>{B}</div>',{"s": S, "t": T + "2026年汛期第一班"},{"title": T + "2026年汛期第一班_远山网"}),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says(name: str) -> None:
    html, expected, *options = PAGES[name]
    content = read(html, **(options[0] if options else {}))
    told = {
        "t": content.title,
        "d": (content.published or "")[:10],
        "s": content.source or "",
        "a": "、".join(content.authors),
        "e": "、".join(content.editors),
    }
    assert told == {"t": T, "d": D, "s": "", "a": "", "e": ""} | expected
    blocks = [block.text for block in content.blocks if block.type != "image"]
    assert blocks == list(SENTENCES) or name == "date zh behind"

"""The forms in which portals print who wrote an article and when: each is read on a site nobody has seen."""

import pytest

from archive.article import Content
from tests.reading import content_of

URL = "http://news.example/c/8812.html"
SENTENCES = (
    "连日的细雨停了，青河边的水位慢慢回落，渡口的老船工把缆绳重新系好，等着第一班过河的学生。",
    "过了河就是集市，卖山货的早早摆开摊子，香菇和笋干堆得像小山，赶集的人从三个村子走来。",
    "到了傍晚，灯一盏一盏亮起来，船工收起缆绳，说明天水还会再退一些，渡船可以多开两班。",
)
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>青河渡口恢复通航_远山网</title>{head}</head>
<body><div class="nav"><a href="/">首页</a> <a href="/bendi/">本地</a> <a href="/shizheng/">时政</a></div>
<div class="wrap"><h1>青河渡口恢复通航</h1>{info}<div class="text">{start}{body}{end}</div>{below}</div>
<div class="foot">远山网版权所有</div></body></html>"""


def read(
    *,
    head: str = "",
    info: str = "",
    start: str = "",
    end: str = "",
    below: str = "",
    first: str = "",
) -> Content:
    body = "".join(f"<p>　　{sentence}</p>" for sentence in (first + SENTENCES[0], *SENTENCES[1:]))
    html = PAGE.format(head=head, info=info, start=start, body=body, end=end, below=below)
    content = content_of(html, URL, zone="Asia/Shanghai")
    assert [sentence in content.text for sentence in SENTENCES] == [True] * 3
    return content


@pytest.mark.parametrize(
    "info",
    [
        "<div class='info'>来源：河东晚报 2026-09-23 08:15</div>",
        "<div class='info'>来源:河东晚报 时间:2026-09-23 08:15:00</div>",
        "<div class='info'>来 源：河东晚报&nbsp;&nbsp;发布时间：2026年09月23日</div>",
        "<div class='info'>来　源: 河东晚报　发布日期: 2026/09/23</div>",
        "<div class='info'>信息来源：河东晚报 发布日期：2026-09-23 浏览次数：12</div>",
        "<div class='info'>稿源：河东晚报 2026-09-23 08:15</div>",
        "<div class='info'>稿件来源：河东晚报 2026-09-23 08:15</div>",
        "<div class='info'>文章来源：河东晚报 点击数：87 更新时间：2026-09-23</div>",
        "<div class='info'>新闻来源：河东晚报 日期：2026-09-23 字体：大 中 小</div>",
        "<div class='info'>资讯来源：河东晚报 | 2026-09-23</div>",
        "<div class='info'>2026-09-23 08:15 来源：<a href='http://hedong.example/'>河东晚报</a></div>",
        "<div class='info'><span>2026-09-23 08:15</span><span>来源：</span><span>河东晚报</span></div>",
        "<ul class='info'><li>2026-09-23 08:15</li><li>来源：</li><li>河东晚报</li></ul>",
        "<div class='info'><div>来源</div><div>河东晚报</div><div>2026-09-23</div></div>",
        "<dl class='info'><dt>来源：</dt><dd>河东晚报</dd><dt>时间：</dt><dd>2026-09-23</dd></dl>",
        "<div class='info'>2026-09-23 来源：<img src='/l.gif' alt='河东晚报'></div>",
        "<div class='info'>来源：《河东晚报》 2026-09-23</div>",
        "<div class='info'>来源：【河东晚报】 2026-09-23</div>",
        "<div class='info'>[来源：河东晚报] [2026-09-23]</div>",
        "<div class='info'>（来源：河东晚报）2026-09-23</div>",
        "<div class='info'>来源于：河东晚报 2026-09-23</div>",
        "<div class='info'>来自：河东晚报 2026-09-23</div>",
        "<div class='info'>转自：河东晚报 2026-09-23</div>",
        "<div class='info'>转载自：河东晚报 2026-09-23</div>",
        "<div class='info'>摘自：河东晚报 2026-09-23</div>",
        "<div class='info'>发布单位：河东晚报 发布时间：2026-09-23</div>",
        "<div class='info'>发布机构：河东晚报 发布时间：2026-09-23</div>",
        "<div class='info'>出处：河东晚报 2026-09-23</div>",
        "<div class='info'>媒体：河东晚报 2026-09-23</div>",
        "<div class='info'><span>2026-09-23</span><span>来源：河东晚报</span><span>1024次阅读</span></div>",
        "<div class='info'>2026-09-23 来源：<a href='/m'>河东晚报</a><span class='place'>青河</span></div>",
        "<div class='info'><span>2026-09-23</span><b>来</b><b>源</b>：河东晚报</div>",
        "<div class='info'>來源：河東晚報 2026-09-23</div>",
        "<div class='info'>河东晚报 2026年9月23日 08:15</div>",
        "<div class='info'>2026年9月23日08:15　河东晚报</div>",
        "<div class='info'>2026年9月23日08:15 | 河东晚报</div>",
        "<div class='info'>河东晚报 | 2026-09-23 08:15 | 字号：大 中 小</div>",
        "<div class='info'><a href='http://hedong.example/'>河东晚报</a> 2026-09-23 08:15:09</div>",
        "<div class='info'><span>2026-09-23</span><span>河东晚报</span><span>我要评论(3)</span></div>",
        "<div class='info'><span id='pubtime_baidu'>2026-09-23 08:15</span><span id='source_baidu'>来源：河东晚报</span></div>",
        "<div class='info'><span id='pubtime_baidu'>2026-09-23 08:15</span><span id='source_baidu'>河东晚报</span></div>",
        "<div class='info'><p>2026-09-23</p><p class='source'>河东晚报</p></div>",
        "<div class='info'>2026-09-23 08:15 来源：河东晚报 作者：林一 编辑：周二 阅读：90</div>",
        "<div class='info'>作者：林一　来源：河东晚报　发布时间：2026-09-23　点击：90次</div>",
        "<div class='info'>来源：河东晚报记者：林一 2026-09-23</div>",
        "<div class='info'>来源：河东晚报打印本页 2026-09-23</div>",
        "<div class='info'>来源：河东晚报 【字体：大 中 小】 2026-09-23</div>",
        "<div class='info'>来源：河东晚报 访问量：3 2026-09-23</div>",
        "<div class='info'>来源：河东晚报 责编：周二 2026-09-23</div>",
        "<div class='info'>2026-09-23<br>来源：河东晚报<br>大 中 小</div>",
        "<table><tr><td>来源：河东晚报</td><td>2026-09-23</td></tr></table>",
    ],
)  # fmt: skip
def test_who_published_first_and_on_which_day(info: str) -> None:
    content = read(info=info)
    assert content.source in ("河东晚报", "河東晚報")
    assert (content.published or "")[:10] == "2026-09-23"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="source" content="河东晚报">',
        '<meta name="Source" content="来源：河东晚报">',
        '<meta name="ContentSource" content="河东晚报">',
        '<meta name="ArticleSource" content="河东晚报">',
        '<meta name="mediaid" content="河东晚报">',
        '<meta name="copyrightsource" content="河东晚报">',
        '<meta property="og:article:source" content="河东晚报">',
    ],
)
def test_who_published_first_as_meta_says(head: str) -> None:
    assert read(head=head, info="<p>2026-09-23</p>").source == "河东晚报"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="PubDate" content="2026-09-23 08:15">',
        '<meta name="publishdate" content="2026-09-23">',
        '<meta name="ArticlePubDate" content="2026-09-23 08:15">',
        '<meta property="article:published_time" content="2026-09-23T08:15:00+08:00">',
        '<meta property="og:release_date" content="2026年09月23日">',
        '<meta itemprop="datePublished" content="2026-09-23T08:15:00">',
        '<meta itemprop="dateUpdate" content="2026-09-23 08:15:00">',
        '<meta name="weibo: article:create_at" content="2026-09-23 08:15:00">',
        '<meta name="_pubtime" content="2026-09-23 08:15:00">',
        '<meta name="apub:time" content="9/23/2026, 8:15:00 AM">',
        '<script type="application/ld+json">{"@context":"https://ziyuan.example/contexts/cambrian.jsonld",'
        '"@id":"http://news.example/c/8812.html","pubDate":"2026-09-23T08:15:00"}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"青河渡口恢复通航",'
        '"datePublished":"2026-09-23T08:15:00+08:00","dateModified":"2026-09-24T01:00:00+08:00"}</script>',
    ],
)  # fmt: skip
def test_the_day_as_the_page_says_for_machines(head: str) -> None:
    assert (read(head=head).published or "")[:10] == "2026-09-23"


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("info", "<p>作者：林一 2026-09-23</p>"),
        ("info", "<p>作 者：林一　2026-09-23</p>"),
        ("info", "<p>文章作者：林一　2026-09-23</p>"),
        ("info", "<p>2026-09-23 记者：林一</p>"),
        ("info", "<p>2026-09-23 记 者：林一</p>"),
        ("info", "<p>2026-09-23 本报记者 林一</p>"),
        ("info", "<p>撰稿：林一 2026-09-23</p>"),
        ("info", "<p>撰稿人：林一 2026-09-23</p>"),
        ("info", "<p>供稿：林一 2026-09-23</p>"),
        ("info", "<p>文字：林一 2026-09-23</p>"),
        ("info", "<p>通讯员：林一 2026-09-23</p>"),
        ("info", "<p><span id='author_baidu'>作者：林一</span> <span>2026-09-23</span></p>"),
        ("info", "<div><span>作者：</span><a href='/u/1'>林一</a></div><p>2026-09-23</p>"),
        ("info", "<ul><li>作者：</li><li>林一</li><li>2026-09-23</li></ul>"),
        ("info", "<p>作者：林一（河东晚报） 2026-09-23</p>"),
        ("info", "<p>□ 本报记者 林一</p>"),
        ("info", "<p>■记者 林一</p>"),
        ("info", "<p>◎ 林一</p>"),
        ("start", "<p>□ 本报记者 林一</p>"),
        ("start", "<p>　　文/林一</p>"),
        ("start", "<p>文/林一 图/周二</p>"),
        ("start", "<p>文丨林一</p>"),
        ("start", "<p>本报记者 林一</p>"),
        ("start", "<p>河东晚报记者 林一</p>"),
        ("start", "<p>记者 | 林一</p>"),
        ("start", "<p>作者 | 林一</p>"),
        ("start", "<p>文 / 林一</p>"),
        ("start", "<p>文 | 林一</p>"),
        ("start", "<p>河东晚报·青河新闻记者 林一 摄影报道</p>"),
        ("first", "本报讯（记者 林一）"),
        ("first", "本报讯（记者林一）"),
        ("first", "本报讯(记者 林一)"),
        ("first", "本报讯 (见习记者 林一) "),
        ("first", "本报讯 记者林一报道："),
        ("first", "河东晚报讯（记者 林一）"),
        ("first", "河东新闻网讯（全媒体记者 林一）"),
        ("first", "河东社青河9月22日电（记者林一）"),
        ("first", "河东社青河9月22日电 （记者 林一）"),
        ("first", "中新河东网9月22日讯（记者 林一）"),
        ("end", "<p>（记者 林一）</p>"),
        ("end", "<p>（本报记者 林一）</p>"),
        ("end", "<p>本报记者 林一</p>"),
        ("end", "<p>(林一)</p>"),
        ("end", "<p>【记者 林一】</p>"),
        ("end", "<p>[记者 林一]</p>"),
        ("end", "<p>文/林一</p>"),
        ("end", "<p>记者 林一</p>"),
        ("end", "<p>记者：林一</p>"),
        ("end", "<p>撰文：林一</p>"),
        ("end", "<p>文字：林一</p>"),
        ("end", "<p>供稿：林一</p>"),
        ("end", "<p>作者：林一</p>"),
        ("end", "<p>（作者：林一）</p>"),
        ("end", "<p>采写：林一</p>"),
        ("end", "<p>采写/林一</p>"),
        ("end", "<p>林一/文 周二/图</p>"),
        ("end", "<p>通讯员 林一 文/图</p>"),
        ("below", "<p>作者：林一 编辑：周二</p>"),
        ("head", '<meta name="author" content="林一">'),
        ("head", '<meta property="og:article:author" content="林一">'),
        ("head", '<meta property="article:author" content="林一">'),
        ("head", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"青河渡口",'
         '"author":{"@type":"Person","name":"林一"}}</script>'),
    ],
)  # fmt: skip
def test_who_wrote_it(place: str, line: str) -> None:
    assert read(**{place: line}).authors == ("林一",)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("first", "本报讯（记者 林一 通讯员 周二）"),
        ("first", "本报讯（记者林一 通讯员周二）"),
        ("first", "本报讯（记者 林一、周二）"),
        ("first", "本报讯（林一 周二）"),
        ("first", "河东社青河9月22日电（记者林一、周二）"),
        ("end", "<p>（记者 林一 通讯员 周二）</p>"),
        ("end", "<p>（林一 周二）</p>"),
        ("end", "<p>本报记者 林一 通讯员 周二</p>"),
        ("end", "<p>记者：林一 通讯员：周二</p>"),
        ("start", "<p>□ 本报记者 林一 通讯员 周二</p>"),
        ("start", "<p>本报记者 林一 周二</p>"),
        ("start", "<p>文/本报记者 林一 周二</p>"),
        ("info", "<p>作者：林一、周二 2026-09-23</p>"),
        ("info", "<p>作者：林一 周二 来源：河东晚报</p>"),
        ("info", "<p>作者：记者 林一 通讯员 周二 2026-09-23</p>"),
    ],
)
def test_all_who_wrote_it(place: str, line: str) -> None:
    assert read(**{place: line}).authors == ("林一", "周二")


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("end", "<p>（责任编辑：周二）</p>"),
        ("end", "<p>[责任编辑：周二]</p>"),
        ("end", "<p>【责任编辑：周二】</p>"),
        ("end", "<p>[责任编辑 周二]</p>"),
        ("end", "<p>(责任编辑 周二)</p>"),
        ("end", "<p>(编辑 周二)</p>"),
        ("end", "<p>（编辑：周二）</p>"),
        ("end", "<p>编辑/周二</p>"),
        ("end", "<p>编辑 | 周二</p>"),
        ("end", "<p>编辑丨周二</p>"),
        ("end", "<p>编辑 周二</p>"),
        ("end", "<p>责编/周二</p>"),
        ("end", "<p>责编 周二</p>"),
        ("end", "<p>责编：周二 审核：吴三</p>"),
        ("end", "<p>编辑：周二　校对：吴三</p>"),
        ("end", "<p>编辑：周二 审核：吴三 监制：郑四</p>"),
        ("end", "<p>编 辑：周二</p>"),
        ("end", "<p>责任编辑：周二 值班主任：郑四</p>"),
        ("end", "<p>网络编辑：周二</p>"),
        ("end", "<p>新媒体编辑：周二</p>"),
        ("end", "<p>本期编辑 周二</p>"),
        ("info", "<p>新媒体编辑 周二 2026-09-23</p>"),
        ("end", "<p>本文编辑：周二</p>"),
        ("end", "<p>原标题：青河渡口 责任编辑：周二</p>"),
        ("end", "<p>作者：林一 编辑：周二</p>"),
        ("below", "<div class='editor'>责任编辑：周二</div>"),
        ("below", "<div class='editor'>责任编辑：<span>周二</span></div>"),
        ("below", "<div class='editor'><span>责任编辑：</span><span>周二</span></div>"),
        ("below", "<div class='bar'><div>责任编辑：</div><div>周二</div></div>"),
        ("below", "<div><span id='editor_baidu'>责任编辑：周二</span></div>"),
        ("below", "<div><span id='editor_baidu'>[编辑：周二]</span></div>"),
        ("below", "<p>初审：周二 复审：吴三 终审：郑四 编辑：周二</p>"),
        ("info", "<p>2026-09-23 来源：河东晚报 编辑：周二</p>"),
        ("info", "<p>2026-09-23 来源：河东晚报 录入：周二 责任编辑：周二 点击：9</p>"),
        ("head", '<meta name="editor" content="周二">'),
    ],
)
def test_who_edited_it(place: str, line: str) -> None:
    assert read(**{place: line}).editors == ("周二",)


# Whole lines, each read to its end: (place, line, source, authors, editors).
LINES = [
    ("info", "<p>2026年9月23日 08:15 来源：河东晚报 作者：林一 责任编辑：周二</p>", "河东晚报", "林一", "周二"),
    ("info", "<p>来源：河东晚报 | 作者：林一 | 编辑：周二 | 2026-09-23 08:15</p>", "河东晚报", "林一", "周二"),
    ("info", "<p>[来源:河东晚报] [作者:林一] [编辑:周二] 2026-09-23</p>", "河东晚报", "林一", "周二"),
    ("info", "<p>作者：林　一　来源：河东晚报　时间：2026-09-23</p>", "河东晚报", "林一", ""),
    ("info", "<p>来源：河东晚报2026年09月23日 08:15</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报（2026-09-23）</p>", "河东晚报", "", ""),
    ("info", "<p>2026-09-23 来源：河东发布</p>", "河东发布", "", ""),
    ("info", "<p>来源：河东发布 2026-09-23 08:15</p>", "河东发布", "", ""),
    ("info", "<p>来源：河东评论 2026-09-23 评论：3</p>", "河东评论", "", ""),
    ("info", "<p>来源：北京时间 2026-09-23</p>", "北京时间", "", ""),
    ("info", "<p>来源：河东云阅读(青河) 2026-09-23</p>", "河东云阅读", "", ""),
    ("info", "<p>来源：36氪 2026-09-23 08:15</p>", "36氪", "", ""),
    ("info", "<p>来源：河东晚报-青河频道　参与评论(0)人 2026-09-23</p>", "河东晚报-青河频道", "", ""),
    ("info", "<p>来源：“河东发布”微信公众号　2026-09-23</p>", "“河东发布”微信公众号", "", ""),
    ("info", "<p>2026-09-23 来源：河东晚报 关注度：33</p>", "河东晚报", "", ""),
    ("info", "<p>2026-09-23 来源：河东晚报 听新闻</p>", "河东晚报", "", ""),
    ("info", "<p>2026-09-23 来源：河东晚报 小字号</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报 人气：12 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东发布 人气：12 2026-09-23</p>", "河东发布", "", ""),
    ("info", "<p>来源：河东晚报关闭窗口 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报语音播报 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报12万+阅读 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报我来说两句(3) 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报 IP属地：河东 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报 第3版：要闻 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报关键词：渡口 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东发布（ID：hedong） 2026-09-23</p>", "河东发布", "", ""),
    ("info", "<p>来源：河东晚报 文：林一 图：吴三 2026-09-23</p>", "河东晚报", "林一", ""),
    ("info", "<p>作者：林一来源：河东晚报 2026-09-23</p>", "河东晚报", "林一", ""),
    ("info", "<p>来源：河东晚报 发布者：周二 发布时间：2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报 审核人：吴三 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>www.news.example　2026-09-23 08:15　河东晚报</p>", "河东晚报", "", ""),
    ("info", "<p>来源： 作者：林一 2026-09-23</p>", None, "林一", ""),
    ("info", "<p>来源：河东晚报 作者：佚名 2026-09-23</p>", "河东晚报", "", ""),
    ("info", "<p>来源：河东晚报 作者：林一 河东大学教授 2026-09-23</p>", "河东晚报", "林一", ""),
    ("info", "<p>来源：河东晚报 作者：文/林一 图/周二 2026-09-23</p>", "河东晚报", "林一", ""),
    ("info", "<p>供稿：河东市教育局 2026-09-23</p>", "河东市教育局", "", ""),
    ("info", "<p>3 条评论| 作者<span>林一</span></p><p>2026-09-23| 来源<span>河东晚报</span></p>", "河东晚报", "林一", ""),
    ("info", "<p>河东晚报　记者 林一　2026-09-23</p>", None, "林一", ""),
    ("info", "<table><tr><td>来源：</td><td>河东晚报</td><td>作者：</td><td>林一</td></tr>"
     "<tr><td>日期：</td><td>2026-09-23</td><td>编辑：</td><td>周二</td></tr></table>", "河东晚报", "林一", "周二"),
    ("info", "<p>2026-09-23 来源：河东晚报 作者：<span>责任编辑：周二</span></p>", "河东晚报", "", "周二"),
    ("info", "<p>2026-09-23 08:15:00 来源：<a href='/'>河东晚报</a>记者 林一　责任编辑：周二</p>", "河东晚报", "林一", "周二"),
    ("start", "<p>2026-09-23 08:15 来源：河东晚报</p>", "河东晚报", "", ""),
    ("start", "<p>【文/河东网专栏作者 林一】</p>", None, "林一", ""),
    ("end", "<p>来源丨河东晚报</p><p>记者丨林一</p><p>编辑丨周二</p><p>审核丨吴三</p><p>监制丨郑四</p>", "河东晚报", "林一", "周二"),
    ("end", "<p>来源/河东晚报</p><p>作者/林一</p><p>编辑/周二</p>", "河东晚报", "林一", "周二"),
    ("end", "<p>（来源:河东晚报 作者:林一 编辑:周二）</p>", "河东晚报", "林一", "周二"),
    ("end", "<p>（原载《河东晚报》）</p>", "河东晚报", "", ""),
    ("end", "<p>（据《河东晚报》）</p>", "河东晚报", "", ""),
    ("end", "<p>（据河东晚报）</p>", "河东晚报", "", ""),
    ("end", "<p>（本文转自河东晚报）</p>", "河东晚报", "", ""),
    ("end", "<p>素材来源：视觉河东</p>", None, "", ""),
    ("end", "<p>图片来源：视觉河东</p>", None, "", ""),
    ("end", "<p>（林 一）</p>", None, "林一", ""),
    ("end", "<p>（林一 供稿）</p>", None, "林一", ""),
    ("end", "<p>（林一 报道）</p>", None, "林一", ""),
    ("end", "<p>文字：林一 摄影：吴三 编辑：周二</p>", None, "林一", "周二"),
    ("end", "<p>主编：吴三 责编：周二 校审：郑四</p>", None, "", "周二"),
    ("end", "<p>编辑：周二丨校对：郑四丨审核：吴三</p>", None, "", "周二"),
    ("end", "<p>编辑：吴三</p><p>责任编辑：周二</p>", None, "", "周二"),
    ("end", "<p>编辑：吴三 责任编辑：周二</p>", None, "", "周二"),
    ("end", "<p>（责编：周二(实习生)、吴三）</p>", None, "", "周二 吴三"),
    ("end", "<p>流程编辑：周二</p>", None, "", "周二"),
    ("end", "<p>一审：吴三 二审：郑四 责任编辑：周二</p>", None, "", "周二"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "line", "source", "authors", "editors"), LINES)
def test_a_whole_line(
    place: str, line: str, source: str | None, authors: str, editors: str
) -> None:
    content = read(**{place: line, **({} if place == "info" else {"info": "<p>2026-09-23</p>"})})
    assert content.source == source
    assert content.authors == tuple(authors.split())
    assert content.editors == tuple(editors.split())
    assert (content.published or "")[:10] == "2026-09-23"
    left = [
        word
        for word in ("来源", "责编", "编辑", "审核", "校", "监制", "2026")
        if word in content.text
    ]
    assert left == []


def test_a_date_in_front_of_a_source_makes_it_no_less_a_line_of_source() -> None:
    content = read(start="<p>2026-09-23 08:15 来源：河东晚报</p>", end="<p>编辑 周二</p>")
    kinds = {removed.text: removed.kind for removed in content.removed}
    assert kinds["2026-09-23 08:15 来源：河东晚报"] == "source_line"


@pytest.mark.parametrize(
    "line",
    [
        "<p>编辑部的灯亮到深夜，大家都说值得。</p>",
        "<p>记者从渡口管理所获悉，渡船将增开两班。</p>",
        "<p>来源可靠的消息说，明天放晴。</p>",
        "<p>（资料图片）</p>",
        "<p>（完）</p>",
        "<p>作者认为，水会再退一些。</p>",
        "<p>责任编辑要看三遍稿子，老周说。</p>",
    ],
)
def test_prose_names_nobody(line: str) -> None:
    content = read(info="<p>2026-09-23</p>", end=line)
    assert (content.authors, content.editors, content.source) == ((), (), None)


@pytest.mark.parametrize(
    ("info", "subtitle"),
    [
        ("<h2>百年渡船再下水</h2><p>2026-09-23</p>", "百年渡船再下水"),
        ("<div class='subtitle'>百年渡船再下水</div><p>2026-09-23</p>", "百年渡船再下水"),
        ("<p class='sub-title'>百年渡船再下水</p><p>2026-09-23</p>", "百年渡船再下水"),
        ("<p>副标题：百年渡船再下水</p><p>2026-09-23</p>", "百年渡船再下水"),
        ("<p>——百年渡船再下水</p><p>2026-09-23</p>", "百年渡船再下水"),
        ("<p>2026-09-23 来源：河东晚报</p>", None),
        ("<h2>水退了</h2><p>2026-09-23</p><h2>船来了</h2>", None),
        ("<p>百年渡船再下水</p>", None),
        ("<h5>2026年09月23日 河东传媒 本地新闻</h5>", None),
        ("<h5>September 23, 2026 8:15 AM</h5>", None),
        ("<div class=subtitle>Datum: 23.9.2026, Rubrik: Tal</div>", None),
        ("<div class=subtitle>Posted by</div><div>Ann Lee</div>", None),
    ],
)
def test_a_subtitle_stands_right_under_the_title(info: str, subtitle: str | None) -> None:
    content = read(info=info)
    assert content.subtitle == subtitle
    assert ("subtitle" in content.evidence) == (subtitle is not None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3小时前", "2026-09-24"),
        ("15小时前", "2026-09-23"),
        ("2天前", "2026-09-22"),
        ("昨天 18:20", "2026-09-23"),
        ("今天 08:15", "2026-09-24"),
        ("前天 08:15", "2026-09-22"),
        ("刚刚", "2026-09-24"),
        ("1周前", "2026-09-17"),
        ("09-23 08:15", "2026-09-23"),
        ("12-30 08:15", "2025-12-30"),
        ("9月23日 08:15", "2026-09-23"),
        ("2026-9-3 8:05", "2026-09-03"),
        ("2026.09.23", "2026-09-23"),
        ("二〇二六年九月二十三日", "2026-09-23"),
        ("2026年9月23日 星期三 上午8:15", "2026-09-23"),
        ("２０２６年９月２３日", "2026-09-23"),
        ("发布时间：2026-09-22 更新时间：2026-09-23", "2026-09-22"),
        ("更新时间：2026-09-23 发布时间：2026-09-22", "2026-09-22"),
        ("2029-01-01 08:15", None),
    ],
)
def test_a_chinese_day(line: str, day: str | None) -> None:
    published = read(info=f"<div class='info'><span>{line}</span></div>").published
    assert (published[:10] if published else None) == day


@pytest.mark.parametrize(
    "body",
    [
        "<br>".join(f"　　{sentence}" for sentence in SENTENCES),
        "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{sentence}" for sentence in SENTENCES),
        "".join(f"<div>{sentence}</div>" for sentence in SENTENCES),
        f"{SENTENCES[0]}<p>{SENTENCES[1]}</p>{SENTENCES[2]}",
        f"<p>{SENTENCES[0]}</p>{SENTENCES[1]}<br>{SENTENCES[2]}",
        f"<div><div>{SENTENCES[0]}</div></div><div><p>{SENTENCES[1]}</p></div><section>{SENTENCES[2]}</section>",
        "".join(f"<font><span>{sentence}</span></font><br/>" for sentence in SENTENCES),
        "<table><tr><td>" + "<br>".join(SENTENCES) + "</td></tr></table>",
        "\n".join(f"<p>\u3000\u3000<span>{s[:9]}</span><a href='/x'>{s[9:13]}</a>{s[13:]}</p>" for s in SENTENCES),
    ],
)  # fmt: skip
def test_however_paragraphs_are_parted(body: str) -> None:
    html = PAGE.format(head="", info="<p>2026-09-23</p>", start="", body=body, end="", below="")
    content = content_of(html, URL)
    assert content.text.split("\n\n") == list(SENTENCES)

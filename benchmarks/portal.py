"""A portal of any size on loopback, made up page by page: nothing of it is held in memory."""

import random
import re
from collections.abc import Iterator

from tests.local_site import Site

_WORDS = (
    "河岸 步道 开放 居民 清晨 散步 社区 服务 中心 窗口 办理 手续 学校 操场 改造 完成 图书 阅览 志愿 讲解"
    " 农田 灌溉 渠道 清淤 蔬菜 基地 丰收 市场 价格 平稳 公交 线路 调整 站点 增加 医院 门诊 预约 方便 老人"
).split()
PER_LIST = 100


class Pages:
    """*size* articles in lists of 100 with 下一页, each some 26 kB with 58 links."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._links = "".join(f"<li><a href='/zt/{n}.html'>专题{n}</a></li>" for n in range(40))
        self._style = (
            "<style>" + "".join(f".c{n}{{color:#{n:06x}}}" for n in range(1_180)) + "</style>"
        )

    def page(self, path: str) -> bytes | None:
        body = self._body(path)
        return None if body is None else body.encode()

    def _body(self, path: str) -> str | None:
        if path == "/":
            return self._list(0)
        if found := re.fullmatch(r"/list_(\d+)\.html", path):
            return self._list(int(found[1]))
        if found := re.fullmatch(r"/bendi/\d{4}-\d\d-\d\d/(\d+)\.html", path):
            return self._article(int(found[1]))
        return None

    def url(self, n: int) -> str:
        return f"/bendi/2026-{1 + n % 9:02}-{1 + n % 28:02}/{n}.html"

    def _list(self, number: int) -> str:
        first = number * PER_LIST
        links = "".join(
            f"<li><a href='{self.url(n)}'>本地消息{n}</a></li>"
            for n in range(first, min(first + PER_LIST, self.size))
        )
        following = (
            f"<a href='/list_{number + 1}.html'>下一页</a>" if first + PER_LIST < self.size else ""
        )
        return f"<html><body><ul>{links}</ul>{following}</body></html>"

    def _article(self, n: int) -> str:
        chance = random.Random(n)
        paragraphs = "".join(
            "<p>" + "，".join("".join(chance.choices(_WORDS, k=4)) for _ in range(8)) + "。</p>"
            for _ in range(8)
        )
        near = "".join(
            f"<li><a href='{self.url((n + k) % self.size)}'>邻{k}</a></li>" for k in range(18)
        )
        return (
            f"<html><head><meta charset=utf-8><title>本地消息第{n}号_试验网</title>{self._style}</head>"
            f"<body><ul class=nav>{self._links}</ul><h1>本地消息第{n}号</h1>"
            f"<div class=info>2026-{1 + n % 9:02}-{1 + n % 28:02} 09:00 来源：试验日报 作者：甲乙</div>"
            f"<div class=content><div>试验网欢迎您！</div>{paragraphs}<p>责任编辑：丙丁</p></div>"
            f"<ul class=related>{near}</ul><div class=foot>试验网版权所有</div></body></html>"
        )


class SyntheticPortal(Site):
    """The pages on a small server of its own, made up as they are asked for."""

    def __init__(self, size: int) -> None:
        super().__init__({})
        self._made = Pages(size)

    def answer(self, path: str) -> bytes:
        page = self._made.page(path)
        if page is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
        return head.encode() + page

    def pieces(self, path: str) -> Iterator[bytes]:
        yield self.answer(path)
        self.asked.clear()
        self._sent.clear()

"""The words of furniture: each rule is found behind the automaton that asks all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_spider.boilerplate import TEXT_RULES, judge_text
from portal_spider.extract.outline import squeeze

SAID = {
    "font_size": "A+ A-",
    "font_size_words": "【大 中 小】",
    "welcome": "远山门户网站！",
    "icp_line": "苏ICP备2026001号",
    "rights_line": "© 远山网 All Rights Reserved",
    "notice_head": "免责声明：本页由读者提供。",
    "notice_words": "以上内容不代表本网立场",
    "editor_line": "（责任编辑：林一）",
    "credits": "文字：林一 摄影：吴三 编辑：周二",
    "source_line": "来 源：远山日报",
    "share": "分享到微信",
    "print": "打印 关闭窗口",
    "follow": "请关注远山公众号",
    "neighbours": "上一篇：雨停了",
    "related": "Read more: the rain in the hills",
    "related_words": "Most read this week",
    "more": "远山网的年终专题，都在这里。【详细】",
    "comments": "3 Comments (2)",
    "advert_label": "ADVERTISEMENT",
    "embed": "Externer Inhalt",
    "player": "Now playing",
    "appeal": "Make a one-time donation today",
    "affiliate": "This page has affiliate links, for which we earn a commission.",
    "official": "Official websites use .gov",
    "also_read": "ALSO READ: Rain and wind in the hills for the whole of this weekend",
    "contributed": "Ann Lee contributed to this report.",
    "address": "http://news.example/2026/09/23/ferry.html",
    "consent": "By signing up you agree to our terms.",
    "registration": "Hill News, registered in England",
    "comment_rules": "Please keep to our netiquette",
    "tags": "标签：雨",
    "sign_up": "Our newsletter",
}


@pytest.mark.parametrize("name", SAID)
def test_each_rule_condemns_what_it_is_for(name: str) -> None:
    rule = judge_text(SAID[name])
    assert rule is not None
    assert rule.name == name


def test_no_rule_is_without_its_words() -> None:
    assert SAID.keys() == {rule.name for rule in TEXT_RULES}


@given(st.lists(st.sampled_from([*SAID.values(), "雨还在下，", "it rained ", "é", "\u3000", "7"])))
def test_the_first_rule_in_order_is_the_judge(words: list[str]) -> None:
    text = squeeze("".join(words))  # as the outline gives it
    expected = next(
        (r for r in TEXT_RULES if len(text) <= r.longest and r.pattern.search(text.lower())), None
    )
    assert judge_text(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "青河县渡口管理办法（全文）",
        "渡口老船工的讲话【全文】",
        "Das Thema könnte sie den Sitz kosten.",
        "Most read the letter twice and said nothing.",
        "Related to this is the mill.",
        "More on the rain came at noon.",
        "Topmeldungen gibt es im Regen keine.",
    ],
)
def test_what_a_text_says_of_itself(text: str) -> None:
    assert judge_text(text) is None


@pytest.mark.parametrize(
    "text", ["渡船又开了……【全文】", "渡船又开了。（阅读全文）", "[查看全文]", "渡船又开了（详情）"]
)
def test_what_leads_to_the_rest_of_a_text(text: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.name == "more"


@pytest.mark.parametrize(
    "text",
    [
        "Das könnte Sie auch interessieren",
        "Das könnte dich interessieren:",
        "Das Thema könnte Sie auch interessieren",
        "Related stories",
        "More on the floods",
        "Most read",
    ],
)
def test_what_else_a_portal_offers(text: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == "related"

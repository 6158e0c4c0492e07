"""Lines that portals print round and inside a text, and sentences that only sound like them."""

import pytest

from portal_spider.boilerplate import judge_text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("特别声明，本文由读者投稿，与本站无关。", "legal_notice"),
        ("以上内容仅供参考，不构成投资建议。", "legal_notice"),
        ("本文不构成任何买卖建议，据此操作，风险自担。", "legal_notice"),
        ("股市有风险，入市需谨慎。", "legal_notice"),
        ("顶一下(3) 踩一下(0)", "other"),
        ("点个在看，让更多人看到", "other"),
        ("觉得不错，请点个“在看”", "other"),
        ("点赞、在看、转发", "other"),
        ("第1/2页", "pagination"),
        ("第 1 页 共 3 页", "pagination"),
        ("共3页: 1 2 3 下一页", "pagination"),
        ("1 of 6", "pagination"),
        ("1/12", "pagination"),
        ("0 Post Comment (+)", "other"),
        ("Add a comment", "other"),
        ("Close", "other"),
        ("2 days ago", "other"),
        ("Duration 1:30", "other"),
        ("3小时前", "other"),
        ("vor 5 Stunden", "other"),
        ("Facebook: ValleyPost", "share"),
        ("Redaktion: Jan Moos, Ida Wald", "editor_line"),
        ("精彩评论", "other"),
        ("最新评论 12", "other"),
        ("Yazı Boyutu", "font_size"),
        ("Text size", "font_size"),
        ("무단전재 및 재배포 금지", "copyright"),
        ("無断転載・複製を禁じます", "copyright"),
        ("We value your privacy", "advert"),
        ("We and our 120 partners store information on your device.", "advert"),
        ("Noticia guardada en tu perfil", "other"),
        ("0", "other"),
        ("Caption", "other"),
        ("Article continues below", "advert"),
        ("Copyright @ 2026 The Valley Post.", "copyright"),
        ("Copyright: Valley Syndicate, 2026", "copyright"),
        ("Additional reporting by Ann Lee", "other"),
        ("With reporting by Ann Lee in Northbank.", "other"),
        ("Do you have a story about the ferry? Email: desk@valley.example", "other"),
        ("Skip past newsletter promotion", "other"),
        ("End of Twitter post", "other"),
        ("End of newsletter promotion", "other"),
        ("返回远山，查看更多", "related"),
        ("See also", "related"),
        ("You might like", "related"),
        ("More great Valley stories", "related"),
        ("Mehr zum Hochwasser im Tal lesen Sie in unserem Liveblog:", "related"),
        ("Get daily valley news", "advert"),
        ("Get our daily email featuring stories from the hills", "advert"),
        ("Dieser Artikel erschien zuerst in der Talzeitung.", "other"),
    ],
)
def test_a_line_of_furniture_is_known(text: str, kind: str) -> None:
    rule = judge_text(text)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "特别提示，明天夜里渡口停航。",
        "他点开在看的书，又合上了。",
        "3 of 12 boats were tied up",
        "Noticia guardada durante años",
        "10",
        "精彩评论赢得了掌声",
        "Text size matters little, says the printer",
        "We value the river",
        "3小时前船开了",
        "返回青河，查看更多资料，是他的心愿。",
        "End of promotion for the valley team",
        "2 days ago the ferry ran",
        "Facebook: what the valley reads there",
        "Redaktion und Verlag: ein Streit, der dauert",
        "Close the ferry now, says the council",
        "Captions are read by half of the viewers",
        "Copyright: a law and its history. It began in the valley",
        "See also how the ferryman ties his boat, says the guide.",
        "You might like the ferry.",
        "More than forty of the stories",
        "More people tell stories",
        "Skip to the ferry. Then cross.",
        "Dieser Artikel ist für die Fähre gedacht, sagt er.",
        "Get a boat, get a rope, and get going",
        "Do you have a story for your children at night? Half of the parents do.",
    ],
)
def test_a_sentence_that_sounds_like_one_stays(text: str) -> None:
    assert judge_text(text) is None

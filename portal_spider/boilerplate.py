"""Boilerplate: what a portal prints around an article, known by its words or its place.

Rules only remove, and each has a name, so an Article can say what was taken
from it. They judge whole pieces of text: a notice that is quoted inside a
paragraph of the body is the body's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import re2

from archive.article import RemovedKind
from archive.simplified import simplified, spelled


@dataclass(frozen=True, slots=True)
class TextRule:
    """Remove a piece of at most *longest* characters that begins with *begins* or holds *holds*.

    *pattern* is both. It sees the text as ``legible`` gives it: in small letters, for searching
    so is several times faster than without regard to case, and in simplified characters.
    """

    name: str
    kind: RemovedKind
    begins: str  # "" where there is no such pattern
    holds: str
    longest: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BoxRule:
    """Remove the boxes whose id or class (in small letters) has a word that begins with one of *words*."""

    name: str
    kind: RemovedKind
    words: str
    pattern: re.Pattern[str]


def _text(
    name: str, kind: RemovedKind, *, begins: str = "", holds: str = "", longest: int = 120
) -> TextRule:
    begins, holds = simplified(begins), simplified(holds)
    pattern = re.compile("|".join(filter(None, (begins and f"^(?:{begins})", holds))))
    return TextRule(name, kind, begins, holds, longest, pattern)


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\s_-](?:{words})")


def _box(name: str, kind: RemovedKind, words: str) -> BoxRule:
    return BoxRule(name, kind, words, _words(words))


#: "Also read" in languages whose words for it begin no sentence.
_ALSO = (
    "baca juga|simak juga|lihat juga|xem thêm|đọc thêm|tin liên quan|ilgili haber|यह भी पढ़ें"
    "|ये भी पढ़ें|इसे भी पढ़ें|আরও পড়ুন|اقرأ أيض|اقرأ ايض|إقرأ أيض|بیشتر بخوانید|یہ بھی پڑھیں"
    "|читайте (?:также|ещё|еще)|читайте також|leia (?:também|mais)|veja (?:também|mais)"
    "|lea también|lea además|citește și|vezi și|zobacz (?:też|także|również)"
    "|czytaj (?:też|także|więcej|również)|lees ook|lees meer|læs også|διαβάστε (?:ακόμα|επίσης)"
    "|lexo edhe|lexoni edhe|pročitaj(?:te)? (?:i|još|više)|อ่านเพิ่มเติม"
    "|(?:เรื่อง|ข่าว)ที่เกี่ยวข้อง|lue (?:myös|lisää)|loe ka|skaitykite taip pat|lasi arī"
    r"|not[ií]cias relacionadas\W*$|(?:más información|saber más|más sobre este tema|para saber más|mirá también)\W*$"
)

#: Who sees to a text: 责任编辑, 河东日报全媒体编辑, 三审.
_EDITORS = (
    r"(?:[^\s:：。，]{0,14}(?:媒体|[报网台端社]|新闻))?(?:本文|稿件|本期)?"
    r"(?:责任|执行|网络|本文|值班|图片|文字|视频|美术|栏目|版面|见习|新媒体|流程|融媒体?|微信|核稿|[初复终]审)?\s*"
    r"(?:编\s*辑|责\s*编|编\s*审|审\s*核|审\s*读|校\s*对|校\s*审|审\s*校|监\s*制|主\s*编|统\s*筹|[一二三初复终]审|值班主任)"
)
_WORDS_OF_NAMES = r"[一-鿿·]{2,4}(?:[\s、]+[一-鿿·]{2,4}){0,7}"

#: In order: the first that fits gives the kind.
TEXT_RULES: tuple[TextRule, ...] = (
    _text("font_size", "font_size", begins=(r"[\s\[【（(|]*(?:a\s?\+\s*a\s?-|a-\s*a\+|【?字[号级体](?:$|[^ぁ-ヿ一-鿿])|【?字[号级体](?:大小|[大中小]$|设[定置]|调[整节]|选择|缩放|放大|缩小))|(?:font|text) size\W*$|schriftgröße\W*$"
                  r"|taille du texte\W*$|tamaño de (?:la )?letra\W*$|tamanho da letra\W*$|размер шрифта\W*$|yazı boyutu\W*$"), longest=40),
    _text("font_size_words", "font_size", begins=r"[\s\[【（(|]*(?:大\s*中\s*小|小\s*中\s*大|放大\s*缩小|t大)", longest=30),
    _text("welcome", "site_banner", holds=r"门户网站[!！]|欢迎您[!！]?\s*$|欢迎(?:光临|访问|来到).{0,20}网", longest=80),
    _text("icp_line", "copyright",
          begins=r"(?:本[网站报台])?常年法律顾问\s*[:：]|政府网站找错|建议(?:您|大家)?(?:使用|用)?.{0,30}(?:分辨率|浏览器|浏览本站)|主办(?:单位)?\s*[:：][^。]{2,40}(?:承办|维护|技术支持)(?:单位)?\s*[:：]",
          holds=r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]icp[备证]|公网安备|网站标识码|(?:互联网新闻信息服务|视听节目|节目制作经营|网络文化经营|增值电信业务经营|网络出版服务)许可证\s*(?:编?号|[:：(（]|\d)", longest=400),
    _text("rights_line", "copyright",
          begins=r"copyright\s*[:@][^.!?]{2,80}\.?$|©|\W*riproduzione (?:è )?riservata",
          holds=(r"版权所有(?:$|[^者人的])|all rights reserved|copyright\s*[©(\d]"
                  r"|(?:alle rechte (?:vorbehalten|voorbehouden)|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti (?:sono )?riservati)\W*$"
                  r"|무단\s?(?:전재|복제)|재배포\s?금지|저작권자\s?[ⓒ©(]|无断(?:転载|复制|転载)"), longest=320),
    _text("notice_head", "legal_notice", begins=r"[\s【\[*＊▲※]*(?:网站|免责|特别|平台|版权|郑重|重要)?(?:声明|提示)[】\]]?\s*[:：]|[\s【\[*＊▲※]*(?:网站|免责|特别|平台|版权|郑重)声明\s*[，,]", longest=900),
    _text("notice_words", "legal_notice",  # 未经许可，任何单位不得取水 is a law's
          begins=r"(?:股市|投资|市场|理财|入市)有风险[，,\s].{0,8}谨慎[。！!]?$",
          holds=(r"(?:^|[文章容点论品息料]|[^一-鿿])(?:并?不|不?并不)代表.{0,14}(?:立场|观点)|不代表.{0,6}(?:本|网|平台|我们).{0,8}(?:立场|观点)|仅代表作者(?:[个本]人)?(?:的?(?:观点|立场|意见|看法)|$|[^一-鿿])|(?:^|[如若].{0,8}|[^一-鿿])侵权.{0,20}(?:联系|删除)"
                  r"|侵权(?:行为|问题|内容)?(?:[，,]?(?:请|敬请|烦请|联系|告知)|立?即?删)|如有侵权|文责自负(?:$|[^一-鿿])"
                  r"|未经.{0,12}(?:授权|许可|允许|同意).{0,16}(?:转载|摘编|镜像|转贴|(?:不得|禁止|严禁|请勿|谢绝).{0,10}(?:转载|复制|摘[编录]|引用|发布|传播|翻印|使用[本其该])|(?:不得|禁止|严禁|请勿)(?:擅自|任意)?(?:使用)?[。.!！）)]*$)"
                  r"|非经.{0,12}(?:授权|许可|允许|同意).{0,16}(?:转载|复制|摘[编录]|公开播送)|转载.{0,8}注明|转载请(?:附|标明|保留|务必)|[同与]本[网站]联系"
                  r"|凡(?:是)?(?:本[网站]站?(?:所有|所|内|上)?(?:刊[登载发]|转载|发布|标注|注明)|[^，。]{0,6}注明.{0,4}(?:来源|出处|[“\"「『])).{0,40}(?:版权|均为|转载)|不作任何保证|仅提供信息存储|(?:网站|免责)声明(?:$|[^一-鿿])"
                  r"|不构成.{0,16}(?:投资|交易|操作|买卖|购买|诊疗|医疗)(?:决策)?的?(?:建议|意见|依据)|据此(?:操作|投资|入市|买卖).{0,6}风险|违法和不良信息(?:$|[^一-鿿]|举报(?:$|[^一-鿿]|电话|热线|邮箱|入口|方式|中心$))"), longest=900),
    _text("editor_line", "editor_line", begins=r"[\s（(\[【]*" + _EDITORS + r"(?:\s*(?:[:：丨｜|/／]|[】\]][^，。！？]{0,20}$)|\s+" + _WORDS_OF_NAMES + r"[）)\]】]?$)|[（(\[【]\s*责任?编辑|来源[:：].{0,40}编辑[:：]", longest=100),
    _text("credits", "editor_line",  # 文字：林一 摄影：吴三 编辑：周二
          begins=(r"[\s（(\[【]*(?:(?:文字?|图文?|作者|记者|摄影|图片|视频|剪辑|制图|设计|美编|来源|供稿)\s*[:：丨｜|/／]\s*[^:：丨｜|/／。，,]{1,20}[\s丨｜|]+)+(?:责任编辑|编辑|责编|校对|审核|监制|统筹)\s*[:：丨｜|/／]"
                  r"|(?:redaktion|schlussredaktion|mitarbeit|faktencheck|lektorat)\s*:\s*[^.!?:]{3,80}$"), longest=160),
    _text("source_line", "source_line", begins=r"[\s（(\[【]*(?:本文|文章|信息|稿件|新闻|内容|图片|[题配]图|封面|资料|素材|稿源)?\s*(?:来\s*源|出\s*处|稿源)\s*[于自]?\s*[:：|｜丨/／】]|原标题\s*[:：]|[（(]\s*原标题", longest=160),
    _text("share", "share",
          begins=(r"分享$"
                  r"|(?:share|tweet)(?:$|\s*[^a-z\s]|\s+(?:this|it|on|via|with|to|now|link|by|article|story|page|post|full|tweet|share|pin|print|e-?mail|facebook|twitter|whatsapp|your (?:thoughts|story|views?|opinion))(?:$|[^a-z]))"
                  r"|(?:teilen|deel|partager|compartir|compartil(?:he|har)|comparte|condividi|udostępnij|sdílet|поделиться|paylaş|bagikan)\s*(?:$|:?\s*$|[:\s](?:.{0,20}\s)?(?:facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|artikel|beitrag|article|artículo|artigo|articolo|nota|noticia|notícia|esto|isto|questo)\W*(?:$|\s(?:auf|sur|en|no|su|na|via|per)\s.*$))"
                  r"|(?:facebook|instagram|twitter|tiktok|youtube|linkedin|telegram|whatsapp)\s*:\s*@?[a-z0-9_.-]{2,30}$"
                  r"|(?:(?:facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|e-?mail|print|copy link|digg|delicious|stumbleupon|mixx|myspace|tumblr|flipboard|messenger|threads|bluesky|mastodon|google(?:\+| buzz)?|fark)(?:$|[\s|,·•/]+)){3,}$"),
          holds=r"分享(?:到|至|让更多|给(?:$|[好朋亲友微更大家你您]))|扫一扫|扫码|扫描.{0,6}二维码|长按.{0,8}二维码|微信好友|朋友圈|用微信|手机(?:看|阅读)新闻", longest=80),
    _text("print", "other",  # 收藏家林一 and 关闭核电站 begin sentences
          begins=r"[\s\[【（(|]*(?:(?:(?:打\s?印|(?:友善)?列印|转寄|关\s?闭|收\s?藏|举报|纠错)(?:打印|列印|转寄|关闭|收藏|举报|分享|评论)*(?:给?[亲好]友)?(?:[本此该这]?[条页网站文稿篇此]?(?:文章|评论|页面?|网?站|新闻|链接|[窗视][口窗]|广告|专区|问题|内容|制度|电话|邮箱|反馈|投诉|预览|人|条)?){0,2}|回(?:上一?页|首页|列表)|返回(?:首页|列表|上一?[页级]))(?:$|[^ぁ-ヿ一-鿿])|关闭窗口|我要反馈|返回顶部|回到顶部|点击查看|我要评论|举报(?:内容|制度)|阅读原文$)", longest=40),
    _text("contact", "other", begins=(r"[\s【\[]*(?:新闻(?:热线|爆料)|[爆报]料(?:、?维权)?(?:热线|电话|邮箱|通道|方式|平台)|投稿(?:邮箱|信箱))(?:电话)?\s*[:：]"
                  r"|(?:(?:关于我们|联系我们|网站地图|网站导航|版权声明|隐私(?:政策|声明)|广告服务|服务条款|免责声明)[\s|｜·/／-]*){2,}$"), longest=120),
    _text("follow", "advert",
          begins=r"[^，。]{0,12}粉丝(?:专页|团)$|(?:欢迎|敬请)(?:扫码|长按|点击)?关注[^，。！？；]{2,20}$",
          holds=(r"关注.{0,16}(?:公众号|官方微信|微博|微信)|客户端下载|下载.{0,10}(?:app|客户端)|app专享|用app看新闻|加入line|line好友|追踪我们(?:$|[^一-鿿]|的?(?:脸书|粉丝|社群|频道|官方))"
                  r"|(?:加入|追踪|订阅)[^，。]{0,12}粉丝(?:专页|团)$|按赞(?:加入|追踪|支持|订阅|分享|$)|打开.{0,6}app(?:$|[^>＞→]{0,12}(?:阅读|查看|观看|看更多|全文))|官方微信|尽在[^，。]{0,12}app\W*$"), longest=100),
    _text("neighbours", "pagination", begins=r"[\s<>«»【\[]*(?:上一[篇页条]|下一[篇页条]|前一页|后一页|(?:首页|尾页|末页)$)\s*[:：>»\]】]?|(?:previous|next)(?: article| post| page)?\s*[:»>]?$", longest=120),
    _text("related", "related", begins=r"[\s【\[◆■●▼★☆※]*(?:相关(?:新闻|阅读|链接|报道|推荐|资讯|文章|专题)|推荐阅读|热门推荐|热点推荐|为您推荐|猜[你您]喜欢|大家都在看(?:$|[\]】:：>»…\s])|(?:小编|主编|编辑)推荐(?:$|\W)|(?:本[周月日]|今日|一周)热[点榜门](?:新闻|文章|排行)?\s*$|延伸阅读|更多精彩|点击排行|最新(?:新闻|文章|资讯)|热门(?:文章|新闻|点击)|返回搜狐|阅读下一篇|查看更多|往期(?:精彩|热门)?(?:回顾|推荐)|相关(?:稿件|解读|视频|文档|政策)\s*(?:$|[:：>»\]】…])|返回.{1,8}[，,]\s*查看更多(?:$|[^一-鿿])|喜欢此内容的人|(?:同场加映|更多文章)\s*[:：]|24小时热[榜闻点]|(?:精彩|热门)视频$|视频推荐$|今日热[点搜榜]$|看更多(?:$|\s*[>»…（(])|更多(?:相关)?新闻\s*[:：>»]*$|[你您]可能(?:也|还|会)?(?:想看|喜欢|感兴趣|有兴趣)的?(?:内容|文章|新闻|商品|视频|影片)?\s*(?:$|[\]】:：>»…])|精彩推荐|图片推荐|今日推荐|(?:continue|keep) reading(?:\s*(?:$|[^a-z\s])|\s(?:below|the (?:full|rest)|more|this)\b)|read (?:more|next|also)|see also\W*$|you may also like|you (?:may|might) (?:also (?:like|enjoy|be interested in)|be interested in|like)\b[^.!?]*$|also read|don.t miss:?$|lesen sie auch|mehr zum thema|das (?:thema )?könnte (?:sie|dich|euch) (?:auch |ebenfalls )?interessieren|editors.? (?:picks|recommendations)|weitere videos|(?:[àa] )?lire aussi|à lire|leer también|lee también|te puede interesar|leggi anche|läs (?:också|mer)|les også|čtěte také|(?:about the authors?|über (?:den autor|die autorin)|der autor|die autorin|zum autor|zur autorin|sobre (?:el autor|la autora|o autor|a autora)|à propos de l.auteure?|l.autore|l.autrice|作者简介|关于作者|作者介绍)(?:\W*$|\s?[:：–-])|関連記事|あわせて読みたい|관련\s?기사|" + _ALSO + r")\s*[\]】:：>…]*", longest=60),
    _text("related_words", "related",  # Most read the letter twice. is a sentence
          begins=r"[\s【\[◆■●▼]*(?:related(?: articles| stories| posts)?|popular (?:articles|news|posts|reads|stories)|more (?:on|from|stories|(?:(?:great|top|good|local|recent|latest|featured) )?(?:[\w’'-]+ )?(?:stories|articles|coverage|reads)\W*$)|most (?:read|popular)|recommended|auch interessant|topmeldungen)\b[^.!?]*$", longest=60),
    _text("more_of", "related",  # of its kind
          begins=r"\W*(?:(?:voir )?(?:tous|tous les|tous nos|derniers|d.autres|autres) articles|(?:weitere|alle) (?:artikel|beiträge|meldungen|nachrichten)|(?:más|otras|otros|todas las|todos los) (?:artículos|noticias)|(?:mais|outras|todas as) not[ií]cias|(?:altri|tutti gli) articoli|altre notizie|all (?:articles|posts|stories))\b[^.!?]*$", longest=100),
    _text("more", "related",
          begins=r"点击(?:进入|查看)\s*(?:专题|更多)",
          holds=r"[【\[（(](?:(?:查看|阅读)?\s*(?:详细|详情|更多)|(?:查看|阅读)\s*全文)[】\])）]$|[。！？…]\s*[【\[（(]全文[】\])）]$", longest=260),
    _text("comments", "other", begins=r"[\s\[【]*(?:(?:精彩|热门|最新|全部|最热)评论\W*\d*\W*$|网友评论|发表评论|我来说两句|我有话说|(?:发表)?留言(?:\s*[（(]?\d+[）)]?)?$|参与评论|评论(?:区|列表|文章)?(?:$|[^ぁ-ヿ一-鿿])|跟贴|登录后(?:$|[^ぁ-ヿ])|请登录|登录\s*/?\s*注册|已有\d+人(?:参与|评论|跟[帖贴]|[点按]?赞|阅读|浏览|关注|分享|$)|(?:\d+\s)?(?:(?:post|add|write|view|show)(?: an?| all)?\s)?comments?\s*\(?[\d+]*\)?$|be the first to comment|join the (?:conversation|discussion)|leave a (?:comment|reply)|laisser un commentaire|dej[ae]r? un comentario|deixe (?:um|o? ?seu) comentário|lascia un commento|(?:schreib|hinterlass|verfass)\S*(?: sie)? (?:einen?|ihren) (?:kommentar|antwort)|kommentar (?:schreiben|verfassen|hinterlassen)|(?:оставить|добавить) комментарий|tinggalkan (?:komentar|balasan)|geef een reactie|(?:napisz|dodaj) komentarz|přidat komentář|voit keskustella aiheesta|コメントを(?:残す|書く)|kommentare?\s(?:lesen|abgeben)[\W\d]*$|laat een reactie achter|(?:lämna|skriv) en kommentar|(?:\d+\s)?(?:kommentare|commentaires|comentarios|comentários|commenti|reacties|kommentarer|komentarze)\s*\(?\d*\)?$|(?:log ?in|sign (?:in|up))(?:\W*$|\s?[^\w\s]|\s(?:or|to|with|for|and|if|here|now|below|using|via|required|register|subscribe|log|sign|create)(?:$|[^a-z])))", longest=60),
    _text("filed", "other",  # by a blog
          begins=r"\W{0,3}(?:this (?:entry|post) was (?:posted|written|published|filed) (?:on|in|under|by [^,.]{2,40} (?:on|in|under)) .*(?:\d{4}|filed|categor|tagged|permalink|bookmark)|dieser (?:beitrag|text|artikel) (?:wurde|erschien) (?:im original|zuerst|ursprünglich)\b[^!?]*$|dieser (?:beitrag|eintrag|artikel) wurde (?:\w+ )?(?:am|vor|unter|in) .*(?:\d{4}|veröffentlicht|abgelegt|gepostet|geschrieben)|cet(?:te)? (?:entrée|article|billet) a été publiée? (?:le .*\d{4}|dans .*(?:par|permalien|marqué))|esta entrada fue publicada en .*(?:\d{4}|por|etiquet)|questo articolo è stato pubblicato in .*(?:\d{4}|da|permalink)|(?:this|the) (?:article|story|column|review) (?:was )?(?:originally|first) (?:published|posted|appeared):? (?:on )?\w+ \d{1,2}, \d{4}\b[^!?]{0,24}$|a version of this (?:article|story|column|review) (?:appears|appeared|was published|ran) in (?:print|the)\b|citation\s?: .* retrieved \d)", longest=500),
    _text("categories", "other", begins=r"\W{0,3}(?:(?:kategorien?|categor(?:y|ies|ia|ie|ías?|ieën)|catégories?)\s?[:：]|(?:topics?|themen|temas|thèmes)\s?:|filed under\b|abgelegt unter\b|(?:posted in|veröffentlicht in|publicado en|publié dans)\s?[:：])[^.!?]*$", longest=260),
    _text("page_tools", "other", begins=r"\W{0,3}(?:back to (?:the )?(?:top|overview|list)|(?:zurück )?nach oben|zum seitenanfang|zurück zur (?:übersicht|startseite|liste)|zur (?:startseite|übersicht)|(?:retour )?en haut(?: de (?:la )?page)?|retour à la liste|volver arriba|torna su|(?:show|see|view|load) (?:more|all)|close(?: (?:window|dialog|caption|gallery|menu|ad))?|(?:mehr|alle|alles) (?:anzeigen|laden)|voir (?:plus|tout)|ver (?:más|todos)|mostra (?:altro|tutti)|(?:zur )?merkliste(?: hinzufügen)?|(?:link kopieren|weitere optionen zum teilen|artikel (?:anhören|merken|verschenken))|ajouter à (?:vos|mes) (?:sélections|favoris)|lire plus tard|copi(?:er le lien|ar enlace|ar link|a link)|guardar (?:artículo|nota|noticia)|(?:ver )?(?:noticia|nota|artículo)s? guardad[ao]s?(?: en (?:tu|su) perfil)?|lyssna på artikeln|artikel (?:delen|opslaan))\W{0,3}$", longest=40),
    _text("counts", "other",
          begins=(r"(?:点[阅击赞]|浏览|阅读|访问|收藏|在看|赞)(?:次数|人[次数]|[量数率])?\s*(?:[:：(（]?\s*\d+\s*[)）次]?|[:：]\s*-*)$|已收藏$|点(?:分享|收藏|在看|点?赞)$"
                  r"|(?:[顶踩赞挺]一下[\s(（]*\d*(?:\.\d+)?%?[)）]?[\s|/]*)+$|(?:点赞|收藏|转发|在看|分享|关注|三连|一键三连)(?:[\s、，,+和|]+(?:点赞|收藏|转发|在看|分享|关注|三连|一键三连))+\W*$"),
          holds=r"点(?:个|一?下|亮|击)?[“\"「『]?(?:赞[、和及]?)?[“\"「『]?在看(?:$|[^的过书电一-鿿]|[你吧哦支让鼓])", longest=40),
    _text("page_of", "pagination", begins=r"\W*(?:第?\s*\d+\s*(?:/|／|of|von|sur|de)\s*\d+\s*[页頁]?|第\s*\d+\s*[页頁]\s*[,，/]?\s*共\s*\d+\s*[页頁]|共\s*\d+\s*[页頁](?:\s*[:：]?\s*(?:上一页|下一页|首页|尾页|末页|\d+|[\s\[\]|·.<>«»])*))\W*$", longest=60),
    _text("contents", "other", begins=r"\W*(?:(?:table of )?contents|on this page|in this article|jump to|inhaltsverzeichnis|inhalt|sommaire|table des matières|índice(?: de contenidos)?|indice(?: dei contenuti)?|inhoud(?:sopgave)?|spis treści|innehållsförteckning|содержание|本?文?目录)\W*$", longest=40),
    _text("reminder", "other", begins=r"[◎※★●]\s?.{0,8}(?:报|新闻网?|[网社台刊])(?:提醒|关心)您\s*[:：]", longest=120),
    _text("advert_label", "advert", begins=r"[\s–—-]*(?:reklam|reklama|anzeige|werbung|publicidade?|publicité|pubblicità|annons|annonce|annonse|mainos|iklan|advertentie|реклама|διαφήμιση|hirdetés|publicitate|quảng cáo|โฆษณา|إعلان|اعلان|פרסומת|विज्ञापन|বিজ্ঞাপন|広告|광고|passer la publicité|la suite après la publicité|advertisement|(?:sponsored|paid|partner|promoted) (?:content|post|story)|sponsored|reclame|廣告|广告|请?继续往下阅读[.…]*|(?:story|article) continues (?:below|after).*|article content|(?:advertisement - )?scroll to continue.*|continua após a publicidade|(?:el artículo )?continúa (?:después|tras|debajo) de la publicidad|la suite après cette publicité|продолжение (?:после рекламы|ниже))[\s:：–—-]*$", longest=60),
    _text("embed", "other",
          begins=(r"empfohlener redaktioneller inhalt|přejít (?:před|za) obsah"
                  r"|skip (?:past|to|this|over|ad|advertisement|(?:twitter|x|facebook|instagram|youtube|tiktok) post)\b[^.!?]{0,60}$"
                  r"|end of (?:(?:newsletter|advertisement|promotion)(?: promotion| sign-?up)?|(?:twitter|x|facebook|instagram|youtube|tiktok) (?:post|video|content)[^.!?]{0,40})\W*$"
                  r"|to (?:display|view|see) this (?:content|video|map|post)(?:,|\s(?:from|please|you|enable|accept|allow)\b)|pour (?:afficher|voir) ce contenu"
                  r"|para (?:ver|visualizar) este conte"),
          holds=(r"extern(?:en|er|e|es) inhalt|mit (?:ihrer|deiner) zustimmung wird hier ein extern|contenu externe|contenido externo|contenuto esterno"
                  r"|klick für den datenschutz|eingebettete inhalte|content from third part|video has failed to load|try refreshing your browser"
                  r"|(?:enable|activate) javascript|javascript (?:aktivieren|is disabled)|následuje obsah vložený"), longest=900),
    _text("rate", "other", begins=(r"\W*(?:currently|actualmente|aktuell|note actuelle)\b.{0,24}\d.{0,12}\b(?:stars?|estrellas?|sternen?|étoiles)\b"
                  r"|(?:valorar|rate this(?: \w+)?|bewerten sie diesen \w+|notez cet article|vota este \w+)\W*$"
                  r"|(?:rate|punt[uú]alo|bewerten:?|noter) \d (?:stars?|estrellas?|sterne?|étoiles?)"), longest=80),
    _text("template", "other", begins=r"\W{0,3}\{\{[^{}]*\}\}", longest=900),  # what a script was to fill in
    _text("player", "other",
          begins=(r"(?:back to video|player wird geladen|embed|video \||(?:.{0,20}box (?:aufklappen|zuklappen)\s*)+$|schriftgröße anpassen|now playing|play video|listen to (?:this )?(?:article|story)|(?:new\s*)?you can now listen to (?:this|our|(?:the )?\S+ articles?|.{0,30}(?:articles|stories))\b|to activate the text-to-speech|\d{1,2}:\d\d - source:|(?:\[\+\] ?)?(?:click to )?enlarge(?: (?:this )?(?:image|photo))?$|(?:(?:hide|toggle|show|open|close) )?caption$|(?:bild )?vergrößern$|agrandir(?: l.image)?$|ampliar (?:foto|imagen)$|your browser does not support)"
                  r"|(?:watch|video|podcast|listen)\s*\|"),
          holds=r"back to video$", longest=90),
    _text("appeal", "advert",
          begins=(r"(?:did you )?(?:liked?|enjoy(?:ed)?|loved?) (?:this|our) (?:story|article|post|piece)\?|support (?:the|our) (?:work|journalism|newsroom)"
                  r"|join (?:our|the) [^.!?]{0,30}(?:whatsapp|telegram|facebook|discord) (?:channel|group|community)\b"),
          holds=(r"we appreciate that not everyone can afford|cancel your contributions? at any time"
                  r"|our (?:journalism|reporting) (?:is|relies) .{0,40}(?:readers|support)|(?:^|[.!?:]\s|\b(?:you|please)\b[^.!?]{0,40}\b)make a (?:one-time )?donation"
                  r"|\bplease (?:donate|consider (?:donating|supporting))\b|(?:^|[.!?:]\s)jetzt neu bei|(?:^|[.!?:]\s)(?:hier )?jetzt (?:unterstützen|spenden)[\s!›»>]*$"
                  r"|before you go on about your day|if you.re enjoying this article, consider"
                  r"|if you (?:enjoyed|liked) this (?:article|story|post).{0,80}(?:join|subscrib|support|sign)"), longest=500),
    _text("affiliate", "advert",
          begins=r"disclosure\s*:.{0,240}affiliate|für links auf dieser seite.{0,80}provision",
          holds=r"affiliate[- ]links?\b.{0,160}(?:commission|provision|cost|einkauf|purchase)|(?:commission|provision).{0,160}affiliate", longest=420),
    _text("official", "site_banner", begins=r"(?:an official website of|official websites use|secure \.gov|a \.gov website|a lock \(.{0,12}\) or https|here.s how you know)", longest=200),
    _text("also_read", "related", begins=r"[\s\[(>»–-]*(?:also read|read (?:also|next|more|on)|related|see also|more on this|les også|läs (?:också|mer)|lesen sie auch|mehr dazu|zum thema|mehr (?:zu[mr]?|über) [^.!?:]{2,60} (?:lesen|finden|erfahren|sehen|hören) sie [^.!?:]{2,60}|(?:[àa] )?lire aussi|leer también|lee también|leggi anche|čtěte také|関連記事|関連|" + _ALSO + r")\s*[:：|]", longest=260),
    _text("also_headline", "related", begins=r"[\s\[(>»–-]*(?:les også|lesen sie auch|(?:[àa] )?lire aussi|leer también|lee también|leggi anche|läs också|čtěte také|also read|" + _ALSO + r")\s[^.]{10,}$", longest=150),
    _text("time_ago", "other", begins=r"(?:(?:an?|\d+)\s(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\sago|duration\s?:?\s\d{1,2}:\d\d(?::\d\d)?|vor (?:\d+|einem|einer) (?:minuten?|stunden?|tag(?:en)?|wochen?)|il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)|há \d+ (?:minutos?|horas?|dias?)|\d+\s?(?:秒|分钟|小时|天|周|个月|年)前|刚刚)$", longest=30),
    _text("asides", "other", begins=(r"like (?:this\s?:?|loading)\W*$"
                  r"|(?:your e-?mail address|deine e-mail-adresse|votre adresse (?:e-?mail|de messagerie)|tu dirección de correo) (?:will not|wird nicht|ne sera pas|no será) "
                  r"|required fields are marked\b|our standards?\s*:|(?:do you have|have|got) an? (?:news |story )?tip\b[^.!?]*\?"
                  r"|(?:see|spot|spotted|found|noticed?) (?:an?|any) (?:error|mistake|typo|inaccuracy)\b[^.!?]{0,60}\?|\d{1,2} min(?:utes?)?(?: (?:read|listen))?$"
                  r"|(?:watch|listen) (?:below|here|now|live|more|the (?:video|clip|podcast))\s*:"), longest=200),
    # What a Chinese portal prints between a text and its comments, each alone on its line.
    _text("unfold", "other", begins=r"\W*(?:点击)?(?:展开|加载|查看)(?:阅读)?(?:全文|更多|全部|剩余.{0,8})(?:评论|内容|回复)?\W*$|点击.{0,6}阅读原文|我知道了$|在(?:手机|电脑|app|客户端)上?(?:继续)?(?:阅读|观看|打开|查看)\W*$", longest=30),
    _text("pleas", "other", begins=r"(?:喜欢|觉得).{0,8}(?:点个?赞|转发|分享给?|收藏|在看).{0,12}$|文明上网\W*(?:理性发言|$)|(?:用户|读者|全部|所有|查看全部)评论\W*\d*\W*$|已有\d+条(?:评论|回复|跟[帖贴])$", longest=30),
    _text("reposted", "source_line", begins=r"[\s（(\[【]*(?:本文|文章|稿件)?(?:转自|转载自|摘自)\s*[:：]", longest=80),
    _text("run_by", "copyright", begins=r"本(?:网站|站|网)由[^，。]{2,30}(?:主办|承办|主管|运营|开发|维护|提供技术支持)\W*$", longest=60),
    _text("contributed", "other",
          begins=r"with files from\b|\W{0,2}(?:additional|with) reporting (?:by|from)\b[^!?]*$|contribut(?:ing|ors?)\s*:[^.!?]*$",
          holds=r"\bcontributed to this (?:report|story|article)(?:\W*$|\s?[.;,(\[])", longest=260),
    _text("feedback", "other",
          begins=(r"(?:haben sie |hast du |sie haben )?(?:einen )?fehler (?:(?:auf|im|in) [^.!?]{2,40} )?(?:entdeckt|gefunden)\?|(?:inhaltliches )?feedback\?$"
                  r"|vous avez (?:repéré|remarqué|trouvé) une (?:erreur|coquille)|(?:has|¿has|ha) encontrado un error|(?:encontrou|viu) (?:um|algum) erro"
                  r"|(?:nalazi|zauważyłeś|znalazłeś) błąd|нашли (?:ошибку|опечатку)[^.!?]{0,40}(?:\?|выдел)|знайшли помилку[^.!?]{0,40}(?:\?|виділ)|dieses thema im programm:"
                  r"|(?:kļūda (?:rakstā|tekstā)|radai klaid|pastebėj\w+ klaid|märkasid viga|leidsid vea|hittat (?:ett )?fel i|fant du (?:en )?feil|huomasitko virheen|fout (?:gezien|gevonden)|našli jste chybu|našiel si chybu|uočili ste grešku|намерихте грешка|заметили (?:ошибку|опечатку)|помітили помилку)[^.!?]{0,40}\?"
                  r"|do you have (?:an?|any|more)\s(?:[a-z]+\s){0,4}(?:story|stories|tips?|information|news|questions?|issue)\b.*(?:e-?mail|contact|tell us|get in touch|let us know|want(?:s)? to help|@)"),
          holds=(r"ctrl\s?\+\s?enter.*(?:tekst|fragment|redak|ошибк|помилк|редак|kļūd|klaid|greš)"
                  r"|(?:ошибк|помилк|опечатк|tekst|teksta|kļūd|klaid|greš|viga).*ctrl\s?\+\s?enter"), longest=200),
    _text("address", "other", begins=r"(?:[本原全]文(?:链接|地址|网址)\s*[:：]\s*)?https?://\S+$", longest=300),
    _text("crumbs", "other", begins=r"[\s\[【]*(?:[您你](?:现在|当前|目前)?(?:所[在处])?的?|(?:现在|当前|目前)(?:所[在处])?的?)位置(?:是|为)?\s*[:：]", longest=160),
    _text("lone_sign", "other", begins=r"[|•·›‹»«<>,:;/\\+&()\[\]–-]{1,2}$|0$", longest=2),  # …… and ** part paragraphs
    _text("consent", "advert", begins=(r"by (?:submitting this form|signing up|providing your)|follow (?:me|us|@\w+|ap.s)\b.{0,120}(?:twitter|instagram|facebook|social media|coverage)"
                  r"|(?:please )?follow [^.!?,]* on (?:twitter|instagram|facebook|youtube|tiktok|linkedin|telegram|threads|bluesky|google news|social media|x)(?:\W*$|\s(?:and|or|at|for|to)\b|\s?[:,@(/.])"
                  r"|\W{0,4}(?:siga(?: o|-nos| a|nos)?\b|síguenos|seguici|suivez[- ]nous|folgen? sie uns|abonnier(?:e|en sie)[^.!?]* kanal|acompanhe|ikuti kami|подпи(?:сывайтесь|шитесь)|підпи(?:суйтесь|шіться))[^.!?]*\b(?:facebook|instagram|twitter|telegram|whatsapp|youtube|tiktok|google not[ií]cias|google news|redes sociais|redes sociales)"), longest=900),
    _text("cookies", "advert",
          begins=r"by (?:continuing|using|browsing|visiting)\b.*\b(?:agree|accept|consent)\b.*\bcookies",
          holds=(r"\b(?:this|our) (?:web)?(?:site|page) uses cookies|\bwe (?:and our partners )?use cookies|\bwe value your privacy\b"
                  r"|\bwe and our (?:\d+ )?partners (?:store|use|process|share)\b|(?:diese|unsere) (?:web)?(?:site|seite) (?:verwendet|nutzt|benutzt) cookies"
                  r"|\bwir (?:verwenden|nutzen|benutzen) cookies|(?:ce|notre) site (?:web )?utilise des cookies|nous utilisons des cookies"
                  r"|(?:este|nuestro) sit(?:io|e) (?:web )?(?:utiliza|usa) cookies|\butilizamos cookies|questo sito (?:web )?(?:utilizza|usa) (?:i )?cookie"
                  r"|deze (?:web)?site (?:gebruikt|maakt gebruik van) cookies"), longest=900),
    _text("views", "legal_notice",  # that an author speaks for nobody else
          holds=(r"\b(?:views|opinions)\b[^.]{0,80}\b(?:expressed (?:here(?:in)?|above|are|do|(?:in|on) (?:this|the|our|these)|by (?:(?:the|our|its|this) )?(?:individual |guest )?(?:authors?|writers?|contributors?|columnists?|users?|readers?|commenters?))|of (?:the|its|their) (?:individual )?authors?)\b[^.]{0,160}(?:not (?:necessarily )?(?:reflect|represent|those of)|(?:are|is) (?:solely |entirely )?(?:those of|the author.s|personal|his own|her own|their own))"
                  r"|(?:opiniones|columnas?|autor(?:es)?)\b[^.]{0,80}no (?:refleja|representa)n? necesariamente"
                  r"|(?:propos|opinions|tribunes?|articles?)\b[^.]{0,80}n.engage(?:nt)? que"
                  r"|meinung\w*\b[^.]{0,80}(?:spiegel|entspr|geb|gib)\w+[^.]{0,20} nicht (?:notwendigerweise|unbedingt|zwingend|in jedem fall)[^.]{0,60}(?:redaktion|herausgeber|verlag|autor|meinung|ansicht|auffassung|standpunkt|position|haltung)"
                  r"|(?:opini(?:ão|ões)|artigos?|textos?)\b[^.]{0,80}não (?:refletem?|representam?) necessariamente"
                  r"|opinioni\b[^.]{0,80}non (?:riflett|rispecchi|rappresent)\w+ necessariamente|может не совпадать с (?:мнением|позицией|точкой зрения) (?:редакц|издан|сайт|портал|автор|нашей|журнал|газет|администрац|владел)"
                  r"|мнение (?:редакции|автора) может не (?:отражать|совпадать) [^.]{0,30}(?:редакц|издан|автор|сайт|портал)|може не (?:збігатися|співпадати) з|لا (?:تعبر|يعبر|تعكس|يعكس) (?:بالضرورة|عن (?:رأي|وجهة نظر|موقف))"), longest=300),
    _text("registration", "copyright",
          begins=r"(?:queda )?prohibida (?:la|su) reproducción|(?:é )?proibida a reprodução",
          holds=(r"reproduction (?:totale|partielle|même partielle)[^.]{0,150}interdite|\bcnpj[:\s]|registered (?:investment advis[eo]r|in england|(?:charity|office)\b[^.]{0,80}(?:\d|:))"
                  r"|\bhrb \d|(?:weiterverbreitung|weiterverwendung) ist honorarpflichtig"), longest=600),
    _text("comment_rules", "other", holds=(r"so können sie kommentieren|^\W*netiquette|(?:our|unsere[rn]?|bitte\b[^.!?]{0,40})\snetiquette|comentários com textos|(?:^\W*|\b(?:our|read the|see the|following) )community guidelines|comments? (?:policy|guidelines|are moderated)|lively but civil forum"
                  r"|comentarios? (?:es|son|serán) (?:la |de )?(?:opini[oó]n|responsabilidad|moderad)|verter comentarios"
                  r"|reserva (?:el|o) (?:derecho|direito) (?:de|a) (?:eliminar|borrar|excluir|remover) [^.]{0,30}coment|comentários são de (?:inteira )?responsabilidade"
                  r"|commentaires sont (?:modérés|soumis à)|charte (?:de modération|des commentaires)|المشاركات والتعليقات|التعليقات (?:المنشورة|الواردة) لا تعبر"), longest=500),
    _text("tags", "related", begins=r"(?:文章|本文)?(?:tags?|keywords|(?:schlag|stich)(?:worte|wörter)|mots[- ]cl[ée]f?s|palabras clave|parole chiave|etiquetas|标签|標籤|关键词|關鍵字)(?:\s*[:：]|$)", longest=300),
    _text("newsletter", "advert", holds=r"newsletter", longest=80),
    _text("sign_up", "advert",
          begins=(r"(?:get|receive) (?:our|the latest|daily|weekly|breaking) [^.!?]{0,60}\b(?:e-?mails?|alerts?|briefings?|digest|news)\b[^.!?]{0,80}$"
                  r"|\W{0,4}(?:baixe (?:o|nosso) app|desc[aá]rg(?:a|ue) (?:la|nuestra) app|téléchargez (?:l.|notre )app|scarica l.app)|广告(?:$|[^一-鿿])"
                  r"|[【\[(（]?(?:广告|推广|赞助商?)[】\])）]?$|广告(?:投放|设置|合作|服务|联系)"),
          holds=(r"testen sie (?:jetzt|[^.!?]{0,40}(?:kostenlos|gratis|unverbindlich|wochen|monat|abo|digital|premium))|kostenlos testen(?:\W*$|\s?[!|›»])|(?:jetzt|monat\w*|wochen|tage)\s(?:lang\s)?kostenlos testen|suscripción se está|abonnez-vous"
                  r"|(?:sign|subscrib|regist|join|get|receive|our|this|abonn|anmeld|bestell|unser|täglich|kostenlos).*newsletter"
                  r"|newsletter.*(?:sign|subscrib|inbox|abonn|anmeld)|(?:^|[.!?:|–]|please|and|or|here to|now to|login)\s*subscribe(?:\W*$|\s?[^\w\s]|\s(?:now|to|today|here|and|via|for|on|by|with|log|sign)(?:$|[^a-z]))"
                  r"|subscribe (?:now|today|here|to (?:our|read|continue|get|unlock|listen|access|receive))|subscriber[- ](?:only|exclusive)"
                  r"|(?:already|become|are you|only) a subscriber|for (?:our )?subscribers(?: only)?\W*$|(?:^|[.!?:|–]|please|here to)\s*sign up (?:for|to)"
                  r"|sign up (?:for|to) (?:our|get|receive|.*(?:newsletter|alerts?|e-?mail|inbox|briefing|updates|account))|(?:^|[.!?:|–]|please|and|or)\s*follow us|follow us (?:on|at)\b"
                  r"|(?:^|[.!?:])\s*download (?:the|our) (?:\w+ )?app|by signing up|advertisement$|订阅(?:本报)?(?:电子报|我们)|check your inbox|enter a valid email"
                  r"|(?:to|in) your inbox|by submitting this form|for validation purposes|i would like to be emailed|会員限定(?:$|[^ぁ-ヿ一-鿿]|記事|です|の(?:記事|コンテンツ))|(?:有料|無料)会員(?:登録|限定|に(?:登録|なる|なって)|の方|$)|有料記事(?:$|[^ぁ-ヿ一-鿿]|です|読み放題|の(?:続き|ため))|meinung ist uns wichtig"), longest=260),
)  # fmt: skip

#: Boxes that are no part of an article, wherever they stand.
BOX_RULES: tuple[BoxRule, ...] = (
    _box("box_share", "share", r"shar(?:e|ing)|social|bdshare|jiathis|fenxiang|addthis|ewm|qrcode|erweima"),
    _box("box_related", "related", r"relat(?:ed|e)|xiangguan|recommend|tuijian|hot[-_]?(?:news|list)|rank(?:s|ings?|list|box)?(?:$|[\s_-])|paihang|also-?read|read-?more|more-?(?:on|stories|news)|outbrain|taboola|promo|teaser|trending|popular"),
    _box("box_comment", "other", r"formulaire_forum|forum[-_](?:fil|message|top)(?:$|[\s_-])|comments?(?!ary|ator|aire)|leave-?comment|(?<=\s)(?:comentarios|commentaires|commenti(?:$|[\s_-])|reacties|(?:leser)?kommentare(?:$|[\s_-])|komentar(?:ze|e|i)(?:$|[\s_-])|yorumlar)|pinglun|disqus|replies|respond(?:$|[\s_-])"),
    _box("box_advert", "advert", r"ads?(?:$|[\s_-])|advert|disturber|st(?:oe|ö)rer|donat(?:e|ions?)(?:$|[\s_-])|support[-_](?:us|pay|banner)(?:$|[\s_-])|guanggao|sponsor|newsletter|subscri|sign-?up|paywall(?=[\w-])|cookie|banner"),  # schema.org marks as paywall what is paid for
    _box("box_neighbours", "pagination", r"prenext|pre-?next|prev-?next|pagination|pager|shangxia|context$|page-?nav|post-nav"),
    _box("box_notice", "legal_notice", r"shengming|disclaimer|declare|statement|mianze"),
    _box("box_editor", "editor_line", r"(?:ep-)?editor(?:$|[\s_-])|zeren|bianji"),
    _box("box_furniture", "other", r"breadcrumb|crumbs?|toolbar|font-?size(?:$|\s|[_-]?(?:adjust|bar|box|btn|button|chang|control|select|set|switch|tool))|print|sidebar|(?<!by[_-])side(?:$|\s|[_-]?(?:ad|area|bar|block|box|col|column|content|inner|list|main|menu|nav|panel|widget|wrap)(?:$|[\s_-]|s\b|per\b))|aside|menu|nav(?:$|[\s_-]|bar)|authors?[-_]{0,2}(?:bio|box|info|profile|popup|desc|details?|card|about|position|dropdown)|about[-_]{0,2}(?:the[-_]{0,2})?author|stars?[-_]?ratings?(?:$|[\s_-])|estrellas(?:$|[\s_-])|ratings?[-_](?:stars?|wrapper|confirm|form|bar|widget)|polls?(?:$|[\s_-])|umfrage|(?:user|post|article)[-_]?ratings?|byline|tags?(?:$|[\s_-])|keywords|widget[-_]?(?:area|title)|foot(?:er|$|[\s_-])|copyright(?:$|[\s_-])|(?<=\s)bottom(?=$|\s)|modal(?:$|[\s_-])|pop-?up(?:$|[\s_-])|lightbox|(?:video|media|audio|screen|live)[-_]?(?:player|control|ctrl)|video[-_]+(?:resource|headline|title|duration)|vjs|jwplayer|txp_|right[-_]?(?:bar|col(?:umn)?|side|area|box|list)(?:$|[\s_-])|(?:main|con|content|page)[-_]?right(?:$|[\s_-])"),
)  # fmt: skip


_LONGEST = max(rule.longest for rule in TEXT_RULES)


def _any_of(patterns: re2.Set, sought: Iterable[str]) -> re2.Set:
    """All that is *sought* as one automaton, which passes over a text once: most texts fit none."""
    for pattern in filter(None, sought):
        patterns.Add(pattern)
    patterns.Compile()
    return patterns


def _options() -> re2.Options:
    options = re2.Options()
    options.never_capture = True
    options.max_mem = 1 << 26  # with the usual quarter it forgets its states and makes them anew
    return options


# Apart: as one they have so many states, each made when a text first asks for it, that there is
# no room for them, and all are made again and again. In two halves, what may be found anywhere
# has half the states: every "you … make a donation" is multiplied by every "our … newsletter".
_BEGINNINGS = _any_of(re2.Set.MatchSet(_options()), (rule.begins for rule in TEXT_RULES))
_HELD = [rule.holds for rule in TEXT_RULES if rule.holds]
_ANYWHERE, _ANYWHERE_TOO = (
    _any_of(re2.Set.SearchSet(_options()), half) for half in (_HELD[::2], _HELD[1::2])
)


def legible(text: str) -> str:
    """Return *text* in the letters and characters that patterns of text rules are written in."""
    return spelled(text.lower())


@lru_cache(maxsize=2048)  # a portal's pages say the same things, and each is asked about twice
def judge_text(text: str) -> TextRule | None:
    """Return the rule that condemns a piece of text, or None.

    >>> judge_text("责任编辑：王小明").kind, judge_text("A+ A-").kind
    ('editor_line', 'font_size')
    >>> judge_text("他说，网站的声明已经发出，雨还在下。") is None
    True
    """
    size = len(text)
    if size > _LONGEST:
        return None
    low = text.lower() if text.isascii() else legible(text)
    sought = low.encode()
    if not (_BEGINNINGS.Match(sought) or _ANYWHERE.Match(sought) or _ANYWHERE_TOO.Match(sought)):
        return None
    for rule in TEXT_RULES:
        if size <= rule.longest and rule.pattern.search(low):
            return rule
    return None


# A name in ASCII asks the rules only that it may fit: their words without what must stand around them.
_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")
_BOXES = _any_of(
    re2.Set.SearchSet(_options()),
    (_words(_AROUND.sub("", rule.words)).pattern for rule in BOX_RULES),
)


@lru_cache(maxsize=2048)
def judge_box(name: str) -> BoxRule | None:
    """Return the rule that condemns a box by its id and classes, or None."""
    if not name:
        return None
    rules: Sequence[BoxRule] = BOX_RULES
    name = f" {name}"
    # What white space and the end of a line are, re2 and re agree on in ASCII without signs of control.
    if name.isascii() and name.isprintable():
        rules = [BOX_RULES[number] for number in sorted(_BOXES.Match(name) or ())]
    for rule in rules:
        if rule.pattern.search(name):
            return rule
    return None

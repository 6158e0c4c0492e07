"""What stands between paragraphs: adverts, embedded posts, players, appeals, asides."""

from portal_spider.boilerplate.related import ALSO
from portal_spider.boilerplate.rule import TextRule, text_rule

BETWEEN: tuple[TextRule, ...] = (
    text_rule(
        "reminder",
        "other",
        begins=r"[◎※★●]\s?.{0,8}(?:报|新闻网?|[网社台刊])(?:提醒|关心)您\s*[:：]",
        longest=120,
    ),
    text_rule(
        "advert_label",
        "advert",
        begins=(
            r"[\s–—-]*(?:"
            r"reklam|reklama|anzeige|werbung|publicidade?|publicité|pubblicità|annons|annonce|annonse"
            r"|mainos|iklan|advertentie|реклама|διαφήμιση|hirdetés|publicitate|quảng cáo|โฆษณา|إعلان|اعلان"
            r"|פרסומת|विज्ञापन|বিজ্ঞাপন|広告|광고|passer la publicité|la suite après la publicité"
            r"|advertisement|(?:sponsored|paid|partner|promoted) (?:content|post|story)|sponsored|reclame"
            r"|廣告|广告|请?继续往下阅读[.…]*|(?:story|article) continues (?:below|after).*"
            r"|article content|(?:advertisement - )?scroll to continue.*|continua após a publicidade"
            r"|(?:el artículo )?continúa (?:después|tras|debajo) de la publicidad"
            r"|la suite après cette publicité|продолжение (?:после рекламы|ниже))[\s:：–—-]*$"
        ),
        longest=60,
    ),
    text_rule(
        "embed",
        "other",
        begins=(
            r"empfohlener redaktioneller inhalt|přejít (?:před|za) obsah"
            r"|skip (?:"
            r"past|to|this|over|ad|advertisement|(?:twitter|x|facebook|instagram|youtube|tiktok) post"
            r")\b[^.!?]{0,60}$"
            r"|end of (?:(?:newsletter|advertisement|promotion)(?: promotion| sign-?up)?"
            r"|(?:twitter|x|facebook|instagram|youtube|tiktok) (?:post|video|content)[^.!?]{0,40})\W*$"
            r"|to (?:display|view|see) this (?:content|video|map|post)(?:"
            r",|\s(?:from|please|you|enable|accept|allow)\b)"
            r"|pour (?:afficher|voir) ce contenu"
            r"|para (?:ver|visualizar) este conte"
        ),
        holds=(
            r"extern(?:en|er|e|es) inhalt|mit (?:ihrer|deiner) zustimmung wird hier ein extern"
            r"|contenu externe|contenido externo|contenuto esterno"
            r"|klick für den datenschutz|eingebettete inhalte|content from third part"
            r"|video has failed to load|try refreshing your browser"
            r"|(?:enable|activate) javascript|javascript (?:aktivieren|is disabled)"
            r"|následuje obsah vložený"
        ),
        longest=900,
    ),
    text_rule(
        "rate",
        "other",
        begins=(
            r"\W*(?:currently|actualmente|aktuell|note actuelle"
            r")\b.{0,24}\d.{0,12}\b(?:stars?|estrellas?|sternen?|étoiles)\b"
            r"|(?:valorar|rate this(?: \w+)?|bewerten sie diesen \w+|notez cet article|vota este \w+)\W*$"
            r"|(?:rate|punt[uú]alo|bewerten:?|noter) \d (?:stars?|estrellas?|sterne?|étoiles?)"
        ),
        longest=80,
    ),
    text_rule(
        "template", "other", begins=r"\W{0,3}\{\{[^{}]*\}\}", longest=900
    ),  # what a script was to fill in
    text_rule(
        "player",
        "other",
        begins=(
            r"(?:back to video|player wird geladen|embed|video \|"
            r"|(?:.{0,20}box (?:aufklappen|zuklappen)\s*)+$|schriftgröße anpassen|now playing|play video"
            r"|listen to (?:this )?(?:article|story)"
            r"|(?:new\s*)?you can now listen to (?:"
            r"this|our|(?:the )?\S+ articles?|.{0,30}(?:articles|stories))\b"
            r"|to activate the text-to-speech|\d{1,2}:\d\d - source:"
            r"|(?:\[\+\] ?)?(?:click to )?enlarge(?: (?:this )?(?:image|photo))?$"
            r"|(?:(?:hide|toggle|show|open|close) )?caption$|(?:bild )?vergrößern$|agrandir(?: l.image)?$"
            r"|ampliar (?:foto|imagen)$|your browser does not support)"
            r"|(?:watch|video|podcast|listen)\s*\|"
        ),
        holds=r"back to video$",
        longest=90,
    ),
    text_rule(
        "appeal",
        "advert",
        begins=(
            r"(?:did you )?(?:liked?|enjoy(?:ed)?|loved?) (?:this|our) (?:story|article|post|piece)\?"
            r"|support (?:the|our) (?:work|journalism|newsroom)"
            r"|join (?:our|the) [^.!?]{0,30}(?:whatsapp|telegram|facebook|discord"
            r") (?:channel|group|community)\b"
        ),
        holds=(
            r"we appreciate that not everyone can afford|cancel your contributions? at any time"
            r"|our (?:journalism|reporting) (?:is|relies) .{0,40}(?:readers|support)"
            r"|(?:^|[.!?:]\s|\b(?:you|please)\b[^.!?]{0,40}\b)make a (?:one-time )?donation"
            r"|\bplease (?:donate|consider (?:donating|supporting))\b|(?:^|[.!?:]\s)jetzt neu bei"
            r"|(?:^|[.!?:]\s)(?:hier )?jetzt (?:unterstützen|spenden)[\s!›»>]*$"
            r"|before you go on about your day|if you.re enjoying this article, consider"
            r"|if you (?:enjoyed|liked) this (?:article|story|post).{0,80}(?:join|subscrib|support|sign)"
        ),
        longest=500,
    ),
    text_rule(
        "affiliate",
        "advert",
        begins=r"disclosure\s*:.{0,240}affiliate|für links auf dieser seite.{0,80}provision",
        holds=(
            r"affiliate[- ]links?\b.{0,160}(?:commission|provision|cost|einkauf|purchase)"
            r"|(?:commission|provision).{0,160}affiliate"
        ),
        longest=420,
    ),
    text_rule(
        "official",
        "site_banner",
        begins=(
            r"(?:an official website of|official websites use|secure \.gov|a \.gov website"
            r"|a lock \(.{0,12}\) or https|here.s how you know)"
        ),
        longest=200,
    ),
    text_rule(
        "also_read",
        "related",
        begins=(
            r"[\s\[(>»–-]*(?:also read|read (?:also|next|more|on)|related|see also|more on this|les også"
            r"|läs (?:också|mer)|lesen sie auch|mehr dazu|zum thema"
            r"|mehr (?:zu[mr]?|über) [^.!?:]{2,60} (?:lesen|finden|erfahren|sehen|hören) sie [^.!?:]{2,60}"
            r"|(?:[àa] )?lire aussi|leer también|lee también|leggi anche|čtěte také|関連記事|関連|"
        )
        + ALSO
        + r")\s*[:：|]",
        longest=260,
    ),
    text_rule(
        "also_headline",
        "related",
        begins=(
            r"[\s\[(>»–-]*(?:"
            r"les også|lesen sie auch|(?:[àa] )?lire aussi|leer también|lee también|leggi anche|läs också"
            r"|čtěte také|also read|"
        )
        + ALSO
        + r")\s[^.]{10,}$",
        longest=150,
    ),
    text_rule(
        "time_ago",
        "other",
        begins=(
            r"(?:"
            r"(?:an?|\d+)\s(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\sago"
            r"|duration\s?:?\s\d{1,2}:\d\d(?::\d\d)?"
            r"|vor (?:\d+|einem|einer) (?:minuten?|stunden?|tag(?:en)?|wochen?)"
            r"|il y a \d+ (?:minutes?|heures?|jours?)|hace \d+ (?:minutos?|horas?|días?)"
            r"|há \d+ (?:minutos?|horas?|dias?)|\d+\s?(?:秒|分钟|小时|天|周|个月|年)前|刚刚)$"
        ),
        longest=30,
    ),
    text_rule(
        "asides",
        "other",
        begins=(
            r"like (?:this\s?:?|loading)\W*$"
            r"|(?:your e-?mail address|deine e-mail-adresse|votre adresse (?:e-?mail|de messagerie)"
            r"|tu dirección de correo) (?:will not|wird nicht|ne sera pas|no será) "
            r"|required fields are marked\b|our standards?\s*:"
            r"|(?:do you have|have|got) an? (?:news |story )?tip\b[^.!?]*\?"
            r"|(?:see|spot|spotted|found|noticed?"
            r") (?:an?|any) (?:error|mistake|typo|inaccuracy)\b[^.!?]{0,60}\?"
            r"|\d{1,2} min(?:utes?)?(?: (?:read|listen))?$"
            r"|(?:watch|listen) (?:below|here|now|live|more|the (?:video|clip|podcast))\s*:"
        ),
        longest=200,
    ),
    # What a Chinese portal prints between a text and its comments, each alone on its line.
    text_rule(
        "unfold",
        "other",
        begins=(
            r"\W*(?:点击)?(?:展开|加载|查看)(?:阅读)?(?:全文|更多|全部|剩余.{0,8})(?:评论|内容|回复)?\W*$"
            r"|点击.{0,6}阅读原文|我知道了$"
            r"|在(?:手机|电脑|app|客户端)上?(?:继续)?(?:阅读|观看|打开|查看)\W*$"
        ),
        longest=30,
    ),
    text_rule(
        "pleas",
        "other",
        begins=(
            r"(?:喜欢|觉得).{0,8}(?:点个?赞|转发|分享给?|收藏|在看).{0,12}$|文明上网\W*(?:理性发言|$)"
            r"|(?:用户|读者|全部|所有|查看全部)评论\W*\d*\W*$|已有\d+条(?:评论|回复|跟[帖贴])$"
        ),
        longest=30,
    ),
)

"""What stands below a text: who passed it on, forms, consent, tags, newsletters."""

from portal_spider.boilerplate.rule import TextRule, text_rule

ENDS: tuple[TextRule, ...] = (
    text_rule(
        "reposted",
        "source_line",
        begins=r"[\s（(\[【]*(?:本文|文章|稿件)?(?:转自|转载自|摘自)\s*[:：]",
        longest=80,
    ),
    text_rule(
        "run_by",
        "copyright",
        begins=r"本(?:网站|站|网)由[^，。]{2,30}(?:主办|承办|主管|运营|开发|维护|提供技术支持)\W*$",
        longest=60,
    ),
    text_rule(
        "contributed",
        "other",
        begins=(
            r"with files from\b|\W{0,2}(?:additional|with) reporting (?:by|from)\b[^!?]*$"
            r"|contribut(?:ing|ors?)\s*:[^.!?]*$"
        ),
        holds=r"\bcontributed to this (?:report|story|article)(?:\W*$|\s?[.;,(\[])",
        longest=260,
    ),
    text_rule(
        "feedback",
        "other",
        begins=(
            r"(?:haben sie |hast du |sie haben "
            r")?(?:einen )?fehler (?:(?:auf|im|in) [^.!?]{2,40} )?(?:entdeckt|gefunden)\?"
            r"|(?:inhaltliches )?feedback\?$"
            r"|vous avez (?:repéré|remarqué|trouvé) une (?:erreur|coquille)"
            r"|(?:has|¿has|ha) encontrado un error|(?:encontrou|viu) (?:um|algum) erro"
            r"|(?:nalazi|zauważyłeś|znalazłeś) błąd|нашли (?:ошибку|опечатку)[^.!?]{0,40}(?:\?|выдел)"
            r"|знайшли помилку[^.!?]{0,40}(?:\?|виділ)|dieses thema im programm:"
            r"|(?:kļūda (?:rakstā|tekstā)|radai klaid|pastebėj\w+ klaid|märkasid viga|leidsid vea"
            r"|hittat (?:ett )?fel i|fant du (?:en )?feil|huomasitko virheen|fout (?:gezien|gevonden)"
            r"|našli jste chybu|našiel si chybu|uočili ste grešku|намерихте грешка"
            r"|заметили (?:ошибку|опечатку)|помітили помилку)[^.!?]{0,40}\?"
            r"|do you have (?:an?|any|more)\s(?:[a-z]+\s){0,4}(?:"
            r"story|stories|tips?|information|news|questions?|issue)\b.*(?:"
            r"e-?mail|contact|tell us|get in touch|let us know|want(?:s)? to help|@)"
        ),
        holds=(
            r"ctrl\s?\+\s?enter.*(?:tekst|fragment|redak|ошибк|помилк|редак|kļūd|klaid|greš)"
            r"|(?:ошибк|помилк|опечатк|tekst|teksta|kļūd|klaid|greš|viga).*ctrl\s?\+\s?enter"
        ),
        longest=200,
    ),
    text_rule(
        "address",
        "other",
        begins=r"(?:[本原全]文(?:链接|地址|网址)\s*[:：]\s*)?https?://\S+$",
        longest=300,
    ),
    text_rule(
        "crumbs",
        "other",
        begins=(
            r"[\s\[【]*(?:[您你](?:现在|当前|目前)?(?:所[在处])?的?|(?:现在|当前|目前)(?:所[在处])?的?"
            r")位置(?:是|为)?\s*[:：]"
        ),
        longest=160,
    ),
    text_rule(
        "lone_sign", "other", begins=r"[|•·›‹»«<>,:;/\\+&()\[\]–-]{1,2}$|0$", longest=2
    ),  # …… and ** part paragraphs
    text_rule(
        "consent",
        "advert",
        begins=(
            r"by (?:submitting this form|signing up|providing your)"
            r"|follow (?:me|us|@\w+|ap.s)\b.{0,120}(?:twitter|instagram|facebook|social media|coverage)"
            r"|(?:please )?follow [^.!?,]* on (?:"
            r"twitter|instagram|facebook|youtube|tiktok|linkedin|telegram|threads|bluesky|google news"
            r"|social media|x)(?:\W*$|\s(?:and|or|at|for|to)\b|\s?[:,@(/.])"
            r"|\W{0,4}(?:siga(?: o|-nos| a|nos)?\b|síguenos|seguici|suivez[- ]nous|folgen? sie uns"
            r"|abonnier(?:e|en sie)[^.!?]* kanal|acompanhe|ikuti kami|подпи(?:сывайтесь|шитесь)"
            r"|підпи(?:суйтесь|шіться))"
            r"[^.!?]*\b(?:"
            r"facebook|instagram|twitter|telegram|whatsapp|youtube|tiktok|google not[ií]cias|google news"
            r"|redes sociais|redes sociales)"
        ),
        longest=900,
    ),
    text_rule(
        "cookies",
        "advert",
        begins=r"by (?:continuing|using|browsing|visiting)\b.*\b(?:agree|accept|consent)\b.*\bcookies",
        holds=(
            r"\b(?:this|our) (?:web)?(?:site|page) uses cookies|\bwe (?:and our partners )?use cookies"
            r"|\bwe value your privacy\b"
            r"|\bwe and our (?:\d+ )?partners (?:store|use|process|share)\b"
            r"|(?:diese|unsere) (?:web)?(?:site|seite) (?:verwendet|nutzt|benutzt) cookies"
            r"|\bwir (?:verwenden|nutzen|benutzen) cookies|(?:ce|notre) site (?:web )?utilise des cookies"
            r"|nous utilisons des cookies"
            r"|(?:este|nuestro) sit(?:io|e) (?:web )?(?:utiliza|usa) cookies|\butilizamos cookies"
            r"|questo sito (?:web )?(?:utilizza|usa) (?:i )?cookie"
            r"|deze (?:web)?site (?:gebruikt|maakt gebruik van) cookies"
        ),
        longest=900,
    ),
    text_rule(
        "views",
        "legal_notice",  # that an author speaks for nobody else
        holds=(
            r"\b(?:views|opinions)\b[^.]{0,80}\b(?:"
            r"expressed (?:here(?:in)?|above|are|do|(?:in|on) (?:this|the|our|these)"
            r"|by (?:(?:the|our|its|this) )?(?:individual |guest )?(?:"
            r"authors?|writers?|contributors?|columnists?|users?|readers?|commenters?))"
            r"|of (?:the|its|their) (?:individual )?authors?)"
            r"\b[^.]{0,160}(?:not (?:necessarily )?(?:reflect|represent|those of)"
            r"|(?:are|is) (?:solely |entirely )?(?:"
            r"those of|the author.s|personal|his own|her own|their own))"
            r"|(?:opiniones|columnas?|autor(?:es)?)\b[^.]{0,80}no (?:refleja|representa)n? necesariamente"
            r"|(?:propos|opinions|tribunes?|articles?)\b[^.]{0,80}n.engage(?:nt)? que"
            r"|meinung\w*\b[^.]{0,80}(?:spiegel|entspr|geb|gib)\w+[^.]{0,20} nicht (?:"
            r"notwendigerweise|unbedingt|zwingend|in jedem fall)[^.]{0,60}(?:"
            r"redaktion|herausgeber|verlag|autor|meinung|ansicht|auffassung|standpunkt|position|haltung)"
            r"|(?:opini(?:ão|ões)|artigos?|textos?"
            r")\b[^.]{0,80}não (?:refletem?|representam?) necessariamente"
            r"|opinioni\b[^.]{0,80}non (?:riflett|rispecchi|rappresent)\w+ necessariamente"
            r"|может не совпадать с (?:мнением|позицией|точкой зрения) (?:"
            r"редакц|издан|сайт|портал|автор|нашей|журнал|газет|администрац|владел)"
            r"|мнение (?:редакции|автора) может не (?:отражать|совпадать) [^.]{0,30}(?:"
            r"редакц|издан|автор|сайт|портал)"
            r"|може не (?:збігатися|співпадати) з"
            r"|لا (?:تعبر|يعبر|تعكس|يعكس) (?:بالضرورة|عن (?:رأي|وجهة نظر|موقف))"
        ),
        longest=300,
    ),
    text_rule(
        "registration",
        "copyright",
        begins=r"(?:queda )?prohibida (?:la|su) reproducción|(?:é )?proibida a reprodução",
        holds=(
            r"reproduction (?:totale|partielle|même partielle)[^.]{0,150}interdite|\bcnpj[:\s]"
            r"|registered (?:investment advis[eo]r|in england|(?:charity|office)\b[^.]{0,80}(?:\d|:))"
            r"|\bhrb \d|(?:weiterverbreitung|weiterverwendung) ist honorarpflichtig"
        ),
        longest=600,
    ),
    text_rule(
        "comment_rules",
        "other",
        holds=(
            r"so können sie kommentieren|^\W*netiquette"
            r"|(?:our|unsere[rn]?|bitte\b[^.!?]{0,40})\snetiquette|comentários com textos"
            r"|(?:^\W*|\b(?:our|read the|see the|following) )community guidelines"
            r"|comments? (?:policy|guidelines|are moderated)|lively but civil forum"
            r"|comentarios? (?:es|son|serán) (?:la |de )?(?:opini[oó]n|responsabilidad|moderad)"
            r"|verter comentarios"
            r"|reserva (?:el|o) (?:derecho|direito) (?:de|a) (?:eliminar|borrar|excluir|remover"
            r") [^.]{0,30}coment"
            r"|comentários são de (?:inteira )?responsabilidade"
            r"|commentaires sont (?:modérés|soumis à)|charte (?:de modération|des commentaires)"
            r"|المشاركات والتعليقات|التعليقات (?:المنشورة|الواردة) لا تعبر"
        ),
        longest=500,
    ),
    text_rule(
        "tags",
        "related",
        begins=(
            r"(?:文章|本文)?(?:"
            r"tags?|keywords|(?:schlag|stich)(?:worte|wörter)|mots[- ]cl[ée]f?s|palabras clave"
            r"|parole chiave|etiquetas|标签|標籤|关键词|關鍵字)(?:\s*[:：]|$)"
        ),
        longest=300,
    ),
    text_rule("newsletter", "advert", holds=r"newsletter", longest=80),
    text_rule(
        "sign_up",
        "advert",
        begins=(
            r"(?:get|receive) (?:our|the latest|daily|weekly|breaking) [^.!?]{0,60}\b(?:"
            r"e-?mails?|alerts?|briefings?|digest|news)\b[^.!?]{0,80}$"
            r"|\W{0,4}(?:"
            r"baixe (?:o|nosso) app|desc[aá]rg(?:a|ue) (?:la|nuestra) app|téléchargez (?:l.|notre )app"
            r"|scarica l.app)"
            r"|广告(?:$|[^一-鿿])"
            r"|[【\[(（]?(?:广告|推广|赞助商?)[】\])）]?$|广告(?:投放|设置|合作|服务|联系)"
        ),
        holds=(
            r"testen sie (?:"
            r"jetzt|[^.!?]{0,40}(?:kostenlos|gratis|unverbindlich|wochen|monat|abo|digital|premium))"
            r"|kostenlos testen(?:\W*$|\s?[!|›»])"
            r"|(?:jetzt|monat\w*|wochen|tage)\s(?:lang\s)?kostenlos testen|suscripción se está"
            r"|abonnez-vous"
            r"|(?:"
            r"sign|subscrib|regist|join|get|receive|our|this|abonn|anmeld|bestell|unser|täglich|kostenlos"
            r").*newsletter"
            r"|newsletter.*(?:sign|subscrib|inbox|abonn|anmeld)"
            r"|(?:^|[.!?:|–]|please|and|or|here to|now to|login)\s*subscribe(?:"
            r"\W*$|\s?[^\w\s]|\s(?:now|to|today|here|and|via|for|on|by|with|log|sign)(?:$|[^a-z]))"
            r"|subscribe (?:now|today|here|to (?:our|read|continue|get|unlock|listen|access|receive))"
            r"|subscriber[- ](?:only|exclusive)"
            r"|(?:already|become|are you|only) a subscriber|for (?:our )?subscribers(?: only)?\W*$"
            r"|(?:^|[.!?:|–]|please|here to)\s*sign up (?:for|to)"
            r"|sign up (?:for|to) (?:"
            r"our|get|receive|.*(?:newsletter|alerts?|e-?mail|inbox|briefing|updates|account))"
            r"|(?:^|[.!?:|–]|please|and|or)\s*follow us|follow us (?:on|at)\b"
            r"|(?:^|[.!?:])\s*download (?:the|our) (?:\w+ )?app|by signing up|advertisement$"
            r"|订阅(?:本报)?(?:电子报|我们)|check your inbox|enter a valid email"
            r"|(?:to|in) your inbox|by submitting this form|for validation purposes"
            r"|i would like to be emailed|会員限定(?:$|[^ぁ-ヿ一-鿿]|記事|です|の(?:記事|コンテンツ))"
            r"|(?:有料|無料)会員(?:登録|限定|に(?:登録|なる|なって)|の方|$)"
            r"|有料記事(?:$|[^ぁ-ヿ一-鿿]|です|読み放題|の(?:続き|ため))|meinung ist uns wichtig"
        ),
        longest=260,
    ),
)

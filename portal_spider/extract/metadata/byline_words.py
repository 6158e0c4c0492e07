"""Words that stand beside who wrote an article, as parts of expressions: by, Autor, reporter."""

#: What was done, before the word for by: posted by, écrit par, a cura di
DONE = (
    r"(?:posted|authored|published|written|submitted|filed|reported|contributed|reviewed|updated"
    r"|created"
    r"|(?:an?\s)?(?:guest\s)?(?:"
    r"article|post|column|essay|opinion|analysis|commentary|report|review)"
    r"|story|words|textes?|text"
    r"|publicado|escrito|enviado|creado|postado|redigido"
    r"|(?:(?:un|cet)\s)?(?:article\s)?(?:publié|rédigé|écrit|soumis|proposé)"
    r"|geschrieben|verfasst|gespeichert|erstellt|ein beitrag|ein artikel|skrevet|skriven"
    r"|publicerad|geschreven|geplaatst"
    r"|scritto|pubblicato|inviato|a cura|ditulis|napsano)"
)
#: Where a name follows without a sign between
BY = r"by|von|par|por|di|av|af|door|oleh"
#: Such words as begin sentences and names of other things as well
OF = r"от|του|της|των"
#: Where a sign between tells a label from a word; in a box of their own they label the next
LABELS = (
    r"(?:story|words|text|written|reported) by|(?:(?:the|post) )?authors?|writer"
    r"|reporter(?:zy|in|ka|i)?|words|text(?:e|o|i)?|testo"
    r"|(?:text|tekst)\s?(?:/|und|&|och|og|i)\s?(?:foto|fotos|bild|bilder|zdjęcia)"
    r"|autor(?:[/*:_]?in(?:nen)?|as?|e?s|ka|ica|i|ius|iai)?|auteurs?|autrice|autor[ei]|skribent"
    r"|författare|forfatter|kirjoittaja|toimittaja"
    r"|teksti?|opracowanie|opracowała?|oprac\.|napsal(?:a|\(a\))?|zpracovala?|szerző|írta"
    r"|(?:haberin )?yazar[ıi]?|yazan|haber|muhabir"
    r"|συντάκτ\w+|κείμενο|επιμέλεια|γράφει(?: [οη])?"
    r"|(?:συντάχθηκε|γράφτηκε) από(?: τον/την| τον| την)?"
    r"|автор(?:ы|и|ка)?(?: (?:публікації|статті|статьи|публикации|материала|текста))?|аутор|текст"
    r"|корреспондент|написано(?: автором)?"
    r"|пише|tác giả|bài viết|được viết bởi|penulis|(?:ditulis )?oleh|pewarta|wartawan|piše"
    r"|redacción|redação|reportagem|reporta[js]e|per"
    r"|a cura di|كتبت?|بقلم|الكاتب|تحرير|מאת|نویسنده|خبرنگار|लेखक|लेखिका|रिपोर्टर|संवाददाता"
    r"|প্রতিবেদক|লেখক"
    r"|執筆者?|筆者|ライター|文責|글쓴이|작성자"
)
#: What a person does who writes
ROLES = (
    r"writer|reporter|correspondent|journalist(?:in|e)?|columnist|contributor|redakteur(?:in)?"
    r"|redacteur|redaktör|verslaggever"
    r"|periodista|corresponsal|redactora?|enviad[oa] especial|jornalista|repórter|correspondente"
    r"|giornalista|corrispondente|inviat[oa]"
    r"|dziennikar(?:z|ka)|reporter(?:ka)?|redaktor(?:ka)?|novinář(?:ka)?|novinar(?:ka)?|újságíró"
    r"|muhabiri?|gazeteci|toimittaja|wartawan"
    r"|корреспондент|кореспондент(?:ка)?|журналіст(?:ка)?|журналист\w{0,3}|обозреватель|редактор"
    r"|δημοσιογράφος|প্রতিনিধি"
)
#: Labels of others than who wrote
OTHERS = (
    r"editor(?:[ea]s?|ial|ka)?|edited by|edit(?:ing|ion|ed)|edição|edición|editör|redaktör"
    r"|editoria?|photo(?:s|graphe?r?s?)?|fotos?|foto(?:graf(?:ie|in|o|a|ía)?)?"
    r"|bild(?:er)?|images?|video|kamera|camera|translat\w+|übersetz\w+|tradu\w+|översätt\w+"
    r"|red(?:aktor|igering)|sumber|source|fuente|quelle"
    r"|фото|видео|редактор|перевод|عرض|تصوير|المحرر|צילום|ред(?:актор)?"
)

"""Ordinary sentences of eight languages that begin or end like furniture and bylines."""

SENTENCES = {
    "zh": """
编辑部搬到了河边的一栋旧楼里，离码头不远。
责任编辑出身的林一川说，船开得慢一点没有关系。
记者走到码头的时候，第一班船已经离岸了。
来源不明的木材顺着河水漂下来，堵住了码头。
作者在书里写过这条河，也写过那年的大水。
分享给孩子们的糖果，是船工从西岸带回来的。
关注渡口的人越来越多，船公司却没有加开班次。
点击率不高的那条视频，拍的正是渡船靠岸的样子。
更多的人选择坐船，因为桥上每天都堵车。
相关部门说，票价三年之内不会上涨。
版权所有者同意把老照片借给渡口展览。
转载这个故事的人，大多没有坐过渡船。
上一篇报道说船会晚一周开，其实早了三天。
下一站是西岸的青河村，船要走二十分钟。
评论家周二说，这条船是镇上最后的风景。
收藏船票的老人把最早的一张带到了码头。
打印出来的时刻表贴在码头的柱子上。
举报有人在河里电鱼的，是一名钓鱼的老人。
推荐坐早班船，因为那时河上的雾还没有散。
最新的船可以坐六十个人，比旧的大一倍。
热门的座位在船头，从那里可以看到两座山。
声明稿在下午发出，船公司为停航道歉。
据林一川说，船工们已经等了三个月。
文/字里行间，看得出他对这条河的感情。
编辑林一川说，他每天都坐第一班船上班。
摄影师吴三在船头拍下了日出。
本文所说的渡口，在青河的下游。
来自西岸的人说，这是今年最好的消息。
我们还会再来的，老人在船上对记者说。
船票可以在手机上买，扫码就能上船。
不得携带活禽上船，船公司在码头贴出了通知。
2019年5月3日，渡船第一次因为大水停航。
9月23日上午，第一班船载着四十个人离岸。
“你会游泳吗？”船工问坐在船头的孩子。
提醒乘客系好救生衣的，是一名年轻的船工。
展开说，这条河养活了两岸的人。
在看船的人里，有一半是孩子。
（记者注意到，码头上的钟还停在三个月前。）
文责自负的时代已经过去，他在信里写道。
仅代表作者本人的那一票，最后成了关键的一票。
网友评论说，这条船比桥好看。
登录岛上的人，都要先在船上签名。
""",
    "en": """
Reading time at the school begins at nine.
The council said in a newsletter that the boat was sold.
The platform said the post broke its community guidelines.
The registered charity said it would pay for the second boat.
People can make a donation at the pier, the captain said.
"They follow us to the pier every day," the captain said.
Experts who contributed to this report by the water office say the river is clean.
The boat was last seen 3 days ago.
3 days ago the boat sank.
By morning the ferry had crossed the river six times.
By Ann Lee's count, four hundred people came to the pier.
Posted by the pier, a notice asked people to wait in line.
Updated timetables hang on the wall of the ticket office.
Published timetables were wrong for most of the summer.
Share the road with the ferry queue, a sign on the bank says.
Follow the path to the pier and you will see the boat.
Sign up sheets for the choir hung beside the ticket window.
Read the letter twice, the captain told his crew.
Most read the notice only after the boat had gone.
Related costs will be paid by the town.
See also what the river has done to the road, he said.
More on the bridge than on the boats, the council has spent little.
Comments from the bank were drowned by the horn.
Comment is free, but a ticket costs two coins, the captain joked.
Print shops in the town made new tickets overnight.
Sources close to the company said the boat had been sold twice.
Source: that is what the children call the spring above the pier.
Editors at the local paper had called the ferry lost.
Photo by photo, she told the story of the river.
Image is everything, said the man who painted the boat.
Image matters to the company, which has painted its boat red.
The views expressed at the meeting were not those of the mayor.
Copyright law does not protect the name of a boat, the court said.
All rights to the pier belong to the town.
Contact with the water made two people ill.
Contact the captain if the boat is late, the sign says.
Reach for the rope, the captain shouted to the boy.
About the author of the letter nothing is known.
Next to the pier stands a house that was built in 1919.
Previous owners had let the boat rot in the reeds.
Next year the company wants to buy a second boat.
Advertisement for the ferry was painted on every bus.
Subscribe or leave, the choir master told the men.
Download times on the boat are slow, passengers say.
Continue down the road and you come to the old pier.
Back to the river, they said, and turned around.
Top of the hill, bottom of the river, the two villages share a mayor.
Loading the boat took an hour.
Close to the pier there is a bench for the old.
Photo Ann Lee took of the boat hangs in the hall.
Written in chalk, the new prices could be read from the boat.
Story of my life, said the captain, and laughed.
Text messages tell passengers when the boat is late.
Words failed him when the horn sounded.
Ann Lee, a reporter at the Hill Post, said she takes the boat each day.
Ann Lee is a teacher on the eastern bank.
"We waited for three months," said Ann Lee.
Filed under old news, the plan for the bridge came back.
Topics of the evening were the boat, the bridge and the rain.
In this article of faith the two banks agree.
As of 3 May 2019, the company had two boats.
On September 12, 2026, the pier was closed for a day.
The article first appeared in the window of the shop.
A version of this song was sung on the boat.
Rate of the stream: two metres in a second.
Do you have a boat of your own?
Have you seen the river at night?
Like this river, the town never sleeps.
Enjoy the ride, the captain says to each of them.
Join the choir, a notice on the boat says.
Support the boat, support the town.
Get the latest boat home and you will still be up at nine.
Tags on the bags tell the crew which bank they go to.
Scroll down the list and you find the names of all who drowned.
End of story.
Cookies are sold on the boat for a coin.
This site uses water from the river to cool its engines.
Reuters and the radio told of the boat.
The boat costs two coins, the radio said, citing Reuters.
He works at the pier, she on the boat, AP.
""",
    "de": """
Bürger können sich am Ufer kostenlos testen lassen.
Die Redaktion der Zeitung war jetzt neu bei dem Boot.
Die Gemeinde will die Netiquette für ihr neues Forum ändern.
Kommentare lesen will der Bürgermeister nicht.
Die Lesedauer der Kinder sinkt seit Jahren.
Die Meinung der Leute spiegelt das nicht unbedingt.
Von Anna Lee stammt das Bild, das an Bord hängt.
Von Montag an fährt das Boot jede Stunde.
Von Bord ging als Erste eine alte Frau.
Autor des Briefes ist der Kapitän selbst.
Autorin Anna Lee las an Bord aus ihrem Buch.
Text und Noten des Liedes stehen an der Wand.
Foto um Foto wuchs die Wand im Wartehaus.
Bild und Ton kamen aus dem Boot ins Rathaus.
Quelle des Flusses ist ein Teich im Wald.
Teilen wollten sich die beiden Dörfer die Kosten.
Kommentare vom Ufer gingen im Lärm unter.
Mehr zum Essen als zum Fahren kamen viele an den Fluss.
Lesen Sie den Fahrplan genau, rät der Kapitän.
Redaktion und Druckerei der Zeitung liegen am Ufer.
Anzeige erstattete der Kapitän noch am Abend.
Anzeige gegen Unbekannt hat die Gemeinde erstattet.
Werbung macht das Boot keine, es ist auch so voll.
Aktualisiert wird der Fahrplan jeden Morgen.
Veröffentlicht wurde der Plan erst nach der Wahl.
Stand: So nennt man hier den Platz am Ufer.
Folgen Sie dem Weg bis zum Ufer, steht auf dem Schild.
Abonnieren kann man die Fahrten nicht.
Zurück zur Fähre führt nur ein schmaler Weg.
Nach oben führt eine Treppe mit neunzig Stufen.
Alle Rechte an dem Boot liegen bei der Gemeinde.
Impressum des alten Fahrplans und Stempel fehlen.
Haben Sie einen Fehler gefunden, fragte der Lehrer.
Testen Sie das Wasser mit dem Fuß, sagt der Kapitän.
Jetzt spenden auch die Leute vom Westufer.
Dieser Artikel wurde am Ufer von Hand verkauft.
Dieser Beitrag wurde am Abend im Radio gesendet.
Inhalt der Kiste waren drei alte Netze.
Themen des Abends waren das Boot und die Brücke.
Weitere Artikel aus dem Boot fand man im Schilf.
Am 3. Mai 2019 sank das alte Boot.
Die Gemeinde rechnet mit 3.000 Gästen im Monat.
Das meldete am Abend die dpa.
Der Kapitän sagte der dpa, das Boot sei neu.
Anna Lee ist Lehrerin am Ostufer.
Anna Lee berichtet, das Boot sei überfüllt.
Für Abonnenten der Zeitung ist die Fahrt frei.
""",
    "fr": """
Il y a 3 jours, le bac a coulé.
Temps de lecture et temps de repos se suivent à l'école.
Par temps de pluie, le bac ne part pas.
Par Anne Petit, la mairie a fait savoir que le pont fermerait.
Par Dieu, c'est beau, dit le capitaine.
Auteur du plan, le maire a gardé le silence.
Texte et musique sont du capitaine.
Photo après photo, elle raconte la rivière.
Source de la rivière, l'étang est dans la forêt.
Partager les frais, les deux rives y sont prêtes.
Lire aussi le plan du pont, c'est ce que demande le maire.
À lire le plan, on croirait que le bac est neuf.
Publié trop tard, l'horaire ne servait plus à rien.
Publicité mensongère, dit le capitaine.
Commentaires et rires venaient de la rive.
Suivez la route jusqu'au bac, dit le panneau.
Retour à la liste d'attente pour trente familles.
Voir plus loin que la rivière, c'est le rêve du maire.
Tous les articles du contrat ont été relus.
Autres articles perdus à bord, deux sacs et un chapeau.
Sommaire, le plan du pont tenait sur une page.
Mots clés de la soirée, le bac et le pont.
En haut de la page, le maire avait écrit son nom.
Sur le même sujet, le maire s'était tu pendant trois mois.
Le 3 mai 2019, le vieux bac a coulé.
Mis à jour chaque matin, l'horaire est au mur.
Anne Petit est institutrice sur la rive est.
Anne Petit avec son frère tient le restaurant.
Le bac est plein, a dit le capitaine à l'AFP.
Tous droits de passage sont payés par la mairie.
Copier le lien entre les deux rives, c'est impossible.
""",
    "es": """
Hace 3 días se hundió el barco.
Por la mañana el barco había cruzado seis veces.
Por Ana Roca preguntaron todos en el muelle.
Por Dios, qué bonito, dijo el capitán.
Autor del plan, el alcalde guardó silencio.
Texto y música son del capitán.
Foto a foto, ella cuenta el río.
Fuente del río es una laguna en el bosque.
Compartir los gastos es lo que quieren las dos orillas.
Leer también el plan del puente es lo que pide el alcalde.
Te puede interesar el río, pero a mí me da miedo.
Publicado tarde, el horario ya no servía.
Publicidad del barco no hay ninguna.
Comentarios y risas venían de la orilla.
Síguenos hasta el muelle, dijeron los niños.
Suscripción no hay, cada viaje se paga.
Ver más allá del río es el sueño del alcalde.
Todas las noticias del río llegan tarde.
Más noticias del barco no hubo hasta la noche.
Más información sobre el barco dará el alcalde.
Índice del libro, mapa y fotos faltan.
Temas de la noche fueron el barco y el puente.
Etiquetas en las bolsas dicen a qué orilla van.
Actualizado cada mañana, el horario está en la pared.
El 3 de mayo de 2019 se hundió el barco viejo.
Ana Roca es maestra en la orilla este.
Ana Roca, periodista del pueblo, viaja cada día.
El barco está lleno, dijo el capitán a EFE.
Todos los derechos de paso los paga el pueblo.
Prohibida la entrada al muelle, la gente esperó en la calle.
Queda prohibida la pesca junto al muelle.
""",
    "ru": """
Автор письма неизвестен.
Автор: так дети зовут капитана, который пишет стихи.
Текст песни висит на стене.
Фото за фото она рассказывает о реке.
Фото парома висит в школе.
Источник реки находится в лесу.
Поделиться расходами готовы оба берега.
Читайте расписание внимательно, советует капитан.
Читать также учат на пароме, говорит учительница.
Подпишитесь под письмом, просит капитан жителей.
Реклама парома никому не нужна.
Комментарии с берега заглушил гудок.
Обновлённое расписание висит на стене.
Опубликовано письмо было только осенью.
Содержание письма никто не помнит.
Нашли ошибку в расписании, и паром ушёл позже.
Мнение автора может не совпадать с мнением капитана, шутит он.
Корреспондент газеты приехал утром.
Редактор газеты живёт на восточном берегу.
3 мая 2019 года старый паром утонул.
Анна Ли работает учительницей на восточном берегу.
Об этом сообщает ТАСС.
Все права на паром у города.
Следите за водой, говорит капитан.
""",
    "ja": """
続きを読む人は少なかった。
関連する費用は町が払う。
記者が桟橋に着いたとき、船はもう出ていた。
文責は船長にあると役場は話した。
写真は船長の娘が撮った。
広告は船の横に描かれている。
会員限定の船ではないと会社は話した。
シェアする人が多く、船の席は足りない。
コメントを求めたが、町長は答えなかった。
編集者の林さんは毎日この船に乗る。
出典のわからない絵が桟橋に飾られている。
筆者は子どものころ、この川で泳いだ。
筆者もこの船に乗った。
人気の席は船の先のほうだ。
最新の船には六十人が乗れる。
2019年5月3日、古い船が沈んだ。
無断で船に乗る人がいると会社は話した。
鈴木一郎さんは毎朝この船で通う。
印刷した時刻表が柱に貼られている。
登録した人だけが乗れる。
目次のない本だった。
次の船は一時間後に出る。
前の船は人でいっぱいだった。
無料の船は朝だけだ。
共有の自転車が桟橋に並ぶ。
""",
    "ko": """
기자가 나루에 닿았을 때 배는 이미 떠난 뒤였다.
김철수 기자가 쓴 책이 배에 놓여 있다.
관련 비용은 읍에서 낸다.
관련 기사를 읽은 사람은 많지 않았다.
사진은 선장의 딸이 찍었다.
광고는 배 옆에 그려져 있다.
댓글을 다는 사람보다 배를 타는 사람이 많다.
저작권은 선장에게 있다.
무단 승선은 금지라고 회사는 밝혔다.
글쓴이는 어릴 때 이 강에서 헤엄쳤다.
작성자를 알 수 없는 편지가 나루에 붙었다.
편집장 이영희 씨는 날마다 이 배를 탄다.
구독 대신 표를 산다고 선장은 웃었다.
공유 자전거가 나루에 늘어서 있다.
2019년 5월 3일 낡은 배가 가라앉았다.
수정한 시간표가 기둥에 붙어 있다.
추천 자리는 뱃머리라고 선장은 말했다.
이전 배는 사람으로 가득했다.
다음 배는 한 시간 뒤에 떠난다.
인기 있는 자리는 뱃머리다.
김영희 특파원은 배를 타고 왔다고 말했다.
로그인하지 않아도 표를 살 수 있다.
이메일로도 표를 살 수 있다.
""",
}

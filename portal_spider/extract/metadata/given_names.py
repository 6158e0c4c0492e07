"""Given names that are common in the languages that portals write in, to tell a person from a place or a section.

In Vietnam and Japan a family's name stands first, and those are listed.
"""

GIVEN = """
aaron abigail adam adele adrian adrienne agnes aidan alan albert alec alex alexa alexander alexandra alexis alfred alice
alicia alison alistair allison alyssa amanda amber amelia amy andrea andrew andy angela angus anita ann anna anne annette
annie anthony archie arnold arthur ashley audrey barbara barry beatrice becky belinda ben benjamin bernard
bernie bert beth betty beverly bill billy blake bob bobby bonnie brad bradley brandon brenda brendan brett brian bridget
bruce bryan bryce caitlin caleb cameron camilla carl carla carly carol caroline carolyn carrie casey cassandra catherine
cathy cecilia chad charles charlie charlotte cheryl chloe chris christian christie christina christine christopher
cindy claire clara clare clark claudia clive cody colin colleen connie connor conor courtney craig crystal curtis cynthia
daisy damian damien dan dana daniel danielle danny daphne darren dave david dean deborah debbie deirdre denise
dennis derek desmond diana diane dominic don donald donna doris dorothy doug douglas drew duncan dustin dylan eamon
eddie edgar edith edmund edward eileen elaine eleanor eli elijah elizabeth ella ellen ellie elliot elliott elsa emily emma
eric erica erik erika erin ernest ethan eugene eva evan eve evelyn ewan faye felicity felix fergus fiona
frances francis frank fred freddie frederick gabriel gabriella gareth garrett gary gavin gemma geoff geoffrey george
georgina gerald gerard gideon gillian gina glenn gloria gordon graeme graham grant greg gregory greta gwen
hailey hannah harold harriet harrison harry harvey hayley hazel heather heidi helen henry herbert hilary holly howard hugh
hugo ian imogen irene iris isaac isabel isabella isla ivan jack jackie jacob jacqueline jake james jamie jan jane
janet janice jared jasmine jason jay jayne jean jeff jeffrey jen jenna jennifer jenny jeremy jerry jess jesse jessica jill
jim jimmy joan joanna joanne jodie joe joel joey john johnny jon jonah jonathan joseph josephine josh joshua
joyce judith judy julia julian julie justin kaitlyn karen karl kate katherine kathleen kathryn kathy katie katy kayla
keith kelly kelsey ken kenneth kerry kevin kim kimberly kirsten kirsty kristen kristin kristina kristy kurt kyle lance
larry laura lauren laurence laurie lawrence leah leanne lee len leo leon leonard leslie lewis liam lily linda lindsay
lindsey lisa liz lloyd logan lois lorna lorraine louis louisa louise lucas lucy luke lydia lynn lynne mabel maddie
madeleine malcolm marcia marcus margaret maria marian marie marilyn marion marjorie mark marsha marshall martha
martin marvin mary mason matt matthew maureen max maxine maya megan meghan melanie melinda melissa melvin meredith mia
michael michele michelle miguel mike mildred miles millie mitchell moira molly monica morgan muriel myra nadia nancy naomi
natalie natasha nathan nathaniel neil nelson niall nicholas nick nicola nicole nigel nina noah noel nora norma norman
oliver olivia oscar owen paige pam pamela patricia patrick patty paul paula pauline peggy penelope penny perry pete peter
phil philip philippa phillip phoebe phyllis polly rachael rachel ralph randall randy ray raymond rebecca reginald renee
rex rhys richard rick ricky rob robert roberta robin robyn rod roderick rodney roger roland ron ronald ronan rory rosalind
rosemary rosie ross roy ruby rupert russ russell ruth ryan sabrina sally sam samantha samuel sandra sara sarah scott sean
sebastian seth shane shannon sharon shaun shawn sheila shelley sheryl shirley sidney simon sinead siobhan sonia sophia
sophie spencer stacey stacy stan stanley stella stephanie stephen steve steven stewart stuart sue susan susannah susie
suzanne sylvia tamara tammy tania tanya tara ted teresa terence terri terry tess thea theo theodore theresa
thomas tiffany tim timothy tina toby todd tom tommy toni tony tracey tracy travis trevor tricia trish troy tyler ursula
valerie vanessa vera vernon veronica vicki vicky victor victoria vincent vivian wallace walter wanda warren wayne
wendy wesley whitney william willie winifred yvette yvonne zach zachary zara zoe
abimbola ada adaeze ade adebayo adeola amaka amina ayodele babatunde chidi chika chinedu chioma chukwu emeka femi folasade
funke ibrahim ifeanyi kunle musa ngozi nnamdi obinna olamide olufemi oluwaseun segun tunde uche yetunde yusuf zainab
abena akosua ama kofi kojo kwabena kwame kweku yaw achieng akinyi kamau kipchoge mwangi njeri nyambura otieno wanjiku
wanjiru wambui juma neema baraka amani salim thabo sipho lerato thandi nomsa bongani mandla nkosana tendai tatenda
aliou aminata awa cheikh fatou ibrahima mamadou moussa ousmane seydou
achim alexandra alina andreas angelika anja anke annika antje armin astrid axel bastian beate bernd bernhard bettina birgit
bjorn britta burkhard carina carsten christa christiane christoph claus clemens cornelia daniela detlef dieter dirk doris
dorothea eberhard ekkehard elfriede elke ernst eva-maria fabian felicitas florian frauke friederike friedrich fritz georg
gerd gerhard gisela gudrun gunter gunther hans hanna hannes hans-peter harald hartmut heike heiko heiner heinrich heinz
helga helmut hendrik herbert hermann hildegard holger horst ilse ina ines ingeborg ingo ingrid jakob jana janina jens jochen
johann johanna johannes jorg josef jurgen jutta kai karin karin-ann karsten katharina kathrin katja katrin kerstin klara
klaus konrad konstantin kristian lars lea lena leonie lothar lotte luca ludwig luisa lukas lutz magdalena maik maike malte
manfred manuel manuela marcel marco mareike margit margot marina mario marlene marleen marta matthias maximilian mechthild
michaela mirjam mirko monika moritz nadine nele nico nicolai niklas nils norbert olaf ole oliver otto patrik petra philipp
pia rainer ralf raphael regina reiner reinhard renate robert rolf rosa rudiger rudolf rudi sabine sandro saskia sibylle
siegfried sigrid silke silvia simone sina sonja stefan stefanie steffen susanne svenja sven swantje tanja tatjana thilo
thorsten till tilman tobias torben torsten ulf uli ulla ulrich ulrike ute uwe verena veit volker volkmar walburga werner
wiebke wilfried wilhelm winfried wolf wolfgang yannick urs beat reto ueli regula lukas sepp alois
adele agathe alain albane alexandre alexis aline amandine amelie anais andre anne-laure anne-sophie antoine antonin apolline
arnaud arthur aude aurelie aurelien axelle bastien baptiste beatrice benedicte benoit berenger bertrand blandine brice
brigitte bruno camille capucine carine caroline cecile cedric celia celine charlene charlotte chantal christelle christophe
claude clemence clement clementine clotilde coline corentin corinne cyril damien delphine denis didier dominique dorothee
edouard elise elisabeth elodie eloise emeline emilie emmanuel emmanuelle enzo eric estelle esther etienne fabien fabienne
fabrice fanny flavie florent florian francois francoise franck frederic gael gaelle gaetan genevieve georges geraldine
ghislain gilles gregoire gregory guillaume gwenaelle helene henri herve hortense hubert hugues ines isabelle jacques
jean-baptiste jean-christophe jean-claude jean-francois jean-louis jean-luc jean-marc jean-marie jean-michel jean-paul
jean-philippe jean-pierre jeanne jerome joelle johan jordane josephine judith jules julien juliette justine karine kevin
laetitia laurence laurent laure leila leo liliane lionel loic loise louise luc lucie lucile ludivine ludovic mael maelle
magali manon marc marc-antoine margaux margot marianne marie-claude marie-pierre marine marion marius mathias mathieu
mathilde matthieu maud maurice maxence maxime melanie melissa mickael mireille monique morgane muriel mylene myriam nadege
nathalie nicolas noemie odile olivier pascal pascale patrice paul-henri pauline perrine philippe pierre pierre-yves quentin
raphaelle regis remi remy renaud romain romane roxane samuel sandrine sarah sebastien severine simone solene solenn
sophie stephane sylvain sylvie tanguy thibaud thibault thibaut thierry tristan ugo valentin valentine valerie veronique
victoire violaine violette virginie vincent xavier yann yannick yohan yves yvan zineb
adolfo adriana agustin aitor alba alberto aldo alejandra alejandro alfonso alfredo alvaro amaia amparo ana anabel andrea
andres angel angeles antonia antonio ariadna armando arturo asier aurora beatriz begona belen benito berta blanca borja
candela carla carles carlos carlota carmen carolina catalina cayetano cesar clara claudia concepcion concha
cristian cristina cristobal daniela dario david diego dolores domingo edgar eduardo elena elisa eloisa elvira emilia emilio
encarna enrique ernesto esteban estefania estela esther eugenia eugenio eva evaristo fabiola fatima federico
felipe fermin fernanda fernando fidel francisca francisco gabriela gaspar gemma gerardo german gisela gloria gonzalo
gregorio guillem guillermo gustavo hector hernan hernando ignacio iker inaki inmaculada irene iria isabel isidro
ismael israel itziar ivan jacinto jaime javier jesus jimena joaquin joan jordi jorge josefina josep jose juan juana juanjo
julieta julio laia laura leandro leire leonardo leticia lidia lola lorena lorenzo lucia luciano luis luisa
macarena magdalena maite manolo marcela marcelo marcos margarita mariana mariano maria maribel maricarmen marina mario
marisa marisol marta martina martin mateo matias mauricio maximo mercè merce miguel mikel milagros mireia miriam
moises monica monserrat montse nacho natalia nerea nestor nicolas noelia noemi nuria octavio olga oriol oscar pablo paco
paloma paola patricia pau paula pedro pere pepe pilar quim rafael ramiro ramon raquel raul rebeca ricardo roberto rocio
rodolfo rodrigo rogelio roger roman rosalia ruben salvador sandra saul sergi sergio silvia sofia
sonia susana tamara teresa tomas unai valentina vanesa vicente victor violeta ximena yolanda
adalberto adriano agnese alberta alessandra alessandro alessia alessio alfio ambra andreina angela angelo anna annalisa
antonella antonietta arianna augusto barbara beatrice bruna camillo carlo carlotta caterina cecilia celeste chiara cinzia
claudio corrado cosimo cristiana cristiano daniele dario davide debora diego domenico donatella donato edoardo elena eleonora
elisabetta emanuela emanuele emiliano enrica enrico enzo erica ettore ezio fabio fabiana fabrizio fausto federica federico
ferdinando filippo flavia flavio fiorenza francesca francesco franco gabriele gaetano gaia gennaro giacomo giada giampaolo
gian giancarlo gianfranco gianluca gianluigi gianmarco gianni gianpaolo gigi gino giordano giorgia giorgio giovanna giovanni
giulia giuliana giuliano giulio giuseppe giuseppina grazia graziano guido ilaria imma ivano jacopo laura lavinia letizia
lia livia loredana lorenza lorenzo luana luca luciana luciano lucia lucio lucrezia ludovica ludovico luigi luisa luisella
maddalena manuela marcella marcello marco margherita mariangela marialuisa mariella marilena mario marta martina massimiliano
massimo matilde matteo maura maurizio mauro michela michele milena mirella mirko monia nadia nicola nicolo niccolo nicoletta
noemi oriana ottavia paola paolo pasquale patrizia piera piero pierluigi pietro raffaele raffaella renato renzo riccardo
roberta roberto rocco romina rosanna rosaria rossella salvatore samuele sandro sara serena sergio silvia silvio simona
simone sofia stefania stefano susanna tiziana tiziano tommaso umberto valentina valeria valerio vincenzo vittoria vittorio
viviana walter
adriana afonso alexandre aline amanda amilcar andre andreia angelica anselmo artur augusto barbara beatriz bernardo bianca
bruna bruno caio camila carina catarina caua cesar cintia claudio clarice cleide constanca cristiane daniela danilo debora
denise diana diogo duarte edson eduarda elaine eliane elisabete elisa emerson erica everton fabiana fabio fabricio felipe
fernanda filipa filipe flavia flavio francisco gabriela gilberto gilson gisele giovana graca guilherme gustavo heitor helder
helena henrique heloisa herminio hugo igor ines iolanda isabela isadora ivo jaqueline joana joao joaquim jorge josefa jose
josiane juliana juliano julia jussara karina katia larissa leandro leonor leticia liliana lidia lilian livia luana lucas
lucia luciana luis luiz luiza lurdes madalena manuela marcela marcelo marcia marcio marcos margarida mariana marilia marina
marisa marlene marta mateus matheus mauricio maysa micaela miguel milena milton monica murilo nathalia natalia nelson nuno
otavio osvaldo pamela patricia paula paulo pedro priscila rafael rafaela raquel raul regina renan renata renato ricardo rita
roberta roberto rodrigo rogerio romulo ronaldo rosana rui sandra sara sebastiao sergio sidnei silvana silvia simone sofia
solange sonia susana tais talita tatiana telmo teresa thais thiago tiago tomas valeria vania vera vinicius vitor
wagner wellington wesley wilson yasmin
adrianna agata agnieszka aleksander aleksandra alicja andrzej aneta anita arkadiusz artur barbara bartlomiej bartosz beata
blazej bogdan bogumila bozena czeslaw damian danuta dariusz dawid dominik dominika dorota edyta elzbieta emilia ewa ewelina
filip franciszek grazyna grzegorz halina hanna henryk hubert iga igor ilona ireneusz irena iwona izabela jacek jadwiga
jakub jan janina janusz jaroslaw jerzy joanna jolanta jozef julita justyna kacper kaja kamil kamila karol karolina katarzyna
kazimierz kinga klaudia krystian krystyna krzysztof leszek lidia lucyna lukasz maciej magda magdalena malgorzata marcin
marek marian mariola mariusz marta martyna mateusz michal mieczyslaw mikolaj milosz miroslaw monika natalia norbert olga
oliwia patrycja patryk pawel piotr przemyslaw radoslaw rafal renata robert roman ryszard sebastian slawomir stanislaw
stefan sylwia szymon tadeusz tomasz urszula wanda weronika wieslaw wiktor wiktoria witold wladyslaw wojciech zbigniew zofia
zuzanna zygmunt
adela alena ales alois alzbeta aneta antonin blanka bohumil bohuslav bozena branislav brigita dagmar dalibor dana daniela
dusan eliska emil frantisek hana helena hynek irena ivana ivo iveta jakub jana jarmila jaromir jaroslav jaroslava jindrich jiri
jitka josef juraj kamila karel karolina katarina katerina klara kristyna kveta ladislav lenka libor libuse linda lubomir
lubos lucie ludek ludmila lukas magda marcela marek marie marketa martina matej matous michaela michal milada milan milena
miloslav milos miroslav miroslava monika nikola olga ondrej otakar patrik pavel pavla pavlina peter petr petra radek radim
radka radovan renata richard robert roman romana rostislav rudolf ruzena simona stanislav stepan sarka tereza tibor tomas
vaclav vendula veronika viera viktor viktorie vit vladimir vladimira vlasta vojtech zbynek zdenek zdenka zdenko zuzana
stefan jozef zuzana marian rastislav svetozar
adam adel agnes agoston akos alexandra andras anett aniko anna antal aron arpad attila balazs balint barbara barnabas bela
bence beata bernadett bettina boglarka bori brigitta csaba csilla daniel denes dora dorottya edina edit emese endre eniko
erika erzsebet eszter eva ferenc flora gabor gabriella gergely gergo geza gyongyi gyorgy gyula hajnalka henrietta ildiko
imre istvan ivett jozsef jolan judit julianna kalman karoly katalin kinga klara kornel kriszta krisztian krisztina laszlo
levente lajos lilla lorant magdolna marton mate melinda mihaly mihály miklos miklós monika nikolett noemi nora norbert orsolya
pal peter petra piroska reka richard robert roland sandor sara sarolta szabolcs szilard szilvia tamas tibor timea tunde
veronika viktor vilmos virag vivien zita zoltan zsanett zsofia zsolt zsuzsa zsuzsanna marta
adina adrian alexandru alin alina ana anca andreea andrei anton aurel bogdan camelia carmen catalin catalina cezar
ciprian claudia claudiu constantin corina cornel cosmin costel costin cristian cristina dan daniela danut daria diana
dinu doina dorin dragos dumitru eduard elena emil emilia eugen felicia florentina florin gabriela gelu george georgeta gheorghe
grigore horatiu iasmina ilie ilinca ioan ioana ion ionel ionela ionut irina iulia iulian iuliana lacramioara laurentiu lavinia
liliana liviu livia loredana luminita lucian luiza madalina magda marcel maria mariana marian marius marilena mihaela mihai
mihail mirela mircea mirela monica nicolae nicoleta octavian oana ovidiu paul petre petru radu raluca ramona razvan remus
robert rodica roxana ruxandra sabina serban silviu simona sorin sorina stefan stefania teodora teodor tiberiu traian tudor
valentin valeriu vasile veronica victor viorel viorica virgil vlad
aleksandar ana andjela andrija ante antonija bojan bojana boris borislav branka branko daliborka damir danica darko davor
dejan denis domagoj dragan dragana drazen dubravka dunja dusan dejana edin elvir emina filip goran gordana hrvoje igor ilija
inga iva ivana ivica jadranka jasmina jasna jelena josip jovan jovana kristijan ksenija ljiljana ljubica lovro luka maja
marijan marijana marina marko matija mateja milan milena milica milorad milos mirjana mirko mirna miroslav mladen nada natasa
nebojsa nemanja nenad nevena nikola nikolina petar predrag radmila radovan ranko ratko renata sanja sasa senad sinisa slaven
slavica slobodan sladjana snezana srdjan stipe stjepan suzana svetlana tatjana tihana tomislav toni uros valentina vanja vedran
vesna viktor vladimir vlado vojislav vuk zarko zdravko zeljka zeljko zlatko zoran zorica zvonimir adnan amra amir faruk haris
agnes anders ann-christin ann-sofie anneli annelie annika arne arvid asa asbjorn asger astrid ase atle axel bengt benny
berit bente birgitta birgitte birthe bjarne bo bodil borje brita britt-marie britt camilla carina catarina christer christina
dagny dorte ebba einar eirik elin elisabet ellinor else emil erland espen eskil eva-lena fredrik frida frode gitte goran gro
gudmund gun gunilla gunnar gustaf gustav hakan halvard hanne hakon harald hege heidi helge helle helene henning henrik hilde
hjalmar inge inger ingela ingvild ingemar ingvar isak ivar jannike jens-erik jeppe jesper joakim johan jonas jorgen jorunn
jytte kaj kare karianne karina katarina katrine kell ketil kine kirsten kjell kjetil klas knud knut kristian kristine kristoffer
lars-erik lasse leif lena lene linnea lina linn lisbeth liv lone lotta lotte ludvig mads magne magnus maj maja malin maren
margrethe mari marianne marit markus marte mats mattias merete mette mikael mikkel mona morten niels niklas nils oda ola olav
ole oskar ove pal pelle per-olof pernilla pernille petter poul preben ragnar ragnhild randi rasmus rikke roar roger roy
rune sander signe sigrid silje sigurd siri sissel siv soren sofie solveig staffan stein stig stine sture sunniva susann svein
sverre synnove tage terje therese thomas thor thorbjorn tomas tone tor tord tore torgeir torill torkel tormod trine trond
trude trygve turid tuva ulf ulla ulrika unni urban vegard vibeke vidar viggo vigdis ylva yngve asmund oystein oyvind
aada aino aki aleksi anna-maija anneli annika anssi anton antti ari arto asko eero eeva eija elina emilia emmi erkki esa
eveliina hanna-leena hannele hannu harri heidi heikki heli henna henri hilkka iida ilkka inka irja ismo jaakko jaana jani janne
jari jarkko jarmo jenni joni jorma jouko jouni juha juhani jukka jussi jyrki kaisa kalevi kalle kari katariina kati katja
katri kauko keijo kimmo kirsi kirsti krista lasse laura lauri leena liisa maarit maija mari maria-liisa marika marita marja
marjo marjut marko markku markus martti mauri merja mervi mika mikko milla minna miia miika mirja mirva niina niko oili olli
olli-pekka osmo otto outi paavo paivi panu pasi paula pauli pekka pentti pertti petri pia piia pirjo pirkko raija raimo reetta
reijo riikka riitta ritva saara saija sakari salla sami samuli sanna sari satu seija seppo simo sini sirpa sonja susanna suvi
taina taneli tanja tapani tapio tarja teemu teija tero terhi tiina timo toni tuija tuomas tuomo tuula ulla urho vesa vilho ville
adriaan albert anneke anouk annelies arjan arjen arie arno arnoud ans bart bas bert bram brechtje carlijn cees chantal coen
cor corine daan dirk eefje els erik-jan esmee evelien eveline femke ferry floor floris frank frans freek gerben gerrit gert
geert geertje gijs gijsbert guido hanneke hans hein henk hilde huib ingeborg inge ineke jaap jan-willem jannetje jasper jelle
jeroen jeske jet joep joke jolanda joost joris jos joyce jurriaan karlijn kees klaas koen laurens leen lieke lies lieven lotte
maaike maarten marcel marieke marije mariska marjan marjolein marloes martijn mathijs matthijs menno merel michiel miranda mieke
nienke niels noortje petra pieter pim piet raymond reinier rens riet rik robbert roel roos ruben rutger ruud sander sanne saskia
siebe sien sjoerd steven stijn suzan suzanne sven teun thijs thijmen tineke tjeerd tom ton twan ward wendelin wendy wessel wies
wietse willem wilma wim wouter yannick yvonne
algirdas aldona arvydas ausra daiva dalia darius egidijus gintaras giedre gediminas ieva inga jonas jurate jurgita justina
kestutis kristina laima laimonas laura linas lina mantas marius mindaugas modestas ramune rasa rimantas ruta saulius sigita
simona tomas vaida vaidas vilma vitalija virginija vytautas zivile agnese aiga aigars aivars andris anita arturs baiba dace
dainis daina edgars egils elina evija gatis guntis ilze imants inese ivars janis juris kaspars kristaps kristine laila lauma
liga maris martins normunds raimonds sandra uldis valdis ziedonis zane aare aivar andres anneli anu arvo eero eike
helen heli indrek jaan janek jüri kaarel kadri kaja kalev katrin kersti kristjan kristiina kristi lauri liina maarja madis maie
mait margus mari marika mart mihkel mirjam peep piret priit raivo rein reet riina siim silver taavi tarmo tiit tiina toomas
tonu triin triinu ulle urmas urve vello viivi
abdullah adem ahmet alev ali alper arda arzu asli ayfer aylin ayse aysegul aysun aziz baran basak batuhan begum belma
berk berna beste betul beyza bilal bora bulent burak burcu busra canan cem cemal cemile cengiz cenk ceren cihan cigdem
damla devrim didem dilek doruk duygu ebru ece eda efe ekrem elif emel emin emine emir emrah emre ender engin enis
ercan erdal erdem eren erhan erkan erol ersin esra evren eylul ezgi fadime faruk fatih fatma ferhat ferit fikret filiz fulya
furkan gamze gizem gokce gokhan gonca gulay gulcan gulsah gulsen gulten guven hakan halil halime hamza handan hande hasan
hatice hayri hilal hulya huseyin ibrahim idil ilhan ilker ilknur inci ipek irem irfan ismail isil kaan kadir kadriye kamil kemal
kenan kerem koray levent leyla mahmut mehmet melek melih melike melis meltem meral merve mert mesut metehan metin mine mucahit
muge muhammed muhammet murat musa mustafa muzaffer nalan nazan nazli necati necla nermin neslihan nese nevin nihal nihat nilay
nilgun nilufer nur nuran nuray nurcan nuri oguz okan oktay omer onur orhan osman oya ozan ozge ozgur ozlem pelin pinar polat
ramazan recep rabia rıza sabri sadik sait salih sami seda sedat sefa selahattin selcuk selim selin selma sema semih semra serap
serdar serhat serkan serpil sevda sevgi sevil sevim sibel sinan sinem songul suat sukru suleyman sule tahir tamer taner tarik
tayfun tolga tugba tugce tulay tuncay turan turgay ufuk ugur umit utku ülkü vedat veli volkan yagmur yakup yalcin yasemin
yasin yavuz yeliz yigit yildiz yilmaz yunus yusuf zafer zehra zekeriya zeki zeynep zuhal
abdul abhijit abhinav abhishek aditi aditya ajay ajit akash akhil akshay alok aman amar amit amitabh amol amrita anand ananya
anil anindita anirban anish anita anjali anjana ankit ankita ankur anshul anup anupam anuradha apoorva archana arjun arpita
arun aruna arvind asha ashish ashok ashwin ashwini atul avinash ayesha bharat bhavna chandan chitra deepa deepak deepika devika
dhananjay dharmendra dinesh divya ganesh gaurav gautam geeta geetha girish gopal govind hari harish harsh harsha hemant himanshu
indira indrani ishaan jagdish jai jaya jayant jayanta jyoti kabir kailash kalpana kamal kapil karan karthik kavita kavitha kiran
kirti kishore komal krishna kumar kunal lakshmi lalit lata madhav madhu mahesh mala malini manas mandeep manish manisha manju
manoj mayank meena meenakshi meera megha milind mohan mohammed mohit monica mukesh mukul muthu nandini narendra naresh naveen
neelam neeraj neeta neha nidhi nikhil nikita nilesh niraj nisha nishant nitin padma pankaj parul pooja poonam prabhat
prachi pradeep prakash pramod pranab pranav prasad prashant prasanna pratap pratik praveen preeti prem priti priya priyanka
puneet purnima pushpa radha radhika raghav rahul raj rajan rajat rajeev rajendra rajesh rajiv rajkumar raju rakesh ram
raman ramesh ranjit rashmi ravi ravindra reena rekha renu richa rishi ritika ritu rohan rohini rohit ruchi rupali sachin sadhana
saikat sakshi sandeep sandhya sangeeta sanjana sanjay sanjeev sanjib santosh sarita satish satyendra saurabh savita seema shailendra
shalini shankar shanti sharad sharmila shashank shashi shekhar shilpa shishir shivani shobha shreya shruti shubham shweta siddharth
smita smriti sneha soumya sourav srinivas subhash subrata sudha sudhir suman sumit sunil sunita suresh sushil sushma swapnil
swati tanmay tanvi tanya tarun tushar uday uma umesh usha vaibhav vandana varsha varun vasudha venkat vibha vidya vijay vikas
vikram vikrant vimal vinay vineet vinita vinod vipin viraj vishal vishnu vivek yash yashwant yogesh zeeshan
abbas abu adnan afshan ahmad ahmed aisha ali aliya ameen amjad anwar arif arshad asad asif asim ayub azhar babar bilal bushra
danish ehsan faisal faheem farah fareed farhan farooq farrukh fatima fawad fazal ghulam habib hafiz haider hamid hamza haroon
hasan hassan hina hira hussain iftikhar ijaz imran imtiaz iqbal irfan ishaq ismail jamal jamil javed junaid kamran kashif khalid
khurram kiran laiba liaquat mahmood maryam masood mazhar mehwish mohsin moeed muhammad mujahid munir musarrat nabeel nadeem nadia
naeem naila nasir nasreen naveed nazia nida noman nosheen obaid omar osama owais qamar qasim rabia rafiq raheel rana rashid
rehan rehana rizwan rubina saad sabir sadaf sadia saeed saima sajid salman samina sana sara saqib shabbir shafiq shah shahbaz
shahid shahzad shakeel shazia sheraz sidra sohail sumaira tahir talha tanveer tariq tauseef umair umar usman wajid waqar waqas waseem
yasir yasmeen younis zahid zahra zainab zeeshan zia zubair
abdullah achmad adi aditya agung agus ahmad aisyah ajeng akbar alfian ali ambar andi andika andri anggi anisa anita anwar arief
arif aris aryo asep asri astri aulia ayu bagus bambang bayu benny budi cahya cahyo candra dadang danang dani darma
dedi dede denny deni desi dewi dian dicky didik dimas dina dini dodi doni dwi dyah edi edy eka eko endah endang eni erna erwin
fachri fadli fahmi faisal fajar farhan farid fauzi febri ferdi ferry fika fitri fitria gading galih galuh gilang hadi hana
handoko hani hari harun hasan hendra hendri heri herman heru hesti iin ika ikhsan ilham imam imelda indah indra intan irfan irma
irwan iwan jefri joko kartika khairul kiki krisna kukuh lestari lia lina lukman lusi luthfi mahendra maulana maya melati mira
mita muhamad muhammad mulyadi mutia nabila nanda nani nasrul nia niken nina nita novi novita nugroho nur nurhayati nurul oki okta
oktavia panji prasetyo pradana puji puput purnomo rahma rahmat rahayu raka rama ramadhan rangga ranti ratih ratna reni
retno reza rian riana rico rika rina rini risa riska rizal rizka rizki rizky rizqi robby rudi rudy ruli rully sandi santi sapto
sari satria septi septian setiawan shinta sigit sinta siska siti slamet sofyan suci sugeng suharto sulaiman supriyanto
susanto susi suryadi syaiful syarif tania tari taufik taufan teguh tia tika tina titin tono tri tuti udin umar untung utami vera
vina wahyu wahyudi wawan widi widodo winda wira wisnu wiwit wulan yanti yanuar yati yoga yogi yudha yudi yulia yuli yuliana yuni
yunita yusuf zainal zaki azman azlan aminah faridah hafiz haziq ismail kamarul khadijah latifah mohd mohamad norazlina nurul
rosmah rozita shahrul suhaila zulkifli zuraidah
mara lea leah noa lior yael
"""
ELSEWHERE = """
александр александра алексей алена алёна алина алиса алла альберт анастасия анатолий андрей анжела анна антон антонина арина аркадий
артем артём артур богдан борис вадим валентин валентина валерий валерия варвара василий василиса вероника виктор виктория виталий
влада владимир владислав вячеслав галина геннадий георгий герман глеб григорий данил даниил дарья денис диана дмитрий евгений евгения
егор екатерина елена елизавета жанна захар зоя иван игорь илья инна ирина кирилл кристина ксения константин лариса леонид лидия
людмила максим маргарита марина мария марк маша михаил наталия наталья никита николай нина оксана олег
олеся ольга павел петр пётр полина раиса регина ренат ринат руслан савелий света светлана семен семён сергей снежана софия софья
станислав степан тамара тарас татьяна тимофей тимур ульяна федор фёдор филипп элина эдуард эльвира эльдар эмма юлия юрий яков яна ярослав
олександр олександра олексій олена андрій антін артем богдана валерій василь віктор вікторія віталій володимир вячеслав галина ганна
георгій григорій дарина дмитро євген євгенія єгор ірина іван ігор інна іларіон катерина кирило костянтин леся лідія любов людмила марія
марічка микита микола михайло надія назар наталія настя оксана олег олесь ольга остап павло петро роксолана руслана світлана
сергій соломія софія станіслав степан тарас тетяна уляна юлія юрій яна ярина ярослав
александър ангел анелия асен боян борислав васил венелин веселин владимир георги гергана даниела деница десислава димитър ивайло иван
ива ивелина красимир красимира лъчезар любомир магдалена мартин милена мирослав николай петър пламен радослав
ралица росица румен румяна светослав симеон славчо снежана стефан стоян татяна теодора тодор христо цветан цветелина юлиан явор яна
александар ана бојан борис весна владан владимир гордана горан данијела дарко дејан драган драгана жељко зоран иван ивана јасмина јелена
јован јована љиљана марија марко милан милица милош миодраг мирјана миле младен наташа небојша ненад никола петар предраг радмила саша
сандра светлана слободан снежана срђан стефан тамара татјана урош
айгуль айдар алмас асель аскар бауыржан болат гульнара данияр дина ерлан жанар жандос кайрат марат нурлан нурсултан самат серик тимур
αγγελική αγγελος άγγελος αθανάσιος αθηνά αικατερίνη αλέξανδρος αλεξάνδρα αλέξης αναστασία αναστάσιος ανδρέας άννα αντώνης αντώνιος αργύρης
αριστείδης βαγγέλης βάσω βασίλης βασιλική βίκυ γεράσιμος γεωργία γεώργιος γιάννα γιάννης γιώργος δέσποινα δημήτρης δημήτριος διονύσης
ειρήνη ελένη ελευθερία έλενα ευαγγελία εύα εύη ευγενία ζωή ηλίας ηρακλής θανάσης θάνος θεοδώρα θεόδωρος θοδωρής ιωάννα ιωάννης
ιωσήφ κατερίνα κική κλεοπάτρα κώστας κωνσταντίνα κωνσταντίνος λάμπρος λένα λευτέρης λίνα λουκάς μάγδα μαίρη μάκης μανώλης μαργαρίτα
μαρία μαριάννα μαρίνα μάριος μάρθα μαρίζα μιχάλης νάσος νατάσα νεκτάριος νίκη νικολέτα νικόλας νικόλαος νίκος ξένια όλγα παναγιώτα
παναγιώτης παντελής παρασκευή πάνος παύλος πέτρος ράνια σοφία σπύρος σταμάτης σταυρούλα σταύρος στέλιος στέλλα στέφανος σωτήρης
τάκης τάσος τασούλα τζίνα φίλιππος φωτεινή χαρά χάρης χαράλαμπος χριστίνα χρήστος χριστόφορος χρύσα
محمد محمود أحمد احمد مصطفى علي حسن حسين خالد عمر عمرو إبراهيم ابراهيم إسماعيل اسماعيل عبدالله عبدالرحمن عبدالعزيز عبدالكريم يوسف
سعيد سعد سامي سامر سمير سمر سارة سلمى سلوى سلمان سليمان صالح صلاح طارق طه عادل عامر عباس عثمان عدنان عزت عزيز عصام علاء عماد غادة غسان
فؤاد فادي فارس فاطمة فراس فهد فيصل قاسم كريم كمال لبنى لمى لميس لينا ليلى ماجد مازن ماهر مجدي محسن مراد مروان مروة مريم معتز منال منى مها
مهند موسى ميسون نادر نادية ناصر نبيل نجلاء نجوى ندى نرمين نزار نسرين نهى نوال نورا نورة هادي هالة هاني هبة هدى هشام هند هيثم وائل وسام
وسيم وليد ياسر ياسمين ياسين يحيى زياد زينب رامي رانيا رائد رشا رضا رنا رندا ريم ريما داليا دعاء دينا خديجة خليل جمال جميل جورج
جاسم حازم حاتم حمد حمزة حنان أسامة أسماء أشرف أكرم أميرة أمين أنس أنور أيمن إياد إيمان إيناس باسم بسام بسمة بشار بلال تامر توفيق ثامر
شادي شريف شيماء شيرين طلال ظافر أمجد
رضا زهرا فاطمه حسین مهدی علی‌رضا علیرضا محمدرضا حمیدرضا امیر امیرحسین سعید مجید حمید وحید فرهاد بهنام بهروز آرش کامران کیوان پیمان
نیما سینا شهرام شهاب مسعود منصور ناصر نرگس نسرین نیلوفر مینا مهسا مریم لیلا سمیه سمیرا سارا زینب رویا پریسا پروین الهام الهه اعظم مرتضی
مجتبی محسن مصطفی ابوالفضل اکبر اصغر احسان جواد داود رسول روح‌الله عباس غلامرضا فرزانه فریبا کاظم کبری معصومه میلاد هانیه
یاسر یوسف
نועה
אבי אביב אבנר אברהם אהרן אורי אורלי אורן אורנה אייל אילן אילנה איתי איתמר אלון אלי אליהו אלכס אסף אפרת אריאל אריה ברוך ברק גד גדעון גיא
גיל גילי גלית דוד דורון דינה דן דנה דני דניאל דפנה הגר הדס הילה זאב זהבה חגי חיים חן חנה טל טלי יאיר יאנה יהודה יהונתן יובל יוני יונתן יוסי יוסף
יורם יניב יעל יעקב יפעת יצחק ירון ישי ישראל ליאור ליאת ליטל לילך לימור מאיה מוטי מורן מזל מיכאל מיכל מיקי מירב מירי מרים משה נדב נועה נועם נורית
נטע ניב ניר נירית נעמה נעמי נתי נתן סיון סיגל עדי עדן עוזי עומר עומרי עידו עידן עינב עינת ענת עמוס עמית עמנואל עמרי ערן פאר פנינה צבי ציפי קובי
רועי רוני רונן רות רותם רז רחל רינת רמי רן רפי שגיא שי שירה שירי שירן שלומי שלמה שמואל שמעון שני שרון שרה תומר תמר תמיר
अजय अजित अनिल अनीता अनुराग अमन अमित अमृता अरविंद अरुण अर्चना अशोक अश्विनी आकाश आदित्य आलोक आशा आशीष इंदु उमेश उषा कमल कमलेश करण कविता किरण कुणाल
कुमार कृष्ण गणेश गीता गोपाल गौरव जितेंद्र ज्योति दिनेश दीपक दीपा दीपिका देवेंद्र धर्मेंद्र नवीन निधि नितिन निशा नीरज नीलम नेहा पंकज पवन पूजा पूनम प्रकाश
प्रदीप प्रमोद प्रशांत प्रियंका प्रिया प्रीति प्रेम भरत भावना मनीष मनोज ममता महेश मीना मीनाक्षी मुकेश मोहन मोहित योगेश रजनी रंजीत रमेश रवि रवींद्र राकेश
राजीव राजू राजेंद्र राजेश राधा राहुल रिया रीता रुचि रेखा रोहित ललित लक्ष्मी वंदना विकास विजय विनय विनोद विवेक विशाल शशि शिल्पा शुभम श्वेता संगीता
संजय संजीव संतोष संदीप सचिन सतीश सपना सरिता सविता सीमा सुधा सुधीर सुनील सुनीता सुमन सुरेंद्र सुरेश सुशील सोनिया सौरभ स्नेहा स्वाति हरीश हेमंत हिमांशु
আবদুল আব্দুল আনোয়ার আমিনুল আরিফ আশরাফ আসাদ ইমরান ইসমাইল কামাল জাহিদ জাহাঙ্গীর তানভীর তৌহিদ নজরুল নাজমুল নাসরিন নাসির নূর ফারহানা ফারুক ফাতেমা
বিপ্লব মাসুদ মাহবুব মাহমুদ মিজানুর মুহাম্মদ মেহেদী মো. মোহাম্মদ মোস্তফা রফিকুল রহিম রাশেদ রিয়াজ রুবেল শফিকুল শরীফ শাহীন সাইফুল সাদিয়া সালমা সুমন সেলিম হাসান
আশা অনিমেষ অভিজিৎ অমিত অর্ণব কৌশিক গৌতম দীপক দেবাশিস পার্থ প্রদীপ বিশ্বজিৎ মৌসুমী রঞ্জন শুভ সঞ্জয় সুদীপ সুব্রত সোমা স্বপন
"""
VIETNAMESE = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô dương đoàn đinh trịnh đào phùng trương
"""
JAPANESE = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川
前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田
酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 岩崎 菅原 木下 久保 佐野 野村
松尾 市川 菊地 菊池 杉本 古川 大西 島田 水野 桜井 高野 渡部 吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 中田 久保田 川崎 服部 岩田 土屋 本田 福島
樋口 秋山 田口 永井 山中 中西 吉村 川上 大橋 石原 松岡 浜田 馬場 森本 矢野 浅野 松下 星野 大久保 吉岡 小池 野田 荒木 熊谷 松浦 内藤 黒田 尾崎 永田 川村 望月 大谷
"""

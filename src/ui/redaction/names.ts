/**
 * First names that people of Québec bear, without accents and in lower case: those given most in the last
 * ninety years, and those of Indigenous, Haitian, Maghrebi, African, Latin American, Asian, Italian, Greek,
 * Portuguese, Eastern European and English-speaking families. A name that is also an ordinary word or a place
 * stands in `AMBIGUOUS`.
 */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
	`abby abdallah abdelaziz abdelkader abdel abdou abdoul abdoulaye abdul abel abigail abigaelle abraham achille adam adama adele
adelaide adeline adem adnan adrian adriana adriano adrien adrienne agathe agnes ahmad ahmed aicha aida aidan aiden aima aimee aisha aissata
aissatou akim akira alain alan albert alberto aldo alejandra alejandro alessandra alessandro alessia alex alexandra alexandre alexandrine alexane
alexander alexia alexis alfred ali alia alicia alice alina aline alison alisson alix aliya allan allison alma alphonse alvaro alya alyssa alyson amadou
amanda amandine amara ambre amelia amelie amin amina aminata amine amir amira amy ana anais anas anastasia andre andrea andreanne andree andreea andreas
andrei andres andrew andy angel angela angele angelica angelina angelique angelo angus anh anik anika anita ann anna annabel annabelle anne annick
annie anouk anthony antoine antoinette anton antonella antonia antonin antonio antony anya april arianne ariane arianna arielle armand armelle arnaud
arsene arthur arturo asma asmaa assia astrid athena audrey audree audrey-anne augustin aurelie aurelien austin ava awa axel axelle aya ayden ayman ayoub
aziz babacar baptiste barbara bashir basile bastien batoul beatrice beatriz belinda benedicte benjamin benoit bernadette bernard berthe bertrand bianca
bilal bill billy bintou blaise bob boris boubacar brad brandon brayan brenda brendan brian brigitte bruce bruno bryan bryce caleb cali calvin
camila camille camilo camilla camylle candice carina carine carl carla carlo carlos carmen carole carolane carolanne carolina caroline caroll
catalina caterina catherine cathy cecile cecilia cedric cedrick celeste celestine celia celine cesar chantal chantale charbel charlene charles charlie
charline cheick chelsea cherif chloe chris christelle christiane christina christine christophe christopher cindy claire clara clarence clarisse
claudette claudia claudie claudine claudio clea clemence clementine cloe clovis cody colette colin colombe conrad coralie corentin corinne cristian
cristina curtis cynthia cyril cyrille daisuke damien damian dan dana daniel daniela daniele danielle danick dany daphne daphnee darius dario dave
david davide dayana dean deborah delphine delphin denis denise denys derek derrick desire diane diana didier diego dieudonne dimitri dina dominic
dominick dominik dominique donald donovan doris dorian dorothee douglas doudou driss duc dung dylan eden edgar edith edmond edouard eduardo edward edwige
egide eileen elaine elena eleonore eli elia elian eliana eliane elias elie eliette elijah eliot eliott elisa elisabeth elise eliza elizabeth ella ellie
elliot elliott ellen elodie eloi eloise elsa elvira elya elyse elyjah ema emanuel emeline emeric emery emile emilia emilie emilien emiliano emilio emily
emma emmanuel emmanuelle emmy emrick emy enrico enrique enzo eric erica erick erik erika ernest ernesto erwan esmeralda esteban estelle esther ethan ethel
etienne eugene eugenie eva evan evangeline evelyn evelyne evita fabien fabienne fabio fabiola fabrice fadi fahima fanny fannie farah farid farida fatema
fatima fatimata fatiha fatma fatou fatoumata federico felicia felicite felipe felix felix-antoine ferdinand fernand fernanda fernande fernando fidel
filip filippo fiona firmin flavie flora florian floriane florent florette francesca francesco francine francis francisco franck franco francois
francoise frank frankie franklin fred frederic frederick frederik frederique fritz gabriel gabriela gabriella gabrielle gael gaelle gaetan gaetane
gaston gaspard genevieve geneva geoffroy georges georgette gerald geraldine gerard gerry ghassan ghislain ghislaine giacomo gian gianni gilbert gilberte
gilles gina ginette gino giorgio giovanna giovanni gisele giuseppe gladys gloria gonzalo gordon grazia greg gregoire gregory guillaume guillermo guylaine
guy guylain gustave gwenaelle habib habiba hadja hafid hafsa haitham hakim halima hamid hamza hana hanane hannah hans harold harry hassan hassane heather
hector hedwige heidi helena helene henri henriette henry herve hicham hind hiroshi hoang hoda honore hubert hugo hugues huguette huong hussein ian
ibrahim ibrahima ibtissam idriss ignacio igor ikram ilan ilham ilias ilyes ilyas iman imane imene imran ines ingrid irene irina isaac isaak isabel isabella
isabelle isaiah isidore isis ismael ismail israa issa ivan ivana ivanka ivonne jack jackie jackson jacob jacinthe jacqueline jacques jacynthe jad jade
jake jalil jamal james jamie jamila jan jane janet janice janick janie janine jannick jason jasmin jasmine javier jayden jean-francois jean-philippe
jean-pierre jeanne jeannine jeannette jeff jefferson jeffrey jenna jennifer jenny jeremie jeremy jerome jesse jessica jessie jessy jesus jill jim jimmy jin jo
joanie joanne joannie joao joaquin jocelyn joceline jocelyne joe joel joelle joey johan johana johann johanna johanne john johnny jolyane jonah jonas jonathan
jorge jose josee josefina joseph josephine josette josh joshua josiane josie josue jovan joyce juan juana judith judy jules julia julian juliana julianne julianna
julie julien juliette julio julius juliane junior justin justine kader kadiatou kadija kaelyn kahina kaitlyn kaleb kamal kamel kamila karel karen karim karima
karin karina karine karl karla karolane karoline kassandra kate kateri kateryna katerina katherine kathleen kathy katia katie katrina katy kayla keith
keira kelly kelly-ann kelyan ken kenji kenneth kenny kenza kerry kevin khadija khadidja khadim khaled khalid khalil khanh khoa kiana kim kimberly kira koffi kofi
kristina kristopher kyle kylian lahcen laila lamia lamine lana landry lara larry lars latifa laura laurance laure laurence laurent laurianne laurie laurier lauriane
laurie-anne laylah layla lea leandre leanne leeloo leila lena leo leon leona leonard leonardo leonie leonne leopold leslie leticia levi lia liam liana lili liliana
liliane lilian lilly lilou lily-rose lin lina linda lindsay line linh lino lionel lisa lisandro lise lise-anne lisette livia logan loic lois lola lorena lorenzo
loraine lorraine lou louanne louann louis louis-philippe louisa louise louison louka loukas lounis luc luca lucas lucia lucian luciana luciano lucie lucien
lucienne lucille lucy ludger ludivine ludovic ludwig luis luisa luka lukas luke luna lwiza lydia lydie lyna lynda lyne lyse lyna lynn mabel madeleine
madison mael maelie maelle maeva magalie magali maggie magdalena maha mahdi mahmoud maia maika maike mai-linh maimouna makayla makenzie malek malik malika
mallory malo mamadou manel manon manuel manuela mara marc marc-andre marc-antoine marc-olivier marcel marcela marcelin marcella marcelle marco marcos marcus
margaret margarita margaux margot margo maria mariam mariama marian mariana marianne mariane marie marie-anne marie-claude marie-eve marie-france marie-helene
marie-josee marie-laurence marie-lou marie-louise marie-michele marie-michelle marie-pier marie-pierre mariella mariette marika marilou marilyn marilyne marina
mario marion mariya marius marjolaine marjorie marlene marta martha martial martin martina martine marvin mary maryam maryse marysol marysa mateo mathew
mathias mathieu mathilde mathis mathys matias matt matteo matthew matthias matthieu mattia maud maude maurice mauricio mauro mavis max maxence maxim maxime maxine
maya mayar mederic megane megan meghan mehdi mei mei-ling melanie melina melinda melissa melodie melody mercedes meriem meryem mia micah michael michaela
michaelle michel michele micheline michelle mickael miguel miguelle mika mikael mikaela mike mila milena miles milo mimi minh miranda mireille miriam mirna
mishel misha mitchell mohamed mohammad mohammed moise moises molly momar mona monia monica monika monique morgane mouhamed mounia mounir moussa moustapha
muhammad muriel murielle mustafa mustapha mya myah mylan mylene myra myriam myrka myrna nabil nabila nada nadege nadia nadine nadir naim naima nancy naomi naomie
nassim nassima natacha natalia natalie natasha nathalie nathan nathanael nathaniel nawal nayla nazim ndeye nedjma neil nelly nelson nerissa nestor neven ngoc nguyet
nhu nicholas nick nickolas nicolas nicole nicoleta nicolo nikita niko nikolas nikolai nina nisrine noa noah noam noe noela noelle noelie noemi noemie nolan nolwenn
nora norah norbert nordine norma norman normand nour noura noureddine nuno nyla octave odelie odette odile olena olga olivia olivier omar ophelie oriane orlando
oscar osman ossama oumar oumou oumy ousmane ovila owen pablo paloma pamela paola paolo pascale pasquale patricia patrice patrick paul paul-andre paula paule
paulette paulina pauline paulo pavel pedro peggy penelope peter phil philip philippe phuong pier pier-luc pierre-luc pierre-olivier pierrette piero pietro quentin
quoc rachel rachelle rachid rachida rafael rafaela rafik raissa ralph ramon ramona ramy rania raouf raoul raphael raphaelle raphaela raquel rashid raul raymond
raymonde rayan rayane real rebeca rebecca regine reginald rejean rejeanne remi remy renata renato renaud rene renee ricardo riccardo richard rick rim rita riyad
robert roberta roberto robin robyn roch rocio rodney rodolphe rodrigo rodrigue roger roland rolande romain romane romeo romy ron ronald roni rosa rosalie rosaline
rosaire rosalind rosanne rose-marie roselyne rosemarie rosemary ross roxane roxanne roy ruben rudy ruth ryan sabine sabrina sabryna sacha sadia saida safia said
salah salim salima sally salma salome salomon salvatore sam samantha samara sami samia samir samira samuel samuelle sandra sandrine sandro sandy santiago sara sarah
sarah-maude sarra sasha saul savanna scott sean sebastian sebastien selena selim selma selena serena serge sergei sergio seydou seynabou shana shanelle shannon sharon
shawn sheila shelby sherine shirley sid sidney sidonie siham silvia silvana simon simone simona simon-pierre sina skye sofia sofiane sokhna solange soleil soline
sonia sophia sophie soraya souad soufiane soukaina souleymane stacy stella stephan stephane stephanie stephen steve steven stevens stuart suzanne suzie suzette sven
sybille sylvain sylvaine sylvester sylvestre sylviane sylvie sylvio syrine tamara tania tanya tarek tariq tasnim tatiana ted teddy teresa terence thais thalia thanh
thea theo theodora theodore theophile theresa therese thi thibault thibaut thierry thomas thomasine thuy tian tiana tiffany tim timothe timothee timothy tina
tobias todd tom tomas tommy tony toufik tracy tran tristan tuan tyler ulysse umar urbain ursula vadim valentin valentina valentine valeria valerie valery vanessa
vera veronica veronique vicky victoire victor victorien viet vikash viktor viktoria vincent vincenzo viola violaine virginie vito vivian viviane vladimir walid walter
wassim wei wendy wenceslas widline wilfrid wilfried wilhelm william willie willy wilson winston xavier xin yacine yahya yan yanick yanis yann yannick yara yasmin yasmine
yasmina yassin yassine yasser ying yoann yoan yohan yolande yolanda youcef youssef youssouf yousra yuki yulia yuri yusuf yvan yves yvette yvon yvonne yvann zach zacharie
zachary zahra zakaria zakary zaynab zeina zeinab zenon zhen zineb ziad zoe zohra zoey zoia uapikoni uapukun uashkat nuna siku aputik maali tulugak jusipi annitaq
mary-ann nipishish shanipiap tshakapesh kanentokon kahente karihwenhawe kaniehtiio tiohtiake pinamen puamun anishinape shaniss antane shushep pien ishkueu mani pinip
brayden nhi giulia uapikun rosalba kettly lean tuyet linh minh yen kevens jeanlouis widmaer wisline rosemond rosemene dieula dieunie mirlande magdala fabiano guerline guerda lunise marckenson jephte wadner stanley woodley yolette`.split(
		/\s+/,
	),
);

/**
 * First names that are also an ordinary word, a month, a feast or a place, in French or in English: found only
 * where what stands around them tells of a person.
 */
export const AMBIGUOUS: ReadonlySet<string> = new Set(
	`aime alma ange angel april art asia august aurore austin autumn avril axel azur ben benin blanche brook brooklyn cali camelia carmen carol carter cedar
chad chance charity charlotte chase chelsea christian christmas claude clement colombe colombia constance cooper crystal cyprien dakota dallas daisy dawn desire
devon diamond dolores drew eden emerald esperance estrie faith felicite fidele fleur flora florence florida france francis gloria grace georgia german ginger
grant hailey harmonie harmony hazel heather henri hilary holly honore hope houston hunter iris israel ivy jackson jade jamaica jasmin jasmine java jean jerusalem
jordan jordanie joy juillet juin june juste justice kenya kim king laurier laurent lance lauren laval leo liberty lily lin line lis logan lorraine lou loup love luce lune
lys madison mai major malo marc marguerite marie marin marine mark mars martin mason matin max may melody mercedes mercure merlin milan mercy modeste monet monica
montana morgan narcisse nathan nevada noel noelle nova oceane octobre olive olympe opale orlando orion page paris parfait parker pascal pat perle perrine petra
phoenix pierre porter prince prosper prudence rain ray regis reine river rob robin rocky roman romane romain rose ruby sable sage saison salem samedi savannah
saturne selma serge sienna sierra simone skye sky soleil spring stella storm sue summer sunny sydney taylor terry tom tony tours tyler ursule vale van venus vera
verite vermont vernon victoire victoria vienne viola violette virginia virginie vital will winter world zen`.split(
		/\s+/,
	),
);

/** Last names that are frequent in Québec, without accents and in lower case. */
export const LAST_NAMES: ReadonlySet<string> = new Set(
	`tremblay gagnon roy cote bouchard gauthier morin lavoie fortin gagne ouellet pelletier belanger levesque bergeron leblanc paquette girard simard
boucher caron beaulieu cloutier dube poirier fournier lapointe leclerc lefebvre poulin thibault st-pierre nadeau martel landry martin bedard grenier lessard
bernier richard michaud hebert desjardins couture turcotte lachance parent blais gosselin savard proulx beaudoin demers perreault boudreau lemieux cyr
perron dufour dion mercier bolduc berube boisvert langlois menard therrien plante bilodeau blanchette dubois champagne paradis fortier arsenault dupuis gaudreault
hamel houle villeneuve rousseau gravel theriault lemay robert allard deschenes giroux guay leduc boivin charbonneau lambert raymond vachon gilbert audet jean
larouche legault trudel fontaine picard labelle lacroix jacques moreau carrier bernard desrosiers goulet renaud dionne lapierre vaillancourt fillion lalonde
tessier bertrand tardif lepage gingras benoit rioux giguere drouin harvey lauzon nguyen gendron boutin laflamme vallee dumont breton paquin robitaille gelinas
duchesne lussier seguin veilleux potvin gervais pepin laroche morissette charron lavallee laplante chabot brunet vezina desrochers labrecque coulombe tanguay
chouinard noel pouliot lacasse daigle marcoux lamontagne turgeon larocque roberge auger masse pilon racine dallaire emond gregoire beauregard smith denis lebel blouin
martineau labbe beauchamp charette dupont letourneau rodrigue cormier rivard mathieu asselin stpierre plourde thibodeau belisle godbout mercure crevier diallo
traore coulibaly toure ndiaye diop fall ba sow keita camara barry bah mbaye kone ouattara mohamed benali bouzid mansouri haddad khoury el-amrani amrani benhaddou
alaoui idrissi tahiri cherkaoui bennani rahmani saidi belkacem hamdi joseph pierre-louis jean-baptiste jean-louis charles-pierre etienne louis-jean saint-louis
augustin desir estime toussaint celestin garcia lopez rodriguez gonzalez hernandez martinez perez sanchez ramirez torres flores rivera gomez diaz morales reyes ortiz
silva santos ferreira pereira oliveira costa rossi russo ferrari esposito papadopoulos tran le pham huynh hoang phan vu dang bui duong chen wang li zhang liu yang
huang wu zhou singh kaur patel sharma khan ahmed hussain kim lee park brown jones taylor wilson campbell macdonald mckenzie stewart robertson thompson murphy obrien
kelly ryan johnson williams davis miller anderson clark young walker hall allen king wright mckay vollant fontaine bacon mollen mestokosho mckenzie grégoire
ambroise jourdain einish pinette kistabish petiquay awashish echaquan ottawa papatie wapachee coon-come neeposh blacksmith diamond jacobs deer diabo goodleaf
qumaluk tukkiapik annanack nappaaluk gros-louis picard sioui siouï vincent launiere robertson`.split(/\s+/),
);

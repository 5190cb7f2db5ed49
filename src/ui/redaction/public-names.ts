/**
 * Writers, scientists and other people whom schools name as authors or as subjects, without accents and in lower
 * case: their names need no hiding.
 */
export const PUBLIC_NAMES: ReadonlySet<string> = new Set(
	`gabrielle roy|dany laferriere|kim thuy|naomi fontaine|an antane kapesh|louis hemon|emile nelligan|anne hebert|michel tremblay|rejean ducharme|gilles vigneault
felix leclerc|victor-levy beaulieu|marie laberge|simon boulerice|patrick senecal|dominique demers|robert soulieres|gaston miron|jacques ferron|jacques poulin|yves beauchemin
antonine maillet|marie-claire blais|nelly arcan|josephine bacon|antane kapesh|francois paradis|john abbott|lionel groulx|pauline marois|jacques parizeau|thomas d'arcy mcgee|lucy maud montgomery|gratien gelinas|tomson highway|thomas edison|galileo galilei|nikola tesla|marshall mcluhan|jean talon|michel jean|francois legault|justin trudeau|rene levesque|jean lesage|maurice richard|celine dion
robert charlebois|jacques cartier|samuel de champlain|louis riel|marie curie|pierre curie|albert einstein|isaac newton|charles darwin|louis pasteur|ada lovelace|alan turing
rosa parks|martin luther king|nelson mandela|marie-victorin|marie-victorin kirouac|armand-frappier|marguerite bourgeoys|marguerite d'youville|marguerite yourcenar|jeanne mance
victor hugo|emile zola|albert camus|jean-paul sartre|simone de beauvoir|antoine de saint-exupery|jules verne|guy de maupassant|marcel proust|honore de balzac|alexandre dumas
william shakespeare|margaret atwood|alice munro|leonard cohen|emily carr|norval morrisseau|thomas king|harper lee|george orwell|agatha christie|jane austen|charles dickens
jean piaget|lev vygotsky|lev vygotski|benjamin bloom|john dewey|maria montessori|celestin freinet|philippe meirieu|jerome bruner|john hattie|seymour papert|thierry karsenti|david buckingham
tim berners-lee|steve jobs|bill gates|mark zuckerberg|elon musk|greta thunberg|malala yousafzai|barack obama|donald trump|frances allen|grace hopper|katherine johnson|frida kahlo
leonard de vinci|leonardo da vinci|vincent van gogh|pablo picasso|claude monet|jean-paul riopelle|paul-emile borduas|alexandre graham bell|louis-joseph papineau|emile durkheim
michel foucault|pierre bourdieu|jean-jacques rousseau|jules-leger|jean leloup|ariane moffatt|samian|elisapie isaac|maria chapdelaine|anne frank|harry potter|marie-andree bertrand
rita joe|buffy sainte-marie|chinua achebe|mark twain|ken robinson|paulo freire|lise bissonnette|boucar diouf|bernard voyer|julie payette|david saint-jacques|roberta bondar`.split(
		/[|\n]/,
	),
);

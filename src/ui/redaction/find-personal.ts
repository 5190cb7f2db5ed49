import { AMBIGUOUS, FIRST_NAMES, LAST_NAMES } from './names.ts';
import { PUBLIC_NAMES } from './public-names.ts';

/** What a text may tell of somebody else. */
export type PersonalKind = 'name' | 'permanent-code' | 'email' | 'telephone';

/** A place of a text that probably names somebody: from `start` up to `end`, in UTF-16 units. */
export interface PersonalPlace {
	readonly kind: PersonalKind;
	readonly start: number;
	readonly end: number;
}

const EMAIL =
	/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}\s?(?:@|[[(](?:a|at|arobas)[\])])\s?[\p{L}\p{N}-]+(?:\.\n?[\p{L}\p{N}-]+)*\.\n?\p{L}{2,}/giu;
/** Four letters of the name, then the day, the month (50 more for a girl) and the year of birth, and two digits. */
const PERMANENT_CODE =
	/(?<![\p{L}\p{N}])\p{L}{4}[ .-]?(?:0[1-9]|[12]\d|3[01])[ .-]?(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])[ .-]?\d{2}[ .-]?\d{2}(?!\p{N})/gu;
const EXTENSION = /(?:,?\s*\(?(?:poste|ext\.?|extension|p\.|x|#)\s*:?\s*\d{1,6}\)?)?/.source;
const TELEPHONE = new RegExp(
	String.raw`(?<![\p{N}-])(?:\+?1[ .\u00a0-]?)?(?:\([2-9]\d{2}\)|[2-9]\d{2})[ .\u00a0-]{0,2}[2-9]\d{2}[ .\u00a0-]?\d{4}(?![\p{N}-])${EXTENSION}`,
	'giu',
);
/** A number of seven digits, or the extension of somebody alone. */
const SHORT_TELEPHONE =
	/(?<![\p{N}-])[2-9]\d{2}[-.\u00a0]\d{4}(?![\p{N}-])|(?<=\s)(?:poste|ext\.?)\s\d{3,5}(?!\p{N})/giu;

const FRENCH = new Set(['le', 'la', 'les', 'des', 'et', 'une', 'est', 'dans', 'pour', 'du', 'au', 'ai']);
const ENGLISH = new Set(['the', 'and', 'of', 'to', 'is', 'was', 'for', 'with', 'my', 'in', 'that', 'we']);

const fold = (text: string) =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, '’').toLowerCase();

/**
 * A word of a text: letters with their marks, and the hyphens and apostrophes inside it. A PDF may cut one at the
 * end of a line.
 */
const WORD = /\p{L}[\p{L}\p{M}]*(?:(?:[-’']|-\n)\p{L}[\p{L}\p{M}]*)*/gu;

/** How far back (UTF-16 units) what stands before a word is read. */
const NEAR = 24;

interface Word {
	readonly text: string;
	readonly folded: string;
	readonly start: number;
	readonly end: number;
	/** Whether it begins with a capital. */
	readonly capital: boolean;
	/** Whether it is written in capitals alone. */
	readonly shouted: boolean;
	/** Whether a sentence or a line begins with it. */
	readonly first: boolean;
}

/** Elided words that stand before a name: « d’Inès », « l’Étoile ». */
const ELIDED = /^(?:[dlnscjmt]|qu|jusqu|lorsqu)[’']/i;

function wordsOf(text: string): Word[] {
	const words: Word[] = [];
	for (const found of text.matchAll(WORD)) {
		let [word] = found;
		let start = found.index;
		const elided = ELIDED.exec(word)?.[0];
		// « M’Barek », « N’Diaye »: a capital inside a sentence belongs to the name.
		const opens = /(^|[.!?:;…»\n])\s*[«“"(*•–—-]?\s*$/u.test(text.slice(Math.max(0, start - 6), start));
		if (elided && (opens || /^\p{Ll}/u.test(elided))) {
			word = word.slice(elided.length);
			start += elided.length;
		}
		// “Brayden's”, “Nhi’s”
		word = word.replace(/[’']s$/i, '');
		if (word === '') continue;
		const around = text.slice(Math.max(0, start - NEAR), start);
		const before = around.replace(/[\s«“"(*•–—-]+$/u, '');
		words.push({
			...{ text: word, folded: fold(word).replace('-\n', ''), start, end: start + word.length },
			capital: /^\p{Lu}/u.test(word),
			shouted: word.length > 1 && word === word.toUpperCase(),
			first: !elided && (/(^|[.!?:;…])$/u.test(before) || /\n[^\p{L}\p{N}]*$/u.test(around)),
		});
	}
	return words;
}

const set = (words: string) => new Set(words.split(/\s+/));

/** Words with a capital that are no part of a name, wherever they stand. */
const NEVER = set(
	`le la les un une des du de au aux et ou mais donc car ni or je tu il elle on nous vous ils elles ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
	dans sur sous avec sans pour par chez vers entre depuis pendant avant apres lors quand comme si que qui quoi dont ou puis ensuite enfin hier demain aujourd’hui ici deux trois quatre
	lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre monday tuesday wednesday thursday friday saturday
	sunday january february march april may june july august september october november december the a an and or but so if when then after before during with without for from to by at in on of
	i you he she it we they my your his her its our their this that these those there here two three four five first second next last bonjour bonsoir merci salut cher chere dear hello hi thanks regards
	objet sujet de a cc cci envoye date from to sent subject eleve eleves groupe classe ecole college cegep universite centre service projet cours travail titre note page figure tableau annexe
	quebec montreal laval longueuil gatineau sherbrooke levis rimouski gaspe canada france paris toronto ontario english french francais anglais mathematiques sciences histoire geographie
	word excel teams google drive moodle zoom geogebra desmos scratch python javascript youtube wikipedia internet web wi-fi pdf html csv qr ia ai nip mme m mlle dr dre me mr mrs ms prof
	resume rapport compte bilan reunion plan horaire capture demande formulaire liste trace reflexion portfolio titre equipe membres presents presences absents commentaires question reponse retroaction`,
);

/** Titles that stand before the name of somebody. */
const TITLES = set(
	'm mme mlle mr mrs ms miss dr dre me mx mm mmes monsieur madame mademoiselle sir prof professeur professeure professor principal coach aunt uncle',
);

/** Words after which a name is that of a place, a body, a work or a method. */
const OF_A_PLACE = set(
	`ecole ecoles college cegep universite polyvalente academie institut seminaire rue avenue boulevard boul chemin rang route place pavillon salle local gymnase auditorium bibliotheque parc lac
	riviere fleuve baie mont ile cap pont ville village quartier arrondissement region comte centre hopital clsc maison fondation prix bourse concours coupe stade arena theatre musee cinema
	edifice immeuble tour residence residences saint sainte st ste school street road lake river mount park hall building foundation award library university hospital bridge square theorem test loi law
	theoreme triangle methode diagramme echelle taxonomie alpha modele theorie effet principe constante nombre equation courbe formule prix journee fete saint-jean roman recueil pieces piece poeme
	film chanson album conte nouvelle oeuvre tableau livre auteur auteure autrice ecrivain ecrivaine romanciere romancier poete chercheur chercheuse philosophe artiste peintre author writer novel poem
	song book taxonomy scale model theory method algorithme algorithm commission comite csss cssc css syndicat programme`,
);

/** Words after which a name is that of somebody. */
const OF_A_PERSON = set(
	`eleve eleves etudiant etudiante etudiants collegue collegues ami amie mere pere parent parents tuteur tutrice frere soeur enseignant enseignante stagiaire equipier equipiere coequipier coequipiere
	pupil student students classmate classmates teammate teammates teacher colleague colleagues mother father mom dad brother sister friend friends named nomme nommee appelle appele appelee
	technicien technicienne secretaire directeur directrice psychologue orthopedagogue conseiller conseillere concierge bibliothecaire repondant repondante signataire titulaire partenaire voisin voisine
	cousin cousine fils fille nom prenom name nurse tutor partner mentor neighbour neighbor grand-mere grand-pere remercie thank`,
);

/** Words after which a first name alone is that of a tool or of a place. */
const IN_A_TOOL = set(
	'dans sur via in on into onto using logiciel outil plateforme langage language software app application tool platform',
);
/** Words that end the name of a place in English. */
const ENDS_A_PLACE = set(
	'avenue street road hall park school college university river lake station bridge drive square high elementary centre center library building tower court hospital',
);
const LANGUAGES = set('python javascript java ruby rust swift kotlin scratch typescript html css sql');
/** Abbreviations that end with a period before the name of a place. */
const SHORTENED = set('boul st ste av');
/** Words before somebody’s name, where it is also an ordinary word. */
const COMPANY = set('avec with');
const MONTHS = set(
	'avril mai juin juillet octobre april may june july august austin florence charlotte victoria vienne milan',
);
/** What somebody does: after a word that is also a first name, it tells of a person. */
const ACTS = set(
	`a avait est etait voulait pouvait disait faisait prenait devait aimait vient prend fait tient met m’a l’a n’a s’est nous lui leur dit demande explique montre propose lit ecrit veut peut prefere aide refuse accepte oublie arrive comprend choisit has had was is said asked told wrote
	showed helped wanted needed found chose made gave thinks says asks tells writes shows`,
);

/** Small words inside a last name. */
const PARTICLES = set(
	'de du des d la le les van von der den el al ben bin ibn da dos st ste saint sainte o mac',
);

/** Whether words follow each other on one line, or over the end of one, with nothing but spaces between. */
const together = (text: string, one: Word, next: Word) =>
	/^[ \u00a0]?\n?[ ]?$/.test(text.slice(one.end, next.start));

const partsOf = ({ folded }: Word) => folded.split('-');
const isFirstName = (word: Word) =>
	FIRST_NAMES.has(word.folded) ||
	(partsOf(word).length > 1 && partsOf(word).every((part) => FIRST_NAMES.has(part)));
/** « Lionel-Groulx »: in Québec, a first and a last name tied by a hyphen are those of a place. */
const isToponym = (word: Word) => {
	const [first = '', ...rest] = partsOf(word);
	return rest.length > 0 && FIRST_NAMES.has(first) && rest.some((part) => !FIRST_NAMES.has(part));
};
const isAmbiguous = ({ folded }: Word) => AMBIGUOUS.has(folded);
const isLastName = (word: Word) =>
	LAST_NAMES.has(word.folded) || partsOf(word).some((part) => LAST_NAMES.has(part));
const mayBeName = (word: Word) => word.capital && !NEVER.has(word.folded);

/** Whether the text right after a name cites it as an author: « (2019) », « , 2019 », « et coll. ». */
const isCited = (text: string, end: number) =>
	/^[\s\u00a0]*(?:,? ?(?:et|&|and) [\p{Lu}][\p{L}\p{M}-]+)?,?[\s\u00a0]*(?:\((?:s\. ?d\.|\d{4})|et (?:coll|al)\b|\d{4}\))/u.test(
		text.slice(end, end + 60),
	);

interface Name {
	readonly start: number;
	readonly end: number;
	/** The words of the name, by which it is found again elsewhere in the text. */
	readonly words: readonly Word[];
}

/** How many words of a last name follow a word, particles included. */
function lastNameAfter(text: string, words: readonly Word[], at: number): number {
	let taken = 0;
	for (let next = at + 1; next < words.length && taken < 4; next += 1) {
		const word = words[next]!;
		if (!together(text, words[next - 1]!, word)) break;
		const after = words[next + 1];
		const leads =
			PARTICLES.has(word.folded) && after !== undefined && together(text, word, after) && mayBeName(after);
		// « Thi Mai Nguyen »: a word such as a month may be a second name.
		const second = word.capital && AMBIGUOUS.has(word.folded) && after !== undefined && isLastName(after);
		if (!mayBeName(word) && !leads && !second) break;
		if (/\n/.test(text.slice(words[next - 1]!.end, word.start)) && !isLastName(word)) break;
		taken += 1;
	}
	// A small word is no last name by itself.
	while (taken > 0 && !mayBeName(words[at + taken]!)) taken -= 1;
	return taken;
}

/** Whether a last name stands before a first name, which has no last name of its own. */
function isReversed(text: string, words: readonly Word[], at: number): boolean {
	const [word, next] = [words[at]!, words[at + 1]];
	if (!next || !isFirstName(next) || isAmbiguous(next)) return false;
	const between = text.slice(word.end, next.start);
	if (between !== ', ' && between !== ',' && (between !== ' ' || isFirstName(word))) return false;
	return (isLastName(word) || word.shouted) && lastNameAfter(text, words, at + 1) === 0;
}

/** The names that a text holds, by what stands around them. */
function namesIn(text: string, words: readonly Word[]): Name[] {
	// In English titles, every word has a capital: there, two of them tell nothing.
	const french =
		words.filter(({ folded }) => FRENCH.has(folded)).length >=
		words.filter(({ folded }) => ENGLISH.has(folded)).length;
	const names: Name[] = [];
	const taken = new Set<number>();
	const add = (from: number, to: number) => {
		const found = words.slice(from, to + 1);
		const [first, last] = [found[0]!, found.at(-1)!];
		const initial =
			/^[ \u00a0]\p{Lu}(?:\.|(?![\p{L}\p{M}]))/u.exec(text.slice(last.end, last.end + 4))?.[0] ?? '';
		const end = last.end + (from === to ? initial.replace(/\.$/, '').length : 0);
		for (let at = from; at <= to; at += 1) taken.add(at);
		names.push({ start: first.start, end, words: found });
	};
	for (let at = 0; at < words.length; at += 1) {
		if (taken.has(at)) continue;
		const word = words[at]!;
		const before = words[at - 1];
		const joined = before !== undefined && /^[ \u00a0.’':,-]*$/.test(text.slice(before.end, word.start));
		const lead = joined ? before.folded : '';
		if (!mayBeName(word)) continue;
		const more = lastNameAfter(text, words, at);
		const last = words[at + more]!;
		const after = words[at + more + 1];
		const whole = fold(text.slice(word.start, last.end)).replace(/\s+/g, ' ');
		// A sentence that ended with « rivière. » says nothing of the name that begins the next one.
		const near = joined && (!/\./.test(text.slice(before.end, word.start)) || SHORTENED.has(lead));
		const ofPlace =
			(near && OF_A_PLACE.has(lead)) ||
			(near && PARTICLES.has(lead) && OF_A_PLACE.has(words[at - 2]?.folded ?? '')) ||
			(before !== undefined && /-$/.test(text.slice(before.end, word.start))) ||
			(more === 0 && IN_A_TOOL.has(lead)) ||
			(more === 0 && (LANGUAGES.has(before?.folded ?? '') || LANGUAGES.has(after?.folded ?? ''))) ||
			(more === 0 && isToponym(word)) ||
			(more > 0 && ENDS_A_PLACE.has(last.folded));
		if (PUBLIC_NAMES.has(whole) || isCited(text, last.end) || ofPlace) {
			if (more > 0 || ofPlace) at += more;
			continue;
		}
		if (TITLES.has(lead) && !before!.first === !before!.first) {
			add(at, at + more);
			continue;
		}
		// « TREMBLAY, Léa » or « Tremblay Léa », as lists have them.
		if (isReversed(text, words, at)) {
			add(at, at + 1);
			continue;
		}
		if (isFirstName(word) && !isAmbiguous(word)) {
			add(at, at + more);
			continue;
		}
		if (isAmbiguous(word)) {
			const named = more > 0 && (isLastName(last) || !word.first || isFirstName(word));
			const acts =
				after !== undefined &&
				/^[ \u00a0]$/.test(text.slice(last.end, after.start)) &&
				ACTS.has(after.folded);
			const told = (OF_A_PERSON.has(lead) || (COMPANY.has(lead) && !MONTHS.has(word.folded))) && !word.first;
			if (named || told || (acts && !MONTHS.has(word.folded))) add(at, at + more);
			continue;
		}
		// A first name that no list has, before a frequent last name; or any name after a word such as « élève ».
		if (more > 0 && isLastName(last) && !word.shouted) {
			add(at, at + more);
			continue;
		}
		if (
			OF_A_PERSON.has(lead) &&
			word.text.length > 1 &&
			!word.shouted &&
			(more > 0 || !word.first || /:/.test(text.slice(before!.end, word.start)))
		) {
			add(at, at + more);
			continue;
		}
		const initials = /(?:^|[\s(«])((?:\p{Lu}\p{M}?\.[ -]?){1,2})$/u.exec(
			text.slice(Math.max(0, word.start - 12), word.start),
		)?.[1];
		const several = initials !== undefined && initials.trim().length > 3;
		if (initials && (isLastName(word) || several) && !/^M\. $/.test(initials)) {
			names.push({
				start: word.start - initials.length,
				end: last.end,
				words: words.slice(at, at + more + 1),
			});
			for (let one = at; one <= at + more; one += 1) taken.add(one);
			continue;
		}
		// In French, two words with a capital inside a sentence are most often a name.
		const unlisted =
			french && more > 0 && !word.first && !word.shouted && word.text.length > 2 && last.text.length > 2;
		if (unlisted && !OF_A_PLACE.has(word.folded) && !OF_A_PLACE.has(last.folded)) {
			add(at, at + more);
			continue;
		}
	}
	return names;
}

/** Names inside what is written without spaces, such as the name of a file: `tremblay_lea`, `AichaDiallo`. */
function namesInFileNames(text: string): PersonalPlace[] {
	const found: PersonalPlace[] = [];
	for (const { 0: chunk, index } of text.matchAll(
		/[\p{L}\p{M}]+(?:[_.-][\p{L}\p{M}]+)+|\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+)+/gu,
	)) {
		// « Lionel-Groulx » is no file: a hyphen counts only beside an underscore or an extension.
		if (/-/.test(chunk) && !/[_.]/.test(chunk)) continue;
		const parts = [...chunk.matchAll(/\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+/gu)];
		for (let at = 0; at + 1 < parts.length; at += 1) {
			const [one, two] = [parts[at]!, parts[at + 1]!];
			const [a, b] = [fold(one[0]), fold(two[0])];
			const named =
				(FIRST_NAMES.has(a) && !AMBIGUOUS.has(a) && b.length > 2 && !NEVER.has(b)) ||
				(FIRST_NAMES.has(b) && !AMBIGUOUS.has(b) && LAST_NAMES.has(a));
			if (!named) continue;
			found.push({ kind: 'name', start: index + one.index, end: index + two.index + two[0].length });
			break;
		}
	}
	return found;
}

/**
 * Finds in a text what probably tells of other people: names, permanent codes, e-mail addresses and telephone
 * numbers, in the order of the text and without overlap. It reads French and English, and guesses: a person
 * decides what is hidden. Nothing leaves the device.
 */
export function findPersonal(text: string): PersonalPlace[] {
	const found: PersonalPlace[] = [];
	/** Which units of the text a place has already. */
	const covered = new Uint8Array(text.length);
	const add = (place: PersonalPlace) => {
		if (covered.subarray(place.start, place.end).includes(1)) return;
		covered.fill(1, place.start, place.end);
		found.push(place);
	};
	const matches = (kind: PersonalKind, pattern: RegExp) => {
		for (const { 0: match, index } of text.matchAll(pattern))
			add({ kind, start: index, end: index + match.trimEnd().length });
	};
	matches('email', EMAIL);
	matches('permanent-code', PERMANENT_CODE);
	matches('telephone', TELEPHONE);
	matches('telephone', SHORT_TELEPHONE);
	const words = wordsOf(text);
	const names = namesIn(text, words);
	for (const { start, end } of names) add({ kind: 'name', start, end });
	// Elsewhere in the text, one word of a name is enough.
	const known = new Set(
		names.flatMap((name) =>
			name.words
				.filter(({ folded }) => folded.length > 2 && !PARTICLES.has(folded))
				.map(({ folded }) => folded),
		),
	);
	for (const [at, word] of words.entries()) {
		if (!word.capital || !known.has(word.folded) || isCited(text, word.end)) continue;
		const lead = words[at - 1]?.folded ?? '';
		if (OF_A_PLACE.has(lead) || (PARTICLES.has(lead) && OF_A_PLACE.has(words[at - 2]?.folded ?? '')))
			continue;
		add({ kind: 'name', start: word.start, end: word.end });
	}
	for (const place of namesInFileNames(text)) add(place);
	return found.toSorted((one, other) => one.start - other.start);
}

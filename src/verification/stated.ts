/**
 * What a badge claims about an achievement, for people: what was done, how it was judged, on what evidence.
 * Texts are the badge's own, shortened where they are long; only the checks tell which claims are proven.
 */
import { readSignedBasis, type SignedBasis, type SignedResult } from '#awards';
import { isObject, type Json, type JsonObject, textIn } from '#openbadges';

/**
 * The source of a result in a badge of ours: the person's self-assessment (`said`), a situation (`shown`) or
 * an adviser (`observed`).
 */
export type StatedSource = 'said' | 'shown' | 'observed';

/** One result that a badge states: its name, and a level, a figure or a state. */
export interface StatedResult {
	/** Where the result comes from; null in a badge that is not ours. */
	readonly source: StatedSource | null;
	readonly name: string;
	readonly value: string;
}

/** One piece of evidence that a badge states, its texts shortened. */
export interface StatedEvidence {
	readonly name: string | null;
	readonly narrative: string | null;
	/**
	 * The host of the address of the evidence; never the whole address, so that nobody follows it by mistake.
	 */
	readonly host: string | null;
}

/** The claims of a badge besides its name, its issuer and its dates, for people to read. */
export interface StatedClaims {
	/** The language of the claims (BCP 47), if the badge states it. */
	readonly language: string | null;
	/**
	 * The credential's own description; in a badge of ours, how the badge was judged and what it does not
	 * prove.
	 */
	readonly summary: string | null;
	readonly description: string | null;
	readonly criteria: string | null;
	/** The name of the person or body that assessed the achievement on the issuer's behalf. */
	readonly assessedBy: string | null;
	readonly results: readonly StatedResult[];
	readonly evidence: readonly StatedEvidence[];
	/** Whether the badge names a recipient without showing who, for example by a hashed e-mail address. */
	readonly bound: boolean;
	/**
	 * What the results say, as facts that a page can say in its reader's language; null for a badge that is
	 * not ours, and for results that this service does not write today.
	 */
	readonly own: SignedBasis | null;
}

const MOST_RESULTS = 16;
const MOST_EVIDENCE = 10;
const LONGEST = { name: 200, text: 1200 };

/** The first `most` objects of a value that JSON-LD allows to be one object or a list. */
const objectsOf = (value: unknown, most: number): readonly JsonObject[] =>
	(Array.isArray(value) ? value.slice(0, most) : [value]).filter(isObject);

/**
 * Returns the text of a value in the reader's language, without surrounding spaces, shortened to `most`
 * characters; null if it is empty or no text.
 */
type ReadText = (value: unknown, most: number) => string | null;

const textReader =
	(languages: readonly string[]): ReadText =>
	(value, most) => {
		const whole = textIn(value as Json | undefined, languages);
		if (whole === undefined) return null;
		// The text is cut before it is trimmed, so that trimming takes the same time whatever the length.
		const begun = whole.slice(0, most * 2).trim();
		if (begun === '') return null;
		return begun.length > most ? `${begun.slice(0, most).trimEnd()}…` : begun;
	};

/** A language tag that a page can use (`fr`, `fr-CA`); else null. */
function languageOf(value: unknown): string | null {
	return typeof value === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(value) ? value : null;
}

function criteriaOf(value: unknown, text: ReadText): string | null {
	for (const one of objectsOf(value, 1)) return text(one['narrative'], LONGEST.text);
	// Before Open Badges 2.0, the criteria of a badge are an address: there is no text to show.
	return typeof value === 'string' && !/^\w+:/.test(value) ? text(value, LONGEST.text) : null;
}

function evidenceOf(value: unknown, text: ReadText): readonly StatedEvidence[] {
	return objectsOf(value, MOST_EVIDENCE)
		.map((one) => ({
			name: text(one['name'], LONGEST.name),
			narrative: text(one['narrative'], LONGEST.text) ?? text(one['description'], LONGEST.text),
			host: typeof one['id'] === 'string' ? URL.parse(one['id'].slice(0, 2000))?.host || null : null,
		}))
		.filter(({ name, narrative, host }) => name !== null || narrative !== null || host !== null);
}

const OWN = /[#-](said|shown|observed)$/;

/** The results of a person, each with the name of its ResultDescription (Open Badges 3.0, class Result). */
function resultsOf(
	subject: JsonObject,
	achievement: JsonObject,
	ours: boolean,
	text: ReadText,
): readonly StatedResult[] {
	const descriptions = objectsOf(achievement['resultDescription'], MOST_RESULTS * 2);
	const found: StatedResult[] = [];
	for (const result of objectsOf(subject['result'], MOST_RESULTS)) {
		const about = descriptions.find(({ id }) => id !== undefined && id === result['resultDescription']);
		const name = text(about?.['name'], LONGEST.name);
		const reached = objectsOf(about?.['rubricCriterionLevel'], 50).find(
			({ id }) => id !== undefined && id === result['achievedLevel'],
		);
		const value =
			text(reached?.['name'], LONGEST.name) ??
			text(result['value'], LONGEST.name) ??
			text(result['status'], LONGEST.name);
		if (name === null || value === null) continue;
		const id = ours ? String(about?.['id']) : '';
		const [, source] = OWN.exec(id) ?? [];
		found.push({ source: (source as StatedSource | undefined) ?? null, name, value });
	}
	const rank = ({ source }: StatedResult) =>
		source === null ? 3 : ['said', 'shown', 'observed'].indexOf(source);
	return found.toSorted((one, other) => rank(one) - rank(other));
}

/** The results of a badge of ours, by the last words of their ids (`…#en-said`, `…#en-said-beginner`). */
function signedResultsOf(subject: JsonObject, achievement: JsonObject, text: ReadText): SignedResult[] {
	const start = String(achievement['id']);
	const prefix = `${start}${start.includes('#') ? '-' : '#'}`;
	return objectsOf(subject['result'], MOST_RESULTS).map((result) => {
		const about = String(result['resultDescription']);
		const level = result['achievedLevel'];
		return {
			id: about.startsWith(prefix) ? about.slice(prefix.length) : about,
			value: text(result['value'], LONGEST.name),
			level: typeof level === 'string' ? level.slice(about.length + 1) : null,
		};
	});
}

/**
 * The claims of a badge of any version, for people to read; null without a credential. Pass `ours` only if
 * the badge is proven to come from this site: its results then tell their source (self-assessment, situation
 * or adviser). A text written in several languages is read in the first of `languages` that it has.
 */
export function statedClaimsOf(
	credential: JsonObject | null,
	ours: boolean,
	languages: readonly string[] = [],
): StatedClaims | null {
	if (!credential) return null;
	const text = textReader(languages);
	const [subject = {}] = objectsOf(credential['credentialSubject'], 1);
	// Before Open Badges 3.0, the badge class is a property of the assertion itself, not of a subject.
	const [achievement = {}] = objectsOf(subject['achievement'] ?? credential['badge'], 1);
	const identities = objectsOf(subject['identifier'] ?? credential['recipient'], 1);
	const [source] = objectsOf(subject['source'], 1);
	return {
		language: languageOf(achievement['inLanguage'] ?? credential['inLanguage']),
		summary: text(credential['description'], LONGEST.text),
		description: text(achievement['description'], LONGEST.text),
		criteria: criteriaOf(achievement['criteria'], text),
		assessedBy: text(source?.['name'], LONGEST.name),
		results: resultsOf(subject, achievement, ours, text),
		evidence: evidenceOf(credential['evidence'], text),
		bound: identities.some(
			(one) => one['type'] !== 'id' && (one['hashed'] === true || 'identityHash' in one),
		),
		own: ours ? readSignedBasis(signedResultsOf(subject, achievement, text)) : null,
	};
}

import { CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3_PATTERN } from '../../contexts.ts';
import { asList, asText, hasType, isObject, type Json, type JsonObject } from '../../json.ts';
import type { StructureProblem } from '../../report.ts';
import { statusIndexOf } from '../../status-list.ts';
import { tooManyFaults } from './one-shape.ts';
import { type StructureFindings, ObjectChecker } from '../object-checker.ts';
import { addJsonLdFaults } from './plain-shape.ts';

// Most problems listed in a report: more would not help anybody.
const MOST_DETAILS = 20;

function contexts(root: ObjectChecker): void {
	const value = root.value['@context'];
	if (!Array.isArray(value)) {
		root.departure('@context', 'not-a-list');
		return;
	}
	if (value[0] !== CREDENTIALS_V2 && value[0] !== CREDENTIALS_V1)
		root.departure('@context[0]', 'wrong-value');
	if (!OPEN_BADGES_3_PATTERN.test(String(value[1]))) root.departure('@context[1]', 'wrong-value');
}

/** Whether a credential follows the VC data model 1.1, as early versions of Open Badges 3.0 did. */
const isEarly = (credential: JsonObject) => asList(credential['@context'])[0] === CREDENTIALS_V1;

function dates(root: ObjectChecker): void {
	const [from, until] = isEarly(root.value)
		? ['issuanceDate', 'expirationDate']
		: ['validFrom', 'validUntil'];
	root.dateTime(from as string, true);
	root.dateTime(until as string);
	root.dateTime('awardedDate');
}

/**
 * The faults and departures of a verifiable credential that is no badge, such as a status list or an
 * endorsement; `inToken` if a token signs its text.
 */
export function credentialFindings(credential: JsonObject, inToken = false): StructureFindings {
	const findings: StructureFindings = { faults: [], departures: [] };
	const root = new ObjectChecker(credential, '', findings);
	shape(root, inToken);
	issuerOf(root);
	dates(root);
	if (asList(credential['credentialSubject']).length === 0) root.fault('credentialSubject', 'missing');
	status(root);
	return once(findings);
}

/** Checks the form of a credential, whatever kind of credential it is. */
function shape(root: ObjectChecker, inToken: boolean): void {
	// The contexts and the proofs of a credential are checked in their own steps.
	const { '@context': _contexts, proof: _proof, ...rest } = root.value;
	addJsonLdFaults(rest, '', root.findings, inToken);
	root.findings.faults.push(...tooManyFaults(root.value));
	// Repeating a context changes nothing, but the standard requires a set (VC data model 2.0, Contexts).
	const stated = asList(root.value['@context']);
	if (new Set(stated).size !== stated.length) root.departure('@context', 'repeated');
	root.type('VerifiableCredential');
	root.objects('proof');
	// A proof that is no object cannot be verified, so it is a fault.
	if (!asList(root.value['proof']).every(isObject)) root.fault('proof', 'not-object');
}

/** Checks the issuer, which must have an id: without one, nobody attests the badge. */
function issuerOf(root: ObjectChecker): ObjectChecker | undefined {
	const given = root.value['issuer'];
	if (typeof given === 'string') {
		root.uri('issuer');
		return undefined;
	}
	if (!isObject(given))
		root.fault('issuer', given === undefined || given === null ? 'missing' : 'not-object');
	const place = root.object('issuer');
	if (place && typeof place.value['id'] !== 'string') place.fault('id', 'missing');
	place?.uri('id');
	return place;
}

function subject(root: ObjectChecker): void {
	const given = root.value['credentialSubject'];
	const single = Array.isArray(given) && given.length === 1;
	const place = single ? root.objects('credentialSubject')[0] : root.object('credentialSubject');
	// A badge is about one person: with two subjects, a reader would show only one of them.
	if (!place) return root.fault('credentialSubject', given === undefined ? 'missing' : 'not-object');
	if (single) root.departure('credentialSubject', 'not-object');
	place.type('AchievementSubject');
	place.uri('id');
	const identifiers = place.objects('identifier');
	// Only a departure here: a badge without a recipient fits any holder, and the step `recipient` reports
	// this.
	if (place.value['id'] === undefined && identifiers.length === 0) place.departure('id', 'missing');
	for (const identity of identifiers) {
		identity.type('IdentityObject');
		identity.text('identityHash', true);
		identity.text('identityType', true);
		identity.text('salt');
		if (typeof identity.value['hashed'] !== 'boolean') identity.departure('hashed', 'wrong-value');
	}
	const awarded = place.value['achievement'];
	if (!isObject(awarded) && typeof awarded !== 'string')
		place.fault('achievement', awarded === undefined || awarded === null ? 'missing' : 'not-object');
	const definition = place.object('achievement');
	if (definition) checkAchievement(definition);
	checkStatedResults(place, definition);
}

function status(root: ObjectChecker): void {
	const given = root.value['credentialStatus'];
	const entries = isObject(given)
		? [new ObjectChecker(given, root.at('credentialStatus'), root.findings)]
		: root.objects('credentialStatus');
	for (const entry of entries) {
		entry.uri('id');
		if (asList(entry.value['type']).length === 0) entry.departure('type', 'missing');
		if (!hasType(entry.value, 'BitstringStatusListEntry', 'StatusList2021Entry')) continue;
		entry.text('statusPurpose', true);
		entry.uri('statusListCredential', true);
		// An index in a list is the same claim in the signed graph, but readers that expect one index would
		// miss it.
		if (Array.isArray(entry.value['statusListIndex'])) entry.fault('statusListIndex', 'not-text');
		else if (statusIndexOf(entry.value) === undefined) entry.departure('statusListIndex', 'wrong-value');
	}
}

/**
 * The faults of an OB 3.0 AchievementCredential and its departures from the standard, each with its path;
 * `inToken` if a token signs its text.
 */
export function badgeFindings(credential: JsonObject, inToken = false): StructureFindings {
	const findings: StructureFindings = { faults: [], departures: [] };
	const root = new ObjectChecker(credential, '', findings);
	contexts(root);
	shape(root, inToken);
	root.uri('id', true);
	root.type('OpenBadgeCredential', 'AchievementCredential');
	checkProfile(issuerOf(root));
	dates(root);
	root.words('name');
	root.words('description');
	subject(root);
	for (const piece of root.objects('evidence')) {
		piece.type('Evidence');
		piece.uri('id');
		for (const key of ['name', 'narrative', 'description', 'genre', 'audience']) piece.words(key);
	}
	status(root);
	return once(findings);
}

function once({ faults, departures }: StructureFindings): StructureFindings {
	const told = new Set(faults.map(({ path }) => path));
	return {
		faults: withoutTwins(faults),
		departures: withoutTwins(departures.filter(({ path }) => !told.has(path))),
	};
}

function withoutTwins(details: readonly StructureProblem[]): StructureProblem[] {
	const byPlace = new Map(details.map((detail) => [`${detail.path} ${detail.problem}`, detail]));
	return [...byPlace.values()].slice(0, MOST_DETAILS);
}

/**
 * The subject of a credential, the first if there are several (a fault in a badge); undefined if there is
 * none.
 */
export function subjectOf(credential: JsonObject): JsonObject | undefined {
	const [first] = asList(credential['credentialSubject']);
	return isObject(first) ? first : undefined;
}

/**
 * The endorsements in a badge: of the badge itself, its issuer, its achievement and the creator of that
 * achievement.
 */
export function endorsementsOf(credential: JsonObject): readonly Json[] {
	const achievement = subjectOf(credential)?.['achievement'];
	const creator = isObject(achievement) ? achievement['creator'] : undefined;
	return [credential, credential['issuer'], achievement, creator]
		.filter(isObject)
		.flatMap((owner) => [...asList(owner['endorsement']), ...asList(owner['endorsementJwt'])]);
}

/**
 * The ids of what an endorsement in a badge may be about: the badge, its issuer, its recipient, its
 * achievement and the creator of that achievement (OB 3.0, EndorsementSubject).
 */
export function endorsedIdsOf(credential: JsonObject): ReadonlySet<string> {
	const subject = subjectOf(credential);
	const achievement = subject?.['achievement'];
	const creator = isObject(achievement) ? achievement['creator'] : undefined;
	const ids = [credential, credential['issuer'], subject, achievement, creator].map((one) =>
		isObject(one) ? asText(one['id']) : asText(one),
	);
	return new Set(ids.filter((id) => id !== undefined));
}

// OB 3.0, enumeration ResultType.
const RESULT_TYPES = new Set([
	'GradePointAverage',
	'LetterGrade',
	'Percent',
	'PerformanceLevel',
	'PredictedScore',
	'RawScore',
	'Result',
	'RubricCriterion',
	'RubricCriterionLevel',
	'RubricScore',
	'ScaledScore',
	'Status',
]);

// OB 3.0, enumeration ResultStatusType.
const STATUSES = new Set([
	'Completed',
	'Enrolled',
	'Failed',
	'InProgress',
	'OnHold',
	'Provisional',
	'Withdrew',
]);

/** Checks the profile of an issuer or of an achievement's creator (OB 3.0, class Profile). */
export function checkProfile(place: ObjectChecker | undefined): void {
	if (!place) return;
	place.uri('id', true);
	place.type('Profile');
	for (const key of ['name', 'description']) place.words(key);
	for (const key of ['email', 'phone']) place.text(key);
	place.uri('url');
}

function image(owner: ObjectChecker): void {
	const place = owner.object('image');
	place?.uri('id', true);
	place?.type('Image');
	place?.words('caption');
}

const levels = (description: ObjectChecker) =>
	new Set(
		description
			.objects('rubricCriterionLevel')
			.map((level) => asText(level.value['id']))
			.filter((id) => id !== undefined),
	);

function descriptions(place: ObjectChecker): void {
	for (const description of place.objects('resultDescription')) {
		description.uri('id', true);
		description.type('ResultDescription');
		description.words('name', true);
		description.oneOf('resultType', RESULT_TYPES, true);
		for (const level of description.objects('rubricCriterionLevel')) {
			level.uri('id', true);
			level.type('RubricCriterionLevel');
			level.words('name', true);
			level.text('level');
		}
		const required = description.value['requiredLevel'];
		if (required !== undefined && !levels(description).has(String(required))) {
			description.departure('requiredLevel', 'bad-reference');
		}
	}
}

/** Checks the definition of a badge (OB 3.0, class Achievement). */
export function checkAchievement(place: ObjectChecker): void {
	place.uri('id', true);
	place.type('Achievement');
	for (const key of ['achievementType', 'inLanguage', 'version']) place.text(key);
	place.words('name', true);
	place.words('description', true);
	const criteria = place.object('criteria', true);
	criteria?.uri('id');
	criteria?.words('narrative');
	if (criteria && criteria.value['id'] === undefined && criteria.value['narrative'] === undefined) {
		criteria.departure('narrative', 'missing');
	}
	image(place);
	for (const alignment of place.objects('alignment')) {
		alignment.type('Alignment');
		alignment.words('targetName', true);
		alignment.uri('targetUrl', true);
	}
	for (const related of place.objects('related')) {
		related.uri('id', true);
		related.type('Related');
	}
	if (typeof place.value['creator'] !== 'string') checkProfile(place.object('creator'));
	descriptions(place);
}

/**
 * Checks the results of a person (OB 3.0, class Result); each must refer to a ResultDescription in the same
 * achievement.
 */
export function checkStatedResults(subject: ObjectChecker, definition: ObjectChecker | undefined): void {
	const known = new Map(
		(definition?.objects('resultDescription') ?? []).map((one) => [one.value['id'], one]),
	);
	for (const result of subject.objects('result')) {
		result.type('Result');
		const pointed = result.value['resultDescription'];
		const description = pointed === undefined ? undefined : known.get(pointed);
		if (pointed !== undefined && !description) result.departure('resultDescription', 'bad-reference');
		const level = result.value['achievedLevel'];
		if (level !== undefined && !(description && levels(description).has(String(level)))) {
			result.departure('achievedLevel', 'bad-reference');
		}
		result.oneOf('status', STATUSES, description?.value['resultType'] === 'Status');
		result.text('value');
	}
}

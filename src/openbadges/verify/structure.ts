import { CREDENTIALS_V2, OPEN_BADGES_3_PATTERN } from '../contexts.ts';
import { asList, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Detail } from '../report.ts';
import { achievement, profile, results } from './structure-achievement.ts';
import { shapeFaults } from './one-shape.ts';
import { Place } from './place.ts';
import type { Findings } from './place.ts';

// Past this many, more places help nobody.
const MOST_DETAILS = 20;

function contexts(root: Place): void {
	const value = root.value['@context'];
	if (!Array.isArray(value)) {
		root.fault('@context', 'not-a-list');
		return;
	}
	if (value[0] !== CREDENTIALS_V2) root.fault('@context[0]', 'wrong-value');
	if (!OPEN_BADGES_3_PATTERN.test(String(value[1]))) root.fault('@context[1]', 'wrong-value');
}

function issuer(root: Place): void {
	if (typeof root.value['issuer'] === 'string') root.uri('issuer', true);
	else profile(root.object('issuer', true));
}

function subject(root: Place): void {
	const given = root.value['credentialSubject'];
	const single = Array.isArray(given) && given.length === 1;
	const place = single ? root.objects('credentialSubject')[0] : root.object('credentialSubject', true);
	if (!place) return;
	if (single) root.findings.departures.push({ path: root.at('credentialSubject'), problem: 'not-object' });
	place.type('AchievementSubject');
	place.uri('id');
	const identifiers = place.objects('identifier');
	if (place.value['id'] === undefined && identifiers.length === 0) place.fault('id', 'missing');
	for (const identity of identifiers) {
		identity.type('IdentityObject');
		identity.text('identityHash', true);
		identity.text('identityType', true);
		identity.text('salt');
		if (typeof identity.value['hashed'] !== 'boolean') identity.fault('hashed', 'wrong-value');
	}
	const definition = place.object('achievement', true);
	if (definition) achievement(definition);
	results(place, definition);
}

function status(root: Place): void {
	const given = root.value['credentialStatus'];
	const entries = isObject(given) ? [root.object('credentialStatus')] : root.objects('credentialStatus');
	for (const entry of entries) {
		entry?.uri('id');
		entry?.text('type', true);
		if (entry?.value['type'] !== 'BitstringStatusListEntry') continue;
		entry.text('statusPurpose', true);
		entry.uri('statusListCredential', true);
		if (!/^\d{1,15}$/.test(String(entry.value['statusListIndex'])))
			entry.fault('statusListIndex', 'wrong-value');
	}
}

/** What a document lacks to be an OB 3.0 AchievementCredential, place by place. */
export function structureOf(credential: JsonObject): Findings {
	const findings: Findings = { faults: [], departures: [] };
	const root = new Place(credential, '', findings);
	contexts(root);
	findings.faults.push(...shapeFaults(credential));
	root.uri('id', true);
	root.type('VerifiableCredential');
	root.type('OpenBadgeCredential', 'AchievementCredential');
	issuer(root);
	root.dateTime('validFrom', true);
	root.dateTime('validUntil');
	root.dateTime('awardedDate');
	root.text('name');
	root.text('description');
	subject(root);
	for (const piece of root.objects('evidence')) {
		piece.type('Evidence');
		piece.uri('id');
		for (const key of ['name', 'narrative', 'description', 'genre', 'audience']) piece.text(key);
	}
	status(root);
	root.objects('proof');
	return { faults: once(findings.faults), departures: once(findings.departures) };
}

function once(details: readonly Detail[]): Detail[] {
	const byPlace = new Map(details.map((detail) => [`${detail.path} ${detail.problem}`, detail]));
	return [...byPlace.values()].slice(0, MOST_DETAILS);
}

/** The one subject of a credential whose structure is sound. */
export function subjectOf(credential: JsonObject): JsonObject | undefined {
	const [first] = asList(credential['credentialSubject']);
	return isObject(first) ? first : undefined;
}

import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { check } from '../report.ts';
import type { Check, Detail, DetailProblem } from '../report.ts';
import { backingOf, idOf, instantOf, issuedOn } from './assertion.ts';
import type { LegacyVersion } from './assertion.ts';

interface Findings {
	readonly faults: Detail[];
	readonly departures: Detail[];
}
type Test = (value: Json) => DetailProblem | undefined;

const text: Test = (value) => {
	if (typeof value !== 'string') return 'not-text';
	return value.trim() === '' ? 'missing' : undefined;
};
const uri: Test = (value) => {
	const id = idOf(value);
	return id !== undefined && /^[a-z][a-z0-9+.-]*:\S+$/i.test(id) ? undefined : 'not-uri';
};
const anything: Test = () => undefined;
const instant: Test = (value) => (instantOf(value) ? undefined : 'not-date');
const ofType =
	(...types: readonly string[]): Test =>
	(value) =>
		asList(value).some((type) => types.includes(type as string)) ? undefined : 'wrong-type';

type Rule = readonly [key: string, test: Test, missing: 'fault' | 'departure' | 'fine'];

function apply(document: JsonObject, path: string, rules: readonly Rule[], findings: Findings): void {
	for (const [key, test, missing] of rules) {
		const value = document[key];
		const place = path === '' ? key : `${path}.${key}`;
		if (value === undefined || value === null) {
			if (missing === 'fault') findings.faults.push({ path: place, problem: 'missing' });
			if (missing === 'departure') findings.departures.push({ path: place, problem: 'missing' });
			continue;
		}
		const problem = test(value);
		// What nobody has to give, badly given, hinders nobody.
		if (problem) findings[missing === 'fault' ? 'faults' : 'departures'].push({ path: place, problem });
	}
}

const from = (version: LegacyVersion, first: LegacyVersion): boolean => version >= first;

function recipient(assertion: JsonObject, version: LegacyVersion, findings: Findings): void {
	const given = assertion['recipient'];
	if (version === '0.5') return apply(assertion, '', [['recipient', text, 'fault']], findings);
	if (!isObject(given)) {
		findings.faults.push({ path: 'recipient', problem: given === undefined ? 'missing' : 'not-object' });
		return;
	}
	const boolean: Test = (value) => (typeof value === 'boolean' ? undefined : 'wrong-value');
	const rules: readonly Rule[] = [
		[
			'type',
			(value) => (asList(value).every((one) => typeof one === 'string') ? undefined : 'not-text'),
			'fault',
		],
		['identity', text, 'fault'],
		['hashed', boolean, 'fault'],
		['salt', text, 'fine'],
	];
	apply(given, 'recipient', rules, findings);
}

function assertionRules(version: LegacyVersion): readonly Rule[] {
	const typed: readonly Rule[] = from(version, '1.1')
		? [
				['id', uri, 'fault'],
				['type', ofType('Assertion'), 'fault'],
			]
		: [];
	const issued: Rule = version === '0.5' ? ['issued_on', instant, 'fine'] : ['issuedOn', instant, 'fault'];
	const badge: Rule =
		version === '0.5'
			? ['badge', (value) => (isObject(value) ? undefined : 'not-object'), 'fault']
			: ['badge', (value) => (isObject(value) ? undefined : uri(value)), 'fault'];
	const uid: readonly Rule[] = version === '1.0' ? [['uid', text, 'fault']] : [];
	// A date of expiry that cannot be read must not be passed over.
	return [...typed, ...uid, badge, issued, ['expires', instant, 'fine']];
}

/** What an assertion lacks, by the rules of its version. */
export function assertionFindings(assertion: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	apply(assertion, '', assertionRules(version), findings);
	const expires = assertion['expires'];
	if (expires !== undefined && expires !== null && !instantOf(expires)) {
		findings.faults.push({ path: 'expires', problem: 'not-date' });
	}
	if (version !== '0.5' && issuedOn(assertion) === undefined) {
		findings.faults.push({ path: 'issuedOn', problem: 'missing' });
	}
	recipient(assertion, version, findings);
	const key = 'verify' in assertion && !('verification' in assertion) ? 'verify' : 'verification';
	const given = assertion[key];
	if (!backingOf(assertion, version)) {
		findings.faults.push({ path: key, problem: given === undefined ? 'missing' : 'wrong-value' });
	}
	return findings;
}

/** What the description of a badge lacks; what a reader can do without is a departure. */
export function classFindings(badge: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	const typed: readonly Rule[] = from(version, '1.1') ? [['type', ofType('BadgeClass'), 'fault']] : [];
	const named: readonly Rule[] = from(version, '1.1') ? [['id', uri, 'departure']] : [];
	const issuer: Test = (value) => (isObject(value) ? undefined : uri(value));
	const rules: readonly Rule[] = [
		...typed,
		...named,
		['name', text, 'fault'],
		['issuer', issuer, 'fault'],
		['criteria', anything, from(version, '1.0') ? 'departure' : 'fine'],
		['description', text, 'departure'],
		['image', anything, 'departure'],
	];
	apply(badge, 'badge', rules, findings);
	return findings;
}

/** What the profile of an issuer lacks. */
export function profileFindings(profile: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	const path = 'badge.issuer';
	if (version === '0.5') {
		apply(
			profile,
			path,
			[
				['origin', uri, 'fault'],
				['name', text, 'fault'],
			],
			findings,
		);
		return findings;
	}
	const typed: readonly Rule[] = from(version, '1.1')
		? [['type', ofType('Issuer', 'Profile', 'IssuerOrg'), 'departure']]
		: [];
	const foreign: Test = (value) =>
		asList(value).some((type) => type === 'Assertion' || type === 'BadgeClass') ? 'wrong-type' : undefined;
	// What says of itself that it is something else is nobody's profile.
	if (from(version, '1.1') && foreign(profile['type'] ?? null))
		findings.faults.push({ path: `${path}.type`, problem: 'wrong-type' });
	const email: readonly Rule[] = version === '2.0' ? [['email', text, 'departure']] : [];
	apply(profile, path, [...typed, ['name', text, 'fault'], ['url', uri, 'departure'], ...email], findings);
	return findings;
}

/** One answer for everything that was read. */
export function checkStructure(...all: readonly Findings[]): Check<'structure'> {
	const faults = all.flatMap((one) => one.faults);
	const departures = all.flatMap((one) => one.departures);
	if (faults.length > 0) return { ...check('structure', 'incomplete'), details: unique(faults) };
	if (departures.length > 0) return { ...check('structure', 'departures'), details: unique(departures) };
	return check('structure', 'complete');
}

const unique = (details: readonly Detail[]): readonly Detail[] => [
	...new Map(details.map((one) => [`${one.path} ${one.problem}`, one])).values(),
];

/** A name as a badge or an issuer gives it. */
export const nameOf = (document: JsonObject | undefined): string | null => asText(document?.['name']) ?? null;

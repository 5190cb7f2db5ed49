import { asList, asText, isObject, withoutBrackets } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { checkResult } from '../report.ts';
import type { Check, StructureProblem, StructureProblemCode } from '../report.ts';
import { instantOf } from '../instants.ts';
import { assertionVerificationOf, idOfReference } from './assertion.ts';
import type { LegacyVersion } from './assertion.ts';
import { extensionFaults } from './extensions.ts';

/**
 * What is wrong in a document: faults, for which the badge is refused, and departures from the standard,
 * which are only reported.
 */
export interface Findings {
	readonly faults: StructureProblem[];
	readonly departures: StructureProblem[];
}
type Test = (value: Json) => StructureProblemCode | undefined;

const text: Test = (value) => {
	if (typeof value !== 'string') return 'not-text';
	return value.trim() === '' ? 'missing' : undefined;
};
const uri: Test = (value) => {
	const id = idOfReference(value);
	return id !== undefined && /^[a-z][a-z0-9+.-]*:\S+$/i.test(id) ? undefined : 'not-uri';
};
const anything: Test = () => undefined;
const instant: Test = (value) => (instantOf(value) ? undefined : 'not-date');
const ofType =
	(...types: readonly string[]): Test =>
	(value) =>
		asList(value).some((type) => types.includes(type as string)) ? undefined : 'wrong-type';

/**
 * The rule for a property: its name, the test of its value, and what the property is when missing: `fault` if
 * the badge or its issuer could not be identified without it, `departure` if the standard requires it,
 * undefined if it is optional.
 */
type Rule = readonly [key: string, test: Test, missing?: 'fault' | 'departure' | undefined];

/** Whether a value is neither a text nor an object, so that it has no meaning where a text is expected. */
const isNonsense = (value: Json) => typeof value !== 'string' && !isObject(value);

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
		if (!problem) continue;
		// A list of one value, where the standard has the value alone, is read as that value.
		const bare = withoutBrackets(value) ?? null;
		if (bare !== value && !test(bare)) findings.departures.push({ path: place, problem: 'wrong-value' });
		else findings[missing === 'fault' ? 'faults' : 'departures'].push({ path: place, problem });
	}
}

const from = (version: LegacyVersion, first: LegacyVersion): boolean => version >= first;

/**
 * Checks the name of a badge class or an issuer: a missing name is a departure, a name that is no text is a
 * fault.
 */
function named(document: JsonObject, path: string, findings: Findings): void {
	const { name } = document;
	const place = path === '' ? 'name' : `${path}.name`;
	if (name !== undefined && name !== null && isNonsense(name))
		findings.faults.push({ path: place, problem: 'not-text' });
	else apply(document, path, [['name', text, 'departure']], findings);
}

function recipient(assertion: JsonObject, version: LegacyVersion, findings: Findings): void {
	const given = assertion['recipient'] ?? null;
	if (given !== null && isNonsense(given)) {
		findings.faults.push({ path: 'recipient', problem: 'not-object' });
		return;
	}
	if (version === '0.5') return apply(assertion, '', [['recipient', text, 'departure']], findings);
	// Only a departure here: a badge without a recipient fits any holder, and the step `recipient` reports
	// this.
	if (!isObject(given)) {
		findings.departures.push({ path: 'recipient', problem: given === null ? 'missing' : 'not-object' });
		return;
	}
	const boolean: Test = (value) => (typeof value === 'boolean' ? undefined : 'wrong-value');
	const rules: readonly Rule[] = [
		[
			'type',
			(value) => (asList(value).every((one) => typeof one === 'string') ? undefined : 'not-text'),
			'departure',
		],
		['identity', text, 'departure'],
		['hashed', boolean, 'departure'],
		['salt', text],
	];
	apply(given, 'recipient', rules, findings);
}

/**
 * Tests the picture of an assertion, which must be baked and hosted on the issuer's site (OB 2.0, Assertion,
 * image): an embedded `data:` picture is not the issuer's.
 */
const pictureOf: Test = (value) =>
	/^\s*data:/i.test(idOfReference(value) ?? '') ? 'wrong-value' : undefined;

function assertionRules(version: LegacyVersion): readonly Rule[] {
	const typed: readonly Rule[] = from(version, '1.1')
		? [
				['id', uri, 'departure'],
				['type', ofType('Assertion'), 'departure'],
			]
		: [];
	const issued: Rule = version === '0.5' ? ['issued_on', instant] : ['issuedOn', instant, 'departure'];
	const badge: Rule =
		version === '0.5'
			? ['badge', (value) => (isObject(value) ? undefined : 'not-object'), 'fault']
			: ['badge', (value) => (isObject(value) ? undefined : uri(value)), 'fault'];
	const uid: readonly Rule[] = version === '1.0' ? [['uid', text, 'departure']] : [];
	return [...typed, ...uid, badge, issued, ['expires', instant]];
}

/** The faults of an assertion and its departures from the standard, by the rules of its version. */
export function assertionFindings(assertion: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	apply(assertion, '', assertionRules(version), findings);
	recipient(assertion, version, findings);
	const problem = version === '2.0' ? pictureOf(assertion['image'] ?? null) : undefined;
	if (problem) findings.faults.push({ path: 'image', problem });
	findings.faults.push(...extensionFaults(assertion, ''));
	const key = 'verify' in assertion && !('verification' in assertion) ? 'verify' : 'verification';
	const given = assertion[key];
	// Only a departure here: the step `signature` tells what an assertion without verification is worth.
	const plain = !Array.isArray(given) && assertionVerificationOf(assertion, version) !== undefined;
	if (version !== '0.5' && (given === undefined || !plain)) {
		findings.departures.push({ path: key, problem: given === undefined ? 'missing' : 'wrong-value' });
	}
	return findings;
}

const FOREIGN_CLASS = ['Assertion', 'Issuer', 'Profile', 'IssuerOrg'];

/**
 * The faults of a badge class and its departures from the standard; anything that a reader can do without is
 * a departure.
 */
export function classFindings(badge: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	const typed: readonly Rule[] = from(version, '1.1') ? [['type', ofType('BadgeClass'), 'departure']] : [];
	// A document that states the type of an assertion or an issuer does not describe a badge.
	if (from(version, '1.1') && asList(badge['type']).some((type) => FOREIGN_CLASS.includes(String(type))))
		findings.faults.push({ path: 'badge.type', problem: 'wrong-type' });
	const known: readonly Rule[] = from(version, '1.1') ? [['id', uri, 'departure']] : [];
	const issuer: Test = (value) => (isObject(value) ? undefined : uri(value));
	const rules: readonly Rule[] = [
		...typed,
		...known,
		['issuer', issuer, 'fault'],
		['criteria', anything, from(version, '1.0') ? 'departure' : undefined],
		['description', text, 'departure'],
		['image', anything, 'departure'],
	];
	apply(badge, 'badge', rules, findings);
	named(badge, 'badge', findings);
	findings.faults.push(...extensionFaults(badge, 'badge'));
	return findings;
}

/** The faults of an issuer's profile and its departures from the standard, by the rules of its version. */
export function profileFindings(profile: JsonObject, version: LegacyVersion): Findings {
	const findings: Findings = { faults: [], departures: [] };
	const path = 'badge.issuer';
	named(profile, path, findings);
	if (version === '0.5') {
		apply(profile, path, [['origin', uri, 'fault']], findings);
		return findings;
	}
	const typed: readonly Rule[] = from(version, '1.1')
		? [['type', ofType('Issuer', 'Profile', 'IssuerOrg'), 'departure']]
		: [];
	const foreign: Test = (value) =>
		asList(value).some((type) => type === 'Assertion' || type === 'BadgeClass') ? 'wrong-type' : undefined;
	// A document that states the type of an assertion or a class is no issuer's profile.
	if (from(version, '1.1') && foreign(profile['type'] ?? null))
		findings.faults.push({ path: `${path}.type`, problem: 'wrong-type' });
	const email: readonly Rule[] = version === '2.0' ? [['email', text, 'departure']] : [];
	apply(profile, path, [...typed, ['url', uri, 'departure'], ...email], findings);
	findings.faults.push(...extensionFaults(profile, path));
	return findings;
}

/** The check `structure` of a badge, from the findings in all its documents (assertion, class, profile). */
export function checkStructure(...all: readonly Findings[]): Check<'structure'> {
	const faults = all.flatMap((one) => one.faults);
	const departures = all.flatMap((one) => one.departures);
	if (faults.length > 0) return { ...checkResult('structure', 'incomplete'), details: unique(faults) };
	if (departures.length > 0)
		return { ...checkResult('structure', 'departures'), details: unique(departures) };
	return checkResult('structure', 'complete');
}

const unique = (details: readonly StructureProblem[]): readonly StructureProblem[] => [
	...new Map(details.map((one) => [`${one.path} ${one.problem}`, one])).values(),
];

/** The name of a badge or an issuer; null if it is no text. */
export const nameOf = (document: JsonObject | undefined): string | null => asText(document?.['name']) ?? null;

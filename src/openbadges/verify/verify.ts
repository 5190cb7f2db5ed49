import { supportedProof } from '../data-integrity.ts';
import { asList, asText, isObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { readInput } from '../read.ts';
import type { Reading } from '../read.ts';
import { CHECK_IDS } from '../reasons.ts';
import { check } from '../report.ts';
import type { Check, Report, Spec } from '../report.ts';
import { checkBinding } from './binding.ts';
import { checkDates } from './dates.ts';
import { checkIssuer, findIssuer, issuerId } from './issuer.ts';
import type { VerifyOptions } from './options.ts';
import { checkRecipient } from './recipient.ts';
import { checkRegister } from './register.ts';
import { checkSignature } from './signature.ts';
import { checkStatus } from './status.ts';
import { structureOf, subjectOf } from './structure.ts';
import { verdictOf } from './verdict.ts';
import { versionOf } from './version.ts';
import { contradictions } from './one-shape.ts';
import { checkVocabulary } from './vocabulary.ts';

function named(value: Json | undefined): { id: string; name: string | null } | null {
	if (typeof value === 'string') return { id: value, name: null };
	const id = isObject(value) ? asText(value['id']) : undefined;
	return id !== undefined && isObject(value) ? { id, name: asText(value['name']) ?? null } : null;
}

/** Closes a report: what was not done is skipped, and the verdict follows from the rest. */
function report(done: readonly Check[], spec: Spec | null, credential: JsonObject | null): Report {
	const checks = CHECK_IDS.map((id): Check => {
		const found = done.find((one) => one.id === id);
		// `receive` is always done, so that this reason is never asked of it.
		return found ?? ({ id, outcome: 'skip', reason: 'not-reached', params: {} } as Check);
	});
	return {
		verdict: verdictOf(checks),
		spec,
		issuer: named(credential?.['issuer']),
		achievement: named((credential && subjectOf(credential))?.['achievement']),
		credential,
		checks,
	};
}

function checkExtraction(reading: Extract<Reading, { ok: true }>): Check<'extract'> {
	const container = reading.kind === 'jwt' ? reading.container : reading.kind;
	if (container !== 'png' && container !== 'svg') return check('extract', 'not-a-picture');
	const usual = reading.kind === 'jwt' || reading.usual;
	return check('extract', usual ? 'extracted' : 'unusual-form', { picture: container.toUpperCase() });
}

function checkStructure(credential: JsonObject): Check<'structure'> {
	const { faults, departures } = structureOf(credential);
	if (faults.length > 0) return { ...check('structure', 'incomplete'), details: faults };
	if (departures.length > 0) return { ...check('structure', 'departures'), details: departures };
	return check('structure', 'complete');
}

/** Verifies a document whose structure is sound; each step stands alone, so that one report tells all there is. */
async function checkDocument(credential: JsonObject, options: VerifyOptions): Promise<readonly Check[]> {
	const id = issuerId(credential['issuer']) ?? '';
	const proof = supportedProof(credential);
	const { check: vocabulary, bytes } = await checkVocabulary(credential, proof);
	const answer = await findIssuer(id, options);
	const issuer = checkIssuer(id, answer);
	// A document that describes somebody else is no document of this issuer.
	const source = issuer.reason === 'mismatch' ? ({ kind: 'absent' } as const) : answer;
	const signature =
		vocabulary.outcome === 'pass'
			? checkSignature(credential, proof, bytes, source)
			: check('signature', 'not-reached');
	const binding =
		proof && signature.outcome === 'pass' ? checkBinding(id, proof, source) : check('binding', 'not-reached');
	const endorsed = ['endorsement', 'endorsementJwt'].some((key) => asList(credential[key]).length > 0);
	// Only of a badge that is whole: of an altered one, the signature says enough.
	const [twice] = signature.outcome === 'pass' ? contradictions(credential) : [];
	return [
		twice ? check('vocabulary', 'ambiguous', { place: twice.path }) : vocabulary,
		issuer,
		signature,
		binding,
		checkDates(credential, proof, options.now),
		await checkStatus(credential, { id, answer: source }, options),
		check('refresh', 'refreshService' in credential ? 'not-followed' : 'none'),
		check('endorsements', endorsed ? 'not-checked' : 'none'),
		checkRecipient(credential, options.recipient),
		await checkRegister(id, options),
	];
}

/**
 * Verifies what was given: bytes of a file, pasted text, or a document already parsed. Never throws for a bad badge.
 */
export async function verify(
	given: Uint8Array | string | JsonObject,
	options: VerifyOptions,
): Promise<Report> {
	const whole = typeof given === 'string' || given instanceof Uint8Array ? given : JSON.stringify(given);
	const reading = readInput(whole);
	if (!reading.ok) {
		if (reading.step === 'receive') return report([check('receive', reading.reason)], null, null);
		return report([check('receive', 'read'), check('extract', reading.reason)], null, null);
	}
	const opening = [check('receive', 'read', { kind: reading.kind }), checkExtraction(reading)];
	if (reading.kind === 'jwt') return report([...opening, check('version', 'token')], null, null);
	const { credential } = reading;
	const { spec, check: version } = versionOf(credential);
	if (version.outcome !== 'pass') return report([...opening, version], spec, credential);
	const structure = checkStructure(credential);
	if (structure.outcome === 'fail') return report([...opening, version, structure], spec, credential);
	return report(
		[...opening, version, structure, ...(await checkDocument(credential, options))],
		spec,
		credential,
	);
}

import { expect, test } from 'vitest';
import { verifyBadge } from '../../index.ts';
import type { Json, JsonObject, VerifyOptions } from '../../index.ts';
import { asList } from '../../json.ts';
import { eddsaRdfc2022 } from '../../proof/cryptosuite.ts';
import {
	badge,
	DID,
	endorsementOf,
	issued,
	LIST,
	optionsWithAllSources,
	SIGNER,
	statusList,
} from '../../worked-example.fixture.ts';
import { hidesProofTerm } from './hidden-proof-term.ts';

const OVER = '2026-10-09T08:00:00Z';
const TO_COME = '2026-12-01T00:00:00Z';
const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime';

// A context of the caller may give a prefix, and a second name, to a term of proofs.
const MORE = 'https://exemple.example/c.json';
const contexts: ReadonlyMap<string, JsonObject> = new Map([
	[
		MORE,
		{
			'@context': {
				sec: 'https://w3id.org/security#',
				fin: { '@id': 'https://w3id.org/security#expiration', '@type': DATE_TIME },
				etabli: { '@id': 'http://purl.org/dc/terms/created', '@type': DATE_TIME },
			},
		} as JsonObject,
	],
]);

const SAID = {
	type: 'DataIntegrityProof',
	cryptosuite: 'eddsa-rdfc-2022',
	created: '2026-10-08T14:00:00Z',
	verificationMethod: SIGNER.verificationMethod,
	proofPurpose: 'assertionMethod',
};

const withContext = ({ proof: _proof, ...credential }: JsonObject): JsonObject => ({
	...credential,
	'@context': [...asList(credential['@context']), MORE],
});

/** A proof of a credential by its issuer, with these options, whose property `term` is then written as `written`. */
async function proofOf(
	credential: JsonObject,
	more: JsonObject = {},
	term = '',
	written: JsonObject = {},
): Promise<JsonObject> {
	const said: JsonObject = { ...SAID, ...more };
	const proofValue = await eddsaRdfc2022.sign(
		await eddsaRdfc2022.canonicalize(credential, said, { contexts }),
		SIGNER,
	);
	const { [term]: _hidden, ...open } = said;
	return { ...open, ...written, proofValue };
}

const literal = (value: string) => ({ '@type': DATE_TIME, '@value': value });
/** Ways to write a property of a proof that leave the signed graph as it is: its options, its name, how it is written. */
const HIDDEN: readonly (readonly [string, JsonObject, string, JsonObject])[] = [
	[
		'its end by its IRI',
		{ expires: OVER },
		'expires',
		{ 'https://w3id.org/security#expiration': literal(OVER) },
	],
	[
		'its end by its IRI, in brackets',
		{ expires: OVER },
		'expires',
		{ 'https://w3id.org/security#expiration': [literal(OVER)] },
	],
	['its end by a prefix', { expires: OVER }, 'expires', { 'sec:expiration': literal(OVER) }],
	['its end by another name', { expires: OVER }, 'expires', { fin: OVER }],
	[
		'its date by its IRI',
		{ created: TO_COME },
		'created',
		{ 'http://purl.org/dc/terms/created': literal(TO_COME) },
	],
	['its date by another name', { created: TO_COME }, 'created', { etabli: TO_COME }],
	[
		'the proof before it by its IRI',
		{ previousProof: 'urn:uuid:1' },
		'previousProof',
		{ 'https://w3id.org/security#previousProof': { id: 'urn:uuid:1' } },
	],
	[
		'a second type',
		{ '@type': 'https://exemple.example/Autre' },
		'@type',
		{ '@type': 'https://exemple.example/Autre' },
	],
];

const options = (change: Partial<VerifyOptions> = {}) => optionsWithAllSources({ contexts, ...change });
const reasonOf = async (given: JsonObject, id: string, change: Partial<VerifyOptions> = {}) => {
	const { verdict, checks } = await verifyBadge(given, await options(change));
	return [verdict, checks.find((one) => one.id === id)?.reason];
};

test.each(HIDDEN)(
	'a proof that tells %s is ambiguous, wherever it stands',
	async (_what, more, term, written) => {
		const unsigned = withContext(badge());
		const sound = await proofOf(unsigned);
		const hiding = await proofOf(unsigned, more, term, written);
		const signedBy = (proof: Json): JsonObject => ({ ...unsigned, proof });
		expect(await reasonOf(signedBy([sound]), 'vocabulary')).toEqual(['valid', 'known']);
		expect(await reasonOf(signedBy([hiding]), 'vocabulary')).toEqual(['refused', 'ambiguous']);
		expect(await reasonOf(signedBy([sound, hiding]), 'vocabulary')).toEqual(['refused', 'ambiguous']);
		expect(await reasonOf(signedBy([hiding, sound]), 'vocabulary')).toEqual(['refused', 'ambiguous']);

		const word = withContext(endorsementOf(DID));
		const endorsementBy = async (proof: JsonObject) => {
			const whole = { ...unsigned, endorsement: [{ ...word, proof: [proof] }] };
			return (await reasonOf({ ...whole, proof: [await proofOf(whole)] }, 'endorsements'))[1];
		};
		expect(await endorsementBy(await proofOf(word))).toBe('sound');
		expect(await endorsementBy(await proofOf(word, more, term, written))).toBe('bad');

		const list = withContext(await statusList());
		const listBy = async (proof: JsonObject) => {
			const credential = { ...list, proof: [proof] };
			const statusSource: VerifyOptions['statusSource'] = (url) =>
				url === LIST ? { kind: 'found', credential } : { kind: 'absent' };
			return (await reasonOf(await issued(), 'status', { statusSource }))[1];
		};
		expect(await listBy(await proofOf(list))).toBe('not-revoked');
		expect(await listBy(await proofOf(list, more, term, written))).toBe('list-signature');
	},
);

test('what nobody reads in a proof may be written in any way', async () => {
	const hides = (more: JsonObject) =>
		hidesProofTerm({ '@context': withContext(badge())['@context'] as Json, ...SAID, ...more }, contexts);
	expect(await hides({})).toBe(false);
	expect(await hides({ 'https://w3id.org/security#nonce': 'x', id: 'urn:uuid:2' })).toBe(false);
	// The same date twice is one claim of the graph, and it is read.
	expect(await hides({ 'http://purl.org/dc/terms/created': literal(SAID.created) })).toBe(false);
	expect(await hides({ domain: ['https://x.example', 'https://y.example'] })).toBe(false);
	// A whole key in the place of its id: the key may have an end of its own.
	const key = { id: SAID.verificationMethod, type: 'Multikey', controller: DID, expires: OVER };
	const keyed = {
		'@context': ['https://www.w3.org/ns/credentials/v2', 'https://w3id.org/security/multikey/v1'],
	};
	expect(await hides({ ...keyed, verificationMethod: key })).toBe(false);
	// Options that no context can expand have no one meaning.
	expect(await hides({ 'inconnu ': 'x' })).toBe(true);
	// The mark by which the proof is found cannot be forged.
	expect(await hides({ 'x-proof:0': 'x-proof:0', fin: OVER })).toBe(true);
});

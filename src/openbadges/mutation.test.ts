import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import rdf from 'rdf-canonize';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { loadBundledContext } from './contexts.ts';
import {
	bakePng,
	bakeSvg,
	serializeCredential,
	issueJwt,
	parseStrictJson,
	readInput,
	verifyBadge,
	VERDICTS,
} from './index.ts';
import type { JsonObject, VerifyOptions } from './index.ts';
import { stockLibrary } from './json-ld/jsonld-speed.fixture.ts';
import { change, edit, edited, mutated } from './mutation.fixture.ts';
import { optionsWithAllSources, badge, DID, issued, png, statusList, SVG } from './worked-example.fixture.ts';

const RUNS = 300;
const stock = stockLibrary();

/**
 * The canonical form of a credential and of its proofs, by the published libraries: two credentials with the
 * same one say the same. Undefined where the libraries reject them.
 */
async function meaning({ proof, ...document }: JsonObject): Promise<string | undefined> {
	const list = Array.isArray(proof) ? (proof as readonly JsonObject[]) : [proof as JsonObject];
	const own = { '@context': document['@context'] ?? null };
	const proofs = await Promise.all(list.map((one) => canonical({ ...one, ...own })));
	return [await canonical(document), ...new Set(proofs)].join('');
}

async function canonical(document: JsonObject): Promise<string | undefined> {
	const options = {
		base: null,
		safe: true,
		rdfDirection: 'i18n-datatype',
		documentLoader: async (url: string) => loadBundledContext(url),
	};
	try {
		const quads = (await stock.toRDF(document, options)) as readonly object[];
		return await rdf.canonize(quads, {
			algorithm: 'RDFC-1.0',
			format: 'application/n-quads',
			messageDigestAlgorithm: 'sha256',
			maxWorkFactor: 1,
		});
	} catch {
		return undefined;
	}
}

const good = (verdict: string) => verdict === 'valid' || verdict === 'valid-issuer-unproven';

test('whatever is changed in a badge, however it is held, it is never valid unless it says the same', async () => {
	const document = await issued();
	const said = await meaning(document);
	const options = await optionsWithAllSources();
	const holders = [
		(text: string) => text,
		(text: string) => bakePng(png(), text),
		(text: string) => bakeSvg(SVG, text),
	];
	const seen = new Map<string, number>();
	const input = fc.record({
		changes: fc.array(change, { minLength: 1, maxLength: 3 }),
		hold: fc.constantFrom(...holders),
	});
	await always(
		{ 'still good': 0.14 * RUNS, 'not good': 0.5 * RUNS },
		(met) =>
			fc.asyncProperty(input, async ({ changes, hold }) => {
				const mutant = mutated(document, changes);
				const { verdict } = await verifyBadge(hold(serializeCredential(mutant)), options);
				seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
				met(good(verdict) ? 'still good' : 'not good');
				if (good(verdict)) expect(await meaning(mutant)).toBe(said);
			}),
		{ numRuns: RUNS },
	);
	// The random changes led to each of these verdicts at least once.
	for (const verdict of ['valid', 'altered', 'refused']) expect([...seen.keys()]).toContain(verdict);
});

test('whatever is changed in the bytes of a file, it is never valid unless it holds the same badge', async () => {
	const document = await issued();
	const text = serializeCredential(document);
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const kid = `${DID}#jeton`;
	const key = { kid, pkcs8: new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' })) };
	const token = issueJwt(badge({ status: undefined }), key, { alg: 'ES256' });
	const method = {
		id: kid,
		type: 'JsonWebKey',
		controller: DID,
		publicKeyJwk: pair.publicKey.export({ format: 'jwk' }),
	};
	const listing = { id: DID, verificationMethod: [method], assertionMethod: [kid] } as unknown as JsonObject;
	const ours = await optionsWithAllSources();
	const theirs: VerifyOptions = { ...ours, resolveIssuer: () => ({ kind: 'found', document: listing }) };
	const files = [
		{ bytes: Buffer.from(text), options: ours },
		{ bytes: bakePng(png(), text), options: ours },
		{ bytes: Buffer.from(bakeSvg(SVG, text)), options: ours },
		{ bytes: Buffer.from(token), options: theirs },
		{ bytes: bakePng(png(), token), options: theirs },
		{ bytes: Buffer.from(bakeSvg(SVG, token)), options: theirs },
	];
	const inside = (bytes: Uint8Array) => {
		const reading = readInput(bytes);
		if (!reading.ok) return undefined;
		return reading.kind === 'jwt' ? reading.text : reading.credential;
	};
	const input = fc.record({
		file: fc.constantFrom(...files),
		edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
	});
	const seen = new Set<string>();
	for (const { bytes, options } of files) expect((await verifyBadge(bytes, options)).verdict).toBe('valid');
	await always(
		{ 'not good': 1.9 * RUNS },
		(met) =>
			fc.asyncProperty(input, async ({ file: { bytes, options }, edits }) => {
				const mutant = edited(bytes, edits);
				const { verdict } = await verifyBadge(mutant, options);
				seen.add(verdict);
				met('not good', !good(verdict));
				if (good(verdict)) expect(isDeepStrictEqual(inside(mutant), inside(bytes))).toBe(true);
			}),
		{ numRuns: 2 * RUNS },
	);
	for (const verdict of ['malformed', 'altered']) expect([...seen]).toContain(verdict);
});

test('whatever is changed in a list that revokes, the badge is never valid', async () => {
	const document = await issued();
	const list = await statusList({ revoked: true });
	const seen = new Set<string>();
	await always(
		{ 'several changes': 0.45 * RUNS },
		(met) =>
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
				const credential = mutated(list, changes);
				const options = await optionsWithAllSources({ statusSource: () => ({ kind: 'found', credential }) });
				const { verdict } = await verifyBadge(document, options);
				seen.add(verdict);
				met('several changes', changes.length > 1);
				expect(good(verdict)).toBe(false);
			}),
		{ numRuns: RUNS },
	);
	expect([...seen]).toEqual(expect.arrayContaining(['revoked', 'refused']));
});

test('whatever documents say, and whatever is asked, an answer is given', async () => {
	const document = await issued();
	const anything = fc.oneof(
		fc.jsonValue().map((value) => value as unknown as JsonObject),
		fc.string().map((text) => text as unknown as JsonObject),
	);
	const input = fc.record({
		issuer: anything,
		list: anything,
		given: fc.oneof(anything, fc.constant(document)),
	});
	await always(
		{ 'a badge of ours': 0.33 * RUNS, anything: 0.33 * RUNS },
		(met) =>
			fc.asyncProperty(input, async ({ issuer, list, given }) => {
				const options = await optionsWithAllSources({
					resolveIssuer: () => ({ kind: 'found', document: issuer }),
					statusSource: () => ({ kind: 'found', credential: list }),
				});
				met(given === document ? 'a badge of ours' : 'anything');
				const { verdict, checks } = await verifyBadge(given, options);
				expect(VERDICTS).toContain(verdict);
				expect(good(verdict)).toBe(false);
				expect(checks.length).toBe(14);
			}),
		{ numRuns: RUNS },
	);
});

test('strict JSON is JSON, less what can be read in two ways', () => {
	always(
		{ 'something within': 0.45 * RUNS },
		(met) =>
			fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
				const text = JSON.stringify(value);
				fc.pre(!text.includes('"__proto__"') && text.isWellFormed() && !/\\ud[89a-f]/i.test(text));
				met('something within', text.length > 10);
				expect(parseStrictJson(text)).toEqual(JSON.parse(text));
			}),
		{ numRuns: RUNS },
	);
});

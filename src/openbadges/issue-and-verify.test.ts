import { expect, test } from 'vitest';
import {
	bakePng,
	bakeSvg,
	serializeCredential,
	eddsaRdfc2022,
	issueCredential,
	parseStrictJson,
	readInput,
	verifyBadge,
} from './index.ts';
import {
	optionsWithAllSources,
	badge,
	changed,
	DID,
	issued,
	ISSUED,
	png,
	SIGNER,
	SVG,
} from './worked-example.fixture.ts';

test('Ada’s badge is the same, byte for byte, each time it is issued', async () => {
	expect(serializeCredential(await issued())).toBe(serializeCredential(await issued()));
	expect((await issued()).proof).toEqual([
		{
			type: 'DataIntegrityProof',
			cryptosuite: 'eddsa-rdfc-2022',
			created: '2026-10-08T14:00:00Z',
			verificationMethod: `${DID}#${SIGNER.key.multikey}`,
			proofPurpose: 'assertionMethod',
			proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{86,88}$/),
		},
	]);
});

test('what nothing defines, or what is already signed, is not signed', async () => {
	const how = { key: SIGNER, created: ISSUED };
	await expect(issueCredential(changed(badge(), 'humeur', 'bonne'), how)).rejects.toThrow(
		'undefined-terms: humeur',
	);
	await expect(issueCredential(await issued(), how)).rejects.toThrow(TypeError);
	await expect(issueCredential(changed(badge(), '@context.0', 'https://x.example'), how)).rejects.toThrow(
		TypeError,
	);
});

test('every container gives the same text back, accents and emoji included, and it is valid', async () => {
	const text = serializeCredential(await issued());
	const containers: [string, Uint8Array | string][] = [
		['json', text],
		['json', new TextEncoder().encode(`\uFEFF${text}\n`)],
		['png', bakePng(png(), text)],
		['svg', bakeSvg(SVG, text)],
		['svg', new TextEncoder().encode(bakeSvg(SVG, text))],
		['json', JSON.stringify(JSON.parse(text), null, 2)],
	];
	for (const [kind, given] of containers) {
		const reading = readInput(given);
		expect(reading).toMatchObject({ ok: true, kind });
		if (reading.ok && reading.kind !== 'jwt') expect(reading.credential).toEqual(parseStrictJson(text));
		const report = await verifyBadge(given, await optionsWithAllSources());
		expect(report.verdict).toBe('valid');
		expect(report.checks.filter(({ outcome }) => !['pass', 'skip'].includes(outcome))).toEqual([]);
	}
});

test('a valid report says who, what, and each of the 14 steps in order', async () => {
	const report = await verifyBadge(await issued(), await optionsWithAllSources());
	expect(report).toMatchObject({
		verdict: 'valid',
		spec: '3.0',
		issuer: { id: DID, name: 'Démonstration' },
		achievement: { name: 'Pratique : culture informationnelle' },
	});
	expect(report.checks.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
		'receive: read',
		'extract: not-a-picture',
		'version: open-badges-3',
		'structure: complete',
		'vocabulary: known',
		'issuer: found',
		'signature: sound',
		'binding: bound',
		'dates: in-force',
		'status: not-revoked',
		'refresh: none',
		'endorsements: none',
		'recipient: not-asked',
		'register: this-site',
	]);
});

test('what leaves the meaning the same is no alteration', async () => {
	const document = await issued();
	const reordered = Object.fromEntries(Object.entries(document).reverse());
	expect((await verifyBadge(reordered, await optionsWithAllSources())).verdict).toBe('valid');
	const evidence = [...(document['evidence'] as object[])].reverse();
	expect(
		(await verifyBadge(changed(document, 'evidence', evidence), await optionsWithAllSources())).verdict,
	).toBe('valid');
	// Most libraries write the proof of a credential as a single object instead of a list: it is accepted,
	// and reported as a departure from the standard.
	const single = await verifyBadge(
		changed(document, 'proof', document.proof[0]),
		await optionsWithAllSources(),
	);
	expect(single.verdict).toBe('valid');
	expect(single.checks[3]).toMatchObject({
		outcome: 'warn',
		reason: 'departures',
		details: [{ path: 'proof', problem: 'not-a-list' }],
	});
});

test('the e-mail is compared only on request', async () => {
	const asked = async (recipient: string) =>
		(await verifyBadge(await issued(), await optionsWithAllSources({ recipient }))).checks[12];
	expect(await asked(' ADA@ecole.example ')).toMatchObject({ outcome: 'pass', reason: 'matches' });
	expect(await asked('bruno@recit.example')).toMatchObject({ outcome: 'fail', reason: 'no-match' });
	expect(await asked('')).toMatchObject({ outcome: 'skip', reason: 'not-asked' });
	const without = await issued({ recipient: { id: 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c11' } });
	const report = await verifyBadge(
		without,
		await optionsWithAllSources({ recipient: 'emile@cegep.example' }),
	);
	expect(report.checks[12]).toMatchObject({ outcome: 'unknown', reason: 'no-address' });
	expect(report.verdict).toBe('valid');
});

test('a proof value is read only in its own alphabet and length', async () => {
	const bytes = new Uint8Array(64);
	const proof = await eddsaRdfc2022.sign(bytes, SIGNER);
	expect(eddsaRdfc2022.verify(bytes, proof, SIGNER.key)).toBe(true);
	for (const bad of [
		`${proof}1`,
		`z1${proof.slice(1)}`,
		proof.slice(1),
		'z',
		'',
		'z0OIl',
		`z${'2'.repeat(500)}`,
	]) {
		expect(eddsaRdfc2022.verify(bytes, bad, SIGNER.key)).toBe(false);
	}
});

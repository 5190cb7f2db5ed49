import fc from 'fast-check';
import { expect, test } from 'vitest';
import { always } from '#tests/property';
import { generateEd25519Key, signerFromPkcs8, verifyBadge } from './index.ts';
import type { Check, Json, Report } from './index.ts';
import { optionsWithAllSources, changed, DID, issued } from './worked-example.fixture.ts';

const failing = (report: Report) => report.checks.filter((one) => one.outcome === 'fail').map(key);
const key = ({ id, reason }: Check) => `${id}: ${reason}`;

const ACHIEVEMENT = 'https://macaron.example/badges/practice-information-literacy';
const other = signerFromPkcs8(generateEd25519Key().pkcs8, DID);

test.each([
	['the subject', 'credentialSubject.id', 'urn:uuid:6d1b0b9e-4c1f-4a43-9d0e-0f5f5f7a1c12'],
	['what was achieved', 'credentialSubject.achievement.name', 'Pratique : culture Informationnelle'],
	['the level reached', 'credentialSubject.result.0.achievedLevel', `${ACHIEVEMENT}#said-beginner`],
	['the narrative', 'credentialSubject.achievement.criteria.narrative', 'Rien.'],
	['the evidence', 'evidence.0.narrative', 'J’ai vérifié «la source».'],
	['the beginning', 'validFrom', '2026-10-08T14:00:01Z'],
	['the award date', 'awardedDate', '2025-10-08T14:00:00Z'],
	['an end that was not there', 'validUntil', '2030-01-01T00:00:00Z'],
	['the issuer’s name', 'issuer.name', 'Demonstration'],
	['the status entry', 'credentialStatus.statusListIndex', '94568'],
	['the proof’s date', 'proof.0.created', '2026-10-08T14:00:01Z'],
	['the proof’s key', 'proof.0.verificationMethod', other.verificationMethod],
])('%s altered: the signature says so', async (_what, path, value) => {
	const report = await verifyBadge(changed(await issued(), path, value), await optionsWithAllSources());
	expect(report.verdict).toBe('altered');
	expect(failing(report)).toContain('signature: broken');
});

test('the issuer altered: the signature no longer fits, and the other issuer is not known', async () => {
	const report = await verifyBadge(
		changed(await issued(), 'issuer.id', 'did:web:macaron.example:i:autre'),
		await optionsWithAllSources(),
	);
	expect(report.verdict).toBe('altered');
	expect(failing(report)).toEqual(expect.arrayContaining(['signature: broken', 'issuer: absent']));
});

test('any letter of the proof value altered, or that of another badge: altered', async () => {
	const document = await issued();
	const value = String(document.proof[0]['proofValue']);
	const swapped = value.slice(0, -1) + (value.endsWith('2') ? '3' : '2');
	const stolen = (await issued({ id: 'https://macaron.example/b/autre' })).proof[0]['proofValue'];
	for (const wrong of [swapped, stolen, value.slice(0, -1), 'z', 'pas une signature']) {
		const report = await verifyBadge(
			changed(document, 'proof.0.proofValue', wrong),
			await optionsWithAllSources(),
		);
		expect(report.verdict).toBe('altered');
	}
});

test('a term that nothing defines is refused, in the badge and in its proof', async () => {
	for (const path of ['humeur', 'credentialSubject.humeur', 'proof.0.humeur']) {
		const report = await verifyBadge(changed(await issued(), path, 'bonne'), await optionsWithAllSources());
		expect(report.verdict).toBe('refused');
		expect(failing(report)).toEqual(['vocabulary: undefined-terms']);
	}
});

test('a removed proof, another purpose or another method is never valid', async () => {
	const document = await issued();
	const verdict = async (path: string, value: Json | undefined) =>
		(await verifyBadge(changed(document, path, value), await optionsWithAllSources())).verdict;
	expect(await verdict('proof', undefined)).toBe('refused');
	expect(await verdict('proof', [])).toBe('refused');
	expect(await verdict('proof.0.proofPurpose', 'authentication')).toBe('refused');
	expect(await verdict('proof.0.cryptosuite', 'eddsa-jcs-2022')).toBe('unsupported');
	expect(await verdict('proof.0.@context', ['https://w3id.org/security/v2'])).toBe('altered');
});

test('definitions brought by the badge, or not bundled, are never used', async () => {
	const document = await issued();
	const inline = { '@context': { humeur: 'https://x.example/humeur' } };
	const reports = await Promise.all(
		[inline['@context'], 'https://x.example/context.json'].map(async (context) =>
			verifyBadge(changed(document, '@context.2', context), await optionsWithAllSources()),
		),
	);
	expect(reports.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
	expect(reports.map(({ checks }) => checks[4]?.reason)).toEqual(['inline-context', 'unknown-context']);
	const nested = await verifyBadge(
		changed(document, 'issuer.@context', inline['@context']),
		await optionsWithAllSources(),
	);
	expect(nested.verdict).toBe('refused');
	// Both findings are reported: the form of the badge, and that it can be read differently than it was
	// signed.
	expect(failing(nested)).toEqual(['structure: incomplete', 'vocabulary: ambiguous']);
});

function leaves(value: Json, path: string): readonly string[] {
	if (typeof value === 'string') return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		leaves(inner as Json, path === '' ? name : `${path}.${name}`),
	);
}

test('no change of any one text of the signed document is ever valid', async () => {
	const document = await issued();
	const paths = leaves(document, '');
	expect(paths.length).toBeGreaterThan(70);
	const options = await optionsWithAllSources();
	const at = (path: string) =>
		path
			.split('.')
			.reduce<unknown>((owner, name) => (owner as Record<string, unknown>)[name], document) as string;
	const verdicts: string[] = [];
	const change = fc.record({
		path: fc.constantFrom(...paths),
		position: fc.nat(200),
		letter: fc.constantFrom('a', 'é', '0', ' ', '/', '#', ':', '"', '\u200b', '\u0301', '🦉'),
		how: fc.constantFrom('insert', 'replace', 'remove'),
	});
	await always(
		{ inserted: 85, replaced: 85, removed: 85 },
		(met) =>
			fc.asyncProperty(change, async ({ path, position, letter, how }) => {
				const old = at(path);
				const start = position % (old.length + 1);
				const put = how === 'remove' ? '' : letter;
				const value = old.slice(0, start) + put + old.slice(start + (how === 'insert' ? 0 : 1));
				fc.pre(value !== old && value.isWellFormed());
				met(how === 'insert' ? 'inserted' : how === 'replace' ? 'replaced' : 'removed');
				const { verdict } = await verifyBadge(changed(document, path, value), options);
				verdicts.push(verdict);
				expect(['valid', 'valid-issuer-unproven']).not.toContain(verdict);
			}),
		{ numRuns: 400 },
	);
	expect(verdicts).toContain('altered');
});

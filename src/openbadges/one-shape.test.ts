import { expect, test } from 'vitest';
import { asList, isObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { structureOf } from './verify/structure.ts';
import { verify } from './verify/verify.ts';
import { issueCredential } from './data-integrity.ts';
import { atHand, badge as badgeOf, ISSUED, issued, SIGNER, VALUES } from './worked-example.ts';

const faults = (credential: JsonObject) => structureOf(credential).faults.map(({ problem }) => problem);

test('two things of one id, told differently, could trade their words under one signature: refused', async () => {
	const badge = await issued();
	const achievement = (badge['credentialSubject'] as JsonObject)['achievement'] as JsonObject;
	const piece = { type: ['Evidence'], id: String(achievement['id']), name: 'Transfert, niveau avancé' };
	const unsigned = { ...badge, evidence: [piece] };
	delete (unsigned as { proof?: unknown }).proof;
	const forged = await issueCredential(unsigned, { key: SIGNER, created: ISSUED });
	const { verdict, checks } = await verify(forged, await atHand());
	expect(verdict).toBe('refused');
	expect(checks.find(({ id }) => id === 'vocabulary')).toMatchObject({
		outcome: 'fail',
		reason: 'ambiguous',
	});
	expect(() => badgeOf({ evidence: [{ url: VALUES.achievement.id, name: 'Transfert' }] })).toThrow(
		'shared-id',
	);
});

test('a list of contexts made long, or a type repeated, is past our limits, and no time is spent on it', async () => {
	const badge = await issued();
	const [first, second] = asList(badge['@context']);
	const long = { ...badge, '@context': [first ?? '', ...Array.from({ length: 4000 }, () => second ?? '')] };
	const { verdict, checks } = await verify(long, await atHand());
	expect(verdict).toBe('unsupported');
	// What would take time, to read it as a graph and to look at its signature, is not begun.
	for (const id of ['vocabulary', 'signature'])
		expect(checks.find((one) => one.id === id)).toMatchObject({ outcome: 'skip', reason: 'not-reached' });
	expect(faults({ ...badge, type: Array.from({ length: 7000 }, () => 'OpenBadgeCredential') })).toContain(
		'too-many',
	);
});

test('a bad proof hides beside no good one', async () => {
	const badge = await issued();
	const [proof] = asList(badge['proof']).filter(isObject);
	const bad = { ...proof, proofValue: 'z' };
	expect((await verify({ ...badge, proof: [proof ?? {}, bad] }, await atHand())).verdict).not.toBe('valid');
});

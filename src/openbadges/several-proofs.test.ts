import rdf from 'rdf-canonize';
import { afterEach, expect, test, vi } from 'vitest';
import { verifyBadge } from './index.ts';
import type { JsonObject } from './index.ts';
import { optionsWithAllSources, badge, issued } from './worked-example.ts';

const canonize = vi.spyOn(rdf, 'canonize');
afterEach(() => void canonize.mockClear());

/**
 * The reason of the step `signature` for a badge with `count` copies of its proof, each changed by `change`.
 */
async function said(count: number, change: (proof: JsonObject, at: number) => JsonObject = (proof) => proof) {
	const [proof] = (await issued()).proof;
	// Computed before counting begins.
	const options = await optionsWithAllSources();
	const whole = { ...badge(), proof: Array.from({ length: count }, (_, at) => change(proof, at)) };
	canonize.mockClear();
	const { checks } = await verifyBadge(whole, options);
	return checks.find(({ id }) => id === 'signature')?.reason;
}

test('the content is made canonical once, however many proofs sign it', async () => {
	// The first verification reads and caches the badge's status list, which also takes a canonicalization.
	await said(1);
	for (const count of [1, 2, 4]) {
		expect(await said(count)).toBe('sound');
		expect(canonize).toHaveBeenCalledTimes(1);
	}
});

test('under other contexts, or another hash, it is made again: one proof is never judged by what another reads', async () => {
	expect(
		await said(2, (proof, at) => (at === 0 ? proof : { ...proof, proofValue: `${proof['proofValue']}2` })),
	).toBe('broken');
	const contexts = badge()['@context'] as readonly string[];
	const fewer = (proof: JsonObject, at: number) =>
		at === 0 ? proof : { ...proof, '@context': contexts.slice(0, 1) };
	expect(await said(2, fewer)).not.toBe('sound');
});

import type { CheckId } from '#openbadges';
import type { World } from '#platform/server';
import { verifyOwn } from '../register.ts';
import { someSignedTexts } from './signed-texts-store.ts';

/** What a signed text must pass with the public keys at hand, whatever became of the badge since. */
const MUST_PASS: readonly CheckId[] = ['structure', 'vocabulary', 'issuer', 'signature', 'binding'];

/** What was found of some awards: how many were verified, and the step that each doubtful one fails. */
export interface DoubtfulAwards {
	readonly checked: number;
	readonly doubtful: readonly { readonly award: string; readonly step: CheckId }[];
}

/**
 * Verifies some awards, drawn at random, with the public keys of the database alone. Revoked ones too: only what was
 * signed, and by which of our keys, is judged. Those of a compromised key are left out, they are refused as they should.
 */
export async function doubtfulAwards(world: World, howMany: number): Promise<DoubtfulAwards> {
	const all = await someSignedTexts(world.db.read, howMany);
	const doubtful: { award: string; step: CheckId }[] = [];
	for (const { id, credential } of all) {
		const { checks } = await verifyOwn(world, credential);
		const failed = checks.find(
			({ id: step, outcome }) => MUST_PASS.includes(step) && outcome !== 'pass' && outcome !== 'warn',
		);
		if (failed) doubtful.push({ award: id, step: failed.id });
	}
	return { checked: all.length, doubtful };
}

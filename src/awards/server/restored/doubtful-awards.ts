import type { CheckId } from '#openbadges';
import type { World } from '#platform/server';
import { verifyOwnBadge } from '../register.ts';
import { sampleSignedTexts } from './signed-texts-store.ts';

/**
 * The verification steps that a signed text must pass with the stored public keys, even if the badge has been
 * revoked or has expired.
 */
const MUST_PASS: readonly CheckId[] = ['structure', 'vocabulary', 'issuer', 'signature', 'binding'];

/**
 * The result of verifying a sample of awards: how many were verified, and the step that each doubtful one
 * fails.
 */
export interface AwardSampleResult {
	readonly checked: number;
	readonly doubtful: readonly { readonly award: string; readonly step: CheckId }[];
}

/**
 * Verifies a random sample of awards with the public keys in the database alone. Revoked awards are included:
 * only the text and the key that signed it are judged. Awards of a compromised key are left out, since their
 * verification fails as it should.
 */
export async function verifyAwardSample(world: World, howMany: number): Promise<AwardSampleResult> {
	const all = await sampleSignedTexts(world.db.read, howMany);
	const doubtful: { award: string; step: CheckId }[] = [];
	for (const { id, credential } of all) {
		const { checks } = await verifyOwnBadge(world, credential);
		const failed = checks.find(
			({ id: step, outcome }) => MUST_PASS.includes(step) && outcome !== 'pass' && outcome !== 'warn',
		);
		if (failed) doubtful.push({ award: id, step: failed.id });
	}
	return { checked: all.length, doubtful };
}

import type { World } from '#platform/server';
import { type Queries, recordEvent } from '#platform/server';
import words from '../data/badge-words.json' with { type: 'json' };
import { type Award, REVOKED_BY_RULE } from '../award.ts';
import { awardById, otherLanguageAward, revokeRow } from './award-store.ts';

/**
 * Revokes a milestone, and its translation, because an award for which it was given no longer stands; the reason
 * is in the language of each. Records the event `award.revoked`, which tells its holder. Does nothing if it is
 * revoked already. No authorization check: a rule does it, and nobody may ask for it.
 */
export const withdrawMilestone = (world: World, id: string): Promise<void> =>
	world.db.write(async (tx: Queries) => {
		const award = await awardById(tx, id);
		if (!award) return;
		const revocation = ({ locale }: Award) => ({
			revokedAt: world.now(),
			revokedBy: REVOKED_BY_RULE,
			revocationReason: words.partRevoked[locale],
		});
		if (!(await revokeRow(tx, id, revocation(award)))) return;
		const translation = await otherLanguageAward(tx, award);
		if (translation) await revokeRow(tx, translation.id, revocation(translation));
		await recordEvent(tx, world, { name: 'award.revoked', person: award.person, about: { award: id } });
	});

import { recordAccess } from '#identity/server';
import type { Queries, World } from '#platform/server';
import type { SignedIssuance } from './signed-issuance.ts';
import { awardsByIds } from '../award-store.ts';
import { removeTokensOf } from '../files/award-token-store.ts';
import { addSuperseded, replaceSignature, type Superseded } from './superseded-store.ts';

/**
 * Inside a write unit: puts new signatures in the place of those of a compromised key; what was signed before is kept,
 * and written in each person's journal. Gives the serials whose award stands no more as it was: nothing of theirs is
 * written.
 */
export async function giveReissued(
	tx: Queries,
	world: World,
	all: readonly SignedIssuance[],
): Promise<readonly string[]> {
	if (all.length === 0) return [];
	const found = await awardsByIds(
		tx,
		all.map(({ one }) => one.reissueOf!),
	);
	const awards = new Map(found.map((award) => [award.id, award]));
	const earlier: Superseded[] = [];
	const ended: string[] = [];
	for (const { one, text } of all) {
		const award = awards.get(one.reissueOf!);
		const reissue = one.intent?.reissue;
		const stands = award?.revokedAt === null && award.credential !== null && award.kid === reissue?.kid;
		if (!stands || !reissue) {
			ended.push(one.id);
			continue;
		}
		const { id, issuer, credential, kid, statusList, statusIndex } = award;
		earlier.push({
			...{ issuer, credential, kid, statusList, statusIndex },
			id: world.newId(),
			award: id,
			supersededAt: world.now(),
			reason: reissue.reason,
		});
		await replaceSignature(tx, id, {
			credential: text,
			kid: one.kid,
			statusList: one.statusList,
			statusIndex: one.statusIndex,
		});
		if (award.person === null) continue;
		const entry = { actor: 'operator', person: award.person, what: 'badge-reissued', thing: id };
		await recordAccess(world, entry, tx);
	}
	await addSuperseded(tx, earlier);
	await removeTokensOf(
		tx,
		earlier.map(({ award }) => award),
	);
	return ended;
}

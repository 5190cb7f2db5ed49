import { recordAccess } from '#identity/server';
import type { Queries, World } from '#platform/server';
import type { SignedIssuance } from './signed-issuance.ts';
import { awardsByIds } from '../award-store.ts';
import { removeTokensOf } from '../files/award-token-store.ts';
import { addSuperseded, replaceSignature, type SupersededText } from './superseded-store.ts';

/**
 * Inside a write unit: replaces the signatures of awards with new ones, stores the earlier texts, deletes the
 * awards' tokens, and, after a compromised key, adds a line to each holder's journal of access. Returns the ids of the
 * issuances whose award was revoked, erased or signed again meanwhile; for these it writes nothing.
 */
export async function publishReissued(
	tx: Queries,
	world: World,
	all: readonly SignedIssuance[],
): Promise<readonly string[]> {
	if (all.length === 0) return [];
	const found = await awardsByIds(
		tx,
		all.map(({ issuance }) => issuance.reissueOf!),
	);
	const awards = new Map(found.map((award) => [award.id, award]));
	const earlier: SupersededText[] = [];
	const ended: string[] = [];
	for (const { issuance, text } of all) {
		const award = awards.get(issuance.reissueOf!);
		const reissue = issuance.intent?.reissue;
		const reissuable = award?.revokedAt === null && award.credential !== null && reissue?.kid === award.kid;
		if (!reissuable) {
			ended.push(issuance.id);
			continue;
		}
		const { id, issuer, credential, kid, statusList, statusIndex } = award;
		const { cause = 'key-compromised' } = reissue;
		earlier.push({
			...{ issuer, credential, kid, statusList, statusIndex },
			id: world.newId(),
			award: id,
			supersededAt: world.now(),
			cause,
			reason: reissue.reason,
		});
		await replaceSignature(tx, id, {
			credential: text,
			kid: issuance.kid,
			statusList: issuance.statusList,
			statusIndex: issuance.statusIndex,
			...(cause !== 'key-compromised' && { bindsEmail: cause === 'bound' }),
		});
		// The journal tells the holder what others did, not what they did themself.
		if (award.person === null || cause !== 'key-compromised') continue;
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

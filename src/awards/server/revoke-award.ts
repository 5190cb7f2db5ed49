import { type Actor, must, personOf } from '#identity';
import { act, recordAccess } from '#identity/server';
import { notFound, Refusal } from '#platform';
import { once, type Queries, recordEvent, type World } from '#platform/server';
import { awardThing } from './readable-award.ts';
import { awardById, revokeRow, translationOfAward } from './award-store.ts';

const SHORTEST_REASON = 10;

/** It was revoked before, for good (409). */
export const alreadyRevoked = () => new Refusal('recognition.already-revoked', { status: 409 });

/**
 * Revokes a badge for good, with a reason its page shows: for the adviser who decided it, or an administrator of the
 * institution. What says the same in the other language is revoked with it, in one write unit. The status list says so
 * at its next reading. Already revoked: `recognition.already-revoked` (409).
 */
export async function revokeAward(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly reason: string; readonly key: string },
): Promise<void> {
	// Somebody who has not signed in learns nothing, not even that there is such a badge.
	if (actor.kind !== 'operator') personOf(actor);
	const award = await awardById(world.db.read, id);
	if (!award) throw notFound();
	const may = (me: Actor) => must(me, 'revoke', awardThing(award));
	may(actor);
	const reason = input.reason.trim();
	if (reason.length < SHORTEST_REASON) throw new Refusal('recognition.reason-missing', { field: 'reason' });
	const who = actor.kind === 'person' ? actor.id : 'operator';
	const form = {
		who,
		action: `recognition.revoke:${id}`,
		key: input.key,
		sent: { reason },
		about: award.person,
	};
	const work = async (tx: Queries) => {
		const revocation = { revokedAt: world.now(), revokedBy: who, revocationReason: reason };
		if (!(await revokeRow(tx, id, revocation))) throw alreadyRevoked();
		const translation = await translationOfAward(tx, award);
		if (translation) await revokeRow(tx, translation.id, revocation);
		// Nobody's any more, if its person left meanwhile.
		const person = (await awardById(tx, id))?.person;
		if (person) await recordAccess(world, { actor: who, person, what: 'badge-revoked', thing: id }, tx);
		await recordEvent(tx, world, { name: 'award.revoked', person: person ?? null, about: { award: id } });
		return true;
	};
	if (actor.kind === 'person') await act(world, actor, { ...form, may }, work);
	else await once(world, form, work);
}

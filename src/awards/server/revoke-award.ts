import { type Actor, can, must, mustBePerson, type PersonActor } from '#identity';
import { noteAdministrativeAct, recordAccess, writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import { runFormOnce, type Queries, recordEvent, type World } from '#platform/server';
import { awardAccessFacts } from './readable-award.ts';
import { awardById, revokeRow, otherLanguageAward } from './award-store.ts';

const SHORTEST_REASON = 10;

/** Creates the refusal (409) of an act on a revoked award. */
export const alreadyRevokedRefusal = () => new Refusal('recognition.already-revoked', { status: 409 });

/**
 * Revokes an award permanently, with a reason that its page shows. Allowed to the adviser who decided it, to
 * administrators of the institution and to the operator. The same badge in the other language is revoked in
 * the same write unit, which records the event `award.revoked` and a line in the holder's journal of access,
 * and in the institution's journal if an administrator did it.
 * The status list shows the revocation at its next request. Throws `recognition.reason-missing` for a reason
 * shorter than 10 characters, and `recognition.already-revoked` (409).
 */
export async function revokeAward(
	world: World,
	actor: Actor,
	id: string,
	input: { readonly reason: string; readonly key: string },
): Promise<void> {
	// Checked first, so that an anonymous visitor cannot learn whether the badge exists.
	if (actor.kind !== 'operator') mustBePerson(actor);
	const award = await awardById(world.db.read, id);
	if (!award) throw notFound();
	const may = (me: Actor) => must(me, 'revoke', awardAccessFacts(award));
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
	const { institution } = award;
	const work = async (tx: Queries, me?: PersonActor) => {
		const revocation = { revokedAt: world.now(), revokedBy: who, revocationReason: reason };
		if (!(await revokeRow(tx, id, revocation))) throw alreadyRevokedRefusal();
		const translation = await otherLanguageAward(tx, award);
		if (translation) await revokeRow(tx, translation.id, revocation);
		// The holder may have left meanwhile: then there is no journal to write in.
		const person = (await awardById(tx, id))?.person;
		const line = { what: 'badge-revoked' as const, person: person ?? null, thing: id };
		if (me && can(me, 'administer', { kind: 'institution', institution }))
			await noteAdministrativeAct(tx, world, { institution, actor: me.id }, line);
		else if (person) await recordAccess(world, { ...line, actor: who, person }, tx);
		await recordEvent(tx, world, { name: 'award.revoked', person: person ?? null, about: { award: id } });
		return true;
	};
	if (actor.kind === 'person') await writeOnceAsActor(world, actor, { ...form, may }, work);
	else await runFormOnce(world, form, (tx) => work(tx));
}

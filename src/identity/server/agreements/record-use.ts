import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import type { PersonActor } from '../../actor.ts';
import { upsertAgreementEntry } from './agreement-store.ts';

/** As `PermissionCheck`, of which `write-as-actor.ts`, which needs this file, speaks. */
type Check = (me: PersonActor) => void;

/** Returns whether a check of rights lets this person pass. Throws what it throws, unless it refuses. */
function passes(may: Check, me: PersonActor): boolean {
	try {
		may(me);
		return true;
	} catch (problem) {
		if (problem instanceof Refusal) return false;
		throw problem;
	}
}

/**
 * Returns the id of the agreement without which a person would not be allowed what they do; undefined when they
 * may do it by what they are or by a role of their own. Of two agreements that would do, the older one.
 */
export function agreementNeeded(me: PersonActor, may: Check): string | undefined {
	const own = me.memberships.filter((one) => !one.byAgreement);
	if (own.length === me.memberships.length || passes(may, { ...me, memberships: own })) return undefined;
	return me.memberships.find((one) => one.byAgreement && passes(may, { ...me, memberships: [...own, one] }))
		?.byAgreement?.agreement;
}

/**
 * Writes by name that a person acts by an agreement, if that is what lets them (`may`), where the administration of
 * the institution reads it. Call it inside the write unit of the act, with the person as read again in it.
 */
export async function recordAgreementUse(
	tx: Queries,
	{ now }: Pick<World, 'now'>,
	me: PersonActor,
	may: Check,
): Promise<void> {
	const agreement = agreementNeeded(me, may);
	if (agreement !== undefined) await upsertAgreementEntry(tx, { agreement, person: me.id, at: now() });
}

import { civilDate, endOfCivilDate, notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Actor } from '../../actor.ts';
import { isInForce } from '../../agreement.ts';
import { administeredInstitution } from '../accounts/administered-person.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import { writeOnceAsAdministrator } from '../administration/write-as-administrator.ts';
import { endAgreementRow, insertAgreement, unendedAgreement } from './agreement-store.ts';

/** What an administrator chooses when they grant an agreement. */
export interface AgreementInput {
	/** Id of the RÉCIT service. */
	readonly service: string;
	/** Whether its advisers decide applications too; otherwise they accompany cohorts only. */
	readonly reviews: boolean;
	/** The last day (`2027-06-30`) on which it opens the institution; null for none. */
	readonly lastDay: string | null;
	readonly key: string;
}

/**
 * Lets the advisers of a RÉCIT service accompany the people of the institution that the actor administers, and
 * decide applications there if `reviews`. Returns its id. Throws `identity.agreement-service` for what is no open
 * RÉCIT service, `identity.agreement-past` for a last day that has passed, and `identity.agreement-exists` (409)
 * while an agreement with that service is in force.
 */
export async function grantAgreement(
	world: World,
	actor: Actor,
	{ service, reviews, lastDay, key }: AgreementInput,
): Promise<string> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: 'identity.grant-agreement', key, sent: { service, reviews, lastDay } };
	return writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const now = world.now();
		const [here, other] = [
			await findInstitution(tx, { id: institution }),
			await findInstitution(tx, { id: service }),
		];
		if (!here) throw notFound();
		if (other?.kind !== 'recit' || other.closedAt !== null || other.id === institution)
			throw new Refusal('identity.agreement-service', { field: 'service' });
		if (lastDay !== null && lastDay < civilDate(now, here.timeZone))
			throw new Refusal('identity.agreement-past', { field: 'lastDay' });
		const before = await unendedAgreement(tx, { institution, service });
		if (before && isInForce(before, now))
			throw new Refusal('identity.agreement-exists', { field: 'service', status: 409 });
		// One that ended by itself gives way, with the day on which it ended.
		if (before) await endAgreementRow(tx, { ...before, endedAt: before.until, endedBy: null });
		const until = lastDay === null ? null : endOfCivilDate(lastDay);
		const id = world.newId();
		await insertAgreement(tx, {
			...{ id, institution, service, reviews, until },
			...{ grantedBy: me.id, grantedAt: now, endedAt: null, endedBy: null },
		});
		return { answer: id, did: { what: 'agreement-granted', thing: id } };
	});
}

/**
 * Ends an agreement of the institution that the actor administers: the service's advisers see and do nothing
 * more there, in whatever session. One that has ended stays as it is; that of another institution is not found,
 * and nothing is written.
 */
export async function endAgreement(
	world: World,
	actor: Actor,
	{ agreement: id, key }: { readonly agreement: string; readonly key: string },
): Promise<void> {
	const institution = administeredInstitution(actor);
	const form = { institution, action: `identity.end-agreement:${id}`, key, sent: {} };
	await writeOnceAsAdministrator(world, actor, form, async (tx, me) => {
		const ended = await endAgreementRow(tx, { id, institution, endedAt: world.now(), endedBy: me.id });
		return { answer: null, did: ended ? { what: 'agreement-ended', thing: id } : null };
	});
}

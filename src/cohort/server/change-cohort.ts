import { createHash } from 'node:crypto';
import { type Actor, mustHoldRole, must } from '#identity';
import { endSharesBy, institutionById, writeOnceAsActor } from '#identity/server';
import { civilDate, notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { type Cohort, problemOfEnd, sharingEndsAt } from '../cohort.ts';
import { advisersOfCohorts, cohortById, updateCohort } from './cohort-store.ts';
import { worldReadingInUnit } from './list-people.ts';

/** What an adviser may change of a cohort. */
type Changeable = Pick<Cohort, 'name' | 'endsOn'>;

/**
 * A version of a cohort's name and last day, for the forms that replace either: it changes when one of them
 * does.
 */
export const cohortVersion = ({ name, endsOn }: Changeable): string =>
	createHash('sha256')
		.update(JSON.stringify([name, endsOn]))
		.digest('base64url')
		.slice(0, 16);

/** A form about a cohort: its id, the version that the page showed (`cohortVersion`), and the form's key. */
interface CohortForm {
	readonly cohort: string;
	readonly shown: string;
	readonly key: string;
}

/**
 * Inside a write unit, reads a cohort that `me` advises. Throws not-found for an unknown cohort and for a
 * cohort of other advisers.
 */
async function advisedCohort(tx: Queries, me: Actor, id: string): Promise<Cohort> {
	const cohort = await cohortById(tx, id);
	if (!cohort) throw notFound();
	const advisers = (await advisersOfCohorts(tx, [id])).get(id)!;
	must(me, 'write', { kind: 'cohort', institution: cohort.institution, advisers });
	return cohort;
}

/**
 * Throws `cohort.changed` (409) when a cohort is neither as the form's page showed it, nor already as the
 * form asks.
 */
function mustBeAsShown(cohort: Cohort, shown: string, asked: Partial<Changeable>): void {
	const version = cohortVersion(cohort);
	if (shown !== version && cohortVersion({ ...cohort, ...asked }) !== version)
		throw new Refusal('cohort.changed', { status: 409 });
}

/** Checks that the actor is an adviser. Whether they advise this very cohort is checked in the write unit. */
const may = (me: Actor): void => void mustHoldRole(me, 'adviser');

/**
 * Gives a new name to a cohort that the actor advises. Throws not-found for anybody else, and
 * `cohort.changed` (409) when it has changed since the form's page was made. Idempotent for a form's key.
 */
export async function renameCohort(
	world: World,
	actor: Actor,
	{ cohort: id, name, shown, key }: CohortForm & { readonly name: string },
): Promise<void> {
	const form = { may, action: 'cohort.rename', key, sent: { cohort: id, name } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const cohort = await advisedCohort(tx, me, id);
		mustBeAsShown(cohort, shown, { name });
		await updateCohort(tx, id, { name });
		return true;
	});
}

/**
 * Brings forward the last day of a cohort that the actor advises, and so the end of what its people share.
 * Throws `cohort.date-past` and `cohort.end-later` for a day that has passed or is later than the present
 * last day, not-found for anybody else, and `cohort.changed` (409) when the cohort has changed since the
 * form's page was made. Idempotent for a form's key.
 */
export async function closeCohort(
	world: World,
	actor: Actor,
	{ cohort: id, endsOn, shown, key }: CohortForm & { readonly endsOn: string },
): Promise<void> {
	const form = { may, action: 'cohort.end', key, sent: { cohort: id, endsOn } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const cohort = await advisedCohort(tx, me, id);
		const { timeZone } = await institutionById(worldReadingInUnit(world, tx), cohort.institution);
		const today = civilDate(world.now(), timeZone);
		const problem = problemOfEnd(endsOn, { present: cohort.endsOn, today });
		if (problem === 'past') throw new Refusal('cohort.date-past', { field: 'endsOn' });
		if (problem === 'later') throw new Refusal('cohort.end-later', { field: 'endsOn' });
		mustBeAsShown(cohort, shown, { endsOn });
		await updateCohort(tx, id, { endsOn });
		await endSharesBy(tx, { granteeKind: 'cohort', grantee: id }, sharingEndsAt(endsOn));
		return true;
	});
}

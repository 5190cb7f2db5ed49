import { createHash } from 'node:crypto';
import { type Actor, mustHoldRole, must } from '#identity';
import { endSharesBy, institutionById, writeOnceAsActor } from '#identity/server';
import { civilDate, notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { beginsAfterEnd, type Cohort, isOver, problemOfEnd, sharingEndsAt } from '../cohort.ts';
import { advisersOfCohorts, cohortById, updateCohort } from './cohort-store.ts';
import { ensureListInUnit, worldReadingInUnit } from './list-people.ts';

/** What an adviser may change of a cohort. */
type Changeable = Pick<Cohort, 'name' | 'endsOn'> & Partial<Edited>;

/** What the form that edits a cohort replaces besides its name. */
type Edited = Pick<Cohort, 'startsOn' | 'mostPeople' | 'asks'>;

/**
 * A version of what an adviser may change of a cohort (its name, its days, what it asks and of how many), for the
 * forms that replace some of it: it changes when one of these does.
 */
export const cohortVersion = ({ name, endsOn, startsOn, mostPeople, asks }: Changeable): string =>
	createHash('sha256')
		.update(JSON.stringify([name, endsOn, startsOn ?? null, mostPeople ?? null, asks ?? null]))
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
 * Edits a cohort that the actor advises: its name, and its first day, how many people it may have and what it asks
 * of them, each left as it is where it is not given. Throws not-found for anybody else, `cohort.start-late` when it
 * would begin after its last day, and `cohort.changed` (409) when it has changed since the form's page was made.
 * Idempotent for a form's key.
 */
export async function editCohort(
	world: World,
	actor: Actor,
	{ cohort: id, shown, key, name, ...edited }: CohortForm & { readonly name: string } & Partial<Edited>,
): Promise<void> {
	const { startsOn, mostPeople, asks } = edited;
	const set = {
		name,
		...(startsOn !== undefined && { startsOn }),
		...(mostPeople !== undefined && { mostPeople }),
		...(asks !== undefined && { asks }),
	};
	const form = { may, action: 'cohort.edit', key, sent: { cohort: id, ...set } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const cohort = await advisedCohort(tx, me, id);
		if (beginsAfterEnd({ ...cohort, ...set })) throw new Refusal('cohort.start-late', { field: 'startsOn' });
		mustBeAsShown(cohort, shown, set);
		await updateCohort(tx, id, set);
		return true;
	});
}

/**
 * Puts a cohort that the actor advises among the archived ones, where nobody joins it, or (`archived` false) back
 * among the others. Throws not-found for anybody else, and `cohort.archive-shared` (409) while people share in it:
 * it has to be closed first. Idempotent for a form's key.
 */
export async function archiveCohort(
	world: World,
	actor: Actor,
	{ cohort: id, archived, key }: Pick<CohortForm, 'cohort' | 'key'> & { readonly archived: boolean },
): Promise<void> {
	const form = { may, action: 'cohort.archive', key, sent: { cohort: id, archived } };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		const cohort = await advisedCohort(tx, me, id);
		const now = world.now();
		if (archived && !isOver(cohort, now) && (await ensureListInUnit(tx, world, cohort)).people > 0)
			throw new Refusal('cohort.archive-shared', { status: 409 });
		if (archived !== (cohort.archivedAt !== null))
			await updateCohort(tx, id, { archivedAt: archived ? now : null });
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

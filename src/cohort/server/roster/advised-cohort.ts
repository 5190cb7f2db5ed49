import { type Actor, must, mustBePerson } from '#identity';
import { notFound, Refusal } from '#platform';
import type { Queries } from '#platform/server';
import { type Cohort, isOver } from '../../cohort.ts';
import { advisersOfCohorts, cohortById } from '../cohort-store.ts';

/** Reads a cohort that the actor advises. Throws not-found for an unknown cohort and for one of other advisers. */
export async function cohortAdvisedBy(
	q: Queries,
	actor: Actor,
	id: string,
	act: 'read' | 'write',
): Promise<Cohort> {
	mustBePerson(actor);
	const cohort = await cohortById(q, id);
	if (!cohort) throw notFound();
	const advisers = (await advisersOfCohorts(q, [id])).get(id)!;
	must(actor, act, { kind: 'cohort', institution: cohort.institution, advisers });
	return cohort;
}

/**
 * Reads a cohort that the actor advises as an adviser whom its institution itself named: a roster makes accounts
 * there, which an agreement does not allow. Throws not-found for anybody else.
 */
export async function cohortOfOwnAdviser(q: Queries, actor: Actor, id: string): Promise<Cohort> {
	const cohort = await cohortAdvisedBy(q, actor, id, 'write');
	must(actor, 'curate', { kind: 'institution', institution: cohort.institution });
	return cohort;
}

/** Throws `cohort.ended` when nobody can join a cohort any more: it is over, or archived. */
export function mustBeRunning(cohort: Cohort, now: Date, field?: string): void {
	if (cohort.archivedAt || isOver(cohort, now)) throw new Refusal('cohort.ended', field ? { field } : {});
}

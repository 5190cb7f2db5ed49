import { type Actor, must } from '#identity';
import { type AdviserNow, everyAdviserNow } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, isOver } from '../../cohort.ts';
import { cohortForAdviser } from '../cohort-store.ts';
import { slipVersion } from '../slip.ts';

/** A cohort as the form that hands it over shows it. */
export interface CohortToHandOver {
	/** Who may take it: everybody who advises in the institution now, except its only adviser. */
	readonly takers: readonly AdviserNow[];
	/** `slipVersion` of the cohort, for the form. */
	readonly shown: string;
}

/** Reads who may take a cohort with these advisers, and the version that the form which hands it over sends. */
export async function handingOverOf(
	world: World,
	cohort: Pick<Cohort, 'institution' | 'endsOn'> & { readonly advisers: readonly string[] },
): Promise<CohortToHandOver> {
	const { advisers } = cohort;
	const takers = (await everyAdviserNow(world, cohort.institution)).filter(
		({ id }) => advisers.length !== 1 || advisers[0] !== id,
	);
	return { takers, shown: slipVersion(cohort) };
}

/**
 * Reads, for one of its advisers, who may take a cohort over. Throws not-found for anybody else, and for a cohort
 * that is over.
 */
export async function cohortToHandOver(
	world: World,
	actor: Actor,
	id: string,
): Promise<CohortToHandOver & Pick<Cohort, 'id' | 'name'>> {
	const found = await cohortForAdviser(world.db.read, id);
	const { cohort, advisers = [] } = found ?? {};
	must(actor, 'write', { kind: 'cohort', institution: cohort?.institution ?? '', advisers });
	if (!cohort || isOver(cohort, world.now())) throw notFound();
	return { id, name: cohort.name, ...(await handingOverOf(world, { ...cohort, advisers })) };
}

import { type Actor, can, must } from '#identity';
import { institutionById, recordShareReading } from '#identity/server';
import { civilDate, notFound } from '#platform';
import type { World } from '#platform/server';
import { isOver } from '../../cohort.ts';
import { advisersOfCohorts, findLotsSecret } from '../cohort-store.ts';
import { dimensionsOf } from '../version-of.ts';
import { cohortAdvisedBy, cohortOfOwnAdviser } from './advised-cohort.ts';
import { type RosterState, stateOf } from './roster-state.ts';
import { type GroupProgress, progressByGroup, rosterCount, rosterPage, unusedSlips } from './roster-store.ts';
import { slipCodeOf, slipsSecret } from './slip-codes.ts';

/** A page of the roster of a cohort, as its advisers see it. */
export interface RosterView {
	readonly id: string;
	readonly name: string;
	/** Whether the actor may import people and print slips: it is not over, and no agreement alone lets them in. */
	readonly running: boolean;
	readonly people: number;
	readonly lines: readonly {
		readonly number: string | null;
		readonly name: string;
		readonly group: string;
		readonly state: RosterState;
	}[];
	readonly groups: readonly GroupProgress[];
	readonly page: number;
	readonly pages: number;
}

/** How many people a page of a roster shows, and how many groups. */
const PER_PAGE = 50;
const MOST_GROUPS = 200;
/** How many slips a page prints. */
export const SLIPS_PER_PAGE = 30;

/**
 * Reads a page of the roster of a cohort for one of its advisers, and how many people of each group came, share and
 * are done. What somebody answered is read of those alone who share; the reading stands in their journal, once a
 * day. Throws not-found for anybody else, and past the last page.
 */
export async function readRosterAndRecordLook(
	world: World,
	actor: Actor,
	id: string,
	page = 1,
): Promise<RosterView> {
	const cohort = await cohortAdvisedBy(world.db.read, actor, id, 'read');
	const { institution } = cohort;
	const advisers = (await advisersOfCohorts(world.db.read, [id])).get(id)!;
	const may = (me: Actor) => must(me, 'read', { kind: 'cohort', institution, advisers });
	const day = civilDate(world.now(), (await institutionById(world, institution)).timeZone);
	await recordShareReading(world, actor, { granteeKind: 'cohort', grantee: id, day, may });
	const people = await rosterCount(world.db.read, id);
	const pages = Math.max(1, Math.ceil(people / PER_PAGE));
	if (page > pages) throw notFound();
	const dimensions = dimensionsOf(cohort).length;
	const over = isOver(cohort, world.now());
	const lines = await rosterPage(world.db.read, id, { after: (page - 1) * PER_PAGE, most: PER_PAGE });
	const groups = await progressByGroup(world.db.read, id, { dimensions, most: MOST_GROUPS });
	return {
		...{ id, name: cohort.name, people, page, pages },
		running:
			!over && cohort.archivedAt === null && can(actor, 'curate', { kind: 'institution', institution }),
		lines: lines.map((one) => ({
			...{ number: one.number, name: one.name, group: one.group },
			state: stateOf(one, { dimensions, over }),
		})),
		groups: over ? groups.map((one) => ({ ...one, shared: 0, begun: 0, done: 0 })) : groups,
	};
}

/** The slips to print of a cohort: who has not come yet, each with their code. */
export interface SlipsToPrint {
	readonly id: string;
	readonly name: string;
	readonly institution: string;
	readonly endsOn: string | null;
	readonly slips: readonly {
		readonly name: string;
		readonly group: string;
		readonly number: string | null;
		readonly code: string;
	}[];
	readonly page: number;
	/** Whether more slips stand on a next page. */
	readonly more: boolean;
}

/**
 * Reads, for an adviser of a cohort, a page of the slips of those who have not come yet. Throws not-found for anybody
 * else, and where nobody joins any more.
 */
export async function readSlips(world: World, actor: Actor, id: string, page = 1): Promise<SlipsToPrint> {
	const cohort = await cohortOfOwnAdviser(world.db.read, actor, id);
	if (isOver(cohort, world.now()) || cohort.archivedAt) throw notFound();
	const found = await unusedSlips(world.db.read, id, {
		after: (page - 1) * SLIPS_PER_PAGE,
		most: SLIPS_PER_PAGE + 1,
	});
	if (page > 1 && found.length === 0) throw notFound();
	const known = (await findLotsSecret(world.db.read, 'slips')) !== undefined;
	// The secret is there since the first import; it is not made to print nothing.
	const secret = known ? await slipsSecret(world.db.read, world) : null;
	return {
		...{ id, name: cohort.name, endsOn: cohort.endsOn, page, more: found.length > SLIPS_PER_PAGE },
		institution: (await institutionById(world, cohort.institution)).name,
		slips: found
			.slice(0, SLIPS_PER_PAGE)
			.flatMap(({ id: row, name, group, number }) =>
				secret ? [{ name, group, number, code: slipCodeOf(secret, row) }] : [],
			),
	};
}

import { setImmediate } from 'node:timers/promises';
import { type Actor, must } from '#identity';
import { institutionById, recordShareReading } from '#identity/server';
import { civilDate } from '#platform';
import type { World } from '#platform/server';
import { tableCell } from '#platform/threads';
import { advisersOfCohorts } from '../cohort-store.ts';
import { dimensionsOf } from '../version-of.ts';
import { cohortAdvisedBy } from './advised-cohort.ts';
import { type RosterState, stateOf } from './roster-state.ts';
import { rosterPage } from './roster-store.ts';
import { isOver } from '../../cohort.ts';

/** The words of the table of a roster: its headers, and the states of its people. */
export interface RosterTableWords {
	readonly headers: readonly [number: string, name: string, group: string, state: string];
	readonly states: Readonly<Record<RosterState, string>>;
	/** The sign between two cells: that of the reader’s spreadsheet. */
	readonly delimiter: ';' | ',';
}

/** How many people are read together. */
const PER_READ = 500;

/**
 * Writes the roster of a cohort that the actor advises as a table (CSV, UTF-8 with its mark), in the order of names,
 * no cell of which is a formula; the first three columns can be imported again. The reading stands in the journal of
 * those who share, once a day. Throws not-found for anybody else.
 */
export async function rosterTable(
	world: World,
	actor: Actor,
	id: string,
	{ headers, states, delimiter }: RosterTableWords,
): Promise<string> {
	const cohort = await cohortAdvisedBy(world.db.read, actor, id, 'read');
	const { institution } = cohort;
	const advisers = (await advisersOfCohorts(world.db.read, [id])).get(id)!;
	const may = (me: Actor) => must(me, 'read', { kind: 'cohort', institution, advisers });
	const day = civilDate(world.now(), (await institutionById(world, institution)).timeZone);
	await recordShareReading(world, actor, { granteeKind: 'cohort', grantee: id, day, may });
	const told = { dimensions: dimensionsOf(cohort).length, over: isOver(cohort, world.now()) };
	const row = (cells: readonly string[]) =>
		`${cells.map((cell) => tableCell(cell, delimiter)).join(delimiter)}\r\n`;
	const parts = [`\u{feff}${row(headers)}`];
	for (let after = 0; ; after += PER_READ) {
		const lines = await rosterPage(world.db.read, id, { after, most: PER_READ });
		parts.push(
			...lines.map((one) => row([one.number ?? '', one.name, one.group, states[stateOf(one, told)]])),
		);
		if (lines.length < PER_READ) return parts.join('');
		await setImmediate();
	}
}

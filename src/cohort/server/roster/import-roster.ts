import { setImmediate } from 'node:timers/promises';
import { type Actor, mustHoldRole, nameSortKey } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Cohort } from '../../cohort.ts';
import { rosterKey, type RosterFault, type RosterPerson } from '../../roster/roster-table.ts';
import { cohortById } from '../cohort-store.ts';
import { writePersonToList } from '../list-people.ts';
import { cohortListsContaining } from '../list-store.ts';
import { cohortOfOwnAdviser, mustBeRunning } from './advised-cohort.ts';
import { MOST_IN_ROSTER, type WholeRosterFault } from './roster-csv.ts';
import { peopleOfBlock, readRosterElsewhere } from './roster-job.ts';
import {
	insertRosterPeople,
	removeRosterOf,
	rosterCount,
	rosterPeopleAlike,
	type StoredRosterPerson,
	updateRosterPerson,
} from './roster-store.ts';
import { slipCodeOf, slipHash, slipsSecret } from './slip-codes.ts';

/** What the import of a roster would do, and what stands against it. */
export interface RosterPreview {
	readonly fault: WholeRosterFault | null;
	/** The first rows at fault, and how many there are. */
	readonly faults: readonly RosterFault[];
	readonly faultCount: number;
	readonly added: number;
	readonly changed: number;
	readonly same: number;
	/** Rows that name somebody again. */
	readonly repeated: number;
	/** The headers of columns that are left unread. */
	readonly unread: readonly string[];
	/** True when the roster would hold more people than it may. */
	readonly tooMany: boolean;
}

const read = (world: World, { audience }: Cohort, text: string) =>
	readRosterElsewhere(world.threads, { text, role: audience === 'student' ? 'student' : 'teacher' });

/** What becomes of somebody in a roster: they are new, or told otherwise than before, or the same. */
interface Fate {
	readonly one: RosterPerson;
	readonly before: StoredRosterPerson | undefined;
	readonly same: boolean;
}

/** By what somebody was recognised before they had a number. */
const keyWithoutNumber = (one: RosterPerson) => rosterKey({ ...one, number: null });

async function fates(q: Queries, cohort: string, block: string): Promise<readonly Fate[]> {
	const people = peopleOfBlock(block);
	const keys = people.flatMap((one) => [rosterKey(one), keyWithoutNumber(one)]);
	const alike = await rosterPeopleAlike(q, cohort, [...new Set(keys)]);
	const byKey = new Map(alike.map((row) => [row.matchKey, row]));
	return people.map((one) => {
		const before = byKey.get(rosterKey(one)) ?? byKey.get(keyWithoutNumber(one));
		// Whoever took the place of the row without a number has it alone.
		if (before) byKey.delete(before.matchKey);
		const same =
			before !== undefined &&
			before.name === one.name &&
			before.group === one.group &&
			before.number === one.number;
		return { one, before, same };
	});
}

/**
 * Says what the import of a roster would do in a cohort that the actor advises, and what stands against it, row by
 * row. Writes nothing. Throws not-found for anybody else, and `cohort.ended` where nobody joins any more.
 */
export async function previewRoster(
	world: World,
	actor: Actor,
	input: { readonly cohort: string; readonly content: string },
): Promise<RosterPreview> {
	const cohort = await cohortOfOwnAdviser(world.db.read, actor, input.cohort);
	mustBeRunning(cohort, world.now(), 'file');
	const { fault, faults, faultCount, repeated, unread, blocks } = await read(world, cohort, input.content);
	let [added, changed, same] = [0, 0, 0];
	for (const block of blocks) {
		for (const one of await fates(world.db.read, cohort.id, block)) {
			if (one.same) same += 1;
			else if (one.before) changed += 1;
			else added += 1;
		}
		await setImmediate();
	}
	const tooMany = added > 0 && (await rosterCount(world.db.read, cohort.id)) + added > MOST_IN_ROSTER;
	return { fault, faults, faultCount, added, changed, same, repeated, unread, tooMany };
}

/** Checks that the actor is an adviser. Whether they advise this very cohort is checked in the write unit. */
const may = (me: Actor): void => void mustHoldRole(me, 'adviser');

/** Shows in the list of a cohort the name that its roster now gives to somebody who shares. */
async function renameInList(tx: Queries, world: World, cohort: Cohort, person: string): Promise<void> {
	const listed = (await cohortListsContaining(tx, person)).find((one) => one.cohort === cohort.id);
	if (listed) await writePersonToList(tx, world, cohort, { person, since: listed.since });
}

/**
 * Imports a roster into a cohort that the actor advises, whole or not at all: adds who is new, with a slip of their
 * own, and renames, renumbers or regroups who is there; whoever it does not name stays. Throws not-found for anybody
 * else, `cohort.ended` where nobody joins any more, `cohort.roster-faults` when a row is at fault, or the whole
 * roster, and `cohort.roster-full` past its limit. Idempotent for a form's key.
 */
export async function importRoster(
	world: World,
	actor: Actor,
	input: { readonly cohort: string; readonly content: string; readonly key: string },
): Promise<{ added: number; changed: number }> {
	const { cohort: id, content, key } = input;
	may(actor);
	const found = await cohortById(world.db.read, id);
	if (!found) throw notFound();
	const { fault, faultCount, blocks, digest } = await read(world, found, content);
	if (fault || faultCount > 0) throw new Refusal('cohort.roster-faults', { field: 'file' });
	const form = { may, action: `cohort.import-roster:${id}`, key, sent: { digest } };
	return writeOnceAsActor(world, actor, form, async (tx, me) => {
		const cohort = await cohortOfOwnAdviser(tx, me, id);
		const createdAt = world.now();
		mustBeRunning(cohort, createdAt, 'file');
		const secret = await slipsSecret(tx, world);
		let [added, changed] = [0, 0];
		for (const block of blocks) {
			const all = await fates(tx, id, block);
			const fresh = all.filter(({ before }) => !before);
			const rows = fresh.map(({ one }) => {
				const row = world.newId();
				return {
					...{ ...one, id: row, cohort: id, matchKey: rosterKey(one), nameOrder: nameSortKey(one.name) },
					...{ codeHash: slipHash(slipCodeOf(secret, row)), importedBy: me.id, confirmedBy: null },
					...{ person: null, createdAt },
				};
			});
			for (const { one, before, same } of all) {
				if (!before || same) continue;
				const { number, name, group } = one;
				const [matchKey, nameOrder] = [rosterKey(one), nameSortKey(name)];
				const isOther = before.name !== name || before.number !== number;
				// Who was confirmed is not whom another name or number tells.
				const confirmedBy = isOther ? null : before.confirmedBy;
				await updateRosterPerson(tx, before.id, {
					...{ number, name, group, matchKey, nameOrder, confirmedBy },
				});
				if (before.person && before.name !== name) await renameInList(tx, world, cohort, before.person);
				changed += 1;
			}
			// Last: somebody who gets a number leaves the place that another without one may take.
			await insertRosterPeople(tx, rows);
			added += fresh.length;
			// Lets who reads meanwhile be answered.
			await setImmediate();
		}
		if (added > 0 && (await rosterCount(tx, id)) > MOST_IN_ROSTER)
			throw new Refusal('cohort.roster-full', { field: 'file' });
		return { added, changed };
	});
}

/**
 * Removes the roster of a cohort that the actor advises: slips that nobody used stop working; who came keeps their
 * account and what they share. Throws not-found for anybody else. Idempotent for a form's key.
 */
export async function removeRoster(
	world: World,
	actor: Actor,
	{ cohort: id, key }: { readonly cohort: string; readonly key: string },
): Promise<void> {
	const form = { may, action: `cohort.remove-roster:${id}`, key, sent: {} };
	await writeOnceAsActor(world, actor, form, async (tx, me) => {
		await cohortOfOwnAdviser(tx, me, id);
		await removeRosterOf(tx, id);
		return true;
	});
}

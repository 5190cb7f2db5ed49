import { deleteEverySession } from '#identity/server';
import {
	actNumbers,
	insertActsFromJournal,
	storedActIds,
	ensureServiceId,
	serviceId,
	type Settings,
	type World,
} from '#platform/server';
import { redoErasures } from '#privacy/server';
import {
	closeOpenStatusLists,
	type LostAward,
	lostAwards,
	lostReissueCount,
	redoAct,
	type RedoActResult,
} from '#awards/server';
import {
	findActJournals,
	type FoundActJournal,
	type JoinedActJournals,
	joinActJournals,
} from './find-journals.ts';

/**
 * The result of applying again, to a restored copy, what happened after the copy was made; and what could not
 * be applied.
 */
export interface ReplayResult {
	/** Paths of the journals used; empty when nothing since the copy is known. */
	readonly journals: readonly string[];
	readonly damaged: JoinedActJournals['damaged'];
	/** True when the journals begin after the copy, so that what happened in between is unknown. */
	readonly beginsAfter: boolean;
	/** Number of acts in the journals that the copy did not have. */
	readonly since: number;
	readonly counts: Readonly<Record<RedoActResult | 'erased', number>>;
	/** Awards issued after the copy, which only their holders still have. */
	readonly lost: readonly LostAward[];
	/** Number of badges that were signed again since the copy, and must be signed again once more. */
	readonly reissues: number;
	/**
	 * Slugs of the issuers whose status lists in use were closed, because entries may have been used in them
	 * that no journal records.
	 */
	readonly closed: readonly string[];
}

const nothing = (): Record<RedoActResult | 'erased', number> => ({
	held: 0,
	'entry-skipped': 0,
	revoked: 0,
	hidden: 0,
	'key-learned': 0,
	'key-compromised': 0,
	'not-made-good': 0,
	erased: 0,
});

/** The joined journal of a database, and those of its acts that the database does not have. */
async function missingActs({ db }: World, found: readonly FoundActJournal[]) {
	const known = await serviceId(db.read);
	// A copy older than journals has no service id: the journals are taken as the copy's own if they all have
	// the same id.
	const heads = new Set(found.flatMap(({ journal }) => journal.head?.service ?? []));
	const service = known ?? (heads.size === 1 ? [...heads][0] : undefined);
	const journal = joinActJournals(found, service);
	if (!journal) return { journal, service, missing: [], beginsAfter: false };
	const numbers = await actNumbers(db.read);
	const held = await storedActIds(
		db.read,
		journal.acts.map(({ id }) => id),
	);
	// Acts older than the oldest one in the copy were in it too, and were removed since.
	const missing = journal.acts.filter(({ id, n }) => !held.has(id) && (!numbers || n >= numbers.least));
	const beginsAfter = known === undefined || journal.droppedTo > (numbers?.greatest ?? 0);
	return { journal, service, missing, beginsAfter };
}

/**
 * Applies again to a restored database, in one write unit, what the journals say happened after its copy:
 * erases and revokes again, reserves the status entries and serials used since, restores the states of keys.
 * It also ends everybody's sessions. When part of what happened is unknown (no journal, a damaged one, or one
 * that begins later), also closes the status lists in use.
 */
export async function replayAfterRestore(
	world: World,
	found: readonly FoundActJournal[],
): Promise<ReplayResult> {
	const { journal, service, missing, beginsAfter } = await missingActs(world, found);
	const counts = nothing();
	const damaged = journal?.damaged ?? [];
	const now = world.now();
	let closed: readonly string[] = [];
	await world.db.write(async (tx) => {
		if (service !== undefined) await ensureServiceId(tx, now, service);
		for (const act of missing) {
			const redone = await redoAct(tx, act, now);
			if (redone) counts[redone] += 1;
		}
		const erased = await redoErasures(tx, missing);
		counts.erased = erased.people;
		await insertActsFromJournal(tx, missing);
		await deleteEverySession(tx);
		if (!journal || damaged.length > 0 || beginsAfter)
			closed = await closeOpenStatusLists(tx, world.newId, now);
	});
	await world.db.truncateWal();
	return {
		journals: journal?.paths ?? [],
		damaged,
		beginsAfter,
		since: missing.length,
		counts,
		lost: await lostAwards(world.db.read),
		reissues: await lostReissueCount(world.db.read),
		closed,
	};
}

/**
 * Applies the missing acts (as `replayAfterRestore` does) to an older copy of the database that somebody put
 * in the data folder by hand, from the journals found there and in the backup folder. Returns undefined, and
 * changes nothing, when the database has every act.
 */
export async function replayAfterManualRestore(
	world: World,
	settings: Pick<Settings, 'dataDir' | 'backupDir'>,
): Promise<ReplayResult | undefined> {
	const found = await findActJournals(settings, undefined, undefined);
	const { missing } = await missingActs(world, found);
	return missing.length === 0 ? undefined : replayAfterRestore(world, found);
}

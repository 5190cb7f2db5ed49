import { deleteEverySession } from '#identity/server';
import {
	actNumbers,
	adoptActs,
	heldActs,
	nameService,
	serviceId,
	type Settings,
	type World,
} from '#platform/server';
import { redoErasures } from '#privacy/server';
import {
	closeOpenLists,
	type LostAward,
	lostAwards,
	lostReissues,
	redoAct,
	type Redone,
} from '#awards/server';
import { findJournals, type FoundJournal, type Journal, joinJournals } from './find-journals.ts';

/** What was made good of what happened after a copy, and what could not be. */
export interface MadeGood {
	/** Where the journals were; none: nothing since the copy is known. */
	readonly journals: readonly string[];
	readonly damaged: Journal['damaged'];
	/** The journals begin after the copy: what lies between is unknown. */
	readonly beginsAfter: boolean;
	/** Acts that the copy did not hold. */
	readonly since: number;
	readonly counts: Readonly<Record<Redone | 'erased', number>>;
	/** Awards that only their holders still have. */
	readonly lost: readonly LostAward[];
	/** Badges signed anew since, to be signed anew once more. */
	readonly reissues: number;
	/** Issuing bodies whose open status lists were closed, since entries may have been given there that nobody knows. */
	readonly closed: readonly string[];
}

const nothing = (): Record<Redone | 'erased', number> => ({
	held: 0,
	'entry-skipped': 0,
	revoked: 0,
	hidden: 0,
	'key-learned': 0,
	'key-compromised': 0,
	'not-made-good': 0,
	erased: 0,
});

/** The journal of the database, and the acts in it that the database does not hold. */
async function missingActs({ db }: World, found: readonly FoundJournal[]) {
	const known = await serviceId(db.read);
	// A copy from before there were journals bears no id: journals that agree are its own.
	const heads = new Set(found.flatMap(({ text }) => text.head?.service ?? []));
	const service = known ?? (heads.size === 1 ? [...heads][0] : undefined);
	const journal = joinJournals(found, service);
	if (!journal) return { journal, service, missing: [], beginsAfter: false };
	const numbers = await actNumbers(db.read);
	const held = await heldActs(
		db.read,
		journal.acts.map(({ id }) => id),
	);
	// What is older than the oldest act that the copy keeps was in it, and was removed since.
	const missing = journal.acts.filter(({ id, n }) => !held.has(id) && (!numbers || n >= numbers.least));
	const beginsAfter = known === undefined || journal.droppedTo > (numbers?.greatest ?? 0);
	return { journal, service, missing, beginsAfter };
}

/**
 * Makes what happened after a copy hold in the database put back from it, in one write unit: erasures and revocations
 * again, entries and serials given since never again, keys; everybody's sessions end. Where that is not known in full
 * (no journal, a damaged one, one that begins later), the open status lists are closed too.
 */
export async function makeGood(world: World, found: readonly FoundJournal[]): Promise<MadeGood> {
	const { journal, service, missing, beginsAfter } = await missingActs(world, found);
	const counts = nothing();
	const damaged = journal?.damaged ?? [];
	const now = world.now();
	let closed: readonly string[] = [];
	await world.db.write(async (tx) => {
		if (service !== undefined) await nameService(tx, now, service);
		for (const act of missing) {
			const redone = await redoAct(tx, act, now);
			if (redone) counts[redone] += 1;
		}
		const erased = await redoErasures(tx, missing);
		counts.erased = erased.people;
		await adoptActs(tx, missing);
		await deleteEverySession(tx);
		if (!journal || damaged.length > 0 || beginsAfter) closed = await closeOpenLists(tx, world.newId, now);
	});
	await world.db.emptyJournal();
	return {
		journals: journal?.paths ?? [],
		damaged,
		beginsAfter,
		since: missing.length,
		counts,
		lost: await lostAwards(world.db.read),
		reissues: await lostReissues(world.db.read),
		closed,
	};
}

/**
 * Makes good what the journals beside a database know and it does not: somebody put an older copy there by hand.
 * Undefined when it lacks nothing.
 */
export async function makeGoodByHand(
	world: World,
	settings: Pick<Settings, 'dataDir' | 'backupDir'>,
): Promise<MadeGood | undefined> {
	const found = await findJournals(settings, undefined, undefined);
	const { missing } = await missingActs(world, found);
	return missing.length === 0 ? undefined : makeGood(world, found);
}

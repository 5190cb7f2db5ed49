import { eq } from 'drizzle-orm';
import { type Database, errorCode, isDatabaseDamaged, isDiskFull } from './database/database.ts';
import { tables } from './database/tables.ts';
import { failingDeliveryCount } from './events/event-store.ts';
import type { World } from './world.ts';

/**
 * Whether badges can be signed: the sealing key opens a stored secret (`ok`), cannot be read (`key-missing`),
 * or is not the one that sealed it (`key-wrong`).
 */
export type IssuingState = 'ok' | 'key-missing' | 'key-wrong';

/**
 * The result of checking the service: whether it can answer and save (`ready`) and, reported but never fatal,
 * whether it can issue badges.
 */
export interface Readiness {
	readonly ready: boolean;
	readonly database: 'ok' | 'full' | 'damaged' | 'unavailable';
	readonly issuing: IssuingState;
	/** `low` when less than 1 GB or 5 % of the disk is free, whichever is smaller; reported, never fatal. */
	readonly disk: 'ok' | 'low' | 'unknown';
	/** `failing` when an event's delivery failed and is being retried; reported, never fatal. */
	readonly events: 'ok' | 'failing' | 'unknown';
}

const KEPT_MS = 1000;
/**
 * Value written to test the database: as large as a large save, since a disk that only takes one small row is
 * not ready.
 */
const PROBE = '0123456789abcdef'.repeat(4096);
const GB = 1_000_000_000;
const kept = new WeakMap<World, { at: number; answer: Promise<Readiness> }>();

/**
 * Checks whether the service is ready: writes 64 kB to the database and reads them back, checks free disk
 * space and failing deliveries, and calls `issuing`, which opens one sealed key. Logs each fault except
 * failing deliveries. A result is reused for one second.
 */
export function checkReadiness(world: World, issuing: () => Promise<IssuingState>): Promise<Readiness> {
	const last = kept.get(world);
	const at = performance.now();
	if (last && at - last.at < KEPT_MS) return last.answer;
	const answer = look(world, issuing);
	kept.set(world, { at, answer });
	return answer;
}

async function writeAndRead({ db, now }: World): Promise<void> {
	const { serviceFacts: facts } = tables(db);
	const row = { value: PROBE, at: now() };
	await db.write(
		async (tx) =>
			void (await tx
				.insert(facts)
				.values({ name: 'probe', ...row })
				.onConflictDoUpdate({ target: facts.name, set: row })),
	);
	const [found] = await db.read.select({ value: facts.value }).from(facts).where(eq(facts.name, 'probe'));
	if (found?.value !== PROBE)
		throw new Error('The database returned something else than what was just written.');
}

async function diskOf(db: Database): Promise<Readiness['disk']> {
	const space = await db.diskSpace?.().catch(() => undefined);
	if (!space) return 'unknown';
	return space.freeBytes < Math.min(GB, space.totalBytes / 20) ? 'low' : 'ok';
}

async function look(world: World, issuing: () => Promise<IssuingState>): Promise<Readiness> {
	let database: Readiness['database'] = 'ok';
	const tell = (event: string, error: unknown) =>
		world.log.error(event, {
			error: error instanceof Error ? error.name : 'unknown',
			code: errorCode(error),
		});
	try {
		await writeAndRead(world);
	} catch (error) {
		tell('readiness.database', error);
		database = isDiskFull(error) ? 'full' : isDatabaseDamaged(error) ? 'damaged' : 'unavailable';
	}
	const disk = await diskOf(world.db);
	if (disk === 'low') world.log.warn('readiness.disk-low');
	const events = await failingDeliveryCount(world.db.read).then(
		(count) => (count > 0 ? ('failing' as const) : ('ok' as const)),
		() => 'unknown' as const,
	);
	const signs = await issuing().catch((error: unknown) => {
		tell('readiness.issuing', error);
		return 'key-missing' as const;
	});
	if (signs !== 'ok') world.log.warn('readiness.issuing', { issuing: signs });
	return { ready: database === 'ok', database, issuing: signs, disk, events };
}

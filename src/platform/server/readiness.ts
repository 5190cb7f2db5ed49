import { sql } from 'drizzle-orm';
import { tables } from './tables.ts';
import type { World } from './world.ts';

/** Whether the service can answer, and whether it can issue badges (reported, never fatal). */
export interface Readiness {
	readonly ready: boolean;
	readonly database: 'ok' | 'unavailable';
	readonly issuing: 'ok' | 'key-missing';
}

const KEPT_MS = 1000;
const kept = new WeakMap<World, { at: number; answer: Promise<Readiness> }>();

/** Reads and writes one dedicated row, and looks for the sealing key; asked more than once a second, answers the same. */
export function readiness(world: World): Promise<Readiness> {
	const last = kept.get(world);
	const at = performance.now();
	if (last && at - last.at < KEPT_MS) return last.answer;
	const answer = look(world);
	kept.set(world, { at, answer });
	return answer;
}

async function look(world: World): Promise<Readiness> {
	const { probes } = tables(world.db);
	let database: Readiness['database'] = 'ok';
	try {
		const at = world.now();
		await world.db.write(
			async (tx) =>
				void (await tx
					.insert(probes)
					.values({ id: 'ready', at })
					.onConflictDoUpdate({ target: probes.id, set: { at } })),
		);
		await world.db.read.select({ n: sql`1` }).from(probes);
	} catch (error) {
		world.log.error('readiness.database', { error: error instanceof Error ? error.name : 'unknown' });
		database = 'unavailable';
	}
	return { ready: database === 'ok', database, issuing: world.seal.available() ? 'ok' : 'key-missing' };
}

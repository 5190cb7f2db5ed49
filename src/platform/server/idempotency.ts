import { and, eq, lt } from 'drizzle-orm';
import { type Json, Refusal } from '../index.ts';
import type { Queries } from './database.ts';
import { tables } from './tables.ts';
import type { World } from './world.ts';

const KEPT_HOURS = 24;

/**
 * Runs a write unit once for a person, an action and a form's key: a repeat within 24 hours writes nothing and gets
 * the first answer. The key and the effect are stored in the same unit, so that a crash leaves both or neither.
 */
export async function once<T extends Json>(
	world: Pick<World, 'db' | 'now'>,
	{ who, action, key }: { who: string; action: string; key: string },
	work: (tx: Queries) => Promise<T>,
): Promise<T> {
	if (!/^[0-9a-z-]{16,64}$/.test(key)) throw new Refusal('platform.key-reused', { status: 400 });
	const { idempotencyKeys: kept } = tables(world.db);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, key));
	return world.db.write(async (tx) => {
		const [before] = await tx.select({ answer: kept.answer }).from(kept).where(mine);
		if (before) return JSON.parse(before.answer) as T;
		const answer = await work(tx);
		await tx
			.insert(kept)
			.values({ who, action, key, answer: JSON.stringify(answer), createdAt: world.now() });
		return answer;
	});
}

/** Forgets the keys past their 24 hours. */
export async function forgetOldKeys(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const { idempotencyKeys: kept } = tables(world.db);
	const limit = new Date(world.now().getTime() - KEPT_HOURS * 3_600_000);
	await world.db.write(async (tx) => void (await tx.delete(kept).where(lt(kept.createdAt, limit))));
}

/** Removes what a person's repeated forms left. */
export async function forgetKeysOf(tx: Queries, dialect: 'sqlite' | 'postgres', who: string): Promise<void> {
	const { idempotencyKeys: kept } = tables({ dialect });
	await tx.delete(kept).where(eq(kept.who, who));
}

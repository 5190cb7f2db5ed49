import { and, eq, lt } from 'drizzle-orm';
import { type Json, Refusal } from '../index.ts';
import type { Queries } from './database.ts';
import { tables } from './tables.ts';
import type { World } from './world.ts';

const KEPT_HOURS = 24;

/** Which form of whose, and what it does. */
export interface Form {
	readonly who: string;
	readonly action: string;
	readonly key: string;
}

/**
 * Inside a write unit: does a form's work once, and stores its key and its answer with it. A repeat within 24 hours
 * writes nothing and gets the first answer. Work that gives `undefined` was not done: its key stays free.
 */
export async function onceWithin<T extends Json>(
	tx: Queries,
	world: Pick<World, 'db' | 'now'>,
	{ who, action, key }: Form,
	work: () => Promise<T | undefined>,
): Promise<T | undefined> {
	if (!/^[0-9a-z-]{16,64}$/.test(key)) throw new Refusal('platform.key-reused', { status: 400 });
	const { idempotencyKeys: kept } = tables(world.db);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, key));
	const [before] = await tx.select({ answer: kept.answer }).from(kept).where(mine);
	if (before) return JSON.parse(before.answer) as T;
	const answer = await work();
	if (answer === undefined) return undefined;
	await tx.insert(kept).values({ who, action, key, answer: JSON.stringify(answer), createdAt: world.now() });
	return answer;
}

/**
 * Runs a write unit once for a person, an action and a form's key: a repeat within 24 hours writes nothing and gets
 * the first answer. The key and the effect are stored in the same unit, so that a crash leaves both or neither.
 */
export const once = <T extends Json>(
	world: Pick<World, 'db' | 'now'>,
	form: Form,
	work: (tx: Queries) => Promise<T>,
): Promise<T> => world.db.write(async (tx) => (await onceWithin(tx, world, form, () => work(tx))) as T);

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

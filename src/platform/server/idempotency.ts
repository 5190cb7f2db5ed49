import { createHash, createHmac } from 'node:crypto';
import { and, eq, lt, or } from 'drizzle-orm';
import { type Json, OtherContent, Refusal, type Sent } from '../index.ts';
import type { Dialect, Queries } from './database/database.ts';
import { tables } from './database/tables.ts';
import type { World } from './world.ts';

const KEPT_HOURS = 24;

/** Which form of whose, what it does, and what was sent with it. */
export interface Form {
	readonly who: string;
	readonly action: string;
	/** The random key that the page was rendered with. */
	readonly key: string;
	/** What was sent, without its key: kept for 24 hours, to be shown beside another content under the same key. */
	readonly sent: Sent;
	/** What was sent and must not be kept (passwords, codes): compared with a repeat, never stored. */
	readonly secrets?: Sent;
	/** The person whom the content speaks of, where that is not who sent it: it goes when they are erased. */
	readonly about?: string | null;
}

/** The same text for the same fields in any order; a field that is undefined is as good as absent. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_name, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * What a form's key and content leave in the table: the hash of the key, and the content's HMAC under the key itself.
 * The key has 128 random bits and is not stored, so that a password cannot be guessed from the row.
 */
const traces = ({ key, sent, secrets = {} }: Pick<Form, 'key' | 'sent' | 'secrets'>) => ({
	key: hashOf(key),
	digest: createHmac('sha256', key)
		.update(canonical([sent, secrets]))
		.digest('hex'),
});

/**
 * Inside a write unit: does a form's work once, and stores its key, the hash of what was sent and its answer with it. The
 * same sent again within 24 hours writes nothing and gets the first answer; other content under the same key is refused
 * (`OtherContent`, 409). Work that gives `undefined` was not done: its key stays free.
 */
export async function onceWithin<T extends Json>(
	tx: Queries,
	world: Pick<World, 'db' | 'now'>,
	form: Form,
	work: () => Promise<T | undefined>,
): Promise<T | undefined> {
	if (!/^[0-9a-z-]{16,64}$/.test(form.key)) throw new Refusal('platform.key-reused', { status: 400 });
	const { idempotencyKeys: kept } = tables(world.db);
	const { who, action, about = null } = form;
	const { key, digest } = traces(form);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, key));
	// The key first: of two that come at once, to two processes, the second waits here and finds the first's answer.
	const first = { digest, sent: canonical(form.sent), about };
	const taken = await tx
		.insert(kept)
		.values({ who, action, key, ...first, answer: 'null', createdAt: world.now() })
		.onConflictDoNothing()
		.returning({ key: kept.key });
	if (taken.length === 0) {
		const [before] = await tx.select().from(kept).where(mine);
		if (!before) throw new Error('The row of a form’s key disappeared inside a write unit.');
		// Kept before there were hashes: nothing tells what was sent.
		if (before.digest !== null && before.digest !== digest)
			throw new OtherContent(JSON.parse(before.sent ?? '{}') as Sent, JSON.parse(before.answer) as Json);
		return JSON.parse(before.answer) as T;
	}
	const answer = await work();
	if (answer === undefined) {
		await tx.delete(kept).where(mine);
		return undefined;
	}
	await tx
		.update(kept)
		.set({ answer: JSON.stringify(answer) })
		.where(mine);
	return answer;
}

/**
 * Runs a write unit once for a form's key (see `onceWithin`). The key and the effect are stored in the same unit, so that
 * a crash leaves both or neither. What a signed-in person does goes through `act` of identity, which is built on this.
 */
export const once = <T extends Json>(
	world: Pick<World, 'db' | 'now'>,
	form: Form,
	work: (tx: Queries) => Promise<T>,
): Promise<T> => world.db.write(async (tx) => (await onceWithin(tx, world, form, () => work(tx))) as T);

/** Whether a form under this key was answered in the last 24 hours, whatever it sent. */
export async function wasAnswered(
	world: Pick<World, 'db'>,
	{ who, action, key }: Pick<Form, 'who' | 'action' | 'key'>,
): Promise<boolean> {
	const { idempotencyKeys: kept } = tables(world.db);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, hashOf(key)));
	return (await world.db.read.select({ key: kept.key }).from(kept).where(mine)).length > 0;
}

/**
 * Makes a check before a form's work, outside its write unit. Its refusal counts for nothing where the same form was
 * answered: the check may have met what that form did. Asked after the check, since the two may come at once.
 */
export async function unlessAnswered(
	world: Pick<World, 'db'>,
	form: Pick<Form, 'who' | 'action' | 'key'>,
	check: () => Promise<void>,
): Promise<void> {
	try {
		await check();
	} catch (refused) {
		if (!(await wasAnswered(world, form))) throw refused;
	}
}

/** Forgets the keys past their 24 hours, with what was sent. */
export async function forgetOldKeys(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const { idempotencyKeys: kept } = tables(world.db);
	const limit = new Date(world.now().getTime() - KEPT_HOURS * 3_600_000);
	await world.db.write(async (tx) => void (await tx.delete(kept).where(lt(kept.createdAt, limit))));
}

/** Removes what a person's forms left, and what forms of others about them left. */
export async function forgetKeysOf(tx: Queries, dialect: Dialect, person: string): Promise<void> {
	const { idempotencyKeys: kept } = tables({ dialect });
	await tx.delete(kept).where(or(eq(kept.who, person), eq(kept.about, person)));
}

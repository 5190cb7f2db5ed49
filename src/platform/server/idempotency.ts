import { createHash, createHmac } from 'node:crypto';
import { and, eq, lt, or } from 'drizzle-orm';
import { type Json, IdempotencyConflict, Refusal, type SentFields } from '../index.ts';
import type { Dialect, Queries } from './database/database.ts';
import { tables } from './database/tables.ts';
import type { World } from './world.ts';

const KEPT_HOURS = 24;

/** One submission of a form: who sends it, for which action, its key and its content. */
export interface FormSubmission {
	readonly who: string;
	readonly action: string;
	/** The random key with which the page rendered the form. */
	readonly key: string;
	/**
	 * The content without the key; kept for 24 hours, to be shown if other content is sent under the same
	 * key.
	 */
	readonly sent: SentFields;
	/** Secrets in the form (passwords, codes): compared when the form is repeated, never stored. */
	readonly secrets?: SentFields;
	/**
	 * The person that the content is about, if that is not the sender: the stored row is deleted when that
	 * person is erased.
	 */
	readonly about?: string | null;
}

/**
 * Writes a value as JSON with sorted keys, so that the order of fields does not matter; an undefined field
 * counts as absent.
 */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_name, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/**
 * The two hashes stored for a form: of its key, and an HMAC of its content under that key. The key has 128
 * random bits and is not stored, so passwords cannot be guessed from the row.
 */
const traces = ({ key, sent, secrets = {} }: Pick<FormSubmission, 'key' | 'sent' | 'secrets'>) => ({
	key: hashOf(key),
	digest: createHmac('sha256', key)
		.update(canonical([sent, secrets]))
		.digest('hex'),
});

/**
 * Does the work of a form once, inside a write unit, and stores the form's key, a hash of its content and the
 * answer in the same unit. If the same form comes again within 24 hours, writes nothing and returns the first
 * answer. Throws `IdempotencyConflict` (409) for other content under the same key, and `platform.key-reused`
 * (400) for a malformed key. If the work returns `undefined`, it counts as not done, and the key stays free.
 */
export async function runFormOnceInUnit<T extends Json>(
	tx: Queries,
	world: Pick<World, 'db' | 'now'>,
	form: FormSubmission,
	work: () => Promise<T | undefined>,
): Promise<T | undefined> {
	if (!/^[0-9a-z-]{16,64}$/.test(form.key)) throw new Refusal('platform.key-reused', { status: 400 });
	const { idempotencyKeys: kept } = tables(world.db);
	const { who, action, about = null } = form;
	const { key, digest } = traces(form);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, key));
	// Insert the key before doing the work: if two processes receive the form at once, the second waits here,
	// then finds the answer that the first stored.
	const first = { digest, sent: canonical(form.sent), about };
	const taken = await tx
		.insert(kept)
		.values({ who, action, key, ...first, answer: 'null', createdAt: world.now() })
		.onConflictDoNothing()
		.returning({ key: kept.key });
	if (taken.length === 0) {
		const [before] = await tx.select().from(kept).where(mine);
		if (!before) throw new Error('The row of a form’s key disappeared inside a write unit.');
		// A null digest is of an earlier version: such a row cannot tell what was sent.
		if (before.digest !== null && before.digest !== digest)
			throw new IdempotencyConflict(
				JSON.parse(before.sent ?? '{}') as SentFields,
				JSON.parse(before.answer) as Json,
			);
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
 * Runs a write unit once per form key: a repeated form writes nothing and returns the first answer (see
 * `runFormOnceInUnit`). Key and effect are stored in the same unit, so a crash leaves both or neither.
 * Actions of a signed-in person go through identity's `writeOnceAsActor`, which is built on this.
 */
export const runFormOnce = <T extends Json>(
	world: Pick<World, 'db' | 'now'>,
	form: FormSubmission,
	work: (tx: Queries) => Promise<T>,
): Promise<T> =>
	world.db.write(async (tx) => (await runFormOnceInUnit(tx, world, form, () => work(tx))) as T);

/** Returns whether a form with this key was processed in the last 24 hours, whatever its content. */
export async function isFormProcessed(
	world: Pick<World, 'db'>,
	{ who, action, key }: Pick<FormSubmission, 'who' | 'action' | 'key'>,
): Promise<boolean> {
	const { idempotencyKeys: kept } = tables(world.db);
	const mine = and(eq(kept.who, who), eq(kept.action, action), eq(kept.key, hashOf(key)));
	return (await world.db.read.select({ key: kept.key }).from(kept).where(mine)).length > 0;
}

/**
 * Runs a check that precedes the write of a form. If the check fails but the same form was already processed,
 * the failure is ignored, since the check may have seen that form's own effect. Looks for the form after the
 * check, because both submissions may arrive at once.
 */
export async function checkUnlessProcessed(
	world: Pick<World, 'db'>,
	form: Pick<FormSubmission, 'who' | 'action' | 'key'>,
	check: () => Promise<void>,
): Promise<void> {
	try {
		await check();
	} catch (refused) {
		if (!(await isFormProcessed(world, form))) throw refused;
	}
}

/** Deletes the keys and contents of forms processed more than 24 hours ago; called every hour. */
export async function deleteOldFormKeys(world: Pick<World, 'db' | 'now'>): Promise<void> {
	const { idempotencyKeys: kept } = tables(world.db);
	const limit = new Date(world.now().getTime() - KEPT_HOURS * 3_600_000);
	await world.db.write(async (tx) => void (await tx.delete(kept).where(lt(kept.createdAt, limit))));
}

/** Deletes the stored keys and contents of a person's forms, and of other people's forms about them. */
export async function deleteFormKeysOf(tx: Queries, dialect: Dialect, person: string): Promise<void> {
	const { idempotencyKeys: kept } = tables({ dialect });
	await tx.delete(kept).where(or(eq(kept.who, person), eq(kept.about, person)));
}

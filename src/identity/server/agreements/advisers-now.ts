import type { World } from '#platform/server';
import { advisersAmong } from './agreement-store.ts';

const order = new Intl.Collator('fr');

/** Somebody who advises in an institution now. */
export interface AdviserNow {
	readonly id: string;
	readonly name: string;
	/** Name of the RÉCIT service for which they advise there by an agreement; null for an adviser of its own. */
	readonly service: string | null;
}

/**
 * Returns which of these people advise in an institution now, with an open account, by its own role or by an
 * agreement in force, in the order of the ids.
 */
export async function advisersNow(
	{ db, now }: Pick<World, 'db' | 'now'>,
	institution: string,
	people: readonly string[],
): Promise<readonly AdviserNow[]> {
	const found = await advisersAmong(db.read, { institution, people, now: now() });
	return people.flatMap((id) => {
		const rows = found.filter((one) => one.id === id);
		return rows.find(({ service }) => service === null) ?? rows[0] ?? [];
	});
}

/**
 * Returns everybody who advises in an institution now, with an open account, by its own role or by an agreement
 * in force, each once, in the order of names.
 */
export async function everyAdviserNow(
	{ db, now }: Pick<World, 'db' | 'now'>,
	institution: string,
): Promise<readonly AdviserNow[]> {
	const found = await advisersAmong(db.read, { institution, people: null, now: now() });
	const each = new Map<string, AdviserNow>();
	for (const one of found) if (!each.has(one.id) || one.service === null) each.set(one.id, one);
	return [...each.values()].sort((a, b) => order.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

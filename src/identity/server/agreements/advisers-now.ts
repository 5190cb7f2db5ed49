import type { World } from '#platform/server';
import { advisersAmong } from './agreement-store.ts';

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

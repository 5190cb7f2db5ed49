import { eq } from 'drizzle-orm';
import { tables } from './database/tables.ts';
import type { World } from './world.ts';

const NAME = 'sealing-key';

/**
 * Returns whether the sealing key is the one that the service has had since its first node, by a fingerprint
 * kept in the database; `unknown` before one is recorded.
 */
export async function sealingKeyState({
	db,
	seal,
}: Pick<World, 'db' | 'seal'>): Promise<'same' | 'other' | 'unknown'> {
	const { serviceFacts: facts } = tables(db);
	const [found] = await db.read.select({ value: facts.value }).from(facts).where(eq(facts.name, NAME));
	if (!found) return 'unknown';
	return seal.available() && seal.fingerprint(NAME, NAME) === found.value ? 'same' : 'other';
}

/** Records the sealing key's fingerprint; does nothing if one is already recorded. */
export async function recordSealingKey({ db, seal, now }: Pick<World, 'db' | 'seal' | 'now'>): Promise<void> {
	const { serviceFacts: facts } = tables(db);
	const row = { name: NAME, value: seal.fingerprint(NAME, NAME), at: now() };
	await db.write(async (tx) => void (await tx.insert(facts).values(row).onConflictDoNothing()));
}

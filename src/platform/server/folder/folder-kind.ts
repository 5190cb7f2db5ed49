import { eq } from 'drizzle-orm';
import { tables } from '../database/tables.ts';
import type { World } from '../world.ts';

/**
 * The purpose of a data folder; a demonstration is never served as a real service, nor a real service as a
 * demonstration.
 */
export type FolderKind = 'demonstration' | 'service';

const NAME = 'folder-kind';

/**
 * Returns the purpose recorded in the data folder; undefined for a folder of an earlier version, or one just
 * emptied.
 */
export async function folderKind({ db }: Pick<World, 'db'>): Promise<FolderKind | undefined> {
	const { serviceFacts: facts } = tables(db);
	const [found] = await db.read.select({ value: facts.value }).from(facts).where(eq(facts.name, NAME));
	return found?.value as FolderKind | undefined;
}

/** Records the purpose of a data folder; does nothing if one is already recorded. */
export async function recordFolderKind(
	{ db, now }: Pick<World, 'db' | 'now'>,
	kind: FolderKind,
): Promise<void> {
	const { serviceFacts: facts } = tables(db);
	const row = { name: NAME, value: kind, at: now() };
	await db.write(async (tx) => void (await tx.insert(facts).values(row).onConflictDoNothing()));
}

import { eq } from 'drizzle-orm';
import { tables } from '../database/tables.ts';
import type { World } from '../world.ts';

/** What a data folder was made for; a demonstration is never served as the real thing, nor the real thing as one. */
export type FolderKind = 'demonstration' | 'service';

const NAME = 'folder-kind';

/** What the folder says it was made for; undefined for a folder of an earlier version, or one just emptied. */
export async function folderKind({ db }: Pick<World, 'db'>): Promise<FolderKind | undefined> {
	const { serviceFacts: facts } = tables(db);
	const [found] = await db.read.select({ value: facts.value }).from(facts).where(eq(facts.name, NAME));
	return found?.value as FolderKind | undefined;
}

/** Writes once for all what the folder was made for. */
export async function nameFolderKind(
	{ db, now }: Pick<World, 'db' | 'now'>,
	kind: FolderKind,
): Promise<void> {
	const { serviceFacts: facts } = tables(db);
	const row = { name: NAME, value: kind, at: now() };
	await db.write(async (tx) => void (await tx.insert(facts).values(row).onConflictDoNothing()));
}

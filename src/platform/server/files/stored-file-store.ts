import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { dialectOf } from '../database/columns.ts';
import type { Queries } from '../database/database.ts';
import { tables } from '../database/tables.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

/** A file's row: which content it is, whose, and how it is shown. */
export type StoredFile = ReturnType<typeof tables>['files']['$inferSelect'];

/** Whose a file is, and on whose quota it counts: a person's, or an institution's. */
export type FileOwner =
	| { readonly person: string; readonly institution?: undefined }
	| { readonly institution: string; readonly person?: undefined };

export const insertFile = async (tx: Queries, file: StoredFile): Promise<void> =>
	void (await tx.insert(tablesOf(tx).files).values(file));

/** Returns a file's row; undefined when there is none. */
export async function fileById(q: Queries, id: string): Promise<StoredFile | undefined> {
	const { files: t } = tablesOf(q);
	const [row] = await q.select().from(t).where(eq(t.id, id));
	return row;
}

/** Returns the rows of those of these files that somebody still uses, by id. */
export async function filesInUse(
	q: Queries,
	ids: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
	if (ids.length === 0) return new Map();
	const { files: t } = tablesOf(q);
	const rows = await q
		.select()
		.from(t)
		.where(and(inArray(t.id, [...ids]), isNull(t.unusedSince)));
	return new Map(rows.map((row) => [row.id, row]));
}

/** Returns how many bytes the files of an owner take together, each counted although others have the same. */
export async function bytesOfOwner(q: Queries, { person, institution }: FileOwner): Promise<number> {
	const { files: t } = tablesOf(q);
	const [row] = await q
		.select({ bytes: sql`coalesce(sum(${t.bytes}), 0)`.mapWith(Number) })
		.from(t)
		.where(person === undefined ? eq(t.institution, institution) : eq(t.person, person));
	return row?.bytes ?? 0;
}

/** Returns the files of a person, oldest first. */
export async function filesOfPerson(q: Queries, person: string): Promise<readonly StoredFile[]> {
	const { files: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.person, person)).orderBy(asc(t.madeAt), asc(t.id));
}

/**
 * Lets go of a file that nothing uses any more: it is nobody's from now on, has no name, and is deleted a day
 * later.
 */
export async function letGoOfFile(tx: Queries, id: string, now: Date): Promise<void> {
	const { files: t } = tablesOf(tx);
	await tx.update(t).set(nobodys(now)).where(eq(t.id, id));
}

/** Lets go of every file of a person who is erased. */
export async function letGoOfFilesOf(tx: Queries, person: string, now: Date): Promise<void> {
	const { files: t } = tablesOf(tx);
	await tx.update(t).set(nobodys(now)).where(eq(t.person, person));
}

const nobodys = (now: Date) => ({ person: null, institution: null, name: '', unusedSince: now });

/** Deletes the rows of files that nothing has used since before `limit`; returns how many. */
export async function deleteFilesUnusedBefore(tx: Queries, limit: Date): Promise<number> {
	const { files: t } = tablesOf(tx);
	const gone = await tx.delete(t).where(lt(t.unusedSince, limit)).returning({ id: t.id });
	return gone.length;
}

/** Returns those of these contents that a row names, used or not. */
export async function namedContents(q: Queries, contents: readonly string[]): Promise<ReadonlySet<string>> {
	const { files: t } = tablesOf(q);
	const rows = await q
		.selectDistinct({ sha256: t.sha256 })
		.from(t)
		.where(inArray(t.sha256, [...contents]));
	return new Set(rows.map(({ sha256 }) => sha256));
}

/** Returns every content of a file in use that was stored before `limit`. */
export async function contentsInUse(q: Queries, limit: Date): Promise<readonly string[]> {
	const { files: t } = tablesOf(q);
	const rows = await q
		.selectDistinct({ sha256: t.sha256 })
		.from(t)
		.where(and(isNull(t.unusedSince), lt(t.madeAt, limit)));
	return rows.map(({ sha256 }) => sha256);
}

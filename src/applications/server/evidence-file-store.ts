import { eq, inArray } from 'drizzle-orm';
import { filesInUse, letGoOfFile, type Queries } from '#platform/server';
import type { EvidenceFile } from '../application.ts';
import { tablesOf } from './tables.ts';

/** Reads the files of pieces of evidence, by id; one that was let go of is left out. */
export async function evidenceFiles(
	q: Queries,
	pieces: readonly { readonly file: string | null }[],
): Promise<ReadonlyMap<string, EvidenceFile>> {
	const found = await filesInUse(
		q,
		pieces.flatMap(({ file }) => file ?? []),
	);
	return new Map(
		[...found].map(([id, { name, type, bytes, width, height }]) => [
			id,
			{ id, name, type, bytes, width, height },
		]),
	);
}

/** Reads which content of the store the files of pieces of evidence are, by the id of the file. */
export async function contentsOf(
	q: Queries,
	pieces: readonly { readonly file: string | null }[],
): Promise<ReadonlyMap<string, string>> {
	const found = await filesInUse(
		q,
		pieces.flatMap(({ file }) => file ?? []),
	);
	return new Map([...found].map(([id, { sha256 }]) => [id, sha256]));
}

/**
 * Inside a write unit, after pieces of evidence were deleted or replaced: lets go of those of their files that
 * no other piece has.
 */
export async function letGoOfEvidenceFiles(
	tx: Queries,
	pieces: readonly { readonly file: string | null }[],
	now: Date,
): Promise<void> {
	const { applicationEvidence, removedEvidence } = tablesOf(tx);
	for (const { file } of pieces) {
		if (file === null) continue;
		const [kept] = await tx
			.select({ id: applicationEvidence.id })
			.from(applicationEvidence)
			.where(eq(applicationEvidence.file, file));
		const [removed] = await tx
			.select({ id: removedEvidence.id })
			.from(removedEvidence)
			.where(eq(removedEvidence.file, file));
		if (!kept && !removed) await letGoOfFile(tx, file, now);
	}
}

/** Reads the files of all evidence, removed evidence included, of applications. */
export async function filesOfApplications(
	q: Queries,
	applications: readonly string[],
): Promise<readonly { readonly file: string | null }[]> {
	const { applicationEvidence: kept, removedEvidence: removed } = tablesOf(q);
	const ids = [...applications];
	if (ids.length === 0) return [];
	return [
		...(await q.select({ file: kept.file }).from(kept).where(inArray(kept.application, ids))),
		...(await q.select({ file: removed.file }).from(removed).where(inArray(removed.application, ids))),
	];
}

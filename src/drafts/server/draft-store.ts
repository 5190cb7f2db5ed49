import { and, count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { dialectOf, preparedQuery, type Queries } from '#platform/server';
import type { Draft, FormName } from '../draft.ts';
import { tables } from './tables.ts';

const tablesOf = (q: Queries) => tables({ dialect: dialectOf(q) });

const ofForm = (q: Queries, person: string, { path, form }: FormName) => {
	const { drafts } = tablesOf(q);
	return and(eq(drafts.person, person), eq(drafts.path, path), eq(drafts.form, form));
};

const toDraft = ({ person: _, ...draft }: Draft & { person: string }): Draft => draft;

export async function findDraft(q: Queries, person: string, name: FormName): Promise<Draft | undefined> {
	const { drafts } = tablesOf(q);
	const [row] = await q
		.select()
		.from(drafts)
		.where(ofForm(q, person, name));
	return row && toDraft(row);
}

const draftsBy = (ofPage: boolean) =>
	preparedQuery((q) => {
		const { drafts } = tablesOf(q);
		const theirs = eq(drafts.person, sql.placeholder('person'));
		return q
			.select()
			.from(drafts)
			.where(ofPage ? and(theirs, eq(drafts.path, sql.placeholder('path'))) : theirs)
			.orderBy(desc(drafts.savedAt), desc(drafts.path), desc(drafts.form));
	});
const [draftsByPage, draftsByPerson] = [draftsBy(true), draftsBy(false)];

/** Reads the drafts of a person, of one page or (without `path`) of all, the newest first. */
export const draftsOf = async (q: Queries, person: string, path?: string): Promise<Draft[]> =>
	(await (path === undefined ? draftsByPerson(q, { person }) : draftsByPage(q, { person, path }))).map(
		toDraft,
	);

export const addDraft = async (tx: Queries, person: string, draft: Draft): Promise<void> =>
	void (await tx.insert(tablesOf(tx).drafts).values({ person, ...draft }));

/**
 * Stores a draft in place of its previous revision; returns false, and writes nothing, when the stored draft
 * has another revision.
 */
export async function replaceDraft(tx: Queries, person: string, draft: Draft): Promise<boolean> {
	const { drafts } = tablesOf(tx);
	const { revision, typed, other, savedAt } = draft;
	const changed = await tx
		.update(drafts)
		.set({ revision, typed, other, savedAt })
		.where(and(ofForm(tx, person, draft), eq(drafts.revision, revision - 1)))
		.returning({ revision: drafts.revision });
	return changed.length > 0;
}

export const deleteDraft = async (tx: Queries, person: string, name: FormName): Promise<void> =>
	void (await tx.delete(tablesOf(tx).drafts).where(ofForm(tx, person, name)));

export async function deleteDraftsBefore(tx: Queries, limit: Date): Promise<void> {
	const { drafts } = tablesOf(tx);
	await tx.delete(drafts).where(lt(drafts.savedAt, limit));
}

/**
 * A form sent after its session ended, stored encrypted until its sender signs in again. `bearer` is the hash
 * of the browser's token.
 */
export interface SealedFormAwaitingSignIn {
	readonly id: string;
	readonly bearer: string;
	readonly sealed: string;
	readonly at: Date;
}

export const addFormAwaitingSignIn = async (tx: Queries, carried: SealedFormAwaitingSignIn): Promise<void> =>
	void (await tx.insert(tablesOf(tx).carriedTexts).values(carried));

/**
 * Reads the forms that wait, in the browser with this hash of its token, for their senders to sign in, oldest
 * first.
 */
export async function formsAwaitingSignInOf(q: Queries, bearer: string): Promise<SealedFormAwaitingSignIn[]> {
	const { carriedTexts: t } = tablesOf(q);
	return q.select().from(t).where(eq(t.bearer, bearer)).orderBy(t.at, t.id);
}

export async function countFormsAwaitingSignIn(q: Queries): Promise<number> {
	const rows = await q.select({ n: count().mapWith(Number) }).from(tablesOf(q).carriedTexts);
	return rows[0]!.n;
}

export async function deleteFormsAwaitingSignIn(tx: Queries, ids: readonly string[]): Promise<void> {
	const { carriedTexts: t } = tablesOf(tx);
	await tx.delete(t).where(inArray(t.id, [...ids]));
}

export async function deleteFormsAwaitingSignInOf(tx: Queries, bearer: string): Promise<void> {
	const { carriedTexts: t } = tablesOf(tx);
	await tx.delete(t).where(eq(t.bearer, bearer));
}

export async function deleteFormsAwaitingSignInBefore(tx: Queries, limit: Date): Promise<void> {
	const { carriedTexts: t } = tablesOf(tx);
	await tx.delete(t).where(lt(t.at, limit));
}

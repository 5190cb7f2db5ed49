import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { noteActs, preparedQuery, type Queries } from '#platform/server';
import type { Award, AwardBasis } from '../award.ts';
import { revokedAct } from './acts.ts';
import { uniqueKey, type KeyParts, keyPartsOfAward } from './issuing/unique-key.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['awards']['$inferSelect'];

/** A row as the rest of the house reads it. */
export const awardFrom = ({ activeKey: _activeKey, level: _level, basis, ...row }: Row): Award => ({
	...row,
	basis: basis === null ? null : (JSON.parse(basis) as AwardBasis),
});

/** One award, by its id. */
export async function awardById(q: Queries, id: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.id, id));
	return row && awardFrom(row);
}

/** One award, by its short code. */
export async function awardByShortCode(q: Queries, code: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.shortCode, code));
	return row && awardFrom(row);
}

/** The award an application led to. */
export async function awardOfApplication(q: Queries, application: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.application, application));
	return row && awardFrom(row);
}

/** A person's active (not revoked) award of a badge; with `translatedInto`, its translation. */
export async function activeAward(
	q: Queries,
	person: string,
	badge: string,
	translatedInto?: Award['locale'],
): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q
		.select()
		.from(awards)
		.where(eq(awards.activeKey, uniqueKey({ person, badge, translatedInto })));
	return row && awardFrom(row);
}

/** Every award of a person, revoked ones and translations too, newest first. */
export async function awardsOf(q: Queries, person: string): Promise<readonly Award[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select()
		.from(awards)
		.where(eq(awards.person, person))
		.orderBy(desc(awards.awardedAt), desc(awards.id));
	return rows.map(awardFrom);
}

/** What its person chooses: since when anybody may see the page (null: nobody), and whether it shows a name. */
export async function setPublication(
	tx: Queries,
	id: string,
	set: { publishedAt: Date | null; showsName: boolean },
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(set).where(eq(awards.id, id));
}

/** Marks an award as revoked, for good; false if it already was. */
export async function revokeRow(
	tx: Queries,
	id: string,
	revocation: { revokedAt: Date; revokedBy: string | null; revocationReason: string | null },
): Promise<boolean> {
	const { awards } = tablesOf(tx);
	const done = await tx
		.update(awards)
		.set({ ...revocation, activeKey: null })
		.where(and(eq(awards.id, id), isNull(awards.revokedAt)))
		.returning();
	await noteActs(
		tx,
		done.map((row) => revokedAct(row, revocation.revokedAt)),
	);
	return done.length === 1;
}

/** Found by index among all that an issuer ever gave: asked at each verification. */
const revokedIn = (awards: ReturnType<typeof tables>['awards'], issuer: string, list: number) =>
	and(eq(awards.issuer, issuer), eq(awards.statusList, list), gt(awards.revokedAt, new Date(0)));

/** The entries of an issuer's status list whose badge is revoked. */
export async function revokedEntries(q: Queries, issuer: string, list: number): Promise<readonly number[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ index: awards.statusIndex })
		.from(awards)
		.where(revokedIn(awards, issuer, list));
	return rows.map(({ index }) => index);
}

/** How many badges a key signed. */
export async function awardsSignedWith(q: Queries, kid: string): Promise<number> {
	const { awards } = tablesOf(q);
	return q.$count(awards, eq(awards.kid, kid));
}

/** How many badges of an issuer's status list are revoked: grows at each revocation, never shrinks. */
export async function revokedCount(q: Queries, issuer: string, list: number): Promise<number> {
	const { awards } = tablesOf(q);
	return q.$count(awards, revokedIn(awards, issuer, list));
}

/** A level observed for a person, and when the badge that says so was given. */
export interface ObservedLevel {
	readonly person: string;
	readonly badge: string;
	readonly level: string;
	readonly at: Date;
}

function selectObserved(q: Queries, theirs: (awards: ReturnType<typeof tables>['awards']) => SQL) {
	const { awards } = tablesOf(q);
	return q
		.select({ person: awards.person, badge: awards.badge, level: awards.level, at: awards.awardedAt })
		.from(awards)
		.where(
			and(
				theirs(awards),
				isNotNull(awards.level),
				isNull(awards.revokedAt),
				// One recognition counts once, in however many languages.
				isNull(awards.translationOf),
			),
		)
		.orderBy(asc(awards.awardedAt), asc(awards.id));
}

const observedRow = ({
	person,
	badge,
	level,
	at,
}: Pick<Row, 'person' | 'badge' | 'level'> & { at: Date }): ObservedLevel[] =>
	person && level ? [{ person, badge, level, at }] : [];

/** The levels observed for people, the oldest first: those of unrevoked badges that an adviser decided. */
export const observedLevels = async (
	q: Queries,
	people: readonly string[],
): Promise<readonly ObservedLevel[]> =>
	(await selectObserved(q, (awards) => inArray(awards.person, [...people]))).flatMap(observedRow);

const observedByPerson = preparedQuery((q) =>
	selectObserved(q, (awards) => eq(awards.person, sql.placeholder('person'))),
);

/** The levels observed for one person, the oldest first. */
export const observedLevelsOf = async (q: Queries, person: string): Promise<readonly ObservedLevel[]> =>
	(await observedByPerson(q, { person })).flatMap(observedRow);

/** Awards by their ids; an unknown one is left out. */
export async function awardsByIds(q: Queries, ids: readonly string[]): Promise<readonly Award[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select()
		.from(awards)
		.where(inArray(awards.id, [...ids]));
	return rows.map(awardFrom);
}

/** Ids of the active awards of these people and badges, by unique key. */
export async function activeAmong(
	q: Queries,
	wanted: readonly KeyParts[],
): Promise<ReadonlyMap<string, string>> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ id: awards.id, key: awards.activeKey })
		.from(awards)
		.where(inArray(awards.activeKey, wanted.map(uniqueKey)));
	return new Map(rows.map(({ id, key }) => [String(key), id]));
}

/** Stores awards. A unique violation means that an active one exists, or that a status entry or code is taken. */
export async function addAwards(tx: Queries, all: readonly Award[]): Promise<void> {
	if (all.length === 0) return;
	await tx.insert(tablesOf(tx).awards).values(
		all.map((one) => ({
			...one,
			basis: one.basis && JSON.stringify(one.basis),
			level: one.basis?.observed ?? null,
			activeKey: uniqueKey(keyPartsOfAward(one)),
		})),
	);
}

/** The award's translation, or the original it translates; revoked or not. */
export async function translationOfAward(
	q: Queries,
	{ id, translationOf }: Award,
): Promise<Award | undefined> {
	if (translationOf !== null) return awardById(q, translationOf);
	const { awards } = tablesOf(q);
	const [row] = await q.select({ id: awards.id }).from(awards).where(eq(awards.translationOf, id));
	return row && awardById(q, row.id);
}

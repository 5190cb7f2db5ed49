import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { FrameworkVersion } from '#framework';
import { inBatches, noteActs, preparedQuery, type Queries } from '#platform/server';
import type { Award, AwardBasis } from '../award.ts';
import { isRenewable } from '../expiry.ts';
import { badgeRevokedAct } from './acts.ts';
import { uniqueKey, type KeyParts, keyPartsOfAward } from './issuing/unique-key.ts';
import { type tables, tablesOf } from './tables.ts';

type Row = ReturnType<typeof tables>['awards']['$inferSelect'];

/** Converts a row of the table of awards to an `Award`. */
export const awardFrom = ({
	activeKey: _activeKey,
	level: _level,
	expiryToldAt: _told,
	basis,
	...row
}: Row): Award => ({
	...row,
	basis: basis === null ? null : (JSON.parse(basis) as AwardBasis),
});

/** Finds an award by its id; undefined if there is none. */
export async function awardById(q: Queries, id: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.id, id));
	return row && awardFrom(row);
}

/** Finds an award by its short code (stored form); undefined if there is none. */
export async function awardByShortCode(q: Queries, code: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.shortCode, code));
	return row && awardFrom(row);
}

/** Finds the award that an application led to; undefined if there is none. */
export async function awardOfApplication(q: Queries, application: string): Promise<Award | undefined> {
	const { awards } = tablesOf(q);
	const [row] = await q.select().from(awards).where(eq(awards.application, application));
	return row && awardFrom(row);
}

/**
 * Finds a person's unrevoked award of a badge; with `translatedInto`, its unrevoked translation into that
 * language. Undefined if there is none.
 */
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

/** Returns all awards of a person, newest first, revoked ones and translations included. */
export async function awardsOf(q: Queries, person: string): Promise<readonly Award[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select()
		.from(awards)
		.where(eq(awards.person, person))
		.orderBy(desc(awards.awardedAt), desc(awards.id));
	return rows.map(awardFrom);
}

/**
 * Stores the choices of an award's holder: since when its page is public (null: private), and whether it
 * shows their name. Checks no right.
 */
export async function setPublication(
	tx: Queries,
	id: string,
	set: { publishedAt: Date | null; showsName: boolean },
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(set).where(eq(awards.id, id));
}

/** Stores what an adviser said of an award that a rule gave, when its holder had it reconsidered. */
export async function recordReconsidered(
	tx: Queries,
	id: string,
	set: { readonly reconsideredAt: Date; readonly reconsidered: 'kept' | 'doubted' },
): Promise<void> {
	const { awards } = tablesOf(tx);
	await tx.update(awards).set(set).where(eq(awards.id, id));
}

/**
 * Marks an award as permanently revoked, and records the act in the journal of acts. Returns false if the
 * award is unknown or already revoked.
 */
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
		done.map((row) => badgeRevokedAct(row, revocation.revokedAt)),
	);
	return done.length === 1;
}

/**
 * SQL condition for the revoked awards of a status list; written so that an index serves it, since it runs at
 * each verification.
 */
const revokedIn = (awards: ReturnType<typeof tables>['awards'], issuer: string, list: number) =>
	and(eq(awards.issuer, issuer), eq(awards.statusList, list), gt(awards.revokedAt, new Date(0)));

/** Returns the entries (indexes) of an issuer's status list whose badge is revoked. */
export async function revokedEntries(q: Queries, issuer: string, list: number): Promise<readonly number[]> {
	const { awards } = tablesOf(q);
	const rows = await q
		.select({ index: awards.statusIndex })
		.from(awards)
		.where(revokedIn(awards, issuer, list));
	return rows.map(({ index }) => index);
}

/** Counts the awards that a key signed. */
export async function signedAwardCount(q: Queries, kid: string): Promise<number> {
	const { awards } = tablesOf(q);
	return q.$count(awards, eq(awards.kid, kid));
}

/** Counts the revoked badges of an issuer's status list; the number never decreases. */
export async function revokedCount(q: Queries, issuer: string, list: number): Promise<number> {
	const { awards } = tablesOf(q);
	return q.$count(awards, revokedIn(awards, issuer, list));
}

/** A level that an adviser accepted for a person, and when the badge that records it was awarded. */
export interface ObservedLevel {
	readonly person: string;
	readonly badge: string;
	readonly frameworkVersion: FrameworkVersion;
	readonly level: string;
	readonly at: Date;
}

function selectObserved(q: Queries, theirs: (awards: ReturnType<typeof tables>['awards']) => SQL) {
	const { awards } = tablesOf(q);
	return q
		.select({
			...{ person: awards.person, badge: awards.badge, frameworkVersion: awards.frameworkVersion },
			...{ level: awards.level, at: awards.awardedAt },
		})
		.from(awards)
		.where(
			and(
				theirs(awards),
				isNotNull(awards.level),
				isNull(awards.revokedAt),
				// A translation is the same recognition: count it once.
				isNull(awards.translationOf),
			),
		)
		.orderBy(asc(awards.awardedAt), asc(awards.id));
}

const observedRow = ({
	person,
	badge,
	frameworkVersion,
	level,
	at,
}: Pick<Row, 'person' | 'badge' | 'frameworkVersion' | 'level'> & { at: Date }): ObservedLevel => ({
	person: person!,
	badge,
	frameworkVersion,
	level: level!,
	at,
});

/**
 * Returns the levels that advisers accepted for several people, from their unrevoked badges; oldest first for
 * each person.
 */
export const observedLevelsOfEach = async (
	q: Queries,
	people: readonly string[],
): Promise<readonly ObservedLevel[]> =>
	(await inBatches(people, (some) => selectObserved(q, (awards) => inArray(awards.person, some)))).map(
		observedRow,
	);

const observedByPerson = preparedQuery((q) =>
	selectObserved(q, (awards) => eq(awards.person, sql.placeholder('person'))),
);

/** Returns the levels that advisers accepted for one person, from their unrevoked badges; oldest first. */
export const observedLevelsOf = async (q: Queries, person: string): Promise<readonly ObservedLevel[]> =>
	(await observedByPerson(q, { person })).map(observedRow);

/** An award as lists show it, without its signed text. */
export interface AwardInBrief extends Pick<
	Award,
	| 'id'
	| 'badge'
	| 'frameworkVersion'
	| 'application'
	| 'decidedBy'
	| 'translationOf'
	| 'awardedAt'
	| 'validUntil'
	| 'publishedAt'
	| 'revokedAt'
> {
	/** The level that an adviser accepted; null for a badge that no adviser decided (by rule). */
	readonly level: string | null;
}

/** Returns a person's awards without their signed texts, newest first. */
export async function awardsInBrief(q: Queries, person: string): Promise<readonly AwardInBrief[]> {
	const { awards: t } = tablesOf(q);
	return q
		.select({
			...{ id: t.id, badge: t.badge, application: t.application, decidedBy: t.decidedBy, level: t.level },
			...{ translationOf: t.translationOf, awardedAt: t.awardedAt, publishedAt: t.publishedAt },
			...{ revokedAt: t.revokedAt, validUntil: t.validUntil, frameworkVersion: t.frameworkVersion },
		})
		.from(t)
		.where(eq(t.person, person))
		.orderBy(desc(t.awardedAt), desc(t.id));
}

/**
 * Returns every award that an institution gave, oldest first, without signed texts or people, for the
 * operator’s copy of what belongs to it. No authorization check: the caller must do it.
 */
export async function awardsOfInstitution(q: Queries, institution: string) {
	const { awards: t } = tablesOf(q);
	return q
		.select({
			...{ id: t.id, badge: t.badge, definitionVersion: t.definitionVersion, locale: t.locale },
			frameworkVersion: t.frameworkVersion,
			...{ level: t.level, awardedAt: t.awardedAt, statusList: t.statusList, statusIndex: t.statusIndex },
			...{ revokedAt: t.revokedAt, revocationReason: t.revocationReason, publishedAt: t.publishedAt },
			validUntil: t.validUntil,
		})
		.from(t)
		.where(eq(t.institution, institution))
		.orderBy(asc(t.awardedAt), asc(t.id));
}

/**
 * Counts how often an institution gave each badge, by the badge's id; translations and what was revoked are left
 * out. No authorization check: the caller must do it.
 */
export async function awardsGivenByBadge(
	q: Queries,
	institution: string,
): Promise<ReadonlyMap<string, number>> {
	const { awards: t } = tablesOf(q);
	const rows = await q
		.select({ badge: t.badge, n: count().mapWith(Number) })
		.from(t)
		.where(and(eq(t.institution, institution), isNull(t.revokedAt), isNull(t.translationOf)))
		.groupBy(t.badge);
	return new Map(rows.map(({ badge, n }) => [badge, n]));
}

/** Returns the awards with these ids; unknown ids are left out. */
export async function awardsByIds(q: Queries, ids: readonly string[]): Promise<readonly Award[]> {
	const { awards } = tablesOf(q);
	const rows = await inBatches(ids, (some) => q.select().from(awards).where(inArray(awards.id, some)));
	return rows.map(awardFrom);
}

/**
 * Returns the unrevoked awards of certain people and badges, by `uniqueKey` (`person:badge`, with the language for a
 * translation).
 */
export async function activeAwardsByKey(
	q: Queries,
	wanted: readonly KeyParts[],
): Promise<ReadonlyMap<string, Pick<Award, 'id' | 'validUntil'>>> {
	const { awards } = tablesOf(q);
	const rows = await inBatches(wanted.map(uniqueKey), (some) =>
		q
			.select({ id: awards.id, key: awards.activeKey, validUntil: awards.validUntil })
			.from(awards)
			.where(inArray(awards.activeKey, some)),
	);
	return new Map(rows.map(({ key, ...award }) => [String(key), award]));
}

/**
 * Returns the ids of those of these awards after which no other can be given now: a badge that expires soon can be
 * applied for again (`isRenewable`).
 */
export async function activeAwardIdsByKey(
	q: Queries,
	wanted: readonly KeyParts[],
	now: Date,
): Promise<ReadonlyMap<string, string>> {
	const found = [...(await activeAwardsByKey(q, wanted))];
	return new Map(found.flatMap(([key, one]) => (isRenewable(one, now) ? [] : [[key, one.id] as const])));
}

/**
 * Lets a person's award of a badge and its translation, which expire soon or have expired, be followed by others:
 * they stay in force until they end, and no longer hold the place of the badge.
 */
export async function makeRoomForNextAward(
	tx: Queries,
	{ person, badge }: Pick<Award, 'person' | 'badge'>,
): Promise<void> {
	const { awards } = tablesOf(tx);
	const keys = ([undefined, 'fr', 'en'] as const).map((translatedInto) =>
		uniqueKey({ person, badge, translatedInto }),
	);
	await tx.update(awards).set({ activeKey: null }).where(inArray(awards.activeKey, keys));
}

/**
 * Stores awards. A unique-constraint violation means that the same person already has an unrevoked award of
 * the same badge, or that a status entry or short code is taken.
 */
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

/**
 * Returns the award's translation, or the original that it translates, even if revoked; undefined if there is
 * neither.
 */
export async function otherLanguageAward(
	q: Queries,
	{ id, translationOf }: Award,
): Promise<Award | undefined> {
	if (translationOf !== null) return awardById(q, translationOf);
	const { awards } = tablesOf(q);
	const [row] = await q.select({ id: awards.id }).from(awards).where(eq(awards.translationOf, id));
	return row && awardById(q, row.id);
}

import { aliasedTable, and, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { identityTables } from '#identity/server';
import { dialectOf, preparedQuery, type Queries } from '#platform/server';
import type { Award } from '../award.ts';
import { type ReissueCause, VOID_REASONS } from '../issuance.ts';
import { awardFrom } from './award-store.ts';
import type { Issuer } from './issuers/issuer-store.ts';
import { tablesOf } from './tables.ts';

/** The stored data on which the page of an award, and the verification shown there, depend. */
export interface AwardPageData {
	readonly award: Award;
	readonly issuer: Issuer;
	readonly institution: {
		readonly name: string;
		readonly demonstration: boolean;
		readonly timeZone: string;
	};
	/** The holder's name, whether the page shows it or not; null once they left. */
	readonly holder: string | null;
	/** The holder's verified e-mail address, for themself alone; null if they have none, or left. */
	readonly address: string | null;
	/** Id of the award's translation, or of the original that it translates; null if there is neither. */
	readonly sibling: string | null;
	/** True if the award's token (VC-JWT) was already made. */
	readonly token: boolean;
	/** When the award was last signed again, and why; null if never. */
	readonly reissued: {
		readonly at: Date;
		readonly cause: ReissueCause;
		readonly reason: string | null;
	} | null;
	/** Number of revoked entries in the award's status list; increases with each one. */
	readonly listRevision: number;
	/** The keys of the award's issuer, with their states. */
	readonly keys: readonly unknown[];
}

const id = sql.placeholder('id');

// These queries are prepared once, because building them took longer than running them.
const factsById = preparedQuery((q) => {
	const { awards, issuers, issuances, awardTokens, supersededAwards: earlier } = tablesOf(q);
	const { institutions, people } = identityTables({ dialect: dialectOf(q) });
	const other = aliasedTable(awards, 'other');
	const inList = (table: typeof other | typeof earlier | typeof issuances) =>
		and(eq(table.issuer, awards.issuer), eq(table.statusList, awards.statusList));
	const count = sql<number>`count(*)`;
	type Column = typeof earlier.supersededAt | typeof earlier.reason | typeof earlier.cause;
	const last = <C extends Column>(column: C) =>
		sql<C['_']['data'] | null>`${q
			.select({ column })
			.from(earlier)
			.where(eq(earlier.award, awards.id))
			.orderBy(desc(earlier.supersededAt), desc(earlier.id))
			.limit(1)}`.mapWith(column);
	return q
		.select({
			award: awards,
			issuer: issuers,
			institution: {
				name: institutions.name,
				demonstration: institutions.demonstration,
				timeZone: institutions.timeZone,
			},
			holder: people.displayName,
			email: people.email,
			emailVerifiedAt: people.emailVerifiedAt,
			emailRefusedAt: people.emailRefusedAt,
			sibling: sql<string | null>`${q
				.select({ id: other.id })
				.from(other)
				.where(eq(other.translationOf, awards.id))}`,
			tokens: sql`${q.select({ count }).from(awardTokens).where(eq(awardTokens.award, awards.id))}`.mapWith(
				Number,
			),
			reissuedAt: last(earlier.supersededAt),
			reissuedFor: last(earlier.reason),
			reissueCause: last(earlier.cause),
			revoked: sql`${q
				.select({ count })
				.from(other)
				.where(and(inList(other), gt(other.revokedAt, new Date(0))))}`.mapWith(Number),
			superseded: sql`${q.select({ count }).from(earlier).where(inList(earlier))}`.mapWith(Number),
			voided: sql`${q
				.select({ count })
				.from(issuances)
				.where(
					and(inList(issuances), inArray(issuances.voided, [...VOID_REASONS]), isNotNull(issuances.proof)),
				)}`.mapWith(Number),
		})
		.from(awards)
		.innerJoin(issuers, eq(issuers.id, awards.issuer))
		.innerJoin(institutions, eq(institutions.id, awards.institution))
		.leftJoin(people, eq(people.id, awards.person))
		.where(eq(awards.id, id));
});

const keysById = preparedQuery((q) => {
	const { awards, issuerKeys } = tablesOf(q);
	return q
		.select({
			kid: issuerKeys.kid,
			state: issuerKeys.state,
			createdAt: issuerKeys.createdAt,
			retiredAt: issuerKeys.retiredAt,
		})
		.from(issuerKeys)
		.innerJoin(awards, eq(awards.issuer, issuerKeys.issuer))
		.where(eq(awards.id, id))
		.orderBy(issuerKeys.createdAt, issuerKeys.id);
});

const publishedById = preparedQuery((q) => {
	const { awards } = tablesOf(q);
	return q
		.select({ credential: awards.credential })
		.from(awards)
		.where(and(eq(awards.id, id), isNotNull(awards.publishedAt)));
});

/**
 * Returns the signed text of a published award; undefined if the award is unknown or not published, or its
 * text was erased.
 */
export async function publishedText(q: Queries, id: string): Promise<string | undefined> {
	const [row] = await publishedById(q, { id });
	return row?.credential ?? undefined;
}

/**
 * Reads the current data on which the page of an award depends; undefined for an unknown award. Does not
 * check who asks.
 */
export async function awardPageData(q: Queries, id: string): Promise<AwardPageData | undefined> {
	const [row] = await factsById(q, { id });
	if (!row) return undefined;
	const { tokens, reissuedAt, reissuedFor, reissueCause, revoked, superseded, voided, sibling, ...rest } =
		row;
	const { email, emailVerifiedAt, emailRefusedAt, ...facts } = rest;
	return {
		...facts,
		address: emailVerifiedAt && !emailRefusedAt ? email : null,
		award: awardFrom(row.award),
		sibling: row.award.translationOf ?? sibling,
		token: tokens > 0,
		reissued: reissuedAt ? { at: reissuedAt, cause: reissueCause!, reason: reissuedFor } : null,
		listRevision: revoked + superseded + voided,
		keys: await keysById(q, { id }),
	};
}

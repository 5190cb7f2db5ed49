import { aliasedTable, and, asc, count, countDistinct, eq, isNull, max, sql } from 'drizzle-orm';
import type { Locale } from '#platform';
import { preparedQuery, type Queries } from '#platform/server';
import type { InstitutionKind } from '../../institution-kinds.ts';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** An institution: it issues badges, and its people learn in it. */
export interface Institution {
	readonly id: string;
	/** The institution's short name in addresses and badges; it never changes. */
	readonly slug: string;
	readonly name: string;
	readonly kind: InstitutionKind;
	readonly demonstration: boolean;
	/** Fewest people that a figure of a portrait may count. */
	readonly threshold: number;
	/** IANA time zone of the institution, for example America/Toronto. */
	readonly timeZone: string;
	/** The version of the framework that new assessments use. */
	readonly frameworkVersion: string;
	/** The language in which it writes to people who did not choose one yet. */
	readonly language: Locale;
	/** The file of its logo; null for none. */
	readonly logo: string | null;
	readonly createdAt: Date;
	/** When the operator closed it; null while people act in it. */
	readonly closedAt: Date | null;
}

function read({
	badgesRevision: _ofItsBadges,
	...row
}: Omit<Institution, 'kind' | 'language'> & {
	kind: string;
	language: string;
	badgesRevision: number;
}): Institution {
	return { ...row, kind: row.kind as InstitutionKind, language: row.language as Locale };
}

export const insertInstitution = async (tx: Queries, institution: Institution): Promise<void> =>
	void (await tx.insert(tablesOf(tx).institutions).values(institution));

const institutionBy = (name: 'id' | 'slug') =>
	preparedQuery((q) => {
		const { institutions } = tablesOf(q);
		return q
			.select()
			.from(institutions)
			.where(eq(institutions[name], sql.placeholder(name)));
	});
const [byId, bySlug] = [institutionBy('id'), institutionBy('slug')];

export async function findInstitution(
	q: Queries,
	by: { id: string } | { slug: string },
): Promise<Institution | undefined> {
	const [row] = await ('id' in by ? byId(q, by) : bySlug(q, by));
	return row && read(row);
}

export async function findInstitutions(q: Queries): Promise<Institution[]> {
	const { institutions } = tablesOf(q);
	return (await q.select().from(institutions).orderBy(asc(institutions.createdAt), asc(institutions.id))).map(
		read,
	);
}

/** Stores other settings of an institution, or when it was closed. */
export async function updateInstitution(
	tx: Queries,
	id: string,
	set: Partial<
		Pick<Institution, 'name' | 'kind' | 'closedAt' | 'timeZone' | 'language' | 'threshold' | 'logo'>
	>,
): Promise<void> {
	const { institutions } = tablesOf(tx);
	await tx.update(institutions).set(set).where(eq(institutions.id, id));
}

/** Counts the open accounts with a role in each institution; one without any is missing. */
export async function peopleByInstitution(q: Queries): Promise<ReadonlyMap<string, number>> {
	const { memberships, people } = tablesOf(q);
	const rows = await q
		.select({ institution: memberships.institution, n: countDistinct(people.id).mapWith(Number) })
		.from(memberships)
		.innerJoin(people, eq(people.id, memberships.person))
		.where(and(inHand(q), isNull(people.disabledAt)))
		.groupBy(memberships.institution);
	return new Map(rows.map(({ institution, n }) => [institution, n]));
}

export async function countInstitutions(q: Queries): Promise<number> {
	const [row] = await q.select({ n: count().mapWith(Number) }).from(tablesOf(q).institutions);
	return row!.n;
}

/**
 * Raises the revision of an institution's own badges above that of every institution, inside a write unit, and
 * returns it.
 */
export async function raiseBadgesRevision(tx: Queries, institution: string): Promise<number> {
	const { institutions } = tablesOf(tx);
	const revision = (await latestBadgesRevision(tx)) + 1;
	await tx.update(institutions).set({ badgesRevision: revision }).where(eq(institutions.id, institution));
	return revision;
}

const highestBadgesRevision = preparedQuery((q) => {
	const { institutions } = tablesOf(q);
	return q.select({ revision: max(institutions.badgesRevision).mapWith(Number) }).from(institutions);
});

/** Returns the highest revision of the own badges of all institutions; 0 where none has any. */
export async function latestBadgesRevision(q: Queries): Promise<number> {
	const [row] = await highestBadgesRevision(q, {});
	return row?.revision ?? 0;
}

/** SQL of the highest revision of own badges, for the query that reads a session. */
export function badgesRevisionSql(q: Queries) {
	const any = aliasedTable(tablesOf(q).institutions, 'any_institution');
	return q.select({ revision: max(any.badgesRevision) }).from(any);
}

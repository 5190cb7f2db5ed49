import { asc, count, eq, sql } from 'drizzle-orm';
import { preparedQuery, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** The kind of an institution; pages word some texts by it. */
export type InstitutionKind = 'school' | 'college' | 'university' | 'other';

/** The kinds of institutions, in the order they are offered. */
export const INSTITUTION_KINDS = [
	'school',
	'college',
	'university',
	'other',
] as const satisfies readonly InstitutionKind[];

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
	readonly createdAt: Date;
}

const read = (row: Omit<Institution, 'kind'> & { kind: string }): Institution => ({
	...row,
	kind: row.kind as InstitutionKind,
});

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

export async function countInstitutions(q: Queries): Promise<number> {
	const [row] = await q.select({ n: count().mapWith(Number) }).from(tablesOf(q).institutions);
	return row!.n;
}

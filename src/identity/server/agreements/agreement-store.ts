import {
	aliasedTable,
	and,
	asc,
	desc,
	eq,
	gt,
	inArray,
	isNotNull,
	isNull,
	notInArray,
	ne,
	notExists,
	or,
} from 'drizzle-orm';
import type { Queries } from '#platform/server';
import type { AgreementDates } from '../../agreement.ts';
import { inHand } from '../accounts/membership-store.ts';
import { tablesOf } from '../tables.ts';

/** An agreement by which an institution lets the advisers of a RÉCIT service accompany its people. */
export interface Agreement extends AgreementDates {
	readonly id: string;
	readonly institution: string;
	readonly service: string;
	/** Whether the service's advisers decide applications too; otherwise they accompany cohorts only. */
	readonly reviews: boolean;
	/** Id of the administrator who granted it; null once they left. */
	readonly grantedBy: string | null;
	readonly grantedAt: Date;
	/** Id of the administrator who ended it; null while nobody did, and once they left. */
	readonly endedBy: string | null;
}

export const insertAgreement = async (tx: Queries, agreement: Agreement): Promise<void> =>
	void (await tx.insert(tablesOf(tx).agreements).values(agreement));

/** SQL condition on a row of agreements: it opens the institution now. */
export const agreementInForce = (q: Queries, now: Date) => {
	const { agreements: t } = tablesOf(q);
	return and(isNull(t.endedAt), or(isNull(t.until), gt(t.until, now)));
};

/** SQL condition on a row of institutions: it is a RÉCIT service that is not closed. */
const openService = ({
	kind,
	closedAt,
}: Pick<ReturnType<typeof tablesOf>['institutions'], 'kind' | 'closedAt'>) =>
	and(eq(kind, 'recit'), isNull(closedAt));

/** Finds the agreement between an institution and a service that nobody ended. */
export async function unendedAgreement(
	q: Queries,
	{ institution, service }: Pick<Agreement, 'institution' | 'service'>,
): Promise<Agreement | undefined> {
	const { agreements: t } = tablesOf(q);
	const [row] = await q
		.select()
		.from(t)
		.where(and(eq(t.institution, institution), eq(t.service, service), isNull(t.endedAt)));
	return row;
}

/** Ends an agreement of an institution; returns false when there is none, or somebody ended it already. */
export async function endAgreementRow(
	tx: Queries,
	{ id, institution, endedAt, endedBy }: Pick<Agreement, 'id' | 'institution' | 'endedAt' | 'endedBy'>,
): Promise<boolean> {
	const { agreements: t } = tablesOf(tx);
	const ended = await tx
		.update(t)
		.set({ endedAt, endedBy })
		.where(and(eq(t.id, id), eq(t.institution, institution), isNull(t.endedAt)))
		.returning({ id: t.id });
	return ended.length > 0;
}

/** Stores that a person acts by an agreement, or chose to act in its institution. */
export async function upsertAgreementEntry(
	tx: Queries,
	{ agreement, person, at }: { readonly agreement: string; readonly person: string; readonly at: Date },
): Promise<void> {
	const { agreementEntries: t } = tablesOf(tx);
	await tx
		.insert(t)
		.values({ agreement, person, firstAt: at, lastAt: at })
		.onConflictDoUpdate({ target: [t.agreement, t.person], set: { lastAt: at } });
}

/** An agreement with the name of the other institution, as the page of one of the two lists it. */
export interface ListedAgreement extends Agreement {
	/** Name of the service, for the institution; name of the institution, for the service. */
	readonly other: string;
	/** True once the operator closed the other institution: then the agreement opens nothing. */
	readonly otherClosed: boolean;
}

/** Reads the agreements of an institution, or those granted to a service, the newest first, `most` at most. */
export async function agreementsOf(
	q: Queries,
	by: { readonly institution: string } | { readonly service: string },
	most: number,
): Promise<ListedAgreement[]> {
	const { agreements: t, institutions } = tablesOf(q);
	const [whose, other] =
		'institution' in by
			? [eq(t.institution, by.institution), t.service]
			: [eq(t.service, by.service), t.institution];
	const rows = await q
		.select({ row: t, other: institutions.name, closedAt: institutions.closedAt })
		.from(t)
		.innerJoin(institutions, eq(institutions.id, other))
		.where(whose)
		.orderBy(desc(t.grantedAt), desc(t.id))
		.limit(most);
	return rows.map(({ row, other: name, closedAt }) => ({
		...row,
		other: name,
		otherClosed: closedAt !== null,
	}));
}

/** Somebody who may act by an agreement, or who did. */
export interface AgreementAdviser {
	readonly agreement: string;
	/** Id of the person. */
	readonly person: string;
	readonly name: string;
	/** When they last acted by it, or chose to act in its institution; null when they never did. */
	readonly lastAt: Date | null;
	/** False for whoever advises in the service no more, or whose account is closed. */
	readonly advises: boolean;
}

/**
 * Reads who advises now in the service of each of these agreements, with an open account, in the order of their
 * names.
 */
export async function advisersByAgreement(q: Queries, ids: readonly string[]): Promise<AgreementAdviser[]> {
	const { agreements: t, agreementEntries: entries, memberships, people } = tablesOf(q);
	const rows = await q
		.select({ agreement: t.id, person: people.id, name: people.displayName, lastAt: entries.lastAt })
		.from(t)
		.innerJoin(
			memberships,
			and(eq(memberships.institution, t.service), eq(memberships.role, 'adviser'), inHand(q)),
		)
		.innerJoin(people, and(eq(people.id, memberships.person), isNull(people.disabledAt)))
		.leftJoin(entries, and(eq(entries.agreement, t.id), eq(entries.person, people.id)))
		.where(inArray(t.id, [...ids]))
		.orderBy(asc(people.displayName), asc(people.id));
	return rows.map((row) => ({ ...row, advises: true }));
}

/** Reads who acted by each of these agreements, whatever they are now, in the order of their names. */
export async function agreementUsers(
	q: Queries,
	ids: readonly string[],
): Promise<Omit<AgreementAdviser, 'advises'>[]> {
	const { agreementEntries: t, people } = tablesOf(q);
	return q
		.select({ agreement: t.agreement, person: people.id, name: people.displayName, lastAt: t.lastAt })
		.from(t)
		.innerJoin(people, eq(people.id, t.person))
		.where(inArray(t.agreement, [...ids]))
		.orderBy(asc(people.displayName), asc(people.id));
}

/** A RÉCIT service to which an institution may grant an agreement. */
export interface ServiceToChoose {
	readonly id: string;
	readonly name: string;
}

/** Reads the open RÉCIT services with which an institution has no agreement in force, by name. */
export async function servicesWithoutAgreement(
	q: Queries,
	institution: string,
	now: Date,
): Promise<ServiceToChoose[]> {
	const { agreements: t, institutions } = tablesOf(q);
	const has = q
		.select({ id: t.id })
		.from(t)
		.where(and(eq(t.institution, institution), eq(t.service, institutions.id), agreementInForce(q, now)));
	return q
		.select({ id: institutions.id, name: institutions.name })
		.from(institutions)
		.where(and(...[openService(institutions), ne(institutions.id, institution), notExists(has)]))
		.orderBy(asc(institutions.name), asc(institutions.id));
}

/**
 * The ids of those who advise in an institution by an agreement in force, as a subquery; with `reviewing`, only
 * by one that lets them decide applications.
 */
function advisersThroughAgreements(
	q: Queries,
	{ institution, now, reviewing }: { institution: string; now: Date; reviewing: boolean },
) {
	const { agreements: t, memberships, institutions } = tablesOf(q);
	const services = aliasedTable(institutions, 'services');
	return q
		.select({ person: memberships.person })
		.from(memberships)
		.innerJoin(t, and(eq(t.service, memberships.institution), agreementInForce(q, now)))
		.innerJoin(services, and(eq(services.id, t.service), openService(services)))
		.where(
			and(
				...[eq(t.institution, institution), eq(memberships.role, 'adviser'), inHand(q)],
				reviewing ? eq(t.reviews, true) : undefined,
			),
		);
}

/** Reads the ids of the institutions, not closed, where a person decides applications by an agreement in force. */
export async function institutionsReviewedThroughAgreements(
	q: Queries,
	person: string,
	now: Date,
): Promise<string[]> {
	const { agreements: t, memberships, institutions } = tablesOf(q);
	const services = aliasedTable(institutions, 'services');
	const rows = await q
		.select({ id: institutions.id })
		.from(t)
		.innerJoin(
			memberships,
			and(eq(memberships.institution, t.service), eq(memberships.role, 'adviser'), inHand(q)),
		)
		.innerJoin(institutions, and(eq(institutions.id, t.institution), isNull(institutions.closedAt)))
		.innerJoin(services, and(eq(services.id, t.service), openService(services)))
		.where(and(eq(memberships.person, person), eq(t.reviews, true), agreementInForce(q, now)));
	return rows.map(({ id }) => id);
}

/** Reads when a person used agreements, with the name of each institution, for the copy of their data. */
export async function agreementEntriesOf(
	q: Queries,
	person: string,
): Promise<{ institution: string; firstAt: Date; lastAt: Date }[]> {
	const { agreements: t, agreementEntries: entries, institutions } = tablesOf(q);
	return q
		.select({ institution: institutions.name, firstAt: entries.firstAt, lastAt: entries.lastAt })
		.from(entries)
		.innerJoin(t, eq(t.id, entries.agreement))
		.innerJoin(institutions, eq(institutions.id, t.institution))
		.where(eq(entries.person, person))
		.orderBy(asc(entries.firstAt), asc(t.id));
}

/** SQL condition on a row of people: they advise in this institution, by a role there or by an agreement. */
export function advisesIn(
	q: Queries,
	of: { readonly institution: string; readonly now: Date; readonly reviewing: boolean },
) {
	const { people, memberships } = tablesOf(q);
	const byRole = q
		.select({ person: memberships.person })
		.from(memberships)
		.where(and(eq(memberships.institution, of.institution), eq(memberships.role, 'adviser'), inHand(q)));
	return or(inArray(people.id, byRole), inArray(people.id, advisersThroughAgreements(q, of)));
}

/**
 * Returns whether somebody with an open account may decide the applications of an institution, by a role there or by
 * an agreement, besides these people.
 */
export async function isReviewedByOthers(
	q: Queries,
	{ institution, now, without }: { institution: string; now: Date; without: readonly string[] },
): Promise<boolean> {
	const { people } = tablesOf(q);
	const [found] = await q
		.select({ id: people.id })
		.from(people)
		.where(
			and(
				advisesIn(q, { institution, now, reviewing: true }),
				isNull(people.disabledAt),
				notInArray(people.id, [...without]),
			),
		)
		.limit(1);
	return found !== undefined;
}

/**
 * Reads which of these people (or of everybody, for `people` null), with an open account, advise in an
 * institution: a row for a role that it gave (`service` null), and one for each agreement in force with a
 * service where they advise.
 */
export async function advisersAmong(
	q: Queries,
	{ institution, people, now }: { institution: string; people: readonly string[] | null; now: Date },
): Promise<{ id: string; name: string; service: string | null }[]> {
	const { agreements: t, memberships, institutions, people: persons } = tablesOf(q);
	const rows = await q
		.select({
			...{ id: persons.id, name: persons.displayName },
			...{ of: memberships.institution, service: institutions.name },
		})
		.from(persons)
		.innerJoin(
			memberships,
			and(eq(memberships.person, persons.id), eq(memberships.role, 'adviser'), inHand(q)),
		)
		.innerJoin(institutions, eq(institutions.id, memberships.institution))
		.leftJoin(
			t,
			and(
				...[eq(t.service, memberships.institution), eq(t.institution, institution)],
				...[agreementInForce(q, now), openService(institutions)],
			),
		)
		.where(
			and(
				...[people === null ? undefined : inArray(persons.id, [...people]), isNull(persons.disabledAt)],
				or(eq(memberships.institution, institution), isNotNull(t.id)),
			),
		)
		.orderBy(asc(t.grantedAt), asc(institutions.id));
	return rows.map(({ id, name, of, service }) => ({
		id,
		name,
		service: of === institution ? null : service,
	}));
}

/** Reads the open services with which these institutions have an agreement in force, by name. */
export async function servicesAccompanying(
	q: Queries,
	ids: readonly string[],
	now: Date,
): Promise<{ service: string; reviews: boolean }[]> {
	const { agreements: t, institutions } = tablesOf(q);
	return q
		.select({ service: institutions.name, reviews: t.reviews })
		.from(t)
		.innerJoin(institutions, and(eq(institutions.id, t.service), openService(institutions)))
		.where(and(inArray(t.institution, [...ids]), agreementInForce(q, now)))
		.orderBy(asc(institutions.name), asc(t.id));
}

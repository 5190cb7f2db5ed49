import { and, asc, count, eq, gt } from 'drizzle-orm';
import { identityTables } from '#identity/server';
import { dialectOf, type Queries } from '#platform/server';
import { tablesOf } from '../tables.ts';

/** A badge of an institution's own, as it stands: its latest version, and whether it is offered. */
export interface OwnBadge {
	readonly id: string;
	readonly institution: string;
	readonly version: number;
	readonly offered: boolean;
	readonly revision: number;
	readonly changedBy: string | null;
	readonly changedAt: Date;
}

/** A version of a badge of an institution's own, as it was imported. */
export interface OwnBadgeVersion {
	readonly badge: string;
	readonly version: number;
	/** The definition as in `badges/<id>/badge.json`, as text. */
	readonly definition: string;
	readonly artworkFr: string;
	readonly artworkEn: string | null;
	readonly importedBy: string | null;
	readonly importedAt: Date;
}

/** A badge of an institution's own in the list of its administrators. */
export interface ListedOwnBadge extends Pick<OwnBadge, 'id' | 'version' | 'offered'> {
	readonly definition: string;
	readonly importedAt: Date;
	/** Who imported this version; null once they have no account any more. */
	readonly by: string | null;
}

const versionId = (badge: string, version: number) => `${badge}.${version}`;

/** Stores a version of a badge, which is never changed afterwards. */
export async function insertOwnBadgeVersion(tx: Queries, one: OwnBadgeVersion): Promise<void> {
	await tx.insert(tablesOf(tx).ownBadgeVersions).values({ id: versionId(one.badge, one.version), ...one });
}

export const insertOwnBadge = async (tx: Queries, badge: OwnBadge): Promise<void> =>
	void (await tx.insert(tablesOf(tx).ownBadges).values(badge));

/** Stores another state of a badge: a new version, or whether it is offered. */
export async function updateOwnBadge(
	tx: Queries,
	id: string,
	set: Pick<OwnBadge, 'revision' | 'changedBy' | 'changedAt'> &
		Partial<Pick<OwnBadge, 'version' | 'offered'>>,
): Promise<void> {
	const { ownBadges } = tablesOf(tx);
	await tx.update(ownBadges).set(set).where(eq(ownBadges.id, id));
}

/** Returns a badge of an institution's own, whatever its state. */
export async function findOwnBadge(q: Queries, id: string): Promise<OwnBadge | undefined> {
	const { ownBadges } = tablesOf(q);
	return (await q.select().from(ownBadges).where(eq(ownBadges.id, id)))[0];
}

/** Returns one version of a badge. */
export async function findOwnBadgeVersion(
	q: Queries,
	badge: string,
	version: number,
): Promise<OwnBadgeVersion | undefined> {
	const { ownBadgeVersions: t } = tablesOf(q);
	const [row] = await q
		.select()
		.from(t)
		.where(eq(t.id, versionId(badge, version)));
	return row;
}

/** Returns the badges that were changed above a revision, each with the definition of its latest version. */
export async function ownBadgesAbove(
	q: Queries,
	revision: number,
): Promise<
	readonly (Pick<OwnBadge, 'id' | 'institution' | 'offered' | 'revision'> & { definition: string })[]
> {
	const { ownBadges: t, ownBadgeVersions: versions } = tablesOf(q);
	return q
		.select({
			...{ id: t.id, institution: t.institution, offered: t.offered, revision: t.revision },
			definition: versions.definition,
		})
		.from(t)
		.innerJoin(versions, and(eq(versions.badge, t.id), eq(versions.version, t.version)))
		.where(gt(t.revision, revision))
		.orderBy(asc(t.revision));
}

/** Returns the badges of an institution's own, in the order of their ids. */
export async function ownBadgesOf(q: Queries, institution: string): Promise<readonly ListedOwnBadge[]> {
	const { ownBadges: t, ownBadgeVersions: versions } = tablesOf(q);
	const { people } = identityTables({ dialect: dialectOf(q) });
	return q
		.select({
			...{ id: t.id, version: t.version, offered: t.offered },
			...{ definition: versions.definition, importedAt: versions.importedAt, by: people.displayName },
		})
		.from(t)
		.innerJoin(versions, and(eq(versions.badge, t.id), eq(versions.version, t.version)))
		.leftJoin(people, eq(people.id, versions.importedBy))
		.where(eq(t.institution, institution))
		.orderBy(asc(t.id));
}

/** Counts the badges that an institution has of its own. */
export async function countOwnBadges(q: Queries, institution: string): Promise<number> {
	const { ownBadges: t } = tablesOf(q);
	const [row] = await q
		.select({ n: count().mapWith(Number) })
		.from(t)
		.where(eq(t.institution, institution));
	return row!.n;
}

/** Returns every version of the badges of an institution's own, in order, for the export of the institution. */
export async function ownBadgeVersionsOf(
	q: Queries,
	institution: string,
): Promise<readonly OwnBadgeVersion[]> {
	const { ownBadges, ownBadgeVersions: t } = tablesOf(q);
	return q
		.select({
			...{ badge: t.badge, version: t.version, definition: t.definition },
			...{ artworkFr: t.artworkFr, artworkEn: t.artworkEn },
			...{ importedBy: t.importedBy, importedAt: t.importedAt },
		})
		.from(t)
		.innerJoin(ownBadges, eq(ownBadges.id, t.badge))
		.where(eq(ownBadges.institution, institution))
		.orderBy(asc(t.badge), asc(t.version));
}

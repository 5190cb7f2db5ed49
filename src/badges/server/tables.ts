import { identityTables } from '#identity/server';
import { dialectOf, type Queries, tablesPerDialect } from '#platform/server';

/** The tables of this context: the badges that institutions have of their own, in each version. */
export const tables = tablesPerDialect((c) => {
	const { people, institutions } = identityTables(c);
	const ownBadges = c.table(
		'own_badges',
		{
			// The institution's short name, a point, and the id in the badge's file.
			id: c.key('id'),
			institution: c.id('institution').references(() => institutions.id),
			// Its latest version, which is the one that is offered.
			version: c.int('version'),
			// False once it was taken out of the offer: what was given and asked for stays.
			offered: c.bool('offered'),
			// The institution's revision of badges at the last change: what a process has not read yet is above.
			revision: c.int('revision'),
			changedBy: c.nullable.id('changed_by').references(() => people.id, { onDelete: 'set null' }),
			changedAt: c.instant('changed_at'),
		},
		(t) => [
			c.unique('own_badges_revision').on(t.revision),
			c.index('own_badges_institution').on(t.institution),
		],
	);
	return {
		ownBadges,
		// Never changed and never deleted: an award names the version under which it was given.
		ownBadgeVersions: c.table(
			'own_badge_versions',
			{
				// The badge, a point, and the version.
				id: c.key('id'),
				badge: c.id('badge').references(() => ownBadges.id),
				version: c.int('version'),
				// The definition as in `badges/<id>/badge.json`, as text.
				definition: c.text('definition'),
				artworkFr: c.text('artwork_fr'),
				// Null where the first drawing serves both languages.
				artworkEn: c.nullable.text('artwork_en'),
				importedBy: c.nullable.id('imported_by').references(() => people.id, { onDelete: 'set null' }),
				importedAt: c.instant('imported_at'),
			},
			(t) => [c.unique('own_badge_versions_version').on(t.badge, t.version)],
		),
	};
});

/** The tables of this context in the SQL dialect of a connection or transaction. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });

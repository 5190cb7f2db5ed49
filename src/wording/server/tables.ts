import type { CertaintyWord, FrameworkVersion } from '#framework';
import { dialectOf, tablesPerDialect, type Queries } from '#platform/server';
import type { WordingChange } from '../worded.ts';

/** The table of the framework's words that an operator imported: those of the service, of nobody in it. */
export const tables = tablesPerDialect((c) => ({
	frameworkWords: c.table(
		'framework_words',
		{
			version: c.text('version').$type<FrameworkVersion>(),
			slug: c.text('slug'),
			kind: c.text('kind').$type<WordingChange['kind']>(),
			fr: c.text('fr'),
			en: c.text('en'),
			certaintyFr: c.text('certainty_fr').$type<CertaintyWord>(),
			certaintyEn: c.text('certainty_en').$type<CertaintyWord>(),
			// Its place among what was imported, by which new elements keep their order.
			place: c.int('place'),
			changedAt: c.instant('changed_at'),
		},
		(t) => [c.primaryKey({ columns: [t.version, t.slug] })],
	),
}));

/** The tables of this context in the SQL dialect of a connection or transaction. */
export const tablesOf = (queries: Queries) => tables({ dialect: dialectOf(queries) });

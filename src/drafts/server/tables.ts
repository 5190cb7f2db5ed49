import { identityTables } from '#identity/server';
import { tablesPerDialect } from '#platform/server';
import type { EnteredFields } from '../draft.ts';

/**
 * The database tables of drafts, and of forms sent after their session had ended. These forms wait,
 * encrypted, for their sender to sign in again: only the sender can read them.
 */
export const tables = tablesPerDialect((c) => ({
	drafts: c.table(
		'drafts',
		{
			person: c.id('person').references(() => identityTables(c).people.id, { onDelete: 'cascade' }),
			path: c.text('path'),
			form: c.text('form'),
			revision: c.int('revision'),
			typed: c.json<EnteredFields>('typed'),
			other: c.nullable.json<EnteredFields>('other'),
			savedAt: c.instant('saved_at'),
		},
		(t) => [c.primaryKey({ columns: [t.person, t.path, t.form] }), c.index('drafts_age').on(t.savedAt)],
	),
	// `bearer` is the SHA-256 hash of the token in a browser's cookie. The key that encrypts `sealed` is
	// derived from the token itself, so the table alone is not enough to read a text.
	carriedTexts: c.table(
		'carried_texts',
		{ id: c.key('id'), bearer: c.text('bearer'), sealed: c.text('sealed'), at: c.instant('at') },
		(t) => [c.index('carried_texts_bearer').on(t.bearer), c.index('carried_texts_age').on(t.at)],
	),
}));

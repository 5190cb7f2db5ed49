import { identityTables } from '#identity/server';
import { perDialect } from '#platform/server';
import type { Typed } from '../draft.ts';

/** Texts not sent yet, on accounts; and those that wait for somebody to sign in again, which only they can read. */
export const tables = perDialect((c) => ({
	drafts: c.table(
		'drafts',
		{
			person: c.id('person').references(() => identityTables(c).people.id, { onDelete: 'cascade' }),
			path: c.text('path'),
			form: c.text('form'),
			revision: c.int('revision'),
			typed: c.json<Typed>('typed'),
			other: c.nullable.json<Typed>('other'),
			savedAt: c.instant('saved_at'),
		},
		(t) => [c.primaryKey({ columns: [t.person, t.path, t.form] }), c.index('drafts_age').on(t.savedAt)],
	),
	// The bearer is the SHA-256 of a cookie's token, from which the sealing key is made: the table alone tells nothing.
	carriedTexts: c.table(
		'carried_texts',
		{ id: c.key('id'), bearer: c.text('bearer'), sealed: c.text('sealed'), at: c.instant('at') },
		(t) => [c.index('carried_texts_bearer').on(t.bearer), c.index('carried_texts_age').on(t.at)],
	),
}));

import { identityTables } from '#identity/server';
import { tablesPerDialect } from '#platform/server';
import type { NoticeKind } from '../notice.ts';

/**
 * The database table of notices, which holds ids only, no text. The number of notices that a person has not
 * read is stored with their account.
 */
export const tables = tablesPerDialect((c) => ({
	notices: c.table(
		'notices',
		{
			// The key under which the event reaches its listener, so that an event delivered twice gives one
			// notice.
			id: c.key('id'),
			person: c.id('person').references(() => identityTables(c).people.id, { onDelete: 'cascade' }),
			what: c.text('what').$type<NoticeKind>(),
			thing: c.id('thing'),
			at: c.instant('at'),
			readAt: c.nullable.instant('read_at'),
		},
		(t) => [c.index('notices_person').on(t.person, t.at)],
	),
}));

import { perDialect } from './columns.ts';

/** The platform's own tables: forms already answered, and facts of the service itself. */
export const tables = perDialect((c) => ({
	idempotencyKeys: c.table(
		'idempotency_keys',
		{
			who: c.id('who'),
			action: c.text('action'),
			key: c.text('key'),
			answer: c.text('answer'),
			createdAt: c.instant('created_at'),
		},
		(t) => [
			c.primaryKey({ columns: [t.who, t.action, t.key] }),
			c.index('idempotency_keys_age').on(t.createdAt),
		],
	),
	// What the folder is, and what shows that writing works: never anything about a person.
	serviceFacts: c.table('service_facts', {
		name: c.key('name'),
		value: c.text('value'),
		at: c.instant('at'),
	}),
}));

import { perDialect } from './columns.ts';

/** The platform's own tables: forms already answered, and the row that shows writing works. */
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
	probes: c.table('probes', { id: c.key('id'), at: c.instant('at') }),
}));

import { perDialect } from './columns.ts';

/** The platform's own tables: forms already answered, and facts of the service itself. */
export const tables = perDialect((c) => ({
	idempotencyKeys: c.table(
		'idempotency_keys',
		{
			who: c.id('who'),
			action: c.text('action'),
			// The SHA-256 of the form's key.
			key: c.text('key'),
			// The HMAC of what was sent, under the form's key; null: kept by an earlier version.
			digest: c.nullable.text('digest'),
			// What was sent, as JSON, secrets left out.
			sent: c.nullable.text('sent'),
			// The person it speaks of, where that is not who sent it.
			about: c.nullable.id('about'),
			answer: c.text('answer'),
			createdAt: c.instant('created_at'),
		},
		(t) => [
			c.primaryKey({ columns: [t.who, t.action, t.key] }),
			c.index('idempotency_keys_age').on(t.createdAt),
			c.index('idempotency_keys_about').on(t.about),
		],
	),
	// What must hold even after an older copy is put back: ids, numbers and states, also kept in a journal beside.
	acts: c.table(
		'acts',
		{ n: c.serial('n'), id: c.text('id'), at: c.instant('at'), what: c.text('what'), about: c.text('about') },
		(t) => [c.unique('acts_id').on(t.id), c.index('acts_at').on(t.at)],
	),
	// What the folder is, and what shows that writing works: never anything about a person.
	serviceFacts: c.table('service_facts', {
		name: c.key('name'),
		value: c.text('value'),
		at: c.instant('at'),
	}),
}));

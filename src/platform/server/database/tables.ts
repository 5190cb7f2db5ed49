import { perDialect } from './columns.ts';

/** The platform's own tables: forms already answered, events on their way, and facts of the service itself. */
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
	// What happened and who is still to hear of it: one row for each listener, gone once it did what follows.
	eventDeliveries: c.table(
		'event_deliveries',
		{
			id: c.key('id'),
			event: c.text('event'),
			listener: c.text('listener'),
			// Ids and words of ours, as JSON: never a text that somebody wrote.
			about: c.text('about'),
			// Whom it speaks of; goes with them.
			person: c.nullable.id('person'),
			recordedAt: c.instant('recorded_at'),
			attempts: c.int('attempts'),
			// When it is given to its listener, or given again.
			dueAt: c.instant('due_at'),
		},
		(t) => [c.index('event_deliveries_due').on(t.dueAt), c.index('event_deliveries_person').on(t.person)],
	),
	// What the folder is, and what shows that writing works: never anything about a person.
	serviceFacts: c.table('service_facts', {
		name: c.key('name'),
		value: c.text('value'),
		at: c.instant('at'),
	}),
}));

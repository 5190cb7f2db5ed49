import type { MailState } from '../mail/mail.ts';
import { tablesPerDialect } from './columns.ts';

/**
 * The platform's own tables: processed forms, acts, event deliveries, mails, schedules, shared limits, files and
 * facts about the service.
 */
export const tables = tablesPerDialect((c) => ({
	idempotencyKeys: c.table(
		'idempotency_keys',
		{
			who: c.id('who'),
			action: c.text('action'),
			// The SHA-256 of the form's key.
			key: c.text('key'),
			// HMAC of what was sent, under the form's key; null for a row of an earlier version.
			digest: c.nullable.text('digest'),
			// What was sent, as JSON, without secrets.
			sent: c.nullable.text('sent'),
			// The person that the content is about, if that is not the sender.
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
	// Acts that must hold even after an older backup is restored: ids, numbers and states, also kept in
	// journal files.
	acts: c.table(
		'acts',
		{ n: c.serial('n'), id: c.text('id'), at: c.instant('at'), what: c.text('what'), about: c.text('about') },
		(t) => [c.unique('acts_id').on(t.id), c.index('acts_at').on(t.at)],
	),
	// Events not yet handled: one row per listener, deleted once it has handled the event.
	eventDeliveries: c.table(
		'event_deliveries',
		{
			id: c.key('id'),
			event: c.text('event'),
			listener: c.text('listener'),
			// Ids and fixed words as JSON: never a text that somebody wrote.
			about: c.text('about'),
			// The person that the event is about; the row is deleted when that person is erased.
			person: c.nullable.id('person'),
			recordedAt: c.instant('recorded_at'),
			attempts: c.int('attempts'),
			// When the listener is to be called, or called again.
			dueAt: c.instant('due_at'),
		},
		(t) => [c.index('event_deliveries_due').on(t.dueAt), c.index('event_deliveries_person').on(t.person)],
	),
	// Mails to send, and what became of those sent lately.
	mails: c.table(
		'mails',
		{
			id: c.key('id'),
			// The person to whom it is sent; the row is deleted when that person is erased.
			person: c.nullable.id('person'),
			// For somebody without an account: the institution whose administrators see what became of it.
			institution: c.nullable.id('institution'),
			recipient: c.text('recipient'),
			kind: c.text('kind'),
			locale: c.text('locale'),
			// What the message is made from (JSON, sealed, since it may hold the secret of a link); null once
			// the message is sent or given up.
			sealedValues: c.nullable.text('sealed_values'),
			state: c.text('state').$type<MailState>(),
			// True for one of many sent together: it leaves after those that somebody waits for.
			bulk: c.bool('bulk').default(false),
			// The institution for which one of many is sent, each of which has its turn; empty for none.
			sentFor: c.text('sent_for').default(''),
			// True if a try ended without an answer from the mail server after the message was handed over: it
			// may have arrived although it is sent again.
			uncertain: c.bool('uncertain'),
			attempts: c.int('attempts'),
			// The mail server's code, or the error's, at the last try that failed.
			fault: c.nullable.text('fault'),
			createdAt: c.instant('created_at'),
			// When to try next; while the message is being sent, when that try is counted as interrupted.
			dueAt: c.instant('due_at'),
			// From when the message is useless, because its link has expired.
			expiresAt: c.instant('expires_at'),
			endedAt: c.nullable.instant('ended_at'),
		},
		(t) => [
			c.index('mails_due').on(t.state, t.bulk, t.dueAt),
			c.index('mails_turn').on(t.state, t.bulk, t.sentFor, t.dueAt),
			c.index('mails_person').on(t.person),
			c.index('mails_ended').on(t.endedAt),
		],
	),
	// Work that comes back in time, and how it ended last: nothing about a person.
	schedules: c.table('schedules', {
		name: c.key('name'),
		// When to run it next; while it runs, when that run is counted as interrupted.
		dueAt: c.instant('due_at'),
		startedAt: c.nullable.instant('started_at'),
		endedAt: c.nullable.instant('ended_at'),
		// The error's code, when the last run failed.
		fault: c.nullable.text('fault'),
	}),
	// What may still be done at once, by whom, of what is limited for all processes together.
	sharedLimits: c.table(
		'shared_limits',
		{
			// The name of the limit.
			name: c.text('name'),
			// A fingerprint of the network address, or of the person, under a key that is not in the database.
			key: c.text('key'),
			// When the whole limit is free again; from then on the row tells nothing.
			fullAt: c.instant('full_at'),
		},
		(t) => [c.primaryKey({ columns: [t.name, t.key] }), c.index('shared_limits_full').on(t.name, t.fullAt)],
	),
	// The files that people gave: which content of the store each is, and whose.
	files: c.table(
		'files',
		{
			id: c.key('id'),
			// The name of its content in the store; several files may have the same.
			sha256: c.text('sha256'),
			bytes: c.int('bytes'),
			// As its content was recognized, never as it was declared.
			type: c.text('type'),
			// As it was sent, only to be shown.
			name: c.text('name'),
			width: c.nullable.int('width'),
			height: c.nullable.int('height'),
			// On whose quota it counts; nobody's once nothing uses it.
			person: c.nullable.id('person'),
			institution: c.nullable.id('institution'),
			madeAt: c.instant('made_at'),
			// Since when nothing uses it; it is deleted a day later.
			unusedSince: c.nullable.instant('unused_since'),
		},
		(t) => [
			c.index('files_sha256').on(t.sha256),
			c.index('files_person').on(t.person),
			c.index('files_institution').on(t.institution),
			c.index('files_unused').on(t.unusedSince),
		],
	),
	// Facts about the database itself (its id, its purpose) and the row with which readiness tests writing:
	// nothing about a person.
	serviceFacts: c.table('service_facts', {
		name: c.key('name'),
		value: c.text('value'),
		at: c.instant('at'),
	}),
}));

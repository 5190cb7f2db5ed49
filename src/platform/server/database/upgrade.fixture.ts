import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row as an earlier version of Macaron stored it, by column name. */
export type Row = Record<string, string | number | null>;

/** A column's name and SQL type, which decide what values it can hold. */
export interface Column {
	readonly name: string;
	readonly type: string;
}

/**
 * Copies a folder of migrations without those after `last`, as an earlier version had them; returns the
 * copy's path.
 */
export function migrationsUntil(last: string, migrations: string, copy: string): string {
	cpSync(migrations, copy, { recursive: true });
	const file = join(copy, 'meta/_journal.json');
	const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
	const at = journal.entries.findIndex(({ tag }) => tag.startsWith(last));
	if (at < 1) throw new Error(`No migration ${last}.`);
	writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, at + 1) }));
	return copy;
}

/** A valid value for a column; always the same for a given row and column. */
function valueFor({ name, type }: Column, row: string): string | number | boolean {
	if (type.startsWith('timestamp')) return new Date(1_790_000_000_000).toISOString();
	if (type === 'boolean') return true;
	if (type === 'jsonb') return '{}';
	if (type === 'double precision') return 1;
	if (type === 'integer') return name.endsWith('_at') || name === 'at' ? 1_790_000_000_000 : 1;
	return `${name}-${row}`;
}

/**
 * Makes a row as an earlier version stored it: the values in `said`, and a valid value for each other column.
 */
export const filled = (columns: readonly Column[], row: string, said: Row): (readonly [string, unknown])[] =>
	columns.map((column) => [column.name, column.name in said ? said[column.name] : valueFor(column, row)]);

/**
 * Rows that typical use of the service leaves, each after the rows it references; columns left out get any
 * valid value.
 */
export const LIFE: readonly (readonly [table: string, row: Row])[] = [
	['institutions', { id: 'school' }],
	['people', { id: 'ada', username: 'ada' }],
	['people', { id: 'bruno', username: 'bruno', email: 'bruno@exemple.example' }],
	['memberships', { person: 'ada', institution: 'school' }],
	['memberships', { id: 'm2', person: 'bruno', institution: 'school' }],
	['sessions', { person: 'ada' }],
	['invitations', { created_by: 'bruno', institution: 'school' }],
	['shares', { person: 'ada', grantee_kind: 'cohort', grantee: 'autumn' }],
	['accompaniments', { adviser: 'bruno', person: 'ada', through: 'autumn' }],
	['access_journal', { person: 'ada', actor: 'bruno' }],
	['access_journal', { id: 'j2', person: 'ada', actor: 'operator' }],
	['sign_in_attempts', { key: 'fingerprint' }],
	['setup_tokens', { id: 'token' }],
	['idempotency_keys', { who: 'ada', action: 'training.record', key: '0123456789abcdefghjkmnpqrs' }],
	['assessments', { id: 'a1', person: 'ada' }],
	['answers', { assessment: 'a1' }],
	['answer_history', { assessment: 'a1' }],
	['situation_choices', { person: 'ada' }],
	['trainings', { id: 't1', person: 'ada' }],
	['training_dimensions', { training: 't1' }],
	['issuers', { id: 'issuer', institution: 'school' }],
	['issuer_keys', { issuer: 'issuer' }],
	['pairwise_subjects', { person: 'ada', issuer: 'issuer' }],
	['applications', { id: 'p1', person: 'ada', institution: 'school' }],
	['application_evidence', { application: 'p1', training: 't1' }],
	['application_submissions', { application: 'p1' }],
	['reviews', { application: 'p1', reviewer: 'bruno' }],
	[
		'awards',
		{
			...{ id: 'w1', person: 'ada', application: 'p1', institution: 'school', issuer: 'issuer' },
			...{ decided_by: 'bruno', sibling_of: null, revoked_by: 'operator' },
		},
	],
	[
		'awards',
		{
			...{ id: 'w2', person: null, application: null, institution: 'school', issuer: 'issuer' },
			...{ decided_by: null, sibling_of: 'w1', status_index: 2, short_code: 'two', active_key: 'two' },
		},
	],
	['award_tokens', { award: 'w1' }],
	[
		'issuances',
		{ person: 'ada', institution: 'school', application: 'p1', issuer: 'issuer', reissue_of: 'w1' },
	],
	['issuance_halts', { institution: null }],
	['superseded_awards', { award: 'w1', issuer: 'issuer' }],
	['cohorts', { id: 'autumn', institution: 'school' }],
	['cohort_advisers', { cohort: 'autumn', person: 'bruno' }],
	['portraits', { cohort: 'autumn', people: '{}', portrait: '{}' }],
];

/** Awards whose parents are all missing, and rows that reference them by keys that forbid deletion. */
export const ALL_LOST: readonly (readonly [table: string, row: Row])[] = [
	[
		'awards',
		{
			...{ id: 'w3', person: 'nobody', application: 'none', institution: 'nowhere', issuer: 'issuer' },
			...{ decided_by: 'nobody', sibling_of: null },
			...{ status_index: 5, short_code: 'three', active_key: 'three' },
		},
	],
	['superseded_awards', { id: 's2', award: 'w3', issuer: 'issuer', status_index: 7 }],
	[
		'awards',
		{
			...{ id: 'w4', person: 'ada', application: 'none', institution: 'school', issuer: 'issuer' },
			...{ decided_by: 'nobody', sibling_of: 'w3' },
			...{ status_index: 6, short_code: 'four', active_key: 'four' },
		},
	],
];

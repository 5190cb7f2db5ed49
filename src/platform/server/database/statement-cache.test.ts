import Driver from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withStatementCache } from './statement-cache.ts';

describe('a connection that keeps its statements', () => {
	let connection: Driver.Database;
	let prepared: string[];
	beforeEach(() => {
		connection = new Driver(':memory:');
		prepared = [];
		const prepare = connection.prepare.bind(connection);
		connection.prepare = ((text: string) => {
			prepared.push(text);
			return prepare(text);
		}) as Driver.Database['prepare'];
	});
	afterEach(() => void connection.close());

	test('prepares the same text once, and the one that was not asked for the longest is forgotten', () => {
		const { prepare } = withStatementCache(connection, 2);
		const [one, two, three] = ['select 1', 'select 2', 'select 3'] as const;
		for (const text of [one, two, one, one, two, one, three, one, two, three, two]) prepare(text);
		expect(prepared).toEqual([one, two, three, two, three]);
		expect(prepare(one).raw().all()).toEqual([[1]]);
	});

	test('a statement kept reads a table as it is, after its shape changed too', () => {
		const { prepare } = withStatementCache(connection);
		connection.exec('create table t (a); insert into t values (1)');
		const all = () => prepare('select * from t').raw().all();
		expect(all()).toEqual([[1]]);
		connection.exec('alter table t add b default 2');
		expect(all()).toEqual([[1, 2]]);
	});

	test('what cannot be prepared is refused each time, and nothing is kept of it', () => {
		const { prepare } = withStatementCache(connection);
		for (let n = 0; n < 2; n += 1) expect(() => prepare('select * from nowhere')).toThrow('nowhere');
		expect(prepared).toHaveLength(2);
	});
});

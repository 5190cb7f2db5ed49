import { expect, test } from 'vitest';
import { isTemporaryFault } from '../database.ts';
import { isConnectionLost, namedIfLost } from './connection-lost.ts';

const failed = (message: string, about: object = {}) => Object.assign(new Error(message), about);

test.each([
	failed('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' }),
	failed('connect ENOENT /run/postgresql/.s.PGSQL.5432', { code: 'ENOENT', syscall: 'connect' }),
	failed('read ECONNRESET', { code: 'ECONNRESET' }),
	failed('Connection terminated unexpectedly'),
	failed('Client has encountered a connection error and is not queryable'),
	failed('timeout exceeded when trying to connect'),
	failed('timeout expired'),
	failed('terminating connection due to administrator command', { code: '57P01' }),
	failed('the database system is starting up', { code: '57P03' }),
	failed('sorry, too many clients already', { code: '53300' }),
	failed('connection failure', { code: '08006' }),
	failed('Failed query', { cause: failed('read ECONNRESET', { code: 'ECONNRESET' }) }),
])('a server out of reach is busy, not at fault: %s', (error) => {
	expect(isConnectionLost(error)).toBe(true);
	const named = namedIfLost(error);
	expect(named).toMatchObject({ code: 'POSTGRES_LOST', cause: error });
	expect(isTemporaryFault(named)).toBe(true);
});

test.each([
	// The message of a query that PostgreSQL refused may quote anything.
	failed('invalid input: connection terminated', { code: '22P02' }),
	failed('open ENOENT secrets/seal.key', { code: 'ENOENT', syscall: 'open' }),
	failed('Nothing to do with it'),
	'connection terminated',
	undefined,
])('any other error stays itself: %s', (error) => {
	expect(isConnectionLost(error)).toBe(false);
	expect(namedIfLost(error)).toBe(error);
});

import { expect, test } from 'vitest';
import {
	errorCode,
	runUnnestedWrite,
	messageCodeOfWriteFault,
	isTemporaryFault,
	isDatabaseDamaged,
	isDiskFull,
	isUniqueViolation,
} from './database.ts';

const fault = (code: string, depth = 1): Error => {
	let error: Error = Object.assign(new Error('fault'), { code });
	for (let at = 1; at < depth; at += 1) error = new Error('a query failed', { cause: error });
	return error;
};

test.each([
	'SQLITE_BUSY',
	'SQLITE_BUSY_SNAPSHOT',
	'SQLITE_BUSY_RECOVERY',
	'40001',
	'40P01',
	'55P03',
	'53300',
	'57P01',
	'57P02',
	'57P03',
])('%s passes by itself, however deep it is told', (code) => {
	expect(isTemporaryFault(fault(code))).toBe(true);
	expect(isTemporaryFault(fault(code, 3))).toBe(true);
});

test.each(['SQLITE_FULL', 'SQLITE_CONSTRAINT_UNIQUE', '23505', '23503', '57014', '57P04', '40002', '140001'])(
	'%s does not',
	(code) => expect(isTemporaryFault(fault(code))).toBe(false),
);

test('what is no fault, or one without a code, is neither', () => {
	for (const one of [undefined, null, new Error('fault'), 'SQLITE_BUSY', { code: '40001' }.toString()]) {
		expect(isTemporaryFault(one)).toBe(false);
		expect(isUniqueViolation(one)).toBe(false);
	}
});

test.each(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])(
	'%s says it stands already',
	(code) => {
		expect(isUniqueViolation(fault(code, 2))).toBe(true);
		expect(isTemporaryFault(fault(code, 2))).toBe(false);
	},
);

test('a column may be asked for: SQLite names it in its message, PostgreSQL in the constraint', () => {
	const sqlite = Object.assign(new Error('UNIQUE constraint failed: people.email'), {
		code: 'SQLITE_CONSTRAINT_UNIQUE',
	});
	const postgres = Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'people_email' });
	for (const one of [sqlite, postgres]) {
		const failed = new Error('Failed query: insert into people (username)', { cause: one });
		expect(isUniqueViolation(failed, 'email')).toBe(true);
		expect(isUniqueViolation(failed, 'username')).toBe(false);
	}
});

test.each(['23503', '123505', '235050', 'SQLITE_CONSTRAINT_FOREIGNKEY'])('%s does not', (code) =>
	expect(isUniqueViolation(fault(code, 2))).toBe(false),
);

test.each([
	['platform.busy', ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '40001']],
	['platform.disk-full', ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'ENOSPC', 'EDQUOT', 'EFBIG', '53100']],
	['platform.damaged', ['SQLITE_CORRUPT', 'SQLITE_CORRUPT_VTAB', 'SQLITE_NOTADB']],
	[undefined, ['SQLITE_IOERR_READ', 'SQLITE_FULLY', 'ENOENT', '53101', 'x-SQLITE_CORRUPT']],
] as const)('people are told « %s » of %j, and of nothing else', (said, codes) => {
	for (const code of codes)
		for (const depth of [1, 3]) {
			expect(messageCodeOfWriteFault(fault(code, depth))).toBe(said);
			expect(isDiskFull(fault(code, depth))).toBe(said === 'platform.disk-full');
			expect(isDatabaseDamaged(fault(code, depth))).toBe(said === 'platform.damaged');
		}
	expect(messageCodeOfWriteFault(undefined)).toBeUndefined();
});

test('the code of a fault is the first that is a text, however deep', () => {
	expect(errorCode(fault('ENOSPC', 3))).toBe('ENOSPC');
	const numbered = Object.assign(new Error('fault', { cause: fault('EIO') }), { code: 7 });
	expect(errorCode(numbered)).toBe('EIO');
	expect(errorCode(new Error('fault'))).toBeUndefined();
	expect(errorCode(undefined)).toBeUndefined();
});

test('a write inside a write is refused at once, whatever is awaited between; beside it, another is not', async () => {
	const unit = (work: () => Promise<unknown>) => runUnnestedWrite(work);
	await expect(
		unit(async () => {
			await Promise.resolve();
			return unit(async () => 'inner');
		}),
	).rejects.toThrow('pass its tx');
	expect(await Promise.all([unit(async () => 1), unit(async () => 2)])).toEqual([1, 2]);
});

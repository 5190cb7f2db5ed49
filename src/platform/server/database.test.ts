import { expect, test } from 'vitest';
import { isBusy, isUniqueViolation } from './database.ts';

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
	expect(isBusy(fault(code))).toBe(true);
	expect(isBusy(fault(code, 3))).toBe(true);
});

test.each(['SQLITE_FULL', 'SQLITE_CONSTRAINT_UNIQUE', '23505', '23503', '57014', '57P04', '40002', '140001'])(
	'%s does not',
	(code) => expect(isBusy(fault(code))).toBe(false),
);

test('what is no fault, or one without a code, is neither', () => {
	for (const one of [undefined, null, new Error('fault'), 'SQLITE_BUSY', { code: '40001' }.toString()]) {
		expect(isBusy(one)).toBe(false);
		expect(isUniqueViolation(one)).toBe(false);
	}
});

test.each(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])(
	'%s says it stands already',
	(code) => {
		expect(isUniqueViolation(fault(code, 2))).toBe(true);
		expect(isBusy(fault(code, 2))).toBe(false);
	},
);

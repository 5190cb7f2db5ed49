import { describe, expect, test } from 'vitest';
import { ProgramFault, runProgram, withoutPassword } from './programs.ts';

describe('the address that a program is given', () => {
	test.each([
		['postgres://ada:s3cret@db.example/macaron', 'postgres://ada@db.example/macaron'],
		['postgresql://ada:p%40ss%3A@[::1]:5433/macaron', 'postgresql://ada@[::1]:5433/macaron'],
		['postgres://ada@db.example:5432/macaron', 'postgres://ada@db.example:5432/macaron'],
		['postgres://db.example:5432/macaron', 'postgres://db.example:5432/macaron'],
		['postgres://ada:@db.example/macaron', 'postgres://ada@db.example/macaron'],
		[
			'postgres://ada:x@/macaron?host=%2Frun%2Fpg&max=4&sslmode=no-verify',
			'postgres://ada@/macaron?host=%2Frun%2Fpg&sslmode=require',
		],
		[
			'postgres:///macaron?host=/run/pg&user=ada&password=s3%26cret',
			'postgres:///macaron?host=%2Frun%2Fpg&user=ada',
		],
		['postgres://ada:a@b:c@db/macaron', 'postgres://ada@db/macaron'],
		['postgres://ada:x@db/macaron?uselibpqcompat=true', 'postgres://ada@db/macaron'],
	])('%s', (address, shown) => {
		expect(withoutPassword(address)).toBe(shown);
	});
});

test('a program of a version that is not installed is told by its name and version', async () => {
	const fault = await runProgram(
		'pg_dump',
		{ version: 999, password: undefined },
		'postgres://a@b/c',
		[],
	).catch((error: unknown) => error);
	expect(fault).toBeInstanceOf(ProgramFault);
	expect(fault).toMatchObject({ program: 'pg_dump', version: 999, message: 'pg_dump 999' });
});

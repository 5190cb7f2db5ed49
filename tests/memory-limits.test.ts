import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { limitsToAdd } from '../memory-limits.ts';

const ALL = ['--max-semi-space-size=2', '--heap-growing-percent=30', '--max-old-space-size=768'];

test.each([
	['nothing set', [], ALL],
	['options that limit nothing', ['--no-warnings', '--import', 'x'], ALL],
	['one, as the operator wants it', ['--max-old-space-size=2048'], ALL.slice(0, 2)],
	['written as V8 writes it', ['--max_semi_space_size=16'], ALL.slice(1)],
	['every one', ALL, undefined],
])('%s: only what is missing is added', (_what, options, added) => {
	expect(limitsToAdd({ options, env: {} })?.options).toEqual(added);
});

test('the environment stays as it is, its own number of pools too', () => {
	expect(limitsToAdd({ options: [], env: { PORT: '3000' } })?.env).toEqual({
		PORT: '3000',
		MALLOC_ARENA_MAX: '1',
	});
	expect(limitsToAdd({ options: [], env: { MALLOC_ARENA_MAX: '8' } })?.env).toEqual({
		MALLOC_ARENA_MAX: '8',
	});
});

/**
 * Runs a program that restarts itself within the memory limits; returns what it prints after the restart, and
 * the pid with which it started.
 */
async function begun(options: readonly string[], env: NodeJS.ProcessEnv) {
	const program = resolve(import.meta.dirname, 'limited.fixture.ts');
	const child = spawn(process.execPath, [...options, program], {
		env: { PATH: process.env['PATH'], ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
	return { own: child.pid, err, told: JSON.parse(out) as { pid: number; options: string[]; arenas: string } };
}

test('a program begins again once, as the same process and in silence', async () => {
	const { own, err, told } = await begun(['--trace-uncaught'], {});
	expect(err).toBe('');
	expect(told).toEqual({ pid: own, options: ['--trace-uncaught', ...ALL], arenas: '1' });
});

test('one that has its limits already, wherever they are set, goes on', async () => {
	const { err, told } = await begun(ALL.slice(0, 2), { NODE_OPTIONS: ALL[2] });
	expect(err).toBe('');
	expect(told).toMatchObject({ options: ALL.slice(0, 2) });
	expect(told.arenas).toBeUndefined();
});

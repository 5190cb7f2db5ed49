import { expect, test } from 'vitest';
import { m } from '#messages';
import { errorPageContent } from './error-page-content.ts';
import { signInFrom } from './sign-in-from.ts';

const at = (path: string, signedOut: boolean) => ({
	url: new URL(path, 'https://macaron.example'),
	signedOut,
});

test('who is signed out and finds nothing may sign in and come back; who is signed in is not led there', () => {
	for (const status of [404, 405]) {
		const { todo, other } = errorPageContent(status, undefined, at('/b/abc?done=published', true));
		expect(other?.href).toBe('/sign-in?next=%2Fb%2Fabc%3Fdone%3Dpublished');
		const inside = errorPageContent(status, undefined, at('/b/abc', false));
		expect(inside.other).toBeUndefined();
		expect(todo.startsWith(inside.todo)).toBe(true);
		expect(todo.length).toBeGreaterThan(inside.todo.length);
	}
	expect(errorPageContent(401, undefined, at('/training', true)).next?.href).toBe(
		'/sign-in?next=%2Ftraining',
	);
	expect(errorPageContent(503, undefined, at('/training', true)).other).toBeUndefined();
});

test('a sentence of the server is not followed by another wait, and no cause is invented where it has none', () => {
	const told = 'Attendez 10 s, puis recommencez.';
	for (const status of [429, 503]) {
		expect(errorPageContent(status, told, at('/verify', false))).toMatchObject({ happened: told, todo: '' });
		expect(errorPageContent(status, undefined, at('/verify', false)).todo).toBe(m.shell_fault_busy_do());
	}
	expect(errorPageContent(422, undefined, at('/verify', false)).happened).toBe(
		m.shell_fault_other_happened(),
	);
});

test.each([
	['/training?page=2', '%2Ftraining%3Fpage%3D2'],
	['/training/new?/record', '%2Ftraining%2Fnew'],
	['/a%2F%2Fother.example', '%2Fa%252F%252Fother.example'],
])('%s: the way back is a path, without the action that was sent', (path, next) => {
	expect(signInFrom(new URL(path, 'https://macaron.example'))).toBe(`/sign-in?next=${next}`);
});

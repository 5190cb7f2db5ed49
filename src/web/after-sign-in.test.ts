import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ensureKeyFile, fileSeal } from '#platform/server';
import { addressAfterSignIn, decryptTypedName } from './after-sign-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'macaron-after-sign-in-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyed = (name: string) => {
	ensureKeyFile(join(folder, name));
	return fileSeal(join(folder, name));
};
const at = (seconds: number, seal = keyed('seal.key')) => ({
	seal,
	now: () => new Date(Date.UTC(2026, 10, 28) + seconds * 1000),
});
const request = (cookie?: string) =>
	new Request('https://macaron.example/sign-in', { headers: cookie ? { cookie } : {} });
const round = (name: string, world = at(0)) =>
	new URL(addressAfterSignIn(world, request(), name, '/training?dimension=1'), 'https://macaron.example');

test('a browser that sent a cookie goes where it is led', () => {
	expect(addressAfterSignIn(at(0), request('locale=fr'), 'ada', '/training')).toBe('/training');
});

test.each(['ada', 'emile@cegep.example', 'œ 12 « ada »', '2 ada'])(
	'one that sent none goes round with the name « %s », which its address does not tell',
	(name) => {
		const { pathname, searchParams, href } = round(name);
		expect([pathname, searchParams.get('next')]).toEqual(['/sign-in', '/training?dimension=1']);
		expect(href).not.toContain(encodeURIComponent(name));
		expect(decryptTypedName(at(599), searchParams.get('signed'))).toBe(name);
	},
);

test('the name is given back for ten minutes, and by this very service', () => {
	const signed = round('ada').searchParams.get('signed');
	expect(decryptTypedName(at(600), signed)).toBe('');
	expect(decryptTypedName(at(0, keyed('other.key')), signed)).toBe('');
	for (const other of [null, '', 'ada', '1', signed?.slice(0, -2) ?? ''])
		expect(decryptTypedName(at(0), other)).toBe('');
});

test('what was sealed for something else is no name', () => {
	const { seal, now } = at(0);
	const other = seal.seal(Buffer.from(`${now().getTime() + 1000} ada`), '');
	expect(decryptTypedName({ seal, now }, other)).toBe('');
});

test('without its sealing key the service leads round all the same', () => {
	const { searchParams } = round('ada', at(0, fileSeal(join(folder, 'absent.key'))));
	expect([searchParams.get('signed'), searchParams.get('next')]).toEqual(['', '/training?dimension=1']);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awardById, issuerAt, issueTranslation, signedStatusList } from '#awards/server';
import { jobsOnThisThread, openWorld, readSettings } from '#platform/server';
import { actorNamed } from './demonstration/event.ts';
import { run } from './run.ts';
import { closings } from '../closings.ts';

const folder = mkdtempSync(join(tmpdir(), 'macaron-institution-'));
const env = {
	DATA_DIR: join(folder, 'data'),
	KEY_FILE: join(folder, 'seal.key'),
	BADGES_DIR: join(resolve(import.meta.dirname, '../..'), 'badges'),
};

async function macaron(...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const stdin = async () => new Uint8Array();
	const print = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
	const exit = await run(args, { env, stdin, ...print });
	return { exit, out: out.join('\n'), err: err.filter((line) => !line.startsWith('{"at"')).join('\n') };
}

interface Listed {
	slug: string;
	name: string;
	kind: string;
	people: number;
	closedAt: string | null;
}
const listed = async () => JSON.parse((await macaron('institution', 'list', '--json')).out) as Listed[];
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const world = () => openWorld(readSettings(env), quiet, jobsOnThisThread, { closings });

let first = '';
beforeAll(async () => {
	await macaron('prepare');
	first = (await listed())[0]?.slug ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('add, list and rename: what is missing or unknown is said, and nothing is made', async () => {
	const add = (...more: string[]) => macaron('institution', 'add', ...more);
	expect((await add('--slug', 'rive', '--kind', 'cegep')).err).toContain('--name');
	const named = ['--slug', 'rive', '--name', 'Cégep de la Rive'];
	expect((await add(...named, '--kind', 'school')).err).toContain('service-centre');
	expect((await add(...named, '--kind', 'cegep', '--time-zone', 'Mars/Olympus')).exit).toBe(2);
	expect(await listed()).toHaveLength(1);
	const made = await add(...named, '--kind', 'cegep', '--time-zone', 'America/Halifax', '--json');
	expect([made.exit, JSON.parse(made.out)]).toMatchObject([0, { slug: 'rive', kind: 'cegep' }]);
	expect((await add(...named, '--kind', 'cegep')).exit).toBe(1);
	expect((await macaron('institution', 'list')).out).toContain('rive  Cégep de la Rive  cegep  0  ouvert');
	expect((await macaron('institution', 'rename', '--name', 'Autre')).exit).toBe(2);
	expect((await macaron('institution', 'rename', 'nulle-part', '--name', 'Autre')).err).toContain('rive');
	const renamed = await macaron('institution', 'rename', 'rive', '--name', 'La Rive', '--kind', 'private');
	expect([renamed.exit, renamed.out]).toEqual([0, expect.stringContaining('La Rive')]);
	expect((await listed())[1]).toEqual({
		...{ slug: 'rive', name: 'La Rive', kind: 'private', people: 0, closedAt: null },
	});
	// With two, a command that concerns one asks which.
	expect((await macaron('issuer', 'show')).err).toContain('rive');
});

test('close: nothing is issued any more, while status lists are served and the operator revokes; then reopen', async () => {
	const open = await world();
	const { awards } = JSON.parse((await macaron('institution', 'export', first)).out) as {
		awards: { address: string }[];
	};
	const id = awards[0]?.address.split('/b/')[1] ?? '';
	const person = (await awardById(open.db.read, id))?.person ?? '';
	const holder = { ...(await actorNamed(open, 'ada')), id: person };
	expect((await macaron('institution', 'close', first)).exit).toBe(0);
	expect((await listed())[0]?.closedAt).toEqual(expect.any(String));
	const ask = () => issueTranslation(open, holder, id);
	await expect(ask()).rejects.toMatchObject({ code: 'identity.institution-closed' });
	const issuer = await issuerAt(open, first);
	const before = await signedStatusList(open, issuer, 1);
	expect((await macaron('award', 'revoke', id)).err).toContain('--reason');
	expect((await macaron('award', 'revoke', 'z'.repeat(26), '--reason', 'Donné par erreur.')).exit).toBe(1);
	expect((await macaron('award', 'revoke', 'pas-un-id', '--reason', 'Donné par erreur.')).exit).toBe(1);
	expect((await macaron('award', 'revoke', id, '--reason', 'Donné par erreur.')).exit).toBe(0);
	expect((await macaron('award', 'revoke', id, '--reason', 'Donné par erreur.')).exit).toBe(1);
	expect((await signedStatusList(open, issuer, 1)).text).not.toBe(before.text);
	expect((await macaron('institution', 'reopen', first)).exit).toBe(0);
	expect((await listed())[0]?.closedAt).toBeNull();
	await open.db.close();
});

test('export: settings, public keys, cohorts and badges; no name, no text of anybody', async () => {
	const { exit, out } = await macaron('institution', 'export', first);
	const said = JSON.parse(out) as Record<string, unknown>;
	expect(exit).toBe(0);
	expect(Object.keys(said)).toEqual(['institution', 'issuer', 'cohorts', 'badges', 'awards']);
	expect(said).toMatchObject({
		institution: { slug: first, demonstration: true },
		issuer: { did: expect.stringContaining(`:i:${first}`), document: expect.any(Object) },
	});
	expect((said['cohorts'] as unknown[]).length).toBeGreaterThan(0);
	expect((said['awards'] as unknown[]).length).toBeGreaterThan(0);
	expect(out).not.toMatch(/Ada|Bruno|Tremblay|sealed|PRIVATE/);
	expect(JSON.parse((await macaron('institution', 'export', 'rive')).out)).toMatchObject({
		...{ issuer: null, cohorts: [], awards: [] },
	});
});

test('operator: given to an account or to a new one, and taken back', async () => {
	expect((await macaron('operator', 'add')).exit).toBe(2);
	expect((await macaron('operator', 'add', 'fabien')).err).toContain('--name');
	const made = await macaron('operator', 'add', 'fabien', '--name', 'Fabien', '--json');
	expect(JSON.parse(made.out)).toMatchObject({
		username: 'fabien',
		changed: true,
		password: expect.any(String),
	});
	const again = await macaron('operator', 'add', 'fabien', '--json');
	expect(JSON.parse(again.out)).toEqual({ username: 'fabien', operator: true, changed: false });
	expect((await macaron('operator', 'add', 'chloe')).out).toContain('chloe');
	expect((await macaron('operator', 'remove', 'chloe')).exit).toBe(0);
	expect((await macaron('operator', 'remove', 'chloe')).exit).toBe(1);
	expect((await macaron('operator', 'remove', 'personne')).exit).toBe(1);
	const open = await world();
	expect(await actorNamed(open, 'chloe')).toMatchObject({ username: 'chloe' });
	await open.db.close();
});

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockFolder, openWorld, readSettings } from '#platform/server';
import { issuingState } from '#awards/server';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'macaron-folder-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ORIGIN = 'https://macaron.example';
const envFor = (name: string, more: Record<string, string> = {}) => ({
	DATA_DIR: join(folder, name),
	KEY_FILE: join(folder, `${name}.key`),
	BADGES_DIR: join(root, 'badges'),
	...more,
});

async function macaron(env: Record<string, string>, ...args: string[]) {
	const out: string[] = [];
	const err: string[] = [];
	const exit = await run(args, {
		env,
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		stdin: async () => new Uint8Array(),
	});
	return { exit, out: out.join('\n'), err: err.join('\n') };
}

describe('a folder that must not be served as it stands: its own sentence and its own exit code', () => {
	const database = (name: string) => join(folder, name, 'macaron.db');

	test('held by another service', async () => {
		const release = lockFolder(join(folder, 'held'));
		const answer = await macaron(envFor('held'), 'prepare');
		expect(answer).toMatchObject({ exit: 3, out: '' });
		expect(answer.err).toContain('Un autre service Macaron');
		expect(existsSync(database('held'))).toBe(false);
		release();
		expect((await macaron(envFor('held', { ORIGIN }), 'prepare')).exit).toBe(0);
	});

	test('a command beside the service that holds the folder works', async () => {
		const env = envFor('beside');
		await macaron(env, 'prepare');
		const release = lockFolder(join(folder, 'beside'));
		expect((await macaron(env, 'demo', '--json')).exit).toBe(0);
		expect((await macaron(env, 'issuer', 'show')).exit).toBe(0);
		release();
	});

	test.each([
		['empty', 4, () => '', 'est vide'],
		['damaged', 5, () => 'x'.repeat(8192), 'est abîmée'],
	])('%s', async (name, exit, content, sentence) => {
		mkdirSync(join(folder, name));
		writeFileSync(database(name), content());
		for (const command of [['prepare'], ['demo'], ['issuer', 'show']]) {
			const answer = await macaron(envFor(name), ...command);
			expect(answer).toMatchObject({ exit, out: '' });
			expect(answer.err).toContain(sentence);
		}
		expect(readFileSync(database(name), 'utf8')).toBe(content());
	});

	test('in English where English is asked for', async () => {
		const answer = await macaron(envFor('empty'), '--lang', 'en', 'prepare');
		expect(answer.err).toMatch(/^The database of the folder .* is empty/);
	});
});

describe('what a folder was made for', () => {
	test('a real one whose set-up address was printed never becomes a demonstration', async () => {
		const env = envFor('real');
		expect((await macaron({ ...env, ORIGIN }, 'prepare')).out).toContain(`${ORIGIN}/setup/`);
		for (const command of ['prepare', 'demo']) {
			const answer = await macaron(env, command);
			expect(answer).toMatchObject({ exit: 2, out: '' });
			expect(answer.err).toContain('un vrai service');
		}
		expect((await macaron({ ...env, ORIGIN }, 'prepare')).exit).toBe(0);
	});

	test('nor does one of an earlier version, which says it only by its set-up address', async () => {
		const env = envFor('earlier');
		await macaron({ ...env, ORIGIN }, 'prepare');
		const world = await openWorld(readSettings({ ...env, ORIGIN }, root));
		const { platformTables } = await import('#platform/server');
		await world.db.write(async (tx) => void (await tx.delete(platformTables(world.db).serviceFacts)));
		await world.db.close();
		expect((await macaron(env, 'prepare')).exit).toBe(2);
	});

	test('a demonstration, once emptied, may become a real service', async () => {
		const env = envFor('emptied');
		await macaron(env, 'prepare');
		expect((await macaron({ ...env, ORIGIN }, 'prepare')).exit).toBe(2);
		expect((await macaron(env, 'demo', '--erase')).exit).toBe(0);
		expect((await macaron({ ...env, ORIGIN }, 'prepare')).exit).toBe(0);
	});
});

describe('the sealing key', () => {
	const state = async (env: Record<string, string>) => {
		const world = await openWorld(readSettings(env, root));
		try {
			return await issuingState(world);
		} finally {
			await world.db.close();
		}
	};

	test('lost: never made a second time in silence; said at each start, until it is back', async () => {
		const env = envFor('lost');
		expect((await macaron(env, 'prepare')).exit).toBe(0);
		const key = readFileSync(env.KEY_FILE);
		expect(key).toHaveLength(32);
		expect(await state(env)).toBe('ok');
		rmSync(env.KEY_FILE);
		for (const command of ['prepare', 'prepare']) {
			const answer = await macaron(env, command);
			expect(answer.exit).toBe(6);
			expect(answer.err).toContain('est introuvable');
			expect(answer.err).toContain('is not there');
		}
		expect(existsSync(env.KEY_FILE)).toBe(false);
		await macaron(env, 'demo', '--json');
		expect(existsSync(env.KEY_FILE)).toBe(false);
		expect(await state(env)).toBe('key-missing');
		writeFileSync(env.KEY_FILE, key);
		expect((await macaron(env, 'prepare')).exit).toBe(0);
		expect(await state(env)).toBe('ok');
	});

	test('another one of the right length, or one cut short, is told from the right one', async () => {
		const env = envFor('wrong');
		await macaron(env, 'prepare');
		const key = readFileSync(env.KEY_FILE);
		chmodSync(env.KEY_FILE, 0o600);
		writeFileSync(env.KEY_FILE, Buffer.alloc(32, 7));
		expect(await state(env)).toBe('key-wrong');
		const answer = await macaron(env, 'prepare');
		expect(answer.exit).toBe(6);
		expect(answer.err).toContain('n’est pas celle');
		writeFileSync(env.KEY_FILE, key.subarray(0, 31));
		expect(await state(env)).toBe('key-missing');
	});

	test('lost for good: another is made on demand, and what is signed from then on opens with it', async () => {
		const env = envFor('renewed');
		await macaron(env, 'prepare');
		rmSync(env.KEY_FILE);
		expect((await macaron(env, 'issuer', 'rotate')).exit).toBe(1);
		expect((await macaron(env, 'issuer', 'rotate', '--new-sealing-key')).exit).toBe(0);
		expect(await state(env)).toBe('ok');
		const made = readFileSync(env.KEY_FILE);
		await macaron(env, 'issuer', 'rotate', '--new-sealing-key');
		expect(readFileSync(env.KEY_FILE).equals(made)).toBe(true);
		expect((await macaron(env, 'prepare')).exit).toBe(0);
	});
});

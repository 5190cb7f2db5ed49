import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DISK, type Disk, localFiles } from './local-files.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hello = Buffer.from('Bonjour');
const name = sha(hello);
const at = () => join(folder, 'files', name.slice(0, 2), name);

test('a content is written, read, listed and removed; nobody else of the machine can read it', async () => {
	const store = localFiles(join(folder, 'files'));
	expect(await Array.fromAsync(store.list())).toEqual([]);
	expect(await store.open(name)).toBeUndefined();
	await store.put(name, hello);
	expect(await buffer((await store.open(name))!)).toEqual(hello);
	expect(statSync(at()).mode & 0o777).toBe(0o600);
	expect(statSync(join(folder, 'files', name.slice(0, 2))).mode & 0o777).toBe(0o700);
	expect(await Array.fromAsync(store.list())).toEqual([
		{ sha256: name, bytes: 7, writtenAt: statSync(at()).mtime },
	]);
	await store.remove(name);
	await store.remove(name);
	expect(await store.open(name)).toBeUndefined();
	expect(await Array.fromAsync(store.list())).toEqual([]);
});

test('one that is there is written anew: an altered one is mended, an old one is new again', async () => {
	const store = localFiles(join(folder, 'files'));
	await store.put(name, hello);
	writeFileSync(at(), 'Bonsoir');
	utimesSync(at(), new Date(0), new Date(0));
	await store.put(name, hello);
	expect(await buffer((await store.open(name))!)).toEqual(hello);
	expect(statSync(at()).mtimeMs).toBeGreaterThan(0);
	expect(readdirSync(join(folder, 'files', name.slice(0, 2)))).toEqual([name]);
});

test('each step comes after the one before, and the folder is flushed after the name is given', async () => {
	const steps: string[] = [];
	const short = (path: string) => path.replace(folder, '').replace(/\.[0-9a-f]{16}\./, '.*.');
	const watched = Object.fromEntries(
		Object.entries(DISK).map(([step, work]) => [
			step,
			async (...given: never[]) => {
				steps.push([step, ...given.filter((one) => typeof one === 'string').map(short)].join(' '));
				return (work as (...given: never[]) => Promise<void>)(...given);
			},
		]),
	) as unknown as Disk;
	await localFiles(join(folder, 'files'), watched).put(name, hello);
	const shard = `/files/${name.slice(0, 2)}`;
	expect(steps).toEqual([
		'flushFolder /files',
		`write ${shard}/${name}.*.unfinished`,
		`flush ${shard}/${name}.*.unfinished`,
		`rename ${shard}/${name}.*.unfinished ${shard}/${name}`,
		`flushFolder ${shard}`,
	]);
});

test.each(['write', 'flush', 'rename'] as const)('a disk that refuses to %s leaves nothing', async (step) => {
	const refusing: Disk = {
		...DISK,
		[step]: async (path: string, bytes?: Uint8Array) => {
			if (step === 'write') await DISK.write(path, bytes!.subarray(0, 3));
			throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
		},
	};
	await expect(localFiles(join(folder, 'files'), refusing).put(name, hello)).rejects.toMatchObject({
		code: 'ENOSPC',
	});
	expect(readdirSync(join(folder, 'files', name.slice(0, 2)))).toEqual([]);
});

test('what an interrupted write left goes once it is old, and nothing else', async () => {
	const store = localFiles(join(folder, 'files'));
	await store.put(name, hello);
	const shard = join(folder, 'files', name.slice(0, 2));
	const left = join(shard, `${name}.0123456789abcdef.unfinished`);
	writeFileSync(left, 'Bon');
	mkdirSync(join(folder, 'files', 'notes'));
	writeFileSync(join(folder, 'files', 'notes', 'x.unfinished'), '');
	expect((await Array.fromAsync(store.list())).map(({ sha256 }) => sha256)).toEqual([name]);
	expect(await store.removeUnfinished(new Date(Date.parse('2020-01-01')))).toBe(0);
	utimesSync(left, new Date(0), new Date(0));
	utimesSync(at(), new Date(0), new Date(0));
	expect(await store.removeUnfinished(new Date(Date.parse('2020-01-01')))).toBe(1);
	expect(readdirSync(shard)).toEqual([name]);
	expect(existsSync(join(folder, 'files', 'notes', 'x.unfinished'))).toBe(true);
});

test('a name that is none reaches no path', async () => {
	const store = localFiles(join(folder, 'files'));
	for (const wrong of ['../../etc/passwd', '', 'A'.repeat(64), `${name}/..`, name.slice(1)]) {
		await expect(store.put(wrong, hello)).rejects.toThrow('not the name of a content');
		await expect(store.open(wrong)).rejects.toThrow('not the name of a content');
		expect(() => store.remove(wrong)).toThrow('not the name of a content');
	}
	expect(readdirSync(folder)).toEqual([]);
});

test('a folder that cannot be read is told, and not taken for an empty one', async () => {
	writeFileSync(join(folder, 'files'), '');
	await expect(Array.fromAsync(localFiles(join(folder, 'files')).list())).rejects.toMatchObject({
		code: 'ENOTDIR',
	});
});

test('room is looked for on the disk of the folder, which may not exist yet', async () => {
	const store = localFiles(join(folder, 'new', 'files'));
	expect(typeof (await store.isNearlyFull())).toBe('boolean');
	chmodSync(folder, 0o700);
});

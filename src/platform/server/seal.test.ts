import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureKeyFile, fileSeal } from './seal.ts';

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'macaron-seal-'));
	file = join(folder, 'secrets', 'deep', 'seal.key');
	ensureKeyFile(file);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plain = Buffer.from('une clé privée');
const MISSING = expect.objectContaining({ code: 'platform.key-missing', status: 503 });

test('the key is 32 random bytes that its owner alone reads; one that is there is never touched', () => {
	const bytes = readFileSync(file);
	expect(bytes).toHaveLength(32);
	expect(statSync(file).mode & 0o777).toBe(0o400);
	for (const place of [dirname(file), dirname(dirname(file))]) expect(statSync(place).mode & 0o077).toBe(0);
	ensureKeyFile(file);
	expect(readFileSync(file).equals(bytes)).toBe(true);
	const other = join(folder, 'other.key');
	ensureKeyFile(other);
	expect(readFileSync(other).equals(bytes)).toBe(false);
});

test('a key is written where nothing stands, never over or through what does', () => {
	const link = join(folder, 'link.key');
	symlinkSync(join(folder, 'elsewhere.key'), link);
	expect(() => ensureKeyFile(link)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
	expect(existsSync(join(folder, 'elsewhere.key'))).toBe(false);
});

test('what is sealed opens again, for what it belongs to alone, and never looks the same twice', () => {
	const seal = fileSeal(file);
	expect(seal.available()).toBe(true);
	const [one, two] = [seal.seal(plain, 'key 1'), seal.seal(plain, 'key 1')];
	expect(one).not.toBe(two);
	expect(Buffer.from(one, 'base64url')).toHaveLength(29 + plain.length);
	expect(Buffer.from(one, 'base64url').includes(plain)).toBe(false);
	for (const sealed of [one, two]) expect(Buffer.from(seal.open(sealed, 'key 1')).equals(plain)).toBe(true);
	expect(() => seal.open(one, 'key 2')).toThrow(MISSING);
	// An empty secret can be sealed too.
	expect(seal.open(seal.seal(Buffer.alloc(0), ''), '')).toHaveLength(0);
});

test('what an earlier version sealed still opens: its form never changes under the same first byte', () => {
	const kept = join(folder, 'kept.key');
	writeFileSync(kept, Buffer.alloc(32, 7));
	const sealed = 'AQkJCQkJCQkJCQkJCcjq1cT6KL72cuQkaIOvl35S6-G03ZwCyIASuVGQKQq6';
	expect(Buffer.from(fileSeal(kept).open(sealed, 'key 1')).toString()).toBe('une clé privée');
	expect(Buffer.from(fileSeal(kept).seal(plain, 'key 1'), 'base64url')[0]).toBe(1);
});

test('a byte changed anywhere, one missing, another version: it does not open', () => {
	const seal = fileSeal(file);
	const sealed = Buffer.from(seal.seal(plain, 'key 1'), 'base64url');
	for (let at = 0; at < sealed.length; at += 1) {
		const changed = Buffer.from(sealed);
		changed[at] = (changed[at] ?? 0) ^ 1;
		expect(() => seal.open(changed.toString('base64url'), 'key 1'), `byte ${at}`).toThrow(MISSING);
	}
	for (const length of [0, 1, 13, 28, sealed.length - 1])
		expect(() => seal.open(sealed.subarray(0, length).toString('base64url'), 'key 1')).toThrow(MISSING);
});

test('without the key, or with another, nothing is sealed nor opened; it is looked for at each use', () => {
	const seal = fileSeal(file);
	const sealed = seal.seal(plain, 'key 1');
	const key = readFileSync(file);
	rmSync(file);
	expect(seal.available()).toBe(false);
	expect(() => seal.seal(plain, 'key 1')).toThrow(MISSING);
	expect(() => seal.open(sealed, 'key 1')).toThrow(MISSING);
	for (const length of [0, 31, 33]) {
		writeFileSync(file, Buffer.alloc(length));
		expect(seal.available()).toBe(false);
		expect(() => seal.seal(plain, 'key 1')).toThrow(MISSING);
	}
	writeFileSync(file, Buffer.alloc(32));
	expect(seal.available()).toBe(true);
	expect(() => seal.open(sealed, 'key 1')).toThrow(MISSING);
	writeFileSync(file, key);
	expect(Buffer.from(seal.open(sealed, 'key 1')).equals(plain)).toBe(true);
});

test('a fingerprint is the same wherever the key is, another for another key, text or purpose', () => {
	const of = (at: string, text = 'adresse', purpose = 'limit') => fileSeal(at).fingerprint(text, purpose);
	const other = join(folder, 'other.key');
	ensureKeyFile(other);
	expect(of(file)).toMatch(/^[\w-]{43}$/);
	expect(of(file)).toBe(of(file));
	const missing = join(folder, 'missing.key');
	const all = [of(file), of(other), of(file, 'autre'), of(file, 'adresse', 'other'), of(missing)];
	expect(new Set(all).size).toBe(all.length);
	// Without the key, a process counts on by itself.
	expect(of(missing)).toBe(of(missing));
	expect(of(missing)).not.toBe(of(missing, 'autre'));
});

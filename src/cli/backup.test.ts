import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { flippedPlaces } from '../../tests/faults/flips.ts';
import { openWorld, readSettings } from '#platform/server';
import { revokeAward } from '#awards/server';
import { run } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'macaron-backup-'));
const place = join(folder, 'backups');
const env = {
	DATA_DIR: join(folder, 'data'),
	KEY_FILE: join(folder, 'seal.key'),
	BADGES_DIR: join(root, 'badges'),
};
let made: string;

async function macaron(args: string[], more: Record<string, string> = {}) {
	const out: string[] = [];
	const err: string[] = [];
	const exit = await run(args, {
		env: { ...env, ...more },
		out: (line) => void out.push(line),
		err: (line) => void err.push(line),
		stdin: async () => new Uint8Array(),
	});
	return { exit, out: out.join('\n'), err: err.join('\n') };
}

const restored = (name: string) => join(folder, name);
const verified = (dir: string) => macaron(['restore', '--verify', dir]);

/** Makes a copy of the backup, altered by `spoil`; returns its folder. */
function spoiled(name: string, spoil: (dir: string) => void): string {
	const dir = join(folder, name);
	cpSync(made, dir, { recursive: true });
	spoil(dir);
	return dir;
}

/** Changes a backup's manifest and corrects its checksum, so that only its contents are wrong. */
function withManifest(
	dir: string,
	change: (manifest: Record<string, unknown>) => void,
	form = (text: string) => text,
) {
	const file = join(dir, 'manifest.json');
	const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
	change(manifest);
	const text = form(`${JSON.stringify(manifest, null, '\t')}\n`);
	writeFileSync(file, text);
	writeFileSync(join(dir, 'manifest.sha256'), `${createHash('sha256').update(text).digest('hex')}\n`);
}

/**
 * Changes a backup's database and corrects the manifest's checksums, so that only the contents of the
 * database are wrong.
 */
function withDatabase(dir: string, change: (db: Driver.Database) => void) {
	const file = join(dir, 'macaron.db');
	const db = new Driver(file);
	db.pragma('foreign_keys = 0');
	change(db);
	db.close();
	const bytes = readFileSync(file);
	withManifest(dir, (manifest) => {
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		manifest['files'] = { 'macaron.db': { bytes: bytes.length, sha256 } };
	});
}

beforeAll(async () => {
	expect((await macaron(['prepare'])).exit).toBe(0);
	const answer = await macaron(['backup', '--to', place, '--json']);
	made = (JSON.parse(answer.out) as { folder: string }).folder;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('backup', () => {
	test('one folder, for us alone, under its last name, with a manifest that says what is in it', async () => {
		expect(readdirSync(place)).toEqual([made.split('/').at(-1)]);
		expect(readdirSync(made).sort()).toEqual(['macaron.db', 'manifest.json', 'manifest.sha256']);
		expect(statSync(made).mode & 0o777).toBe(0o700);
		for (const name of readdirSync(made)) expect(statSync(join(made, name)).mode & 0o077).toBe(0);
		const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as {
			application: string;
			counts: Record<string, number>;
			migrations: string[];
			files: Record<string, { sha256: string }>;
		};
		const db = new Driver(join(made, 'macaron.db'), { readonly: true });
		const tables = db
			.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
			.pluck()
			.all() as string[];
		for (const table of tables)
			expect(manifest.counts[table], table).toBe(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
		expect(Object.keys(manifest.counts)).toHaveLength(tables.length);
		expect(manifest.counts['people']).toBeGreaterThanOrEqual(4);
		expect(manifest.migrations.length).toBeGreaterThanOrEqual(4);
		db.close();
		const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
		expect(manifest.application).toBe(version);
		expect(manifest.files['macaron.db']?.sha256).toBe(
			createHash('sha256')
				.update(readFileSync(join(made, 'macaron.db')))
				.digest('hex'),
		);
	});

	test('the sealing key is in none of its files', () => {
		const key = readFileSync(env.KEY_FILE);
		for (const name of readdirSync(made)) {
			const bytes = readFileSync(join(made, name));
			for (const form of [key, key.toString('hex'), key.toString('base64'), key.toString('base64url')])
				expect(bytes.includes(form)).toBe(false);
		}
	});

	test('without data it says so and makes nothing; a place that cannot be written is named', async () => {
		const none = await macaron(['backup', '--to', join(folder, 'none')], { DATA_DIR: join(folder, 'empty') });
		expect(none).toMatchObject({ exit: 2, out: '' });
		expect(existsSync(join(folder, 'none'))).toBe(false);
		writeFileSync(join(folder, 'file'), '');
		const failed = await macaron(['backup', '--to', join(folder, 'file', 'in')]);
		expect([failed.exit, failed.err]).toEqual([2, expect.stringContaining(join(folder, 'file', 'in'))]);
	});

	test('what an interrupted backup left is removed a day later, not before', async () => {
		const old = join(place, '.macaron-2026-11-01T00-00-00-000Z.partial');
		const recent = join(place, '.macaron-2026-11-02T00-00-00-000Z.partial');
		for (const dir of [old, recent]) mkdirSync(dir);
		const { utimesSync } = await import('node:fs');
		utimesSync(old, new Date(Date.now() - 2 * 86_400_000), new Date(Date.now() - 2 * 86_400_000));
		const answer = JSON.parse((await macaron(['backup', '--to', place, '--json'])).out) as { folder: string };
		expect([existsSync(old), existsSync(recent)]).toEqual([false, true]);
		rmSync(recent, { recursive: true });
		rmSync(answer.folder, { recursive: true });
	});
});

describe('restore --verify', () => {
	test('a sound backup: 0, its badges verified, nothing left behind, nothing changed', async () => {
		// A temporary folder of its own: other tests verify backups in the usual one at the same time.
		const temporary = join(folder, 'temporary');
		mkdirSync(temporary);
		vi.stubEnv('TMPDIR', temporary);
		const answer = await macaron(['restore', '--verify', made, '--json']);
		expect(answer.exit).toBe(0);
		// The demonstration has three badges.
		expect(JSON.parse(answer.out)).toMatchObject({ folder: made, sound: true, badges: 3, doubts: [] });
		vi.unstubAllEnvs();
		expect(readdirSync(temporary)).toEqual([]);
		expect(readdirSync(made)).toHaveLength(3);
	});

	test('a folder of backups means its latest', async () => {
		const all = join(folder, 'several');
		mkdirSync(all);
		cpSync(made, join(all, 'macaron-2026-01-01T00-00-00-000Z'), { recursive: true });
		mkdirSync(join(all, 'macaron-2026-02-01T00-00-00-000Z'));
		mkdirSync(join(all, '.macaron-2026-03-01T00-00-00-000Z.partial'));
		const answer = await verified(all);
		expect([answer.exit, answer.err]).toEqual([1, expect.stringContaining('macaron-2026-02-01')]);
		rmSync(join(all, 'macaron-2026-02-01T00-00-00-000Z'), { recursive: true });
		expect((await verified(all)).exit).toBe(0);
	});

	test('one byte changed anywhere, in every file, and it fails', async () => {
		const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
		console.log(`backup flips: SEED=${seed}`);
		const places = flippedPlaces(made, 20, seed);
		expect(new Set(places.map(({ file }) => file)).size).toBe(3);
		const passed: string[] = [];
		for (const { file, at, xor } of places) {
			const dir = spoiled('flipped', (copy) => {
				const bytes = readFileSync(join(copy, file));
				bytes[at] = (bytes[at] ?? 0) ^ xor;
				writeFileSync(join(copy, file), bytes);
			});
			if ((await verified(dir)).exit !== 1) passed.push(`${file}:${at}^${xor}`);
			rmSync(dir, { recursive: true });
		}
		expect(passed).toEqual([]);
	});

	test.each<[string, RegExp, (dir: string) => void]>([
		[
			'a file more',
			/«\s\.DS_Store\s» ne fait pas partie/,
			(dir) => writeFileSync(join(dir, '.DS_Store'), ''),
		],
		['a file less', /«\smanifest\.sha256\s» manque/, (dir) => rmSync(join(dir, 'manifest.sha256'))],
		['no manifest', /«\smanifest\.json\s» manque/, (dir) => rmSync(join(dir, 'manifest.json'))],
		[
			'cut short',
			/«\smacaron\.db\s»/,
			(dir) => writeFileSync(join(dir, 'macaron.db'), readFileSync(join(dir, 'macaron.db')).subarray(0, -1)),
		],
		[
			'a space more',
			/forme/,
			(dir) =>
				withManifest(
					dir,
					() => {},
					(text) => `${text} `,
				),
		],
		[
			'keys in another order',
			/forme/,
			(dir) =>
				withManifest(dir, (manifest) => {
					const { format } = manifest;
					delete manifest['format'];
					manifest['format'] = format;
				}),
		],
		['a key more', /forme/, (dir) => withManifest(dir, (manifest) => void (manifest['note'] = ''))],
		[
			'a file unheard of',
			/forme/,
			(dir) =>
				withManifest(dir, (manifest) => {
					(manifest['files'] as Record<string, unknown>)['other'] = { bytes: 0, sha256: '0'.repeat(64) };
				}),
		],
		[
			'another size',
			/macaron\.db/,
			(dir) =>
				withManifest(dir, (manifest) => {
					(manifest['files'] as Record<string, { bytes: number }>)['macaron.db']!.bytes += 1;
				}),
		],
		[
			'a row less',
			/Lignes de «\speople\s»\s: \d+, au lieu de/,
			(dir) => withDatabase(dir, (db) => void db.exec('DELETE FROM people WHERE rowid = 1')),
		],
		[
			'a table more',
			/Lignes de «\sextra\s»\s: 1, au lieu de 0/,
			(dir) =>
				withDatabase(dir, (db) => void db.exec('CREATE TABLE extra (x); INSERT INTO extra VALUES (1)')),
		],
		[
			'another migration',
			/version du schéma/,
			(dir) =>
				withDatabase(
					dir,
					(db) =>
						void db.exec(
							`UPDATE __drizzle_migrations SET hash = '${'a'.repeat(64)}' WHERE created_at = (SELECT min(created_at) FROM __drizzle_migrations)`,
						),
				),
		],
		[
			'a migration nobody here knows',
			/autre version de Macaron/,
			(dir) => {
				withDatabase(
					dir,
					(db) =>
						void db.exec(
							`UPDATE __drizzle_migrations SET hash = '${'a'.repeat(64)}' WHERE created_at = (SELECT min(created_at) FROM __drizzle_migrations)`,
						),
				);
				withManifest(dir, (manifest) => void ((manifest['migrations'] as string[])[0] = 'a'.repeat(64)));
			},
		],
		[
			'a newer version',
			/autre version de Macaron/,
			(dir) => {
				const hash = 'b'.repeat(64);
				withDatabase(
					dir,
					(db) =>
						void db.exec(
							`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('${hash}', 9999999999999)`,
						),
				);
				withManifest(dir, (manifest) => {
					(manifest['migrations'] as string[]).push(hash);
					(manifest['counts'] as Record<string, number>)['__drizzle_migrations']! += 1;
				});
			},
		],
		[
			'an orphan',
			/renvoient à ce qui n’existe pas \(1\)/,
			(dir) => {
				withDatabase(
					dir,
					(db) =>
						void db.exec(
							"CREATE TABLE child (p REFERENCES people (id)); INSERT INTO child VALUES ('nobody')",
						),
				);
				withManifest(dir, (manifest) => {
					const counts = manifest['counts'] as Record<string, number>;
					manifest['counts'] = Object.fromEntries(
						Object.entries({ ...counts, child: 1 }).sort(([a], [b]) => (a < b ? -1 : 1)),
					);
				});
			},
		],
		[
			'a badge altered',
			/ne se vérifie pas avec les clés de la sauvegarde \(étape «\ssignature\s»\)/,
			(dir) =>
				withDatabase(
					dir,
					(db) =>
						void db.exec(
							`UPDATE awards SET credential = replace(credential, '"validFrom":"20', '"validFrom":"19')`,
						),
				),
		],
		[
			'a key changed for another',
			/ne se vérifie pas avec les clés/,
			(dir) =>
				withDatabase(
					dir,
					(db) => void db.exec(`UPDATE issuer_keys SET created_at = created_at + 86400000000`),
				),
		],
		[
			'a page of the database damaged',
			/abîmée/,
			(dir) =>
				withDatabase(dir, (db) => {
					db.unsafeMode(true);
					db.pragma('writable_schema = 1');
					db.exec(`UPDATE sqlite_master SET rootpage = 2 WHERE name = 'people'`);
				}),
		],
	])('%s: 1, and the doubt is named', async (name, sentence, spoil) => {
		const dir = spoiled(name, spoil);
		const answer = await verified(dir);
		expect(answer.err).toMatch(sentence);
		expect([answer.exit, answer.out]).toEqual([1, '']);
		const data = restored(`data ${name}`);
		// A restore from a doubtful backup puts nothing in the data folder.
		expect((await macaron(['restore', dir], { DATA_DIR: data })).exit).toBe(1);
		expect(readdirSync(data).filter((one) => one !== 'service.lock')).toEqual([]);
	});

	test('where there is no backup, it says so', async () => {
		mkdirSync(join(folder, 'void'));
		for (const dir of [join(folder, 'void'), join(folder, 'nowhere')]) {
			const answer = await verified(dir);
			expect([answer.exit, answer.err]).toEqual([
				1,
				expect.stringContaining(`Il n’y a pas de sauvegarde dans ${dir}`),
			]);
		}
		expect((await macaron(['restore'])).exit).toBe(2);
		expect((await macaron(['restore', '--verify', join(folder, 'void'), '--lang', 'en'])).err).toContain(
			'There is no backup',
		);
	});
});

describe('restore', () => {
	test('into an empty place, one can work there again', async () => {
		const data = restored('again');
		const journal = join(env.DATA_DIR, 'acts.journal');
		const answer = await macaron(['restore', made, '--journal', journal], { DATA_DIR: data });
		expect(answer.exit).toBe(0);
		expect(answer.out).toContain(`d’après ${journal}`);
		expect(answer.err).toMatch(/^Tout le monde doit se connecter de nouveau/);
		const without = await macaron(['restore', made], { DATA_DIR: restored('without') });
		expect([without.exit, without.err]).toEqual([0, expect.stringContaining('Aucun journal de ce service')]);
		expect(
			(await macaron(['restore', made, '--journal', '/nowhere'], { DATA_DIR: restored('no') })).exit,
		).toBe(2);
		expect(readdirSync(data)).toContain('macaron.db');
		expect(readdirSync(data).filter((name) => name.startsWith('.'))).toEqual([]);
		const shown = await macaron(['issuer', 'show', '--json'], { DATA_DIR: data });
		expect(shown.out).toBe((await macaron(['issuer', 'show', '--json'])).out);
	});

	test('a folder that holds anything is left as it is, in one sentence', async () => {
		const data = restored('full');
		mkdirSync(data);
		writeFileSync(join(data, 'notes.txt'), 'Ada');
		const answer = await macaron(['restore', made], { DATA_DIR: data });
		expect([answer.exit, answer.out]).toEqual([2, '']);
		expect(answer.err).toMatch(/n’est pas vide/);
		expect(answer.err.split('\n')).toHaveLength(1);
		expect(readdirSync(data).sort()).toEqual(['notes.txt', 'service.lock']);
		// Leftovers of an interrupted restore do not count as data: they are removed.
		rmSync(join(data, 'notes.txt'));
		mkdirSync(join(data, '.restoring-abc'));
		expect((await macaron(['restore', made], { DATA_DIR: data })).exit).toBe(0);
		expect(existsSync(join(data, '.restoring-abc'))).toBe(false);
	});
});

describe('a copy put in the place of the database by hand', () => {
	/** Opens the database of the data folder directly, as an operator could, for one look. */
	const inDatabase = <T>(look: (db: Driver.Database) => T): T => {
		const db = new Driver(join(env.DATA_DIR, 'macaron.db'));
		const found = look(db);
		db.close();
		return found;
	};
	const revoked = () =>
		inDatabase(
			(db) => db.prepare('SELECT id FROM awards WHERE revoked_at IS NOT NULL').pluck().all() as string[],
		);

	test('at the next start, what was done since holds again and is said, once; nothing is said where nothing lacks', async () => {
		const [award] = inDatabase((db) => db.prepare('SELECT id FROM awards').pluck().all() as string[]);
		const world = await openWorld(readSettings({ ...env }, root), { info() {}, warn() {}, error() {} });
		const reason = 'Donné par erreur, à reprendre.';
		await revokeAward(world, { kind: 'operator' }, award ?? '', { reason, key: world.newId() });
		await world.db.close();
		expect(revoked()).toEqual([award]);
		// A restart on the same database finds nothing missing.
		const before = await macaron(['prepare']);
		expect([before.exit, before.err]).toEqual([0, '']);
		for (const name of readdirSync(env.DATA_DIR).filter((one) => one.startsWith('macaron.db')))
			rmSync(join(env.DATA_DIR, name));
		cpSync(join(made, 'macaron.db'), join(env.DATA_DIR, 'macaron.db'));
		expect(revoked()).toEqual([]);
		inDatabase((db) =>
			db.exec(
				`INSERT INTO sessions (id, person, label, created_at, seen_at, expires_at) SELECT 'a', id, NULL, 1, 1, 9e14 FROM people WHERE rowid = 1`,
			),
		);
		const started = await macaron(['prepare', '--lang', 'fr']);
		expect(started.exit).toBe(0);
		expect(started.err).toContain('une copie a été mise en place à la main');
		expect(started.out).toContain(join(env.DATA_DIR, 'acts.journal'));
		expect(revoked()).toEqual([award]);
		expect(inDatabase((db) => db.prepare('SELECT count(*) FROM sessions').pluck().get())).toBe(0);
		const again = await macaron(['prepare', '--lang', 'fr']);
		expect([again.exit, again.err]).toEqual([0, '']);
	});
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { expect, test } from 'vitest';
import { databaseFile } from '#platform/server';
import { run } from './run.ts';

test('prepare says once, in the language of the command and in the log, which rows led nowhere', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-orphans-'));
	const prepare = async (lang: 'fr' | 'en') => {
		const said: string[] = [];
		const env = {
			DATA_DIR: join(folder, 'data'),
			KEY_FILE: join(folder, 'seal.key'),
			BADGES_DIR: resolve(import.meta.dirname, '../../badges'),
			ORIGIN: 'https://macaron.example',
		};
		const terminal = { env, out: () => {}, stdin: async () => new Uint8Array() };
		expect(await run(['prepare', '--lang', lang], { ...terminal, err: (line) => void said.push(line) })).toBe(
			0,
		);
		return said.join('\n');
	};
	/** Writes rows that reference missing rows, without foreign key checks, as an earlier version could. */
	const leave = (ids: readonly string[]) => {
		const db = new Driver(databaseFile(join(folder, 'data')));
		db.pragma('foreign_keys = 0');
		for (const id of ids)
			db.prepare(
				`INSERT INTO sessions (id, person, label, created_at, seen_at, expires_at) VALUES (?, 'nobody', null, 1, 1, 9e14)`,
			).run(id);
		db.prepare(`INSERT INTO answer_history VALUES ('none', 'one', 1, 2, 0, 1)`).run();
		db.close();
	};
	try {
		expect(await prepare('fr')).not.toContain('database.orphans');
		leave(['a', 'b']);
		const french = await prepare('fr');
		expect(french).toContain('Par table, avec leur nombre');
		for (const count of ['sessions (2)', 'answer_history (1)']) expect(french.split(count)).toHaveLength(3);
		expect(french).toContain('"database.orphans"');
		expect(await prepare('fr')).not.toContain('sessions');
		leave(['c']);
		const english = await prepare('en');
		expect(english).toContain('By table, with how many');
		expect(english).toContain('sessions (1)');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

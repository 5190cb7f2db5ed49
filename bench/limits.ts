import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3';

/**
 * The program of a server that answers 8 kB and does nothing else: what Node itself costs, to compare with.
 */
export const NOTHING = `
	const body = Buffer.alloc(8192, 'x');
	require('node:http').createServer((_, res) => res.writeHead(200, { 'content-length': 8192 }).end(body))
		.listen(Number(process.env.PORT), 'localhost', () => console.log('listens'));`;

/**
 * Measures how many rows per second one process inserts into SQLite, one row per transaction and each on disk
 * before the next: the least that saving can cost.
 */
export function bareInserts(seconds: number): number {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-bare-'));
	const db = new Driver(join(folder, 'bare.db'));
	db.pragma('journal_mode = wal');
	db.pragma('synchronous = full');
	db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)');
	const insert = db.prepare('INSERT INTO rows (text) VALUES (?)');
	const began = performance.now();
	let done = 0;
	for (; performance.now() - began < seconds * 1000; done += 1)
		insert.run('an answer of forty characters, or nearly');
	const rate = (done * 1000) / (performance.now() - began);
	db.close();
	rmSync(folder, { recursive: true, force: true });
	return rate;
}

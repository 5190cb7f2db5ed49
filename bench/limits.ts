import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Driver from 'better-sqlite3';

/**
 * The program of a server that answers 8 kB and does nothing else: what Node itself costs, to compare with.
 */
export const NOTHING = `
	const body = Buffer.alloc(8192, 'x');
	require('node:http').createServer((_, res) => res.writeHead(200, { 'content-length': 8192 }).end(body))
		.listen(Number(process.env.PORT), 'localhost', () => console.log('listens'));`;

/** The program of one client of `bareInserts`: inserts until the time is over, and tells how many it inserted. */
const INSERTING = `
	const { parentPort, workerData } = require('node:worker_threads');
	const db = new (require('better-sqlite3'))(workerData.file);
	db.pragma('synchronous = full');
	const insert = db.prepare('INSERT INTO rows (text) VALUES (?)');
	let done = 0;
	for (const ends = Date.now() + workerData.milliseconds; Date.now() < ends; done += 1)
		insert.run('an answer of forty characters, or nearly');
	db.close();
	parentPort.postMessage(done);`;

/**
 * Measures how many rows per second so many clients insert together into one SQLite database, each on its own
 * connection, one row per transaction and each on disk before the next: the least that saving can cost.
 */
export async function bareInserts(seconds: number, clients: number): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-bare-'));
	const file = join(folder, 'bare.db');
	const db = new Driver(file);
	db.pragma('journal_mode = wal');
	db.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)');
	const workerData = { file, milliseconds: seconds * 1000 };
	const done = await Promise.all(
		Array.from({ length: clients }, async () => {
			const client = new Worker(INSERTING, { eval: true, workerData });
			const [inserted] = (await once(client, 'message')) as [number];
			return inserted;
		}),
	);
	db.close();
	rmSync(folder, { recursive: true, force: true });
	return done.reduce((sum, one) => sum + one, 0) / seconds;
}

/**
 * Measures how long a service’s database takes to move from SQLite to PostgreSQL and back, and how much memory,
 * against what PostgreSQL’s own programs take to copy the same database (`pg_dump`, then `pg_restore`).
 * `--people 10000` says how many invented learners it holds (1,000). Fails if a badge does not verify after
 * it, or if the two ways give other sums.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyAwardSample } from '#awards/server';
import { openWorld, readSettings } from '#platform/server';
import { postgresPrograms, startPostgresServer, USER } from '../tests/postgres-server.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: { people: { type: 'string', default: '1000' } },
});
const root = resolve(import.meta.dirname, '..');
const BADGES = 100;

interface Told {
	readonly done: boolean;
	readonly rows: number;
	readonly seconds: number;
	readonly megabytes: number;
	readonly tables: readonly { readonly table: string; readonly to: { readonly sha256: string } }[];
}

const bin = postgresPrograms();
if (!bin) throw new Error('PostgreSQL is not installed: this measures nothing without it.');
const server = await startPostgresServer(bin, { max_wal_size: '4GB' });
const folder = mkdtempSync(join(tmpdir(), 'macaron-bench-moving-'));
const envFor = (data: string) => ({
	...{ DATA_DIR: join(folder, data), KEY_FILE: join(folder, 'seal.key'), BADGES_DIR: join(root, 'badges') },
});
const macaron = (data: string, ...args: string[]) =>
	execFileSync(process.execPath, [join(root, 'build/server/cli.js'), ...args], {
		cwd: root,
		env: { ...process.env, ...envFor(data) },
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
		maxBuffer: 100_000_000,
	});
const addressOf = (database: string) =>
	`postgres://${USER}@/${database}?host=${encodeURIComponent(server.host)}`;
const secondsOf = (work: () => void) => {
	const began = performance.now();
	work();
	return (performance.now() - began) / 1000;
};
const rounded = (n: number) => Math.round(n * 10) / 10;

try {
	process.stderr.write(`Making ${values.people} people…\n`);
	macaron('there', 'prepare');
	const seeding = secondsOf(() => void macaron('there', 'seed', '--learners', values.people));
	const bytes = statSync(join(folder, 'there/macaron.db')).size;
	await server.ask('create database moved');
	await server.ask('create database copied');
	process.stderr.write('Moving to PostgreSQL…\n');
	const to = JSON.parse(
		macaron('there', 'migrate-to-postgres', '--to', addressOf('moved'), '--json'),
	) as Told;
	const world = await openWorld(
		readSettings({ ...envFor('there'), DATABASE_URL: addressOf('moved') }, root),
		{ info() {}, warn() {}, error() {} },
	);
	const { checked, doubtful } = await verifyAwardSample(world, BADGES);
	await world.db.close();
	process.stderr.write('Copying by pg_dump and pg_restore…\n');
	const dump = join(folder, 'dump');
	const floor = secondsOf(() => {
		execFileSync(join(bin, 'pg_dump'), ['-Fc', `-f${dump}`, addressOf('moved')]);
		execFileSync(join(bin, 'pg_restore'), [`-d${addressOf('copied')}`, '--single-transaction', dump]);
	});
	process.stderr.write('Moving back…\n');
	const back = JSON.parse(
		macaron('back', 'migrate-to-sqlite', '--from', addressOf('moved'), '--json'),
	) as Told;
	const sums = ({ tables }: Told) => tables.map((one) => `${one.table} ${one.to.sha256}`).join('\n');
	const sound = to.done && back.done && sums(to) === sums(back) && doubtful.length === 0 && checked > 0;
	const told = ({ rows, seconds, megabytes }: Told) => ({
		...{ seconds, megabytes, rowsPerSecond: Math.round(rows / seconds), ratio: rounded(seconds / floor) },
	});
	process.stdout.write(
		`${JSON.stringify({
			...{ people: Number(values.people), rows: to.rows, megabytes: Math.round(bytes / 1e6) },
			...{ seedingSeconds: rounded(seeding), badgesVerified: checked, sound },
			...{ dumpAndRestoreSeconds: rounded(floor), toPostgres: told(to), toSqlite: told(back) },
			load: loadavg().map(rounded),
		})}\n`,
	);
	if (!sound) process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
	await server.stop();
}

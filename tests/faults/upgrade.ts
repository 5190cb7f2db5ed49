import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Driver from 'better-sqlite3';
import { visitor } from '../journeys/visitor.ts';

/** The commit of the earlier version: the last one without foreign keys in its schema. */
export const EARLIER = '9a8ecb1';

/** The tables whose rows the upgrade does not keep, each with the reason. */
const NOT_CARRIED: Readonly<Record<string, string>> = {
	portraits: 'made of people’s levels: withdrawn, to be made anew on the next date',
	probes: 'a row that showed that writing works',
	__drizzle_migrations: 'the migrations themselves',
};

/** What was found after opening, with the current build, a data folder of the earlier version. */
export interface Upgrade {
	readonly from: string;
	/** For each table, the number of rows before and after the upgrade. */
	readonly rows: Readonly<Record<string, readonly [before: number, after: number]>>;
	/**
	 * Rows that the upgrade altered or lost. Must be empty; the orphan row, which it must remove, does not
	 * count.
	 */
	readonly changed: readonly string[];
	readonly orphanGone: boolean;
	/** True when `macaron prepare` reported the removed rows, both on the console and in the log. */
	readonly said: boolean;
	readonly keysHold: boolean;
	readonly badges: { readonly issued: number; readonly valid: number };
	/** How many people of the demonstration could sign in with their old password. */
	readonly signedIn: number;
	readonly people: number;
	readonly seconds: number;
}

type Row = Readonly<Record<string, unknown>>;

const root = resolve(import.meta.dirname, '../..');

function must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) {
	const out = spawnSync(command, [...args], { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
	if (out.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${out.stderr || out.stdout}`);
	return out;
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, 'localhost');
	await new Promise((done) => probe.once('listening', done));
	const address = probe.address();
	await new Promise((done) => probe.close(done));
	if (typeof address !== 'object' || !address) throw new Error('No free port.');
	return address.port;
}

/** Builds the earlier version in a clone, with the packages installed here; returns the path of the clone. */
function buildEarlier(folder: string): string {
	const clone = join(folder, 'earlier');
	must('git', ['clone', '--quiet', root, clone], folder);
	must('git', ['checkout', '--quiet', EARLIER], clone);
	symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
	must(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], clone);
	if (!existsSync(join(clone, 'build/server/cli.js'))) throw new Error('The earlier version has no command.');
	return clone;
}

/** Reads every row of a database file, by table. */
function rowsIn(file: string): Record<string, Row[]> {
	const db = new Driver(file, { readonly: true });
	const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
	const rows = Object.fromEntries(
		names.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all() as Row[]]),
	);
	db.close();
	return rows;
}

/**
 * Returns a row as the upgrade must leave it: idempotency keys become hashes, and a minimum group size of 10
 * becomes 15.
 */
function carried(table: string, row: Row): Row {
	if (table === 'institutions') return { ...row, threshold: row['threshold'] === 10 ? 15 : row['threshold'] };
	if (table !== 'idempotency_keys') return row;
	return { ...row, key: createHash('sha256').update(String(row['key'])).digest('hex') };
}

/** Writes these columns of a row as text, to compare rows. */
const told = (row: Row, columns: readonly string[]) =>
	JSON.stringify(columns.map((name) => [name, row[name]]));

function compare(before: Record<string, Row[]>, after: Record<string, Row[]>, orphan: string) {
	const rows: Record<string, readonly [number, number]> = {};
	const changed: string[] = [];
	for (const [table, all] of Object.entries(before)) {
		if (table in NOT_CARRIED) continue;
		const kept = all.filter(({ id }) => id !== orphan);
		const now = after[table] ?? [];
		rows[table] = [all.length, now.length];
		const columns = Object.keys(kept[0] ?? {}).sort();
		const found = new Set(now.map((row) => told(row, columns)));
		for (const row of kept)
			if (!found.has(told(carried(table, row), columns))) changed.push(`${table} ${String(row['id'] ?? '')}`);
		if (now.length !== kept.length) changed.push(`${table}: ${kept.length} rows became ${now.length}`);
	}
	return { rows, changed };
}

/**
 * Builds the earlier version, creates a data folder with it, opens that folder with the current build, and
 * returns what was kept.
 */
export async function upgrade(learners: number, say: (line: string) => void): Promise<Upgrade> {
	const began = Date.now();
	const folder = mkdtempSync(join(tmpdir(), 'macaron-upgrade-'));
	try {
		say(`building ${EARLIER}`);
		const earlier = buildEarlier(folder);
		const data = join(folder, 'data');
		const port = await freePort();
		const origin = `http://localhost:${port}`;
		const { PATH, TMPDIR } = process.env;
		const env = { PATH, TMPDIR, HOME: folder, DATA_DIR: data, PORT: String(port), OUTBOUND: 'off' };
		const command = (where: string, ...args: string[]) =>
			must(process.execPath, ['build/server/cli.js', ...args], where, env);
		say('making a folder with it');
		command(earlier, 'prepare');
		const passwords = JSON.parse(command(earlier, 'demo', '--json').stdout) as Record<string, string>;
		command(earlier, 'seed', '--learners', String(learners));
		const file = join(data, 'macaron.db');
		const orphan = 'ofnobody00000000000000000a';
		const db = new Driver(file);
		db.prepare(
			`INSERT INTO trainings SELECT ?, 'nobody', framework_version, title, date, minutes, kind, reflection, link,
			 revision, created_at, updated_at FROM trainings LIMIT 1`,
		).run(orphan);
		db.pragma('wal_checkpoint(TRUNCATE)');
		db.close();
		const before = rowsIn(file);

		say('opening it with this version');
		const prepared = command(root, 'prepare');
		const printed = prepared.stdout + prepared.stderr;
		const after = rowsIn(file);
		const checked = new Driver(file, { readonly: true });
		const keysHold = (checked.pragma('foreign_key_check') as unknown[]).length === 0;
		checked.close();

		const server = spawn(process.execPath, ['server.ts'], { cwd: root, env, stdio: 'ignore' });
		try {
			for (
				let tries = 0;
				(await fetch(`${origin}/readyz`).catch(() => undefined))?.status !== 200;
				tries += 1
			) {
				if (tries > 2000 || server.exitCode !== null) throw new Error('The service does not start.');
				await new Promise((done) => setTimeout(done, 25));
			}
			let signedIn = 0;
			for (const [username, password] of Object.entries(passwords)) {
				const person = visitor(origin);
				await person.signIn(username, password).then(
					() => (signedIn += 1),
					() => undefined,
				);
			}
			const credentials = (before['awards'] ?? []).filter((one) => one['credential'] && !one['revoked_at']);
			let valid = 0;
			for (const { credential } of credentials) {
				const body = JSON.parse(String(credential)) as object;
				const answer = await visitor(origin).postJson('/api/verify', { badge: body });
				valid += (JSON.parse(answer.body) as { verdict?: string }).verdict === 'valid' ? 1 : 0;
			}
			return {
				from: EARLIER,
				...compare(before, after, orphan),
				orphanGone: !(after['trainings'] ?? []).some(({ id }) => id === orphan),
				said: printed.includes('database.orphans') && printed.includes('trainings (1)'),
				keysHold,
				badges: { issued: credentials.length, valid },
				signedIn,
				people: Object.keys(passwords).length,
				seconds: Math.round((Date.now() - began) / 1000),
			};
		} finally {
			server.kill('SIGTERM');
			await new Promise((done) => (server.exitCode === null ? server.once('exit', done) : done(undefined)));
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

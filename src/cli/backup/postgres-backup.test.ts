import { execFileSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awardTables, revokeAward, verifyAwardSample } from '#awards/server';
import {
	newId,
	openWorld,
	readSettings,
	recordFile,
	type Settings,
	storeContentThen,
	type World,
} from '#platform/server';
import { type PostgresServer, postgresPrograms, startPostgresServer, USER } from '#tests/postgres-server';
import { flippedPlaces } from '../../../tests/faults/flips.ts';
import { databasesFolder } from '../../../tests/in-memory.ts';
import { run } from '../run.ts';

const root = resolve(import.meta.dirname, '../../..');
const programs = postgresPrograms();
const SILENT: World['log'] = { info() {}, warn() {}, error() {} };

describe.runIf(programs)('backups of a PostgreSQL database', () => {
	let server: PostgresServer;
	let folder: string;
	let service: string;
	let made: string;
	const urlOf = (database: string, user = USER) =>
		`postgres://${user}@/${database}?host=${encodeURIComponent(server.host)}`;
	const envOf = (data: string, url: string | undefined) => ({
		DATA_DIR: join(folder, data),
		...(url !== undefined && { DATABASE_URL: url }),
		KEY_FILE: join(folder, 'seal.key'),
		BADGES_DIR: join(root, 'badges'),
	});
	const settingsOf = (data: string, url: string): Settings => readSettings(envOf(data, url), root);

	async function macaron(data: string, url: string | undefined, ...args: string[]) {
		const out: string[] = [];
		const err: string[] = [];
		const exit = await run(args, {
			env: envOf(data, url),
			out: (line) => void out.push(line),
			err: (line) => void err.push(line),
			stdin: async () => new Uint8Array(),
		});
		return { exit, out: out.join('\n'), err: err.join('\n') };
	}
	async function newDatabase(): Promise<string> {
		const name = `d${newId()}`;
		await server.ask(`create database ${name}`);
		return urlOf(name);
	}
	async function asked<T extends object>(url: string, statement: string): Promise<T[]> {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		try {
			return (await client.query<T>(statement)).rows;
		} finally {
			await client.end();
		}
	}
	const databases = async () =>
		(await asked<{ datname: string }>(urlOf('postgres'), 'select datname from pg_database order by 1')).map(
			({ datname }) => datname,
		);
	const tablesIn = async (url: string) =>
		(
			await asked<{ name: string }>(
				url,
				`select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
			)
		).map(({ name }) => name);
	async function inside<T>(data: string, url: string, look: (world: World) => Promise<T>): Promise<T> {
		const world = await openWorld(settingsOf(data, url), SILENT);
		try {
			return await look(world);
		} finally {
			await world.db.close();
		}
	}
	/** A copy of the backup, changed by `spoil`; gives its folder. */
	function spoiled(spoil: (dir: string) => void): string {
		const dir = join(folder, newId());
		cpSync(made, dir, { recursive: true });
		spoil(dir);
		return dir;
	}

	beforeAll(async () => {
		server = await startPostgresServer(programs!, {});
		folder = mkdtempSync(join(databasesFolder(), 'macaron-pg-backup-'));
		service = await newDatabase();
		expect((await macaron('data', service, 'prepare')).exit).toBe(0);
		await inside('data', service, (world) => {
			const bytes = Buffer.from('Trace');
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			const content = {
				sha256,
				bytes,
				type: 'application/pdf',
				name: 'trace.pdf',
				width: null,
				height: null,
			} as const;
			const owner = { person: 'ada' };
			return storeContentThen(world, content, 'file', () =>
				world.db.write((tx) => recordFile(tx, world, content, { owner, field: 'file' })),
			);
		});
		const answer = await macaron('data', service, 'backup', '--to', join(folder, 'backups'), '--json');
		expect(answer).toMatchObject({ exit: 0, err: '' });
		made = (JSON.parse(answer.out) as { folder: string }).folder;
	}, 120_000);
	afterAll(async () => {
		rmSync(folder, { recursive: true, force: true });
		await server.stop();
	});

	test('one folder, for us alone, with a manifest of what the database held at that instant', async () => {
		expect(readdirSync(made).sort()).toEqual(['files', 'macaron.dump', 'manifest.json', 'manifest.sha256']);
		expect(statSync(made).mode & 0o777).toBe(0o700);
		const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as {
			counts: Record<string, number>;
			lastAct: number;
			files: Record<string, { sha256: string }>;
		};
		const [{ people, last }] = (await asked<{ people: number; last: number }>(
			service,
			'select (select count(*)::int from people) as people, (select max(n)::int from acts) as last',
		)) as [{ people: number; last: number }];
		expect(manifest.counts['people']).toBe(people);
		expect(manifest.lastAct).toBe(last);
		expect(manifest.files['macaron.dump']?.sha256).toBe(
			createHash('sha256')
				.update(readFileSync(join(made, 'macaron.dump')))
				.digest('hex'),
		);
		expect(readFileSync(join(folder, 'seal.key')).length).toBe(32);
		expect(readFileSync(join(made, 'macaron.dump')).includes(readFileSync(join(folder, 'seal.key')))).toBe(
			false,
		);
	});

	test('is tried out in a database of its own, which is gone afterwards, beside the running service', async () => {
		const before = await databases();
		const answer = await macaron('data', service, 'restore', '--verify', made, '--json');
		expect(answer).toMatchObject({ exit: 0, err: '' });
		expect(JSON.parse(answer.out)).toMatchObject({ sound: true, doubts: [], badges: 3 });
		expect(await databases()).toEqual(before);
		const both = await macaron('data', service, 'backup', '--to', join(folder, 'more'), '--verify', '--json');
		expect(both).toMatchObject({ exit: 0, err: '' });
		expect(JSON.parse(both.out)).toMatchObject({ verified: true, badges: 3 });
	}, 60_000);

	test('with a flipped byte anywhere, it fails, and nothing is left', async () => {
		const before = await databases();
		const target = await newDatabase();
		// The contents of files stand in folders of theirs, and are named by their sums.
		const plain = spoiled((dir) => rmSync(join(dir, 'files'), { recursive: true }));
		for (const { file, at, xor } of flippedPlaces(plain, 9, 12)) {
			const dir = spoiled((copy) => {
				const bytes = readFileSync(join(copy, file));
				bytes[at]! ^= xor;
				writeFileSync(join(copy, file), bytes);
			});
			const verified = await macaron('data', service, 'restore', '--verify', dir);
			expect(verified.exit, `${file} ${at}`).toBe(1);
			expect((await macaron(newId(), target, 'restore', dir)).exit).toBe(1);
			expect(await tablesIn(target)).toEqual([]);
		}
		const [shard] = readdirSync(join(made, 'files'));
		const lost = spoiled((dir) => {
			const [name] = readdirSync(join(dir, 'files', shard!));
			writeFileSync(join(dir, 'files', shard!, name!), 'trace');
		});
		expect((await macaron('data', service, 'restore', '--verify', lost)).exit).toBe(1);
		expect((await databases()).filter((name) => !before.includes(name))).toHaveLength(1);
	}, 120_000);

	test('a dump that was changed with its sums is found out by the server, or by the counts', async () => {
		const withSums = (dir: string, bytes: Buffer, change: (text: string) => string = (text) => text) => {
			writeFileSync(join(dir, 'macaron.dump'), bytes);
			const file = join(dir, 'manifest.json');
			const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			manifest['files'] = { 'macaron.dump': { bytes: bytes.length, sha256 } };
			const text = change(`${JSON.stringify(manifest, null, '\t')}\n`);
			writeFileSync(file, text);
			writeFileSync(join(dir, 'manifest.sha256'), `${createHash('sha256').update(text).digest('hex')}\n`);
		};
		const dump = readFileSync(join(made, 'macaron.dump'));
		const cut = spoiled((dir) => withSums(dir, dump.subarray(0, dump.length - 2_000)));
		const damaged = await macaron('data', service, 'restore', '--verify', cut);
		expect(damaged.exit).toBe(1);
		expect(damaged.err).toContain('est abîmée');
		const fewer = spoiled((dir) =>
			withSums(dir, dump, (text) => text.replace(/"people": \d+/, '"people": 1')),
		);
		const counted = await macaron('data', service, 'restore', '--verify', fewer);
		expect(counted.exit).toBe(1);
		expect(counted.err).toContain('au lieu de 1');
	}, 60_000);

	test('is restored into an empty database, files included; what was revoked since is revoked again', async () => {
		const [award] = await asked<{ id: string }>(
			service,
			`select id from awards where revoked_at is null limit 1`,
		);
		await inside('data', service, (world) =>
			revokeAward(world, { kind: 'operator' }, award!.id, {
				reason: 'Donné par erreur, à reprendre.',
				key: world.newId(),
			}),
		);
		const target = await newDatabase();
		const journal = join(folder, 'data', 'acts.journal');
		const answer = await macaron('other', target, 'restore', made, '--journal', journal, '--json');
		expect(answer).toMatchObject({ exit: 0 });
		expect(JSON.parse(answer.out)).toMatchObject({ sound: true, madeGood: { counts: { revoked: 1 } } });
		expect(readdirSync(join(folder, 'other', 'files')).length).toBeGreaterThan(0);
		expect(readdirSync(join(folder, 'other')).filter((name) => name.startsWith('.'))).toEqual([]);
		expect(await tablesIn(target)).not.toContain('macaron_move.state');
		await inside('other', target, async (world) => {
			const { awards } = awardTables(world.db);
			const rows = await world.db.read.select().from(awards);
			expect(rows.find(({ id }) => id === award!.id)?.revokedAt).toBeInstanceOf(Date);
			expect(await verifyAwardSample(world, 100)).toMatchObject({ doubtful: [] });
		});
		// Nothing is ever restored over something.
		const again = await macaron('another', target, 'restore', made);
		expect(again).toMatchObject({ exit: 2, out: '' });
		expect(again.err).toContain('n’est pas vide');
	}, 60_000);

	test('a database put back by hand, as PITR does, is noticed at the next start, and made good', async () => {
		const [award] = await asked<{ id: string }>(
			service,
			`select id from awards where revoked_at is null order by id limit 1`,
		);
		await inside('data', service, (world) =>
			revokeAward(world, { kind: 'operator' }, award!.id, {
				...{ reason: 'Donné par erreur, à reprendre.', key: world.newId() },
			}),
		);
		const older = await newDatabase();
		execFileSync(join(programs!, 'pg_restore'), [`--dbname=${older}`, join(made, 'macaron.dump')]);
		const prepared = await macaron('data', older, 'prepare');
		expect(prepared.exit).toBe(0);
		expect(prepared.err).toContain('est plus ancienne que son journal');
		const [revoked] = await asked<{ at: Date | null }>(
			older,
			`select revoked_at as at from awards where id = '${award!.id}'`,
		);
		expect(revoked!.at).toBeInstanceOf(Date);
	}, 60_000);

	test('a restore that was interrupted before it filled anything is begun again', async () => {
		const target = await newDatabase();
		await asked(target, 'create schema macaron_move');
		await asked(
			target,
			'create table macaron_move.state (one boolean primary key default true, state text, at timestamptz)',
		);
		expect((await macaron('sixth', target, 'prepare')).exit).toBe(2);
		expect(await macaron('sixth', target, 'restore', made)).toMatchObject({ exit: 0 });
		expect((await macaron('sixth', target, 'prepare')).exit).toBe(0);
	}, 60_000);

	test('a backup of the other kind says where it can be restored', async () => {
		expect((await macaron('sqlite', undefined, 'prepare')).exit).toBe(0);
		const { out } = await macaron(
			'sqlite',
			undefined,
			'backup',
			'--to',
			join(folder, 'sqlite-backups'),
			'--json',
		);
		const ofSqlite = (JSON.parse(out) as { folder: string }).folder;
		const target = await newDatabase();
		const toPostgres = await macaron('third', target, 'restore', ofSqlite);
		expect(toPostgres.exit).toBe(1);
		expect(toPostgres.err).toContain('migrate-to-postgres');
		expect(await tablesIn(target)).toEqual([]);
		const toFolder = await macaron('fourth', undefined, 'restore', made);
		expect(toFolder.exit).toBe(1);
		expect(toFolder.err).toContain('DATABASE_URL');
		expect(existsSync(join(folder, 'fourth', 'macaron.db'))).toBe(false);
	}, 60_000);

	test('a role that may not create databases backs up, and is told what trying out needs', async () => {
		const role = `r${newId()}`;
		await server.ask(`create role ${role} login`);
		const name = new URL(service.replace('@/', '@x/')).pathname.slice(1);
		await asked(service, `grant all on schema public, drizzle to ${role}`);
		await asked(service, `grant all on all tables in schema public to ${role}`);
		await asked(service, `grant all on all tables in schema drizzle to ${role}`);
		await asked(service, `grant all on all sequences in schema public to ${role}`);
		await asked(service, `grant all on all sequences in schema drizzle to ${role}`);
		const backup = await macaron(
			'data',
			urlOf(name, role),
			'backup',
			'--to',
			join(folder, 'by-role'),
			'--json',
		);
		expect(backup).toMatchObject({ exit: 0, err: '' });
		const tried = await macaron('data', urlOf(name, role), 'restore', '--verify', join(folder, 'by-role'));
		expect(tried).toMatchObject({ exit: 2, out: '' });
		expect(tried.err).toContain('createdb');
	}, 60_000);

	test('a database that does not answer is one sentence, and leaves no folder', async () => {
		const place = join(folder, 'nothing');
		const answer = await macaron('data', urlOf('nowhere'), 'backup', '--to', place);
		expect(answer).toMatchObject({ exit: 2, out: '' });
		expect(answer.err.trim().split('\n')).toHaveLength(1);
		expect(readdirSync(place)).toEqual([]);
		expect(basename(place)).toBe('nothing');
	});
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BadSettings, readSettings } from './settings.ts';

const ROOT = '/srv/macaron';

/** Reads these settings, and returns the errors reported for them; empty when they are valid. */
function faultsOf(env: Record<string, string>): readonly string[] {
	try {
		readSettings(env, ROOT);
		return [];
	} catch (error) {
		if (!(error instanceof BadSettings)) throw error;
		return error.faults;
	}
}

test('without any, a demonstration on this machine alone, in folders beside the program', () => {
	const defaults = {
		port: 3000,
		origin: 'http://localhost:3000',
		demonstration: true,
		dataDir: join(ROOT, 'data'),
		keyFile: join(ROOT, 'secrets', 'seal.key'),
		badgesDir: join(ROOT, 'badges'),
		migrationsDir: join(ROOT, 'drizzle'),
		proxies: 0,
		tokenAlgorithm: 'ES256',
		backupDir: undefined,
		backupEvery: 86_400_000,
		backupKeep: 14,
		worksApart: false,
		postgres: null,
		shutdownSeconds: 8,
		outbound: true,
		plainHttp: false,
		knownIssuers: null,
		smtp: null,
		metrics: null,
		filesBucket: null,
		fileQuotas: { person: 200_000_000, institution: 1_000_000_000 },
	};
	expect(readSettings({}, ROOT)).toEqual(defaults);
	// An empty setting counts as absent.
	const names =
		'PORT ORIGIN DATA_DIR KEY_FILE BADGES_DIR PROXIES OUTBOUND LEGACY_HTTP TOKEN_ALGORITHM KNOWN_ISSUERS BACKUP_DIR BACKUP_EVERY BACKUP_KEEP DATABASE_URL FILES_URL FILES_PER_PERSON FILES_PER_INSTITUTION METRICS_PORT METRICS_TOKEN METRICS_TOKEN_FILE WORK SHUTDOWN_SECONDS';
	expect(readSettings(Object.fromEntries(names.split(' ').map((name) => [name, ''])), ROOT)).toEqual(
		defaults,
	);
	expect(readSettings({}).dataDir).toBe(join(process.cwd(), 'data'));
});

test('each is read, and paths start from the folder of the program', () => {
	expect(
		readSettings(
			{
				PORT: '8080',
				ORIGIN: 'https://macaron.example.qc.ca',
				DATA_DIR: 'kept/here',
				KEY_FILE: '/etc/macaron/key',
				BADGES_DIR: 'ours',
				PROXIES: '2',
				OUTBOUND: 'off',
				LEGACY_HTTP: 'on',
				TOKEN_ALGORITHM: 'RS256',
				BACKUP_DIR: '/mnt/copies',
				BACKUP_EVERY: '6h',
				BACKUP_KEEP: '30',
				WORK: 'apart',
				DATABASE_URL: 'postgres://macaron:secret@db.example.qc.ca/macaron',
				FILES_URL: 'https://AKID:secret@s3.example.qc.ca/macaron?region=ca-central-1',
				FILES_PER_PERSON: '50',
				FILES_PER_INSTITUTION: '2000',
				SHUTDOWN_SECONDS: '20',
				SMTP_URL: 'smtps://macaron:secret@smtp.example.qc.ca',
				MAIL_FROM: 'Macaron <macaron@example.qc.ca>',
			},
			ROOT,
		),
	).toEqual({
		port: 8080,
		origin: 'https://macaron.example.qc.ca',
		demonstration: false,
		dataDir: join(ROOT, 'kept/here'),
		keyFile: '/etc/macaron/key',
		badgesDir: join(ROOT, 'ours'),
		migrationsDir: join(ROOT, 'drizzle'),
		proxies: 2,
		tokenAlgorithm: 'RS256',
		backupDir: '/mnt/copies',
		backupEvery: 21_600_000,
		backupKeep: 30,
		worksApart: true,
		postgres: 'postgres://macaron:secret@db.example.qc.ca/macaron',
		shutdownSeconds: 20,
		outbound: false,
		plainHttp: true,
		knownIssuers: null,
		smtp: { url: 'smtps://macaron:secret@smtp.example.qc.ca', from: 'Macaron <macaron@example.qc.ca>' },
		metrics: null,
		filesBucket: {
			...{ origin: 'https://s3.example.qc.ca', bucket: 'macaron', prefix: '', region: 'ca-central-1' },
			...{ keyId: 'AKID', secret: 'secret' },
		},
		fileQuotas: { person: 50_000_000, institution: 2_000_000_000 },
	});
	expect(readSettings({ PORT: '8080' }, ROOT).origin).toBe('http://localhost:8080');
	expect(readSettings({ DATA_DIR: 'kept/here' }, ROOT).keyFile).toBe(
		join(ROOT, 'kept', 'secrets', 'seal.key'),
	);
});

describe('what an operator may choose', () => {
	test.each<[string, readonly string[]]>([
		['PORT', ['1', '65535']],
		['ORIGIN', ['https://a.example', 'https://a.example:8443', 'http://localhost:3000', 'http://localhost']],
		['PROXIES', ['0', '3']],
		['OUTBOUND', ['on', 'off']],
		['LEGACY_HTTP', ['on', 'off']],
		['TOKEN_ALGORITHM', ['ES256', 'RS256']],
		['BACKUP_EVERY', ['1m', '90m', '1h', '720h', '1d', '30d', '43200m']],
		['BACKUP_KEEP', ['2', '1000']],
		['WORK', ['here', 'apart']],
		['DATABASE_URL', ['postgres://db/macaron', 'postgresql:///macaron?host=/run/postgresql&user=macaron']],
		['FILES_URL', ['https://k:s@s3.example.qc.ca/macaron', 'http://k:s@127.0.0.1:9000/macaron/essai']],
		['FILES_PER_PERSON', ['10', '1000000']],
		['FILES_PER_INSTITUTION', ['10', '1000000']],
		['SHUTDOWN_SECONDS', ['1', '120']],
	])('%s: %j', (name, values) => {
		for (const value of values) expect([value, faultsOf({ [name]: value })]).toEqual([value, []]);
	});

	test.each<[string, string, readonly string[]]>([
		['PORT', 'PORT must be a number', ['many', '0x', '3 000']],
		['PORT', 'PORT must be 1 or more', ['0', '-1']],
		['PORT', 'PORT must be at most 65535', ['65536']],
		['PORT', 'PORT must be a whole number', ['80.5']],
		[
			'ORIGIN',
			'ORIGIN must be an https address without a path, for example https://macaron.example.qc.ca',
			['macaron', 'http://a.example', 'https://a.example/', 'https://a.example/macaron', 'ftp://localhost'],
		],
		['PROXIES', 'PROXIES must be a number', ['two']],
		['PROXIES', 'PROXIES must be 0 or more', ['-1']],
		['PROXIES', 'PROXIES must be at most 3', ['4']],
		['PROXIES', 'PROXIES must be a whole number', ['1.5']],
		['OUTBOUND', 'OUTBOUND must be on or off', ['yes', 'ON', 'false']],
		['LEGACY_HTTP', 'LEGACY_HTTP must be on or off', ['yes', '1']],
		['TOKEN_ALGORITHM', 'TOKEN_ALGORITHM must be ES256 or RS256', ['none', 'HS256']],
		[
			'BACKUP_EVERY',
			'BACKUP_EVERY must be a number of minutes, hours or days, such as 30m, 6h or 1d: from 1m to 30d',
			['31d', '721h', '43201m', '0h', '1', '1w', '-1h', '1.5h', '100000m', ' 1h'],
		],
		['BACKUP_KEEP', 'BACKUP_KEEP must be a number', ['all']],
		['BACKUP_KEEP', 'BACKUP_KEEP must be a whole number', ['2.5']],
		['BACKUP_KEEP', 'BACKUP_KEEP must be 2 or more', ['1']],
		['BACKUP_KEEP', 'BACKUP_KEEP must be at most 1000', ['1001']],
		[
			'DATABASE_URL',
			'DATABASE_URL must be the address of a PostgreSQL database, for example postgres://macaron:password@db.example.qc.ca/macaron',
			['macaron', 'mysql://db/macaron', 'postgres:macaron', 'postgres://a b/macaron'],
		],
		[
			'FILES_URL',
			'FILES_URL must be the address of a bucket, for example https://KEY:SECRET@s3.example.qc.ca/macaron?region=ca-central-1',
			['files', 's3://macaron', 'https://s3.example.qc.ca/macaron', 'https://k:s@s3.example.qc.ca'],
		],
		['FILES_PER_PERSON', 'FILES_PER_PERSON must be a number of megabytes', ['many', '1 GB']],
		['FILES_PER_PERSON', 'FILES_PER_PERSON must be a whole number of megabytes', ['10.5']],
		['FILES_PER_PERSON', 'FILES_PER_PERSON must be 10 megabytes or more', ['9']],
		['FILES_PER_INSTITUTION', 'FILES_PER_INSTITUTION must be at most 1000000 megabytes', ['1000001']],
		['SHUTDOWN_SECONDS', 'SHUTDOWN_SECONDS must be a number', ['soon']],
		['SHUTDOWN_SECONDS', 'SHUTDOWN_SECONDS must be 1 or more', ['0']],
		['SHUTDOWN_SECONDS', 'SHUTDOWN_SECONDS must be at most 120', ['121']],
		['SHUTDOWN_SECONDS', 'SHUTDOWN_SECONDS must be a whole number', ['1.5']],
	])('%s, else « %s »: %j', (name, said, values) => {
		for (const value of values) {
			expect([value, faultsOf({ [name]: value })]).toEqual([value, [said]]);
		}
	});

	test('every fault is told at once, a line each', () => {
		const env = { PORT: 'x', ORIGIN: 'x', BACKUP_KEEP: 'x' };
		expect(faultsOf(env)).toHaveLength(3);
		expect(() => readSettings(env, ROOT)).toThrow(
			/^Macaron cannot start with these settings:\n {2}- PORT must be a number\n {2}- ORIGIN must be .*\n {2}- BACKUP_KEEP must be a number$/,
		);
		try {
			readSettings(env, ROOT);
		} catch (error) {
			expect((error as Error).name).toBe('BadSettings');
		}
	});
});

test('a mail server goes with a sender, and each has its form', () => {
	const [SMTP_URL, MAIL_FROM] = ['smtp://localhost:2525', 'macaron@example.qc.ca'];
	expect(readSettings({ SMTP_URL, MAIL_FROM }, ROOT).smtp).toEqual({ url: SMTP_URL, from: MAIL_FROM });
	expect(readSettings({ SMTP_URL: '', MAIL_FROM: '' }, ROOT).smtp).toBeNull();
	const faultsOf = (env: Record<string, string>) => {
		try {
			readSettings(env, ROOT);
			return [];
		} catch (error) {
			return (error as BadSettings).faults;
		}
	};
	for (const env of [{ SMTP_URL }, { MAIL_FROM }])
		expect(faultsOf(env)).toEqual(['SMTP_URL and MAIL_FROM must be set together']);
	for (const url of ['smtp.example.qc.ca', 'https://smtp.example.qc.ca', 'x'])
		expect(faultsOf({ SMTP_URL: url, MAIL_FROM })).toEqual([expect.stringMatching(/^SMTP_URL must be/)]);
	for (const from of ['macaron', 'Macaron <macaron>', 'a@b.ca\nBcc: c@d.ca', '<a@b.ca> c'])
		expect(faultsOf({ SMTP_URL, MAIL_FROM: from })).toEqual([expect.stringMatching(/^MAIL_FROM must be/)]);
});

test('metrics have a port of their own, and a token that nobody guesses', () => {
	const METRICS_PORT = '9464';
	const METRICS_TOKEN = 'f3b1c2d4e5a6978877665544';
	const metricsOf = (env: Record<string, string>) => readSettings(env, ROOT).metrics;
	expect(metricsOf({ METRICS_PORT })).toEqual({ port: 9464, token: null });
	expect(metricsOf({ METRICS_PORT, METRICS_TOKEN })).toEqual({ port: 9464, token: METRICS_TOKEN });
	expect(metricsOf({ METRICS_PORT: '', METRICS_TOKEN: '' })).toBeNull();
	const folder = mkdtempSync(join(tmpdir(), 'macaron-token-'));
	const METRICS_TOKEN_FILE = join(folder, 'token');
	expect(faultsOf({ METRICS_PORT, METRICS_TOKEN_FILE })).toEqual([
		'METRICS_TOKEN_FILE cannot be read: ENOENT',
	]);
	writeFileSync(METRICS_TOKEN_FILE, `${METRICS_TOKEN}\n`);
	expect(metricsOf({ METRICS_PORT, METRICS_TOKEN_FILE })?.token).toBe(METRICS_TOKEN);
	expect(faultsOf({ METRICS_PORT, METRICS_TOKEN_FILE, METRICS_TOKEN })).toEqual([
		'METRICS_TOKEN and METRICS_TOKEN_FILE must not be set together',
	]);
	writeFileSync(METRICS_TOKEN_FILE, '');
	expect(faultsOf({ METRICS_PORT, METRICS_TOKEN_FILE })).toEqual([
		expect.stringMatching(/^METRICS_TOKEN_FILE must hold 20 letters/),
	]);
	rmSync(folder, { recursive: true });
	for (const token of ['short', 'twenty letters, but with spaces', 'twenty-letters-and-é'])
		expect(faultsOf({ METRICS_PORT, METRICS_TOKEN: token })).toEqual([
			expect.stringMatching(/^METRICS_TOKEN must be 20 letters/),
		]);
	expect(faultsOf({ METRICS_TOKEN })).toEqual([expect.stringMatching(/^METRICS_TOKEN needs METRICS_PORT/)]);
	for (const env of [{ METRICS_PORT: '3000' }, { METRICS_PORT, PORT: METRICS_PORT }])
		expect(faultsOf(env)).toEqual(['METRICS_PORT must be another port than PORT']);
	for (const port of ['0', '65536', '80.5', 'x'])
		expect(faultsOf({ METRICS_PORT: port })).toEqual([expect.stringMatching(/^METRICS_PORT must be/)]);
});

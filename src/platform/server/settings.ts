import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type BucketAddress, readBucketAddress } from './files/bucket-address.ts';
import type { FileQuotas } from './files/file-store.ts';
import { readKnownIssuers, type KnownIssuers } from './known-issuers.ts';
import type { Smtp } from './mail/smtp.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);

/** Builds the schema of a setting that is `on` or `off`, with its default (`otherwise`). */
const onOrOff = (name: string, otherwise: boolean) =>
	z.preprocess(
		empty,
		z
			.enum(['on', 'off'], `${name} must be on or off`)
			.transform((said) => said === 'on')
			.default(otherwise),
	);

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SPAN = 'BACKUP_EVERY must be a number of minutes, hours or days, such as 30m, 6h or 1d: from 1m to 30d';

/** Schema of a time span typed as `30m`, `6h` or `1d`, parsed to milliseconds; from one minute to 30 days. */
const span = z
	.string()
	.regex(/^[1-9]\d{0,4}[mhd]$/, SPAN)
	.transform((text) => Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS])
	.refine((ms) => ms <= 30 * UNITS.d, SPAN);

const MEGABYTE = 1_000_000;

/** Builds the schema of a quota of files, typed in megabytes and parsed to bytes. */
const quota = (name: string, otherwise: number) =>
	z.coerce
		.number(`${name} must be a number of megabytes`)
		.int(`${name} must be a whole number of megabytes`)
		.min(10, `${name} must be 10 megabytes or more`)
		.max(1_000_000, `${name} must be at most 1000000 megabytes`)
		.default(otherwise)
		.transform((megabytes) => megabytes * MEGABYTE);

const schema = z.object({
	PORT: z.preprocess(
		empty,
		z.coerce
			.number('PORT must be a number')
			.int('PORT must be a whole number')
			.min(1, 'PORT must be 1 or more')
			.max(65_535, 'PORT must be at most 65535')
			.default(3000),
	),
	ORIGIN: z.preprocess(
		empty,
		z
			.string()
			.refine((value) => {
				const url = URL.parse(value);
				if (url?.origin !== value) return false;
				return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost');
			}, 'ORIGIN must be an https address without a path, for example https://macaron.example.qc.ca')
			.optional(),
	),
	DATA_DIR: z.preprocess(empty, z.string().default('data')),
	DATABASE_URL: z.preprocess(
		empty,
		z
			.string()
			.refine(
				(value) => /^postgres(ql)?:\/\/\S+$/.test(value),
				'DATABASE_URL must be the address of a PostgreSQL database, for example postgres://macaron:password@db.example.qc.ca/macaron',
			)
			.optional(),
	),
	KEY_FILE: z.preprocess(empty, z.string().optional()),
	BADGES_DIR: z.preprocess(empty, z.string().default('badges')),
	PROXIES: z.preprocess(
		empty,
		z.coerce
			.number('PROXIES must be a number')
			.int('PROXIES must be a whole number')
			.min(0, 'PROXIES must be 0 or more')
			.max(3, 'PROXIES must be at most 3')
			.default(0),
	),
	OUTBOUND: onOrOff('OUTBOUND', true),
	LEGACY_HTTP: onOrOff('LEGACY_HTTP', false),
	TOKEN_ALGORITHM: z.preprocess(
		empty,
		z.enum(['ES256', 'RS256'], 'TOKEN_ALGORITHM must be ES256 or RS256').default('ES256'),
	),
	KNOWN_ISSUERS: z.preprocess(empty, z.string().optional()),
	BACKUP_DIR: z.preprocess(empty, z.string().optional()),
	BACKUP_EVERY: z.preprocess(empty, span.default(UNITS.d)),
	BACKUP_KEEP: z.preprocess(
		empty,
		z.coerce
			.number('BACKUP_KEEP must be a number')
			.int('BACKUP_KEEP must be a whole number')
			.min(2, 'BACKUP_KEEP must be 2 or more')
			.max(1000, 'BACKUP_KEEP must be at most 1000')
			.default(14),
	),
	SMTP_URL: z.preprocess(
		empty,
		z
			.string()
			.refine(
				(value) => /^smtps?:$/.test(URL.parse(value)?.protocol ?? ''),
				'SMTP_URL must be the address of a mail server, for example smtps://name:password@smtp.example.qc.ca',
			)
			.optional(),
	),
	MAIL_FROM: z.preprocess(
		empty,
		z
			.string()
			.regex(
				/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/,
				'MAIL_FROM must be an e-mail address, for example Macaron <macaron@example.qc.ca>',
			)
			.optional(),
	),
	WORK: z.preprocess(empty, z.enum(['here', 'apart'], 'WORK must be here or apart').default('here')),
	METRICS_PORT: z.preprocess(
		empty,
		z.coerce
			.number('METRICS_PORT must be a number')
			.int('METRICS_PORT must be a whole number')
			.min(1, 'METRICS_PORT must be 1 or more')
			.max(65_535, 'METRICS_PORT must be at most 65535')
			.optional(),
	),
	METRICS_TOKEN: z.preprocess(empty, z.string().optional()),
	METRICS_TOKEN_FILE: z.preprocess(empty, z.string().optional()),
	FILES_URL: z.preprocess(
		empty,
		z
			.string()
			.refine(
				(value) => readBucketAddress(value) !== undefined,
				'FILES_URL must be the address of a bucket, for example https://KEY:SECRET@s3.example.qc.ca/macaron?region=ca-central-1',
			)
			.optional(),
	),
	FILES_PER_PERSON: z.preprocess(empty, quota('FILES_PER_PERSON', 200)),
	FILES_PER_INSTITUTION: z.preprocess(empty, quota('FILES_PER_INSTITUTION', 1000)),
	SHUTDOWN_SECONDS: z.preprocess(
		empty,
		z.coerce
			.number('SHUTDOWN_SECONDS must be a number')
			.int('SHUTDOWN_SECONDS must be a whole number')
			.min(1, 'SHUTDOWN_SECONDS must be 1 or more')
			.max(120, 'SHUTDOWN_SECONDS must be at most 120')
			.default(8),
	),
});

type Read = z.infer<typeof schema>;

/** The operator's settings, read once from environment variables (docs/operations.md). Paths are absolute. */
export interface Settings {
	readonly port: number;
	/**
	 * Public origin of the service. Without ORIGIN in the environment, the service is a demonstration, on
	 * this machine only.
	 */
	readonly origin: string;
	readonly demonstration: boolean;
	readonly dataDir: string;
	/**
	 * Address of the PostgreSQL database (`postgres://…`); null where the database is SQLite, in the data
	 * folder.
	 */
	readonly postgres: string | null;
	readonly keyFile: string;
	readonly badgesDir: string;
	readonly migrationsDir: string;
	/**
	 * Number of trusted proxies in front of the service: that many entries at the right of X-Forwarded-For
	 * are trusted.
	 */
	readonly proxies: number;
	/** Signature algorithm of the token form (VC-JWT) of new badges; existing badges keep theirs. */
	readonly tokenAlgorithm: 'ES256' | 'RS256';
	/** Folder of scheduled backups and of the second journal of acts; undefined: no backup is scheduled. */
	readonly backupDir: string | undefined;
	/** Time between two scheduled backups (ms). */
	readonly backupEvery: number;
	/** Number of scheduled backups that are kept. */
	readonly backupKeep: number;
	/** True if another process (`macaron work`) delivers events, sends mails, runs schedules and makes backups. */
	readonly worksApart: boolean;
	/** The bucket where files are kept; null where they are in the data folder. */
	readonly filesBucket: BucketAddress | null;
	/** How many bytes the files of a person, and of an institution, may take. */
	readonly fileQuotas: FileQuotas;
	readonly shutdownSeconds: number;
	/** True if the service may fetch documents from other sites. */
	readonly outbound: boolean;
	/** True if documents of older badges may be fetched over plain http. */
	readonly plainHttp: boolean;
	/** The register of issuers that the operator trusts; null if there is none. */
	readonly knownIssuers: KnownIssuers | null;
	/** The mail server and the sender of the service's messages; null where it sends no mail. */
	readonly smtp: Smtp | null;
	/** Where metrics are read; null where they are not. */
	readonly metrics: MetricsSettings | null;
}

/** Where the numbers that an operator watches are read. */
export interface MetricsSettings {
	/** Port of their own, never that of the service. */
	readonly port: number;
	/** What a reader must show; null: none, and they are read on this machine only. */
	readonly token: string | null;
}

/** Thrown for invalid settings: lists all their errors, each as a sentence for the operator. */
export class BadSettings extends Error {
	readonly faults: readonly string[];
	constructor(faults: readonly string[]) {
		super(`Macaron cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
		this.name = 'BadSettings';
		this.faults = faults;
	}
}

/** Reads the register of trusted issuers from a file; throws BadSettings if it cannot be used. */
function registerOf(path: string): KnownIssuers {
	try {
		return readKnownIssuers(path);
	} catch (error) {
		throw new BadSettings([(error as Error).message]);
	}
}

/** The mail server and the sender, which go together; throws BadSettings when one of them is missing. */
function smtpOf(url: string | undefined, from: string | undefined): Smtp | null {
	if (url && from) return { url, from };
	if (url || from) throw new BadSettings(['SMTP_URL and MAIL_FROM must be set together']);
	return null;
}

/** What a token may be: what `Authorization: Bearer` carries (RFC 6750), long enough not to be guessed. */
const TOKEN = /^[\w.~+/-]{20,512}=*$/;

function tokenIn(file: string): string {
	try {
		return readFileSync(file, 'utf8').trim();
	} catch (error) {
		throw new BadSettings([`METRICS_TOKEN_FILE cannot be read: ${(error as NodeJS.ErrnoException).code}`]);
	}
}

/** Reads where metrics are served; throws BadSettings for settings that do not go together. */
function metricsOf({ PORT, METRICS_PORT, METRICS_TOKEN, METRICS_TOKEN_FILE }: Read, root: string) {
	if (METRICS_PORT === undefined) {
		if (METRICS_TOKEN || METRICS_TOKEN_FILE)
			throw new BadSettings([
				`${METRICS_TOKEN ? 'METRICS_TOKEN' : 'METRICS_TOKEN_FILE'} needs METRICS_PORT: metrics are never on the port of the service`,
			]);
		return null;
	}
	if (METRICS_PORT === PORT) throw new BadSettings(['METRICS_PORT must be another port than PORT']);
	if (METRICS_TOKEN && METRICS_TOKEN_FILE)
		throw new BadSettings(['METRICS_TOKEN and METRICS_TOKEN_FILE must not be set together']);
	const token = METRICS_TOKEN_FILE ? tokenIn(resolve(root, METRICS_TOKEN_FILE)) : METRICS_TOKEN;
	if (token !== undefined && !TOKEN.test(token))
		throw new BadSettings([
			`${METRICS_TOKEN_FILE ? 'METRICS_TOKEN_FILE must hold' : 'METRICS_TOKEN must be'} 20 letters or digits or more, for example what “openssl rand -hex 24” prints`,
		]);
	return { port: METRICS_PORT, token: token ?? null };
}

/**
 * Reads and validates the settings in environment variables; relative paths are taken from `root`. Throws
 * BadSettings with every error.
 */
export function readSettings(env: Record<string, string | undefined>, root = process.cwd()): Settings {
	const read = schema.safeParse(env);
	if (!read.success) throw new BadSettings(read.error.issues.map(({ message }) => message));
	const { PORT, ORIGIN, DATA_DIR, KEY_FILE, BADGES_DIR, PROXIES, KNOWN_ISSUERS, BACKUP_DIR } = read.data;
	const dataDir = resolve(root, DATA_DIR);
	return {
		port: PORT,
		origin: ORIGIN ?? `http://localhost:${PORT}`,
		demonstration: ORIGIN === undefined,
		dataDir,
		postgres: read.data.DATABASE_URL ?? null,
		keyFile: KEY_FILE ? resolve(root, KEY_FILE) : join(dirname(dataDir), 'secrets', 'seal.key'),
		badgesDir: resolve(root, BADGES_DIR),
		migrationsDir: resolve(root, 'drizzle'),
		proxies: PROXIES,
		tokenAlgorithm: read.data.TOKEN_ALGORITHM,
		backupDir: BACKUP_DIR ? resolve(root, BACKUP_DIR) : undefined,
		backupEvery: read.data.BACKUP_EVERY,
		backupKeep: read.data.BACKUP_KEEP,
		worksApart: read.data.WORK === 'apart',
		filesBucket: (read.data.FILES_URL && readBucketAddress(read.data.FILES_URL)) || null,
		fileQuotas: { person: read.data.FILES_PER_PERSON, institution: read.data.FILES_PER_INSTITUTION },
		shutdownSeconds: read.data.SHUTDOWN_SECONDS,
		outbound: read.data.OUTBOUND,
		plainHttp: read.data.LEGACY_HTTP,
		smtp: smtpOf(read.data.SMTP_URL, read.data.MAIL_FROM),
		metrics: metricsOf(read.data, root),
		knownIssuers: KNOWN_ISSUERS ? registerOf(resolve(root, KNOWN_ISSUERS)) : null,
	};
}

import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readKnownIssuers, type KnownIssuers } from './known-issuers.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);

/** A setting that is on or off; which, where it is not said. */
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

/** A span of time as it is typed (`30m`, `6h`, `1d`), in milliseconds. */
const span = z
	.string()
	.regex(/^[1-9]\d{0,4}[mhd]$/, SPAN)
	.transform((text) => Number(text.slice(0, -1)) * UNITS[text.slice(-1) as keyof typeof UNITS])
	.refine((ms) => ms <= 30 * UNITS.d, SPAN);

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

/** What the operator decides, read once from the environment. Paths are absolute. */
export interface Settings {
	readonly port: number;
	/** The public address of the service; without one it is a demonstration, on this machine only. */
	readonly origin: string;
	readonly demonstration: boolean;
	readonly dataDir: string;
	readonly keyFile: string;
	readonly badgesDir: string;
	readonly migrationsDir: string;
	/** How many trusted proxies are in front of the service: that many right-hand entries of x-forwarded-for are believed. */
	readonly proxies: number;
	/** What new badges as tokens are signed with; those made before stay as they are. */
	readonly tokenAlgorithm: 'ES256' | 'RS256';
	/** Where backups are made by schedule, and a second journal kept; without it there is no schedule. */
	readonly backupDir: string | undefined;
	/** Time between two backups, in milliseconds. */
	readonly backupEvery: number;
	/** How many backups are kept. */
	readonly backupKeep: number;
	readonly shutdownSeconds: number;
	/** Whether documents of other sites may be asked for. */
	readonly outbound: boolean;
	/** Whether documents of older badges may be fetched over plain http. */
	readonly plainHttp: boolean;
	/** The register of issuers that the operator trusts, if there is one. */
	readonly knownIssuers: KnownIssuers | null;
}

/** Every fault of the settings at once, in plain words. */
export class BadSettings extends Error {
	readonly faults: readonly string[];
	constructor(faults: readonly string[]) {
		super(`Macaron cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
		this.name = 'BadSettings';
		this.faults = faults;
	}
}

/** The register that a file holds; throws BadSettings. */
function registerOf(path: string): KnownIssuers {
	try {
		return readKnownIssuers(path);
	} catch (error) {
		throw new BadSettings([(error as Error).message]);
	}
}

/** Reads and validates the settings; throws BadSettings that lists every fault. */
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
		keyFile: KEY_FILE ? resolve(root, KEY_FILE) : join(dirname(dataDir), 'secrets', 'seal.key'),
		badgesDir: resolve(root, BADGES_DIR),
		migrationsDir: resolve(root, 'drizzle'),
		proxies: PROXIES,
		tokenAlgorithm: read.data.TOKEN_ALGORITHM,
		backupDir: BACKUP_DIR ? resolve(root, BACKUP_DIR) : undefined,
		backupEvery: read.data.BACKUP_EVERY,
		backupKeep: read.data.BACKUP_KEEP,
		shutdownSeconds: read.data.SHUTDOWN_SECONDS,
		outbound: read.data.OUTBOUND,
		plainHttp: read.data.LEGACY_HTTP,
		knownIssuers: KNOWN_ISSUERS ? registerOf(resolve(root, KNOWN_ISSUERS)) : null,
	};
}

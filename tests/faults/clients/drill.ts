import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import {
	type Database,
	ensureKeyFile,
	fileSeal,
	jobsOnThisThread,
	newId,
	publicFetch,
	type Queries,
	runUnnestedWrite,
	type World,
} from '#platform/server';
import { closings } from '../../../src/closings.ts';
import { localFiles } from '../../../src/platform/server/files/local-files.ts';
import { openPostgres } from '../../../src/platform/server/database/postgres/postgres.ts';
import { ACCOUNTS } from './accounts.ts';
import { LEARNING } from './learning.ts';
import { RECOGNITION } from './recognition.ts';
import type { Scenario } from './scenario.ts';

/** Clients of one database, each with connections of its own. */
export const CLIENTS = 8;

/** Every scenario; the one that empties the database comes last. */
export const SCENARIOS: readonly Scenario[] = [...ACCOUNTS, ...LEARNING, ...RECOGNITION].toSorted(
	(a, b) => Number(a.empties ?? false) - Number(b.empties ?? false),
);

/** What the rounds of one scenario showed. */
export interface Figures {
	readonly name: string;
	readonly rounds: number;
	readonly done: number;
	readonly refused: number;
	/** Rounds after which something was wrong. */
	readonly lost: number;
	/** Errors that are no refusal. */
	readonly errors: number;
	/** The first things that were wrong, and the first errors. */
	readonly faults: readonly string[];
}

const MOST_FAULTS = 5;

/** Where the database of a drill is. */
export interface DatabaseAddress {
	readonly host: string;
	readonly user: string;
	readonly database: string;
}

/**
 * Opens a database as `openPostgres` does, but without the lock that lets one unit write at a time: what then
 * holds is held by constraints and by the conditions of statements.
 */
function openWithoutLock(address: DatabaseAddress): Database {
	const pool = new pg.Pool({ ...address, max: 4 });
	pool.on('error', () => undefined);
	const db = drizzle(pool);
	return {
		dialect: 'postgres',
		read: db as unknown as Queries,
		write: (work) =>
			runUnnestedWrite(() =>
				db.transaction((tx) => work(tx as unknown as Queries), { isolationLevel: 'read committed' }),
			),
		traceReads: async (work) => ({ value: await work(), trace: undefined }),
		truncateWal: async () => undefined,
		close: () => pool.end(),
	};
}

/**
 * Opens `CLIENTS` worlds on one PostgreSQL database, each with connections of its own; `close` ends all of
 * them. Without `locked`, their units write at the same time.
 */
export function openClients(
	address: DatabaseAddress,
	{ locked = true } = {},
): { clients: readonly World[]; close(): Promise<void> } {
	const folder = mkdtempSync(join(tmpdir(), 'macaron-clients-'));
	mkdirSync(join(folder, 'secrets'));
	const keyFile = join(folder, 'secrets', 'seal.key');
	ensureKeyFile(keyFile);
	const origin = 'http://localhost:3000';
	const nothing = () => undefined;
	const clients = Array.from({ length: CLIENTS }, (): World => ({
		...{
			db: locked ? openPostgres(address) : openWithoutLock(address),
			now: () => new Date(),
			newId,
			origin,
			seal: fileSeal(keyFile),
		},
		log: { info: nothing, warn: nothing, error: nothing },
		badgesDir: resolve(import.meta.dirname, '../../../badges'),
		...{ knownIssuers: null, demonstration: true, tokenAlgorithm: 'ES256' as const },
		fetchDocument: publicFetch({ origin, demonstration: true, outbound: false, plainHttp: false }),
		passwordCost: { memory: 64, passes: 1, parallelism: 1 },
		threads: jobsOnThisThread,
		files: {
			store: localFiles(join(folder, 'files')),
			quotas: { person: 10_000_000, institution: 20_000_000 },
		},
		...{ mailing: null, closings, listeners: {} },
	}));
	return {
		clients,
		close: async () => {
			await Promise.all(clients.map(({ db }) => db.close()));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Plays a scenario so many times, and counts. */
export async function play(scenario: Scenario, clients: readonly World[], rounds: number): Promise<Figures> {
	const figures = { done: 0, refused: 0, lost: 0, errors: 0 };
	const faults: string[] = [];
	for (let round = 0; round < rounds; round += 1) {
		const { done, refused, errors, wrong } = await scenario.play(clients);
		figures.done += done.length;
		figures.refused += refused.length;
		figures.errors += errors.length;
		figures.lost += wrong.length > 0 ? 1 : 0;
		faults.push(...[...wrong, ...errors].slice(0, MOST_FAULTS - faults.length));
	}
	return { name: scenario.name, rounds, ...figures, faults };
}

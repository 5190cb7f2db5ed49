import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import type { Worker } from 'node:worker_threads';
import Driver from 'better-sqlite3';
import { databaseFile, jobsOnThisThread, openWorld, readSettings, type World } from '#platform/server';
import type { IssuanceStep } from '#awards';
import { activeAward } from '../../src/awards/server/award-store.ts';
import type { AtStep } from './at-step.ts';
import type { Fault, FaultKind } from './issuing-plan.ts';
import { closings } from '../../src/closings.ts';

/**
 * What a process that issues badges under faults works with: its plan, its world, and the ledger that all
 * processes of a run share.
 */
export interface Sufferer<Item> {
	readonly plan: readonly Item[];
	readonly world: World;
	note(what: string, facts?: object): void;
	/** The index of the plan's item during which the previous process was killed; undefined if it was not. */
	readonly killed: number | undefined;
	/** The index of the plan's first item that no process has begun. */
	readonly next: number;
	has(person: string, badge: string): Promise<boolean>;
	/**
	 * Runs `work` and injects the fault of item `n` into it; resolves to true if the fault happened. Rethrows
	 * any other error.
	 */
	suffer(n: number, fault: Fault, work: (hooks: AtStep) => Promise<void>): Promise<boolean>;
}

class AnswerLost extends Error {}

const settings = readSettings(process.env);
// The compile cache is written now: a process that is killed later leaves none for its successors.
flushCompileCache();

/**
 * Makes SQLite abort the statement that stores this step of an issuance, by triggers on the database; returns
 * a function that removes them.
 */
function withAbort(step: IssuanceStep): () => void {
	const connection = new Driver(databaseFile(settings.dataDir));
	const refuse = `WHEN NEW.step = '${step}' BEGIN SELECT RAISE(ABORT, 'fault'); END`;
	connection.exec(`CREATE TRIGGER fault_insert BEFORE INSERT ON issuances ${refuse}`);
	connection.exec(`CREATE TRIGGER fault_update BEFORE UPDATE ON issuances ${refuse}`);
	return () => {
		connection.exec('DROP TRIGGER fault_insert; DROP TRIGGER fault_update');
		connection.close();
	};
}

/** True when an error is the one that the injected fault causes, and nothing else. */
export function isFault(problem: unknown): boolean {
	const cause = (problem as { cause?: { code?: string } }).cause ?? (problem as { code?: string });
	return problem instanceof AnswerLost || cause.code === 'SQLITE_CONSTRAINT_TRIGGER';
}

const DYING_MS = 15;

/** Terminates the signing threads of a batch as soon as there is one; calls `met` just before. */
export function endThreads(threads: ReadonlySet<Worker>, met: () => void): void {
	if (threads.size === 0) return void setTimeout(() => endThreads(threads, met), DYING_MS);
	met();
	for (const thread of threads) void thread.terminate();
}

/**
 * Prepares a process started as `node CHILD PLAN LEDGER`: opens its world, reads its plan, and reads what
 * earlier processes wrote in the ledger.
 */
export async function openFaultyProcess<Item>(
	threads: ReadonlySet<Worker> = new Set(),
): Promise<Sufferer<Item>> {
	const [planFile = '', ledgerFile = ''] = process.argv.slice(2);
	const quiet = { info: () => {}, warn: () => {}, error: () => {} };
	const world = await openWorld(settings, quiet, jobsOnThisThread, { closings });
	const note = (what: string, facts: object = {}) =>
		appendFileSync(ledgerFile, `${JSON.stringify({ what, ...facts })}\n`);
	const lines = existsSync(ledgerFile)
		? readFileSync(ledgerFile, 'utf8').trim().split('\n').filter(Boolean)
		: [];
	const ledger = lines.map((line) => JSON.parse(line) as { what: string; n: number });
	const last = ledger.at(-1);
	const done = ledger.filter(({ what }) => what === 'hit' || what === 'done').map(({ n }) => n);

	return {
		plan: JSON.parse(readFileSync(planFile, 'utf8')) as readonly Item[],
		world,
		note,
		killed: last?.what === 'hit' ? last.n : undefined,
		next: done.length === 0 ? 0 : Math.max(...done) + 1,
		has: async (person, badge) => (await activeAward(world.db.read, person, badge)) !== undefined,
		async suffer(n, { step, kind, turn }, work) {
			let met = false;
			let turns = 0;
			const hit = () => {
				if (!met) note('hit', { n, step, kind });
				met = true;
			};
			const act: Readonly<Record<FaultKind, () => void>> = {
				'kill-before': () => (hit(), die()),
				'kill-after': () => (hit(), die()),
				'answer-lost': () => {
					hit();
					throw new AnswerLost();
				},
				'thread-dies': () => endThreads(threads, hit),
				abort: () => undefined,
			};
			// A batch reaches each step several times, once for each of its chunks.
			const at = (reached: IssuanceStep) => reached === step && (turns += 1) === turn && act[kind]();
			const hooks = kind === 'kill-before' ? { before: at } : { after: at };
			const undo = kind === 'abort' ? withAbort(step) : () => undefined;
			try {
				await work(hooks);
			} catch (problem) {
				if (!isFault(problem)) throw problem;
				hit();
			} finally {
				undo();
			}
			return met;
		},
	};
}

function die(): never {
	process.kill(process.pid, 'SIGKILL');
	for (;;);
}

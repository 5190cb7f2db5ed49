/**
 * Tries the mutants: finds which test files reach which mutant, then runs only those for each, in long-lived
 * processes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closures } from './closure.ts';
import type { Copy } from './copy.ts';
import type { Numbered } from './instrument.ts';
import type { Outcome, Trial } from './try.ts';

export interface Result {
	readonly killed: boolean;
	readonly how: string;
	readonly reachedBy: readonly string[];
}

interface Known {
	readonly milliseconds: number;
	readonly reached: ReadonlySet<number>;
}

type Print = (line: string) => void;

/**
 * A mutant counts as endless, and so as noticed, when its test files take `TIMES` times as long as without
 * it, plus `MORE` milliseconds.
 */
const TIMES = 6;
const MORE = 30_000;
const FIRST = 600_000;

export class Trials {
	readonly #copy: Copy;
	readonly #workers: number;
	readonly #running = new Set<ChildProcess>();
	readonly #known = new Map<string, Known>();
	readonly #killers = new Map<string, string>();

	constructor(copy: Copy, workers: number) {
		this.#copy = copy;
		this.#workers = workers;
	}

	/**
	 * Runs once, with no mutant on, every test file under `tests` (all if empty) that may load a changed
	 * file, and records its time and the mutants that it reaches.
	 */
	async learn(tests: readonly string[], changed: ReadonlySet<string>, print: Print): Promise<void> {
		const mayLoad = closures(this.#copy.folder);
		const files = globSync(['src/**/*.test.ts', 'tests/*.test.ts', 'tests/conformance/**/*.test.ts'], {
			cwd: this.#copy.folder,
		})
			.map((name) => name.replaceAll('\\', '/'))
			.filter((name) => tests.length === 0 || tests.some((path) => name.startsWith(path)))
			.filter((name) => !changed.isDisjointFrom(mayLoad(name)));
		print(`${files.length} test files may load what is changed.`);
		await this.#each(files, async (file, process) => {
			const outcome = await process.run({ mutant: 0, files: [file] }, FIRST);
			if (outcome === 'never ends') throw new Error(`${file} does not end, before any change.`);
			// Tests that read the source texts fail on the copy and reach no mutant: skip them silently.
			if (outcome.killedBy && outcome.reached.length > 0)
				print(`Left out, it fails before any change: ${file} (${outcome.why})`);
			if (outcome.killedBy) return;
			this.#known.set(file, { milliseconds: outcome.milliseconds, reached: new Set(outcome.reached) });
		});
		const reaching = [...this.#known.values()].filter(({ reached }) => reached.size > 0).length;
		print(`${this.#known.size} test files pass, ${reaching} reach a mutant.`);
	}

	/**
	 * Tries each mutant with the test files that reach it, those most likely to notice first. Returns the
	 * result of each by its number.
	 */
	async tryAll(mutants: readonly Numbered[], print: Print): Promise<Map<number, Result>> {
		const results = new Map<number, Result>();
		await this.#each(mutants, async (mutant, process) => {
			const reachedBy = this.#reaching(mutant);
			const result = reachedBy.length === 0 ? NOT_REACHED : await this.#try(mutant, reachedBy, process);
			results.set(mutant.id, result);
			// Mutants that no test noticed are printed at once, so that whoever writes tests need not wait
			// for the end.
			if (!result.killed)
				print(
					`survived so far: ${mutant.file}:${mutant.line} → ${mutant.change.replace(/\s+/g, ' ').slice(0, 60)}`,
				);
			if (results.size % 25 === 0) print(`${results.size} of ${mutants.length}…`);
		});
		return results;
	}

	async #try(mutant: Numbered, files: readonly string[], process: Warm): Promise<Result> {
		const usual = files.reduce((sum, file) => sum + (this.#known.get(file)?.milliseconds ?? 0), 0);
		const outcome = await process.run({ mutant: mutant.id, files }, usual * TIMES + MORE);
		if (outcome === 'never ends') return { killed: true, how: 'it never ends', reachedBy: files };
		if (outcome.killedBy) this.#killers.set(mutant.file, outcome.killedBy);
		return { killed: outcome.killedBy !== null, how: outcome.killedBy ?? outcome.why, reachedBy: files };
	}

	#reaching(mutant: Numbered): string[] {
		const name = basename(mutant.file, '.ts');
		const folder = dirname(mutant.file);
		const context = folder.split('/').slice(0, 2).join('/');
		const cost = (file: string): number => {
			const near =
				basename(file) === `${name}.test.ts` || this.#killers.get(mutant.file) === file
					? 0.02
					: dirname(file) === folder
						? 0.2
						: file.startsWith(`${context}/`)
							? 0.4
							: 1;
			return (this.#known.get(file)?.milliseconds ?? 0) * near;
		};
		return [...this.#known]
			.filter(([, { reached }]) => reached.has(mutant.id))
			.map(([file]) => file)
			.sort((a, b) => cost(a) - cost(b));
	}

	/** Does `work` for each item, as many at a time as there are processes. */
	async #each<T>(items: readonly T[], work: (item: T, process: Warm) => Promise<void>): Promise<void> {
		const waiting = [...items];
		const one = async () => {
			const process = new Warm(
				join(this.#copy.folder, 'tests/mutants/try.ts'),
				this.#copy.folder,
				this.#running,
			);
			try {
				for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
					await work(item, process);
			} finally {
				process.end();
			}
		};
		await Promise.all(Array.from({ length: this.#workers }, one));
	}

	close(): void {
		for (const one of this.#running) one.kill('SIGKILL');
	}
}

const NOT_REACHED: Result = { killed: false, how: 'not reached', reachedBy: [] };

/** A process that is reused from one mutant to the next, and replaced when it dies. */
class Warm {
	readonly #script: string;
	readonly #cwd: string;
	readonly #running: Set<ChildProcess>;
	#child: ChildProcess | undefined;

	constructor(script: string, cwd: string, running: Set<ChildProcess>) {
		this.#script = script;
		this.#cwd = cwd;
		this.#running = running;
	}

	async #started(): Promise<ChildProcess> {
		if (this.#child) return this.#child;
		const child = fork(this.#script, [], {
			cwd: this.#cwd,
			env: { ...process.env, VITEST: 'true', NODE_ENV: 'test' },
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		});
		this.#running.add(child);
		child.once('exit', () => {
			this.#running.delete(child);
			if (this.#child === child) this.#child = undefined;
		});
		await new Promise((ready, fail) => {
			child.once('message', ready);
			child.once('exit', (code) => fail(new Error(`The tests could not start (exit ${code}).`)));
		});
		this.#child = child;
		return child;
	}

	/**
	 * Runs one trial within `limit` milliseconds; resolves to `never ends` when it takes longer, or when its
	 * process dies meanwhile.
	 */
	async run(trial: Trial, limit: number): Promise<Outcome | 'never ends'> {
		const child = await this.#started();
		return new Promise((done) => {
			const over = (outcome: Outcome | 'never ends') => {
				clearTimeout(timer);
				child.off('message', over as (message: unknown) => void).off('exit', lost);
				done(outcome);
			};
			const lost = () => over('never ends');
			const timer = setTimeout(() => {
				this.end();
				lost();
			}, limit);
			child.on('message', over as (message: unknown) => void).on('exit', lost);
			child.send(trial);
		});
	}

	end(): void {
		this.#child?.kill('SIGKILL');
		this.#child = undefined;
	}
}

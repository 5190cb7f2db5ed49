/**
 * The program of a process that runs the test files of a mutated copy, one mutant at a time, each in a new
 * thread so that mutants cannot affect each other. Its parent kills it when a mutant never ends.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';

/** What to try: run these test files, in this order, with this mutant on (0 for none), until one fails. */
export interface Trial {
	readonly mutant: number;
	readonly files: readonly string[];
}

/**
 * What a trial gave: the first test file that failed, if any, and why; the mutants reached when none was on;
 * and the time it took (ms).
 */
export interface Outcome {
	readonly killedBy: string | null;
	readonly why: string;
	readonly reached: readonly number[];
	readonly milliseconds: number;
}

const copy = resolve(import.meta.dirname, '../..');
const folder = import.meta.dirname;
const mine = (name: string) => join(folder, `${name}-${process.pid}`);

class InOrder {
	sort = (specifications: TestSpecification[]) => specifications;
	shard = (specifications: TestSpecification[]) => specifications;
}

const vitest = await createVitest('test', {
	root: copy,
	config: join(copy, 'vite.config.ts'),
	watch: false,
	pool: 'threads',
	isolate: false,
	maxWorkers: 1,
	bail: 1,
	reporters: [{}],
	setupFiles: [join(folder, 'setup.ts')],
	sequence: { sequencer: InOrder },
	testTimeout: 30_000,
	hookTimeout: 30_000,
});
await vitest.standalone();
const project = vitest.getRootProject();

async function run({ mutant, files }: Trial): Promise<Outcome> {
	const began = performance.now();
	writeFileSync(mine('active'), String(mutant));
	rmSync(mine('found'), { force: true });
	project.provide('mutant', { active: mutant, folder });
	// Clear earlier failures: they would count against this mutant, since tests stop at the first failure.
	vitest.state.filesMap.clear();
	vitest.state.idMap.clear();
	vitest.state.clearErrors();
	const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
		files.map((file) => project.createSpecification(join(copy, file))),
	);
	const failed = testModules.find((one) => one.state() === 'failed');
	const faults = failed
		? [
				...failed.errors(),
				...[...failed.children.allTests('failed')].flatMap((one) => one.result().errors ?? []),
			]
		: unhandledErrors;
	const told = faults[0] as { message?: string } | undefined;
	return {
		killedBy: failed?.relativeModuleId ?? (unhandledErrors.length > 0 ? 'an error that nobody caught' : null),
		why: String(told?.message ?? '').slice(0, 300),
		reached: mutant === 0 ? found() : [],
		milliseconds: performance.now() - began,
	};
}

function found(): number[] {
	try {
		return JSON.parse(readFileSync(mine('found'), 'utf8')) as number[];
	} catch {
		return [];
	}
}

process.on('message', (trial: Trial) => {
	run(trial).then(
		(outcome) => process.send?.(outcome),
		(error: unknown) =>
			process.send?.({
				killedBy: null,
				why: `could not run: ${String(error)}`,
				reached: [],
				milliseconds: 0,
			}),
	);
});
process.send?.('ready');

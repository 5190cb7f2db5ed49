/**
 * `npm run mutants -- PATH… [--guards] [--seed N] [--count N] [--tests PATH]… [--workers N]`: makes small
 * changes to the product, one at a time, and lists those that no test notices.
 *
 * Paths are folders, files or globs of src. At most `count` mutants (300) are drawn for each path, from a
 * seed that is printed. `--tests src/cohort`, which may be repeated, runs only the tests there: this is
 * faster, but may miss tests that would notice. Exits with 1 when tests notice less than 90 % of a path's
 * mutants. `--guards` takes away every guard of a write, each in turn (`guards.ts`), and none else: all of
 * them must be noticed.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { acceptedIn } from './accepted.ts';
import { makeCopy } from './copy.ts';
import { draw } from './draw.ts';
import type { Numbered } from './instrument.ts';
import { guardsOf } from './guards.ts';
import { mutantsOf } from './operators.ts';
import { readFileSync } from 'node:fs';
import { Trials } from './trials.ts';

const root = resolve(import.meta.dirname, '../..');
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		guards: { type: 'boolean', default: false },
		seed: { type: 'string' },
		count: { type: 'string' },
		tests: { type: 'string', multiple: true, default: [] },
		workers: { type: 'string', default: String(Math.min(availableParallelism(), 4)) },
	},
});
if (positionals.length === 0) {
	console.error('Say where: npm run mutants -- src/assessment');
	process.exit(2);
}
/** The least part of the mutants that tests must notice, and how many are drawn for each path. */
const { least, most, make } = values.guards
	? { least: 1, most: Infinity, make: guardsOf }
	: { least: 0.9, most: 300, make: mutantsOf };
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const print = (line: string) => console.log(line);

/** The source files under a path (a folder, a file or a glob), without tests, fixtures and declarations. */
function filesUnder(path: string): string[] {
	const at = join(root, path);
	const pattern = existsSync(at) && statSync(at).isDirectory() ? `${path}/**/*.ts` : path;
	return globSync(pattern, { cwd: root })
		.map((name) => relative(root, join(root, name)).replaceAll('\\', '/'))
		.filter((name) => name.endsWith('.ts') && !/\.(test|fixture|d)\.ts$/.test(name))
		.sort();
}

const drawn = positionals.map((path) => {
	const files = filesUnder(path);
	if (files.length === 0) {
		console.error(`Nothing to change under ${path}.`);
		process.exit(2);
	}
	const all = files.flatMap((file) => make(file, readFileSync(join(root, file), 'utf8')));
	const accepted = acceptedIn(root, all);
	const open = all.filter((one) => !accepted.has(one));
	return {
		path,
		all: all.length,
		accepted: all.length - open.length,
		mutants: draw(open, Number(values.count ?? most), seed),
	};
});

const byPlace = new Map<string, Numbered>();
const numbered = drawn.map(({ mutants, ...rest }) => ({
	...rest,
	mutants: mutants.map((one) => {
		const place = `${one.file}:${one.start}:${one.end}:${one.statement}:${one.change}`;
		const same = byPlace.get(place) ?? { ...one, id: byPlace.size + 1 };
		byPlace.set(place, same);
		return same;
	}),
}));

print(`Seed ${seed}.`);
for (const { path, all, accepted, mutants } of numbered)
	print(
		`${path}: ${mutants.length} of ${all} mutants${accepted ? `, ${accepted} accepted as equivalent` : ''}.`,
	);

const copy = makeCopy(root, [...byPlace.values()]);
const trials = new Trials(copy, Number(values.workers));
try {
	await trials.learn(values.tests, new Set([...byPlace.values()].map(({ file }) => file)), print);
	const results = await trials.tryAll([...byPlace.values()], print);
	let enough = true;
	for (const { path, mutants } of numbered) {
		const survivors = mutants.filter((one) => !results.get(one.id)?.killed);
		print(`\n${path}: ${mutants.length - survivors.length} of ${mutants.length} killed.`);
		for (const one of survivors) {
			const reached = results.get(one.id)?.reachedBy ?? [];
			const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 100);
			print(
				`  survived ${one.file}:${one.line} ${one.operator}: ${short(one.original)} → ${short(one.change) || 'nothing'}`,
			);
			print(
				`    ${reached.length === 0 ? 'no test reaches it' : `reached by ${reached.slice(0, 6).join(', ')}${reached.length > 6 ? ` and ${reached.length - 6} more` : ''}`}`,
			);
		}
		if (mutants.length - survivors.length < least * mutants.length) enough = false;
	}
	print(
		`\nSeed ${seed}. ${enough ? 'At least' : 'Under'} ${least * 100} % killed${enough ? ' everywhere' : ' somewhere'}.`,
	);
	process.exitCode = enough ? 0 : 1;
} finally {
	trials.close();
	copy.remove();
}

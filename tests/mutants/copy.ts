/** Makes a copy of the project whose sources contain the mutants; the project itself is never touched. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { instrumented, type Numbered } from './instrument.ts';

export interface Copy {
	readonly folder: string;
	remove(): void;
}

/** Generated folders: not in the repository, but needed to run tests. */
const MADE = ['src/messages/compiled', 'build', '.svelte-kit'];

/**
 * Copies the project (the files that git knows and the generated folders) into `.mutants`, then writes the
 * mutants into the copy.
 */
export function makeCopy(root: string, mutants: readonly Numbered[]): Copy {
	const folder = join(root, '.mutants', String(process.pid));
	rmSync(folder, { recursive: true, force: true });
	const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
	});
	for (const name of list.split('\0').filter(Boolean)) {
		if (!existsSync(join(root, name))) continue;
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		cpSync(join(root, name), join(folder, name), { verbatimSymlinks: true });
	}
	for (const name of MADE) {
		if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
	}
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
	for (const file of new Set(mutants.map((one) => one.file))) {
		const at = join(folder, file);
		const up = relative(dirname(at), join(folder, 'tests/mutants/switch.js')).replaceAll('\\', '/');
		const here = mutants.filter((one) => one.file === file);
		writeFileSync(at, instrumented(readFileSync(at, 'utf8'), here, up));
	}
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * One case of a folder: its input (a badge, a script, or only words) and the text that says what is expected
 * of the service.
 */
export interface Case {
	readonly name: string;
	readonly kind: 'badge' | 'script' | 'words';
	readonly file: string | undefined;
	readonly index: string | undefined;
	readonly expected: string;
	/** The other lines of the case's `.expected` file, by their first word: `at`, `recipient`, `try`. */
	readonly lines: ReadonlyMap<string, string>;
}

const LINE = /^([a-z]+):\s*(.*)$/;
const HELPS = /\.(expected|index\.json|doc\d+\.json)$/;

function linesOf(file: string): ReadonlyMap<string, string> {
	const pairs = readFileSync(file, 'utf8')
		.split('\n')
		.map((line) => LINE.exec(line.trim()))
		.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? ''] as const] : []));
	return new Map(pairs);
}

function caseOf(folder: string, expected: string, files: readonly string[]): Case {
	const name = basename(expected, '.expected');
	const given = files.find((file) => file.startsWith(`${name}.`) && !HELPS.test(file));
	const lines = linesOf(join(folder, expected));
	const index = join(folder, lines.get('resources') ?? `${name}.index.json`);
	const script = given !== undefined && /\.(sh|mjs)$/.test(given);
	return {
		name,
		kind: given === undefined ? 'words' : script ? 'script' : 'badge',
		file: given && join(folder, given),
		index: existsSync(index) ? index : undefined,
		expected: lines.get('expected') ?? '',
		lines,
	};
}

/**
 * Reads a folder of forged badges (an INDEX.json and no `.expected` file): each badge is a case, and none may
 * be valid.
 */
function forgedIn(folder: string): readonly Case[] {
	const index = join(folder, 'INDEX.json');
	const { resources = {} } = JSON.parse(readFileSync(index, 'utf8')) as {
		resources?: Record<string, string>;
	};
	const documents = new Set([...Object.values(resources), 'INDEX.json']);
	return readdirSync(folder)
		.filter((file) => !documents.has(file) && statSync(join(folder, file)).isFile())
		.map((file) => ({
			name: `${basename(folder)}/${file}`,
			kind: 'badge',
			file: join(folder, file),
			index,
			expected: 'not valid',
			lines: new Map(),
		}));
}

/** Reads all cases of a folder and of its subfolders. */
export function casesOf(folder: string): readonly Case[] {
	const files = readdirSync(folder).sort();
	const own = files.filter((file) => file.endsWith('.expected')).map((file) => caseOf(folder, file, files));
	const within = files
		.filter((file) => statSync(join(folder, file)).isDirectory())
		.map((file) => join(folder, file));
	const forged = own.length === 0 && files.includes('INDEX.json') ? forgedIn(folder) : [];
	return [...own, ...forged, ...within.flatMap(casesOf)];
}

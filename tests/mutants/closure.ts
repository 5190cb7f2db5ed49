/**
 * Finds the files that a file may load, directly or through others: what it imports, and what it names by
 * path.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const QUOTED = /['"`]([^'"`\n]+)['"`]/g;

/**
 * Returns a function that lists all files that a file may load, directly or through others, itself included.
 * Paths are relative to `folder`.
 */
export function closures(folder: string): (file: string) => ReadonlySet<string> {
	const { imports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		imports: Record<string, string>;
	};
	const named = new Map<string, readonly string[]>();

	function target(from: string, name: string): string[] {
		if (name.startsWith('#')) {
			const door = imports[name];
			if (door) return [resolve(folder, door)];
			const [head, ...rest] = name.split('/');
			const wild = imports[`${head}/*`];
			return wild ? [resolve(folder, wild.replace('*', rest.join('/')))] : [];
		}
		// A quoted path may be relative to its own folder, to the root or to `tests/`.
		return [resolve(dirname(from), name), resolve(folder, name), join(folder, 'tests', name)];
	}
	function namedIn(file: string): readonly string[] {
		const known = named.get(file);
		if (known) return known;
		const text = readFileSync(file, 'utf8');
		const found = [...text.matchAll(QUOTED)]
			.map((match) => match[1] ?? '')
			.filter((name) => name.startsWith('#') || /\.(ts|js|svelte)$/.test(name))
			.flatMap((name) => target(file, name))
			.filter((name) => /\.(ts|js|svelte)$/.test(name) && existsSync(name));
		named.set(file, found);
		return found;
	}
	return (file) => {
		const seen = new Set<string>();
		const open = [join(folder, file)];
		for (let one = open.pop(); one; one = open.pop()) {
			if (seen.has(one)) continue;
			seen.add(one);
			open.push(...namedIn(one));
		}
		return new Set([...seen].map((one) => one.slice(folder.length + 1).replaceAll('\\', '/')));
	};
}

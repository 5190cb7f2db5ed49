import type { z } from 'zod';

/**
 * Checks the content of a data file against its schema and returns it. Throws an error with the file's name
 * and the path of each fault, which stops the build or the start.
 */
export function parseDataFile<S extends z.ZodType>(name: string, schema: S, data: unknown): z.output<S> {
	const result = schema.safeParse(data);
	if (result.success) return result.data;
	const faults = result.error.issues.map((issue) => `  ${pathOf(issue.path)}: ${issue.message}`);
	throw new Error(`${name} cannot be used:\n${faults.join('\n')}`);
}

function pathOf(path: readonly PropertyKey[]): string {
	if (path.length === 0) return '(the whole file)';
	return path.reduce<string>(
		(so, key) => (typeof key === 'number' ? `${so}[${key}]` : so ? `${so}.${String(key)}` : String(key)),
		'',
	);
}

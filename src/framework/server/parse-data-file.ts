import type { z } from 'zod';

/**
 * The content of a data file, checked against its schema.
 * A broken file stops the build or the start, with its name, the path of each fault and what is wrong there.
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

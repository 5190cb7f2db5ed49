/** Mutants that change nothing anybody could notice, each with why (`equivalent.json`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './operators.ts';

/** One accepted survivor: its place by content, so that it moves with its line. */
export interface Accepted {
	readonly file: string;
	readonly operator: string;
	/** The text that is changed, spaces made one, and what it becomes. */
	readonly original: string;
	readonly change: string;
	readonly why: string;
}

export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The accepted survivors, as they are written down. */
export const readAccepted = (root: string) =>
	JSON.parse(readFileSync(join(root, 'tests/mutants/equivalent.json'), 'utf8')) as Accepted[];

const same = (one: Accepted, mutant: Mutant) =>
	one.file === mutant.file &&
	one.operator === mutant.operator &&
	one.original === oneLine(mutant.original) &&
	one.change === oneLine(mutant.change);

/** Which of these mutants are accepted. */
export function acceptedIn(root: string, mutants: readonly Mutant[]): Set<Mutant> {
	const known = readAccepted(root);
	return new Set(mutants.filter((mutant) => known.some((one) => same(one, mutant))));
}

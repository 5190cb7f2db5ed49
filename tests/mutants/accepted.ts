/**
 * Reads the accepted mutants: equivalent ones, which change nothing that anybody could notice, each listed
 * with its reason in `equivalent.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './operators.ts';

/**
 * One accepted mutant, which no test notices; identified by its text rather than its line, so that it moves
 * with the code.
 */
export interface Accepted {
	readonly file: string;
	readonly operator: string;
	/** The original source text, with whitespace collapsed; `change` is its replacement. */
	readonly original: string;
	readonly change: string;
	readonly why: string;
}

export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Reads the accepted mutants of `equivalent.json`. */
export const readAccepted = (root: string) =>
	JSON.parse(readFileSync(join(root, 'tests/mutants/equivalent.json'), 'utf8')) as Accepted[];

const same = (one: Accepted, mutant: Mutant) =>
	one.file === mutant.file &&
	one.operator === mutant.operator &&
	one.original === oneLine(mutant.original) &&
	one.change === oneLine(mutant.change);

/** Those of these mutants that are listed as accepted. */
export function acceptedIn(root: string, mutants: readonly Mutant[]): Set<Mutant> {
	const known = readAccepted(root);
	return new Set(mutants.filter((mutant) => known.some((one) => same(one, mutant))));
}

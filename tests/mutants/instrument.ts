/**
 * Writes many mutants into one source text, each behind a runtime switch, so that nothing has to be
 * transformed again between two mutants.
 */
import type { Mutant } from './operators.ts';

/** A mutant (a small change to a source file) with the number that switches it on at run time. */
export interface Numbered extends Mutant {
	readonly id: number;
}

interface Place {
	readonly start: number;
	readonly end: number;
	readonly mutants: Numbered[];
	readonly inner: Place[];
}

/** The places of a source text that mutants change, as a tree: each inside the place that contains it. */
function places(mutants: readonly Numbered[], length: number): Place {
	const whole: Place = { start: 0, end: length, mutants: [], inner: [] };
	const open = [whole];
	const ordered = [...mutants].sort(
		(a, b) => a.start - b.start || b.end - a.end || Number(b.statement) - Number(a.statement),
	);
	for (const one of ordered) {
		for (let last = open.at(-1); last && last !== whole && last.end <= one.start; last = open.at(-1))
			open.pop();
		const around = open.at(-1) ?? whole;
		const same = around !== whole && around.start === one.start && around.end === one.end;
		if (same && !around.mutants[0]?.statement) {
			around.mutants.push(one);
			continue;
		}
		const place = { start: one.start, end: one.end, mutants: [one], inner: [] };
		around.inner.push(place);
		open.push(place);
	}
	return whole;
}

/**
 * Returns the source text with all its mutants written in, each behind a switch. `switchModule` exports
 * `__m(id)`, which records that a mutant was reached and returns whether it is on.
 */
export function instrumented(text: string, mutants: readonly Numbered[], switchModule: string): string {
	function inside(place: Place): string {
		let out = '';
		let at = place.start;
		for (const one of place.inner) {
			out += text.slice(at, one.start) + written(one);
			at = one.end;
		}
		return out + text.slice(at, place.end);
	}
	function written(place: Place): string {
		const kept = inside(place);
		const [first] = place.mutants;
		if (first?.statement) return `{ if (!__m(${first.id})) { ${kept} } }`;
		const choices = place.mutants.map(({ id, change }) => `__m(${id}) ? (${change}) : `).join('');
		return `(${choices}(${kept}))`;
	}
	// The import goes on the first line, so that line numbers stay the same.
	return `import { __m } from '${switchModule}'; ${inside(places(mutants, text.length))}`;
}

/** One text that holds many mutants, each behind a switch, so that nothing is transformed again between two of them. */
import type { Mutant } from './operators.ts';

/** A mutant under the number by which it is switched on. */
export interface Numbered extends Mutant {
	readonly id: number;
}

interface Place {
	readonly start: number;
	readonly end: number;
	readonly mutants: Numbered[];
	readonly inner: Place[];
}

/** The places of a text, each within the one that holds it. */
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

/** The text with its mutants; `switchModule` gives `__m`, which tells whether a mutant is on and notes that it was reached. */
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
	// On the first line, so that every other line keeps its number.
	return `import { __m } from '${switchModule}'; ${inside(places(mutants, text.length))}`;
}

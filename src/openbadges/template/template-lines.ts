import { hash as hashOf } from 'node:crypto';
import rdf from 'rdf-canonize';
import type { Quad, Term } from 'rdf-canonize';

/** A line of canonical N-Quads whose blank nodes do not have their labels yet: each is a number. */
interface Line {
	/** The subject of the line: a number for a blank node, `<address>` for a named node. */
	readonly subject: number | string;
	/** The text after the subject: up to the end of the line, or up to the object if that is a blank node. */
	readonly rest: string;
	readonly object: number | undefined;
}

/** The N-Quads of a badge template, in which the values of a badge can be filled in. */
export interface NQuadsTemplate {
	/**
	 * The canonical N-Quads of the whole badge, with these values in the slots; `undefined` if two blank
	 * nodes have the same first-degree hash.
	 */
	canonical(values: readonly string[]): string | undefined;
}

const DEFAULT: Term = { termType: 'DefaultGraph', value: '' };
const NOBODY: Term = { termType: 'BlankNode', value: '' };
// The length of what surrounds the empty label of the blank node `NOBODY`: before it as a subject, after it
// as an object.
const SUBJECT = '_:'.length;
const END = ' .\n'.length;

const sha256 = (text: string) => hashOf('sha256', text, 'hex');

/** The text of a quad after its subject, without the label of its object if that is a blank node. */
function restOf(predicate: Term, object: Term): string {
	const to = object.termType === 'BlankNode' ? NOBODY : object;
	const text = rdf.NQuads.serializeQuadComponents(NOBODY, predicate, to, DEFAULT);
	return text.slice(SUBJECT, to === NOBODY ? -END : undefined);
}

function lineOf({ subject, predicate, object }: Quad, blanks: ReadonlyMap<string, number>): Line {
	const whole = rdf.NQuads.serializeQuadComponents(subject, predicate, NOBODY, DEFAULT);
	const named = whole.slice(0, whole.indexOf('>') + 1);
	return {
		subject: blanks.get(subject.termType === 'BlankNode' ? subject.value : '') ?? named,
		rest: restOf(predicate, object),
		object: object.termType === 'BlankNode' ? blanks.get(object.value) : undefined,
	};
}

function write({ subject, rest, object }: Line, name: (blank: number) => string): string {
	const head = typeof subject === 'number' ? `_:${name(subject)}` : subject;
	return object === undefined ? head + rest : `${head}${rest}${name(object)} .\n`;
}

const order = (lines: readonly Line[], at: number): string => {
	const line = lines[at];
	return line ? line.subject + line.rest : '';
};

/**
 * The first-degree hash of a blank node, from the lines that contain it (RDFC-1.0, Hash First Degree Quads).
 */
function firstDegreeHash(lines: readonly Line[], blank: number): string {
	const name = (one: number) => (one === blank ? 'a' : 'z');
	return sha256(
		lines
			.map((line) => write(line, name))
			.sort()
			.join(''),
	);
}

/**
 * Prepares quads in which some terms are slots, to be filled with the values of a badge: lines without a slot
 * are written and hashed once, so that `canonical` (RDFC-1.0) only redoes the others. Undefined if a quad is
 * outside the default graph; `canonical` returns undefined if two blank nodes have the same first-degree
 * hash. A slot for a node must be filled with an address that needs no escaping.
 */
export function prepareNQuadsTemplate(
	quads: readonly Quad[],
	slotOf: (term: Term) => number | undefined,
): NQuadsTemplate | undefined {
	if (quads.some(({ graph }) => graph.termType !== 'DefaultGraph')) return undefined;
	const nodes = quads.flatMap(({ subject, object }) => [subject, object]);
	const names = new Set(nodes.filter(({ termType }) => termType === 'BlankNode').map(({ value }) => value));
	const blanks = new Map([...names].map((name, number) => [name, number]));
	const prepared = quads.map((quad) => lineOf(quad, blanks));
	const slotted = quads.flatMap((quad, at) => {
		const [subject, object] = [slotOf(quad.subject), slotOf(quad.object)];
		return subject === undefined && object === undefined ? [] : [{ at, quad, subject, object }];
	});
	const moving = new Set(slotted.map(({ at }) => at));
	const own = [...blanks.values()].map((blank) => {
		const places = prepared.flatMap(({ subject, object }, at) =>
			subject === blank || object === blank ? [at] : [],
		);
		const unmoved = places.every((at) => !moving.has(at));
		const lines = places.map((at) => prepared[at] as Line);
		return { places, hash: unmoved ? firstDegreeHash(lines, blank) : undefined };
	});
	// Lines are sorted once here, because sorting the almost sorted lines again for each badge takes few
	// steps.
	const inOrder = prepared
		.map((_, at) => at)
		.sort((a, b) => (order(prepared, a) < order(prepared, b) ? -1 : 1));
	const ofNamed = inOrder.filter((at) => typeof prepared[at]?.subject === 'string');
	const ofBlank = own.map((_, blank) => inOrder.filter((at) => prepared[at]?.subject === blank));

	/**
	 * Cached lines without a slot, by the labels of their blank nodes: V8 sorts and joins existing flat
	 * strings much faster than new concatenations.
	 */
	const written = prepared.map(() => new Map<string, string>());
	function still(at: number, name: (blank: number) => string): string {
		const line = prepared[at] as Line;
		const head = typeof line.subject === 'number' ? name(line.subject) : '';
		const names = line.object === undefined ? head : `${head} ${name(line.object)}`;
		const known = (written[at] as Map<string, string>).get(names);
		if (known !== undefined) return known;
		const made = write(line, name);
		(written[at] as Map<string, string>).set(names, made);
		return made;
	}

	/** The line of a quad with its slots filled with values; an address among them must need no escaping. */
	function filled({ at, quad, subject, object }: (typeof slotted)[number], values: readonly string[]): Line {
		const line = prepared[at] as Line;
		const head = subject === undefined ? line.subject : `<${values[subject] as string}>`;
		if (object === undefined) return { ...line, subject: head };
		const value = { ...quad.object, value: values[object] as string };
		return { subject: head, rest: restOf(quad.predicate, value), object: undefined };
	}

	return {
		canonical(values) {
			const lines = [...prepared];
			for (const one of slotted) lines[one.at] = filled(one, values);
			const hashes = own.map(
				({ places, hash }, blank) =>
					hash ??
					firstDegreeHash(
						places.map((at) => lines[at] as Line),
						blank,
					),
			);
			const sorted = [...hashes].sort();
			if (sorted.some((hash, rank) => hash === sorted[rank + 1])) return undefined;
			const canonicalNames = hashes.map((hash) => `c14n${sorted.indexOf(hash)}`);
			const name = (blank: number) => canonicalNames[blank] as string;
			const text: string[] = [];
			const put = (at: number) =>
				text.push(moving.has(at) ? write(lines[at] as Line, name) : still(at, name));
			ofNamed.forEach(put);
			for (const hash of sorted) ofBlank[hashes.indexOf(hash)]?.forEach(put);
			return text.sort().join('');
		},
	};
}

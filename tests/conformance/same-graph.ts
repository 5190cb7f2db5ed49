import { credentialText, type JsonObject, verify } from '#openbadges';
import {
	claimsRead,
	objectsOf,
	type Rewritten,
	sameGraph,
	WAYS,
	withObject,
} from '../../src/openbadges/same-graph.fixture.ts';
import type { Case } from './case.ts';
import { takeApart } from './take-apart.ts';

/** What became of the badges that were written otherwise, their graph unchanged. */
export interface SameGraph {
	/** A claim that a reader uses stands elsewhere: each must be refused. */
	readonly moved: number;
	/** How many in each way. */
	readonly ways: ReadonlyMap<string, number>;
	readonly accepted: readonly string[];
	/** Nothing that is read changed: each must keep its verdict. */
	readonly harmless: number;
	readonly changed: readonly string[];
}

/** At most so many of one badge by each way, spread over all that it could move. */
const MOST_BY_WAY = 8;

const spread = <T>(all: readonly T[], most: number): readonly T[] =>
	all.filter((_one, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length));

/** Claims that are read, moved in every way that leaves the graph alone. */
async function movesOf(
	document: JsonObject,
	contexts: Case['options']['contexts'],
): Promise<readonly (Rewritten & { readonly way: string })[]> {
	const found: (Rewritten & { readonly way: string })[] = [];
	const bearers = objectsOf(document).filter(({ value }) => typeof value['id'] === 'string');
	for (const [name, way] of Object.entries(WAYS)) {
		const all = bearers.flatMap((from) =>
			claimsRead(from).flatMap((key) =>
				(from.path.length === 0 ? [false, true] : [false]).flatMap((copy) =>
					way(document, from, key, copy).map((one) => ({
						document: one.document,
						what: `${key} ${copy ? 'copied' : 'moved'} ${one.what}`,
						way: name,
					})),
				),
			),
		);
		// What needs no keyword is the hardest to see: all of it.
		for (const one of name === 'to another object of that id' ? all : spread(all, MOST_BY_WAY))
			if (await sameGraph(document, one.document, contexts)) found.push(one);
	}
	return found;
}

const reversed = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(reversed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, inner]) => [key, key === '@context' ? inner : reversed(inner)]),
	);
};

/** Another writing of the same text: its keys, its spaces, its escapes. */
const TEXTS: Readonly<Record<string, (document: JsonObject) => string>> = {
	'keys the other way round': (document) => JSON.stringify(reversed(document)),
	'in lines': (document) => JSON.stringify(document, null, '\t'),
	'letters escaped': (document) =>
		JSON.stringify(document).replace(
			/[\u0080-\uffff]/g,
			(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
		),
};

const unlisted = (value: unknown) =>
	Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

/** Another JSON of the same meaning, in which everything stands where it is read. */
const SHAPES: Readonly<Record<string, (document: JsonObject) => JsonObject | undefined>> = {
	'one proof, with brackets or without': (document) => {
		const { proof } = document;
		if (!Array.isArray(proof)) return { ...document, proof: [proof as JsonObject] };
		return proof.length === 1 ? { ...document, proof: proof[0] as JsonObject } : undefined;
	},
	'types of one, without brackets': (document) => {
		const nested = objectsOf(document).filter(
			({ path, value }) => path.length > 0 && Array.isArray(value['type']) && value['type'].length === 1,
		);
		if (nested.length === 0) return undefined;
		return nested.reduce(
			(whole, { path }) =>
				withObject(whole, path, (owner) => ({ ...owner, type: unlisted(owner['type']) as string })),
			document,
		);
	},
	'types the other way round': (document) => {
		const { type } = document;
		return Array.isArray(type) && type.length > 1 ? { ...document, type: [...type].reverse() } : undefined;
	},
	'evidence the other way round': (document) => {
		const { evidence } = document;
		return Array.isArray(evidence) && evidence.length > 1
			? { ...document, evidence: [...(evidence as readonly JsonObject[])].reverse() }
			: undefined;
	},
};

const inside = (one: Case) => {
	const apart = takeApart(one.given);
	return apart && !apart.token && 'proof' in apart.document ? apart : undefined;
};

/**
 * Writes badges that are signed as graphs otherwise, their graph unchanged: what moves a claim that a reader uses must
 * be refused, what moves none must keep its verdict. Tokens sign their text: of them, nothing can be written otherwise.
 */
export async function judgeSameGraph(cases: readonly Case[]): Promise<SameGraph> {
	let [moved, harmless] = [0, 0];
	const ways = new Map<string, number>();
	const [accepted, changed]: [string[], string[]] = [[], []];
	for (const one of cases) {
		const apart = inside(one);
		if (!apart || one.expected !== 'valid') continue;
		const { document, back } = apart;
		const { contexts } = one.options;
		for (const { what, way, document: other } of await movesOf(document, contexts)) {
			moved += 1;
			ways.set(way, (ways.get(way) ?? 0) + 1);
			const { verdict } = await verify(back(credentialText(other)), one.options);
			if (verdict !== 'refused') accepted.push(`${one.name}: ${what}: ${verdict}`);
		}
		const { verdict } = await verify(one.given, one.options);
		const keep = async (what: string, text: string) => {
			harmless += 1;
			const found = await verify(back(text), one.options);
			if (found.verdict !== verdict) changed.push(`${one.name}: ${what}: ${verdict}, then ${found.verdict}`);
		};
		for (const [what, write] of Object.entries(TEXTS)) await keep(what, write(document));
		for (const [what, shape] of Object.entries(SHAPES)) {
			const other = shape(document);
			if (other && (await sameGraph(document, other, contexts))) await keep(what, JSON.stringify(other));
		}
	}
	return { moved, ways, accepted, harmless, changed };
}

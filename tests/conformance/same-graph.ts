import { serializeCredential, type JsonObject, verifyBadge } from '#openbadges';
import {
	claimsRead,
	objectsOf,
	type Rewritten,
	sameGraph,
	WAYS,
	withObject,
} from '../../src/openbadges/same-graph.fixture.ts';
import type { Case } from './case.ts';
import { unpackBadge } from './unpack-badge.ts';

/**
 * What the engine found on badges whose JSON was rewritten without changing their RDF graph, which is what
 * their proof signs.
 */
export interface SameGraph {
	/**
	 * How many rewritings moved a claim away from where a reader looks for it; each of these must be refused.
	 */
	readonly moved: number;
	/** How many rewritings moved a claim, by the way of moving it. */
	readonly ways: ReadonlyMap<string, number>;
	readonly accepted: readonly string[];
	/** How many rewritings moved no claim that a reader uses; each of these must keep its badge's verdict. */
	readonly harmless: number;
	readonly changed: readonly string[];
}

/** How many rewritings of one badge are tried at most for each way, spread evenly over all possible ones. */
const MOST_BY_WAY = 8;

const spread = <T>(all: readonly T[], most: number): readonly T[] =>
	all.filter((_one, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length));

/**
 * Makes the rewritings of a badge that move a claim a reader uses, in every way that leaves the RDF graph
 * unchanged.
 */
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
		// Moves of a claim to another object of the same id need no JSON-LD keyword and are the hardest to
		// detect, so all of them are tried.
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

/** Ways to write the same JSON value as another text: other order of the keys, whitespace, escapes. */
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

/**
 * Ways to write a badge as other JSON-LD with the same meaning, in which every claim stays where a reader
 * looks for it; undefined when the way does not apply to the badge.
 */
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
	const apart = unpackBadge(one.given);
	return apart && !apart.token && 'proof' in apart.document ? apart : undefined;
};

/**
 * Rewrites the JSON of badges with embedded proofs (which sign the RDF graph) without changing the graph, and
 * verifies the result. A rewriting that moves a claim a reader uses must be refused; any other must keep its
 * verdict. Tokens are skipped: they sign their text, so no rewriting keeps the signature.
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
			const { verdict } = await verifyBadge(back(serializeCredential(other)), one.options);
			if (verdict !== 'refused') accepted.push(`${one.name}: ${what}: ${verdict}`);
		}
		const { verdict } = await verifyBadge(one.given, one.options);
		const keep = async (what: string, text: string) => {
			harmless += 1;
			const found = await verifyBadge(back(text), one.options);
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

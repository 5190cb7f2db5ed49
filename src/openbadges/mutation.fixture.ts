import fc from 'fast-check';
import type { Json, JsonObject } from './index.ts';

type Path = readonly (string | number)[];

function paths(value: Json, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [at];
	const inside = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	return [
		at,
		...inside.flatMap((key) => paths((value as Record<string | number, Json>)[key] as Json, [...at, key])),
	];
}

const found = (document: Json, path: Path): Json =>
	path.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key] as Json, document);

/**
 * One random change of a JSON document. `place` is the number of the place to change; `other` is the number
 * of the place to copy there, or of the key to rename. Both count modulo what the document has.
 */
export interface Change {
	readonly how: 'remove' | 'replace' | 'copy' | 'wrap' | 'unwrap' | 'rename' | 'insert' | 'turn';
	readonly place: number;
	readonly other: number;
	readonly value: Json;
	readonly key: string;
}

const KEYS = [
	'id',
	'type',
	'name',
	'proof',
	'@context',
	'@id',
	'@graph',
	'@included',
	'issuer',
	'constructor',
	'humeur',
	'',
];

export const change: fc.Arbitrary<Change> = fc.record({
	how: fc.constantFrom('remove', 'replace', 'copy', 'wrap', 'unwrap', 'rename', 'insert', 'turn'),
	place: fc.nat(10_000),
	other: fc.nat(10_000),
	value: fc.oneof(
		fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
		fc.constantFrom<Json>('', 'urn:x', -0, 1e308, null, true, [], {}, '_:b0', '2026-10-08T14:00:00Z'),
	),
	key: fc.constantFrom(...KEYS),
});

/** A copy of a JSON document with the changes made one after another. */
export function mutated(document: JsonObject, changes: readonly Change[]): JsonObject {
	let copy = structuredClone(document) as Json;
	for (const one of changes) copy = apply(copy, one);
	return copy as JsonObject;
}

function apply(copy: Json, { how, place, other, value, key }: Change): Json {
	const all = paths(copy).filter((path) => path.length > 0);
	const path = all[place % all.length];
	if (!path) return copy;
	const last = path.at(-1) as string | number;
	const owner = found(copy, path.slice(0, -1)) as Record<string | number, Json>;
	const here = owner[last] as Json;
	const put = (what: Json) => (owner[last] = structuredClone(what));
	if (how === 'remove') {
		if (Array.isArray(owner)) owner.splice(last as number, 1);
		else delete owner[last];
	} else if (how === 'replace') put(value);
	else if (how === 'copy') put(found(copy, all[other % all.length] as Path));
	else if (how === 'wrap') put([here]);
	else if (how === 'unwrap') put(Array.isArray(here) ? (here[0] ?? null) : here);
	else if (how === 'turn' && Array.isArray(here)) put([...(here as readonly Json[])].reverse());
	else if (typeof here === 'object' && here !== null && !Array.isArray(here)) {
		const entries = Object.entries(here);
		const chosen = other % Math.max(1, entries.length);
		if (how === 'turn') put(Object.fromEntries(entries.reverse()));
		else if (how === 'insert') put({ ...here, [key]: value });
		else put(Object.fromEntries(entries.map(([name, held], i) => [i === chosen ? key : name, held])));
	}
	return copy;
}

/** One random edit of the bytes of a file, at the position `at` modulo its length. */
export interface Edit {
	readonly how: 'flip' | 'remove' | 'insert' | 'repeat' | 'cut';
	readonly at: number;
	readonly length: number;
	readonly bit: number;
	readonly bytes: Uint8Array;
}

export const edit: fc.Arbitrary<Edit> = fc.record({
	how: fc.constantFrom('flip', 'flip', 'remove', 'insert', 'repeat', 'cut'),
	at: fc.nat(1_000_000),
	length: fc.integer({ min: 1, max: 200 }),
	bit: fc.nat(7),
	bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
});

/** A copy of the bytes of a file with the edits made one after another. */
export function edited(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
	let copy = Buffer.from(bytes);
	for (const { how, at: place, length, bit, bytes: more } of edits) {
		const at = place % Math.max(1, copy.length);
		const [before, after] = [copy.subarray(0, at), copy.subarray(at)];
		if (how === 'flip') copy[at] = (copy[at] as number) ^ (1 << bit);
		else if (how === 'remove') copy = Buffer.concat([before, after.subarray(length)]);
		else if (how === 'insert') copy = Buffer.concat([before, more, after]);
		else if (how === 'repeat') copy = Buffer.concat([before, after.subarray(0, length), after]);
		else copy = Buffer.from(before);
	}
	return new Uint8Array(copy);
}

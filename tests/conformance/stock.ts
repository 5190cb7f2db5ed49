import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#openbadges';
import { contextLoaderWith } from '../../src/openbadges/contexts.ts';
import { outcomes } from '../../src/openbadges/json-ld/jsonld-speed.fixture.ts';
import type { Case } from './case.ts';
import { unpackBadge } from './unpack-badge.ts';
import type { Reproduced } from './w3c.ts';

/** Reads every JSON document of a folder that may be a JSON-LD credential, by file name. */
function documentsOf(folder: string): ReadonlyMap<string, JsonObject> {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.json'),
	);
	const documents = files.map((name) => {
		const text = readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '');
		return [name, JSON.parse(text) as JsonObject] as const;
	});
	return new Map(documents.filter(([, one]) => '@context' in one && ('type' in one || 'proof' in one)));
}

/** Takes the JSON-LD documents out of the badges of the cases, by case name. */
function documentsIn(cases: readonly Case[]): ReadonlyMap<string, JsonObject> {
	const held = cases.map(({ name, given }) => [name, unpackBadge(given)?.document] as const);
	return new Map(held.flatMap(([name, one]) => (one && '@context' in one ? [[name, one]] : [])));
}

/**
 * Compares our JSON-LD expansion with that of the library jsonld on each document, in safe mode and not: both
 * must give the same quads, or refuse with the same words.
 */
export async function compareWithStock(
	from: { readonly folder: string } | { readonly cases: readonly Case[] },
	contexts: ReadonlyMap<string, JsonObject> | undefined,
): Promise<readonly Reproduced[]> {
	const documents = 'folder' in from ? documentsOf(from.folder) : documentsIn(from.cases);
	const names = new Map<object, string>([...documents].map(([name, document]) => [document, name]));
	const differing = new Set<string>();
	const read = new Set<string>();
	for await (const one of outcomes([...documents.values()], contextLoaderWith(contexts))) {
		const name = names.get(one.document) ?? '';
		if (one.found !== one.expected) differing.add(name);
		else if (!one.found.startsWith('refused') && one.found !== '[]') read.add(name);
	}
	return [
		...[...differing].map((name) => ({ what: `the quads of the stock library: ${name}`, same: false })),
		{
			what: `the quads of the stock library: ${documents.size} documents, ${read.size} with quads, ${differing.size} differing`,
			same: differing.size === 0,
		},
	];
}

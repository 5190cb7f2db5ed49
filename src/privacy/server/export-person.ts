import { strToU8, type Zippable, zipSync } from 'fflate';
import { type Actor, must, personOf } from '#identity';
import type { World } from '#platform/server';
import { CONTEXTS } from './contexts.ts';
import readme from '../data/readme.json' with { type: 'json' };

/** A person's own copy of everything, as one ZIP. */
export interface PersonFile {
	/** `macaron-2026-11-22.zip`: no name in it, it may lie on a shared computer. */
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Pictures are compressed already. */
const levelOf = (name: string) => (name.endsWith('.png') ? 0 : 6);

/**
 * Everything the service keeps about the person who asks, for them alone: one JSON file per context, their badges as
 * signed text and as pictures, and a note in French and in English. Nothing of it is kept.
 */
export async function exportPerson(world: World, actor: Actor): Promise<PersonFile> {
	const me = personOf(actor);
	must(actor, 'read', { kind: 'person', person: me.id });
	const now = world.now();
	const words = {
		date: now.toISOString().slice(0, 16).replace('T', ' '),
		name: me.displayName,
		origin: world.origin,
	};
	const files: Record<string, Uint8Array> = {
		'LISEZMOI.txt': noteOf(readme.fr, words),
		'README.txt': noteOf(readme.en, words),
	};
	for (const { copy, files: whole } of Object.values(CONTEXTS)) {
		if (copy)
			files[`${copy.file}.json`] = strToU8(`${JSON.stringify(await copy.data(world, me.id), null, 2)}\n`);
		for (const { name, bytes } of (await whole?.(world, me.id)) ?? []) files[`badges/${name}`] = bytes;
	}
	const zip: Zippable = {};
	for (const [name, bytes] of Object.entries(files))
		zip[name] = [bytes, { level: levelOf(name), mtime: now }];
	return { name: `macaron-${now.toISOString().slice(0, 10)}.zip`, bytes: Uint8Array.from(zipSync(zip)) };
}

/** Windows line ends: the one form every text editor shows well. */
const noteOf = (lines: readonly string[], words: Readonly<Record<string, string>>) =>
	strToU8(
		lines
			.map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole))
			.join('\r\n'),
	);

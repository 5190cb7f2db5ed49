import { strToU8, type Zippable, zipSync } from 'fflate';
import { type Actor, must, mustBePerson } from '#identity';
import type { World } from '#platform/server';
import { CONTEXTS } from './contexts.ts';
import readme from '../data/readme.json' with { type: 'json' };

/** The copy of all their data that a person downloads, as one ZIP file. */
export interface PersonDataZip {
	/**
	 * The file's name, such as `macaron-2026-11-22.zip`: without the person's name, since it may be left on a
	 * shared computer.
	 */
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The level of compression of a file in the ZIP: none for PNG pictures, which are compressed already. */
const levelOf = (name: string) => (name.endsWith('.png') ? 0 : 6);

/**
 * Makes a ZIP file of all the data that the service stores about the actor, for the actor only: one JSON file
 * per context, their badges as signed text and as pictures, and a note in French and in English. The service
 * keeps no copy of the file.
 */
export async function exportPerson(world: World, actor: Actor): Promise<PersonDataZip> {
	const me = mustBePerson(actor);
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

/** Fills in a note's lines and joins them with Windows line ends, which every text editor displays well. */
const noteOf = (lines: readonly string[], words: Readonly<Record<string, string>>) =>
	strToU8(
		lines
			.map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole))
			.join('\r\n'),
	);

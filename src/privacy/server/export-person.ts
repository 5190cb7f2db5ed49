import { ReadableStream as NodeStream } from 'node:stream/web';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { type Actor, must, mustBePerson } from '#identity';
import type { PartOfInstitution } from '#identity/server';
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
	/** The bytes, made as they are read: a person's files may take more room than the service has memory. */
	readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

interface Entry {
	readonly path: string;
	readonly bytes: Uint8Array;
}

/** Makes a ZIP file as it is read, one entry in memory at a time. Only texts are compressed. */
async function* zipped(entries: AsyncIterable<Entry>, mtime: Date): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	const made: Uint8Array<ArrayBuffer>[] = [];
	const zip = new Zip((error, part) => {
		if (error) throw error;
		made.push(new Uint8Array(part));
	});
	for await (const { path, bytes } of entries) {
		const one = /\.(json|txt)$/.test(path) ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
		one.mtime = mtime;
		zip.add(one);
		one.push(bytes, true);
		yield* made.splice(0);
	}
	zip.end();
	yield* made.splice(0);
}

/**
 * Makes a ZIP file of all the data that the service stores about the actor, for the actor only: one JSON file
 * per context, their badges as signed text and as pictures, the files that they gave, and a note in French and in English. The service
 * keeps no copy of the file.
 */
export async function exportPerson(world: World, actor: Actor): Promise<PersonDataZip> {
	const me = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person: me.id });
	return zipOf(world, { person: me.id, name: me.displayName });
}

/** Of whom a copy is made; with `part`, without what other institutions than this one hold. */
export interface CopiedPerson {
	readonly person: string;
	readonly name: string;
	readonly part?: PartOfInstitution | undefined;
}

/** Makes the ZIP file of a person's data. No authorization check: the caller must do it. */
export async function zipOf(world: World, { person, name, part }: CopiedPerson): Promise<PersonDataZip> {
	const now = world.now();
	const words = { date: now.toISOString().slice(0, 16).replace('T', ' '), name, origin: world.origin };
	const note = (lines: { readonly all: readonly string[]; readonly part: readonly string[] }) =>
		noteOf(part ? [...lines.all, '', ...lines.part] : lines.all, words);
	const small: Entry[] = [
		{ path: 'LISEZMOI.txt', bytes: note({ all: readme.fr, part: readme.partFr }) },
		{ path: 'README.txt', bytes: note({ all: readme.en, part: readme.partEn }) },
	];
	for (const { copy, files } of Object.values(CONTEXTS)) {
		if (copy) {
			const data = await copy.data(world, person, part);
			if (data !== undefined)
				small.push({ path: `${copy.file}.json`, bytes: strToU8(`${JSON.stringify(data, null, 2)}\n`) });
		}
		for (const { name, bytes } of (await files?.(world, person, part)) ?? [])
			small.push({ path: `badges/${name}`, bytes });
	}
	async function* entries(): AsyncGenerator<Entry> {
		yield* small;
		for (const { contents } of Object.values(CONTEXTS)) if (contents) yield* contents(world, person);
	}
	return {
		name: `macaron-${now.toISOString().slice(0, 10)}.zip`,
		body: NodeStream.from(zipped(entries(), now)) as unknown as ReadableStream<Uint8Array<ArrayBuffer>>,
	};
}

/** Fills in a note's lines and joins them with Windows line ends, which every text editor displays well. */
const noteOf = (lines: readonly string[], words: Readonly<Record<string, string>>) =>
	strToU8(
		lines
			.map((line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole))
			.join('\r\n'),
	);

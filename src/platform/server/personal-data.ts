import type { Json } from '../json.ts';
import type { World } from './world.ts';
import { readContent } from './files/keep-file.ts';
import { savedFileName } from './files/saved-file-name.ts';
import { filesOfPerson, type StoredFile } from './files/stored-file-store.ts';

/** The path of a file in the copy of a person's data: numbered, since two may have one name. */
const pathOf = (file: StoredFile, at: number) =>
	`files/${String(at + 1).padStart(3, '0')}-${savedFileName(file, 'fichier')}`;

/** Lists a person's files for the copy of their data: where each is in the copy, and what is kept about it. */
export async function personalFiles({ db }: World, person: string): Promise<Json> {
	const all = await filesOfPerson(db.read, person);
	return {
		files: all.map((file, at) => ({
			file: pathOf(file, at),
			name: file.name,
			type: file.type,
			bytes: file.bytes,
			width: file.width,
			height: file.height,
			madeAt: file.madeAt.toISOString(),
		})),
	};
}

/** Reads a person's files one after another, for the copy of their data; one that is lost is left out. */
export async function* personalFileContents(
	world: World,
	person: string,
): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
	for (const [at, file] of (await filesOfPerson(world.db.read, person)).entries()) {
		const bytes = await readContent(world, file.sha256);
		if (bytes) yield { path: pathOf(file, at), bytes };
	}
}

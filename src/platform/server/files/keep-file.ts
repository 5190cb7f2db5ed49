import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { Refusal } from '../../index.ts';
import { type Database, errorCode, isDiskFull, type Queries } from '../database/database.ts';
import type { World } from '../world.ts';
import { type Files, type FileStore, FileStoreFault } from './file-store.ts';
import type { AcceptedContent } from './receive-file-job.ts';
import { bytesOfOwner, type FileOwner, insertFile, namedContents } from './stored-file-store.ts';

/** What the drill that kills the process can reach: each step of writing and removing a file, in order. */
export const FILE_STEPS = [
	'write',
	'flush',
	'rename',
	'flush-folder',
	'row',
	'row-let-go',
	'row-removed',
	'remove',
] as const;
/** A step of writing or removing a file. */
export type FileStep = (typeof FILE_STEPS)[number];

/** Work under way on a content, by store and name: writing it until its row stands, or removing it. */
const underWay = new WeakMap<FileStore, Map<string, Promise<unknown>>>();

/**
 * Runs work that writes or removes a content once the earlier work on the same one has ended, so that none is
 * removed between its writing and its row. On SQLite, one process holds a service's files, as it holds its
 * database; on PostgreSQL, the nodes wait for each other.
 */
export async function aloneWith<T>(
	{ db, files: { store } }: Pick<World, 'db' | 'files'>,
	sha256: string,
	work: () => Promise<T>,
): Promise<T> {
	const all = underWay.get(store) ?? new Map<string, Promise<unknown>>();
	underWay.set(store, all);
	const before = all.get(sha256);
	const mine = (async () => {
		await before?.catch(() => undefined);
		return db.alone ? db.alone(`content ${sha256}`, work) : work();
	})();
	all.set(sha256, mine);
	try {
		return await mine;
	} finally {
		if (all.get(sha256) === mine) all.delete(sha256);
	}
}

/** How many bytes an owner may keep. */
const quotaOf = ({ quotas }: Files, owner: FileOwner) =>
	owner.person === undefined ? quotas.institution : quotas.person;

const MEGABYTE = 1_000_000;

/** Throws `files.quota` when this content would take its owner past what they may keep. */
async function mustFit(q: Queries, files: Files, content: AcceptedContent, owner: FileOwner, field: string) {
	const quota = quotaOf(files, owner);
	const kept = await bytesOfOwner(q, owner);
	if (kept + content.bytes.length <= quota) return;
	const params = {
		quota: Math.round(quota / MEGABYTE),
		free: Math.floor(Math.max(0, quota - kept) / MEGABYTE),
	};
	throw new Refusal(owner.person === undefined ? 'files.quota-institution' : 'files.quota', {
		field,
		params,
	});
}

/** Removes a content that no row names. Its caller must be alone with it. */
export async function removeUnlessNamed(
	{ read }: Pick<Database, 'read'>,
	store: FileStore,
	sha256: string,
): Promise<boolean> {
	if ((await namedContents(read, [sha256])).has(sha256)) return false;
	await store.remove(sha256);
	return true;
}

/**
 * Writes a content to the store, then does `work`, which records its row with `recordFile` in the write unit of
 * the act. So there is never a row without its file; what an interrupted act left is swept a day later. Throws, with
 * nothing recorded, `files.no-room` and `files.store-away` (503), each beside `field`.
 */
export async function storeContentThen<T>(
	world: World,
	content: AcceptedContent,
	field: string,
	work: () => Promise<T>,
): Promise<T> {
	const { files, db, log } = world;
	const { sha256, bytes } = content;
	return aloneWith(world, sha256, async () => {
		try {
			if (await files.store.isNearlyFull()) throw new Refusal('files.no-room', { status: 503, field });
			await files.store.put(sha256, bytes);
		} catch (error) {
			if (error instanceof Refusal) throw error;
			log.error('files.not-stored', { code: errorCode(error) });
			throw new Refusal(isDiskFull(error) ? 'files.no-room' : 'files.store-away', { status: 503, field });
		}
		try {
			return await work();
		} catch (problem) {
			// Left for the sweep, what is refused again and again could fill the disk within a day.
			await removeUnlessNamed(db, files.store, sha256).catch(() => undefined);
			throw problem;
		}
	});
}

/**
 * Inside a write unit: records the row of a content that `storeContentThen` has just written; returns its id.
 * Throws `files.quota` when the owner keeps too much, counted in the unit.
 */
export async function recordFile(
	tx: Queries,
	world: World,
	content: AcceptedContent,
	{ owner, field }: { readonly owner: FileOwner; readonly field: string },
): Promise<string> {
	await mustFit(tx, world.files, content, owner, field);
	const { sha256, bytes, type, name, width, height } = content;
	const id = world.newId();
	await insertFile(tx, {
		id,
		sha256,
		bytes: bytes.length,
		type,
		name,
		width,
		height,
		person: owner.person ?? null,
		institution: owner.institution ?? null,
		madeAt: world.now(),
		unusedSince: null,
	});
	return id;
}

/**
 * Reads a content whole; undefined when the store has none, or when its bytes are not those that were stored,
 * which is logged: an altered file is never given as genuine. Throws `files.store-away` (503) when the store
 * does not answer.
 */
export async function readContent(
	{ files: { store }, log }: Pick<World, 'files' | 'log'>,
	sha256: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
	try {
		const stream = await store.open(sha256);
		const bytes = stream && new Uint8Array(await buffer(stream));
		if (bytes && createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
		log.error('files.not-genuine', { why: bytes ? 'altered' : 'missing' });
		return undefined;
	} catch (error) {
		log.error('files.not-read', { code: error instanceof FileStoreFault ? error.code : errorCode(error) });
		throw new Refusal('files.store-away', { status: 503 });
	}
}

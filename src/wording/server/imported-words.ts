import { createHash } from 'node:crypto';
import { type Framework, FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { publishedFramework, useFrameworks } from '#framework/server';
import type { Actor } from '#identity';
import { mustOperate, operateOnce } from '#identity/server';
import { Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import { withImportedWords, wordedTexts, type WordingChange } from '../worded.ts';
import type { WordingFault } from '../wording-fault.ts';
import { readWords, wordsFile } from './read-words.ts';
import { replaceChanges, type StoredChange, storedChanges } from './wording-store.ts';

const dayOf = (changes: readonly StoredChange[]): string =>
	new Date(Math.max(...changes.map(({ changedAt }) => changedAt.getTime()))).toISOString().slice(0, 10);

/** A version of the framework with the words that are imported now. */
async function wordedNow(q: Queries, version: FrameworkVersion): Promise<Framework> {
	const changes = await storedChanges(q, version);
	const seed = publishedFramework(version);
	return changes.length === 0 ? seed : withImportedWords(seed, changes, dayOf(changes));
}

/**
 * Reads the words that an operator imported and puts them in the place of those that the service is published
 * with, for every page and document of this process: at the start, every minute, and when they are changed here.
 */
export async function readImportedWords({ db }: Pick<World, 'db'>): Promise<void> {
	const all: Framework[] = [];
	for (const version of FRAMEWORK_VERSIONS) all.push(await wordedNow(db.read, version));
	useFrameworks(all);
}

/** One text that an import would change: its place, what it was (null: new) and what it becomes (null: removed). */
export interface ChangedText {
	readonly slug: string;
	readonly was: { readonly fr: string; readonly en: string } | null;
	readonly becomes: { readonly fr: string; readonly en: string } | null;
	readonly provenance: string;
}

/** What importing a file of words would do: every change, or every fault. */
export interface WordsPreview {
	readonly faults: readonly WordingFault[];
	readonly changes: readonly ChangedText[];
	/** Which words stand now, for the import that replaces them. */
	readonly shown: string;
}

const short = ({ fr, en }: WordingChange['certainty']): string => (fr === en ? fr : `${fr}/${en}`);

/** Says of each change of a file what the text is in the framework as it stands, and what it becomes. */
function toldOf(now: Framework, changes: readonly WordingChange[]): readonly ChangedText[] {
	const before = new Map(wordedTexts(now).map(({ slug, fr, en }) => [slug, { fr, en }]));
	return changes.map(({ slug, kind, fr, en, certainty }) => ({
		slug,
		was: before.get(slug) ?? null,
		becomes: kind === 'removed' ? null : { fr, en },
		provenance: short(certainty),
	}));
}

/** What identifies the words that stand in a version, so that an import replaces those that were shown. */
const standingHash = (now: Framework): string =>
	createHash('sha256').update(wordsFile(now)).digest('base64url').slice(0, 16);

/** Puts changes over those imported before: a new element that is removed again leaves nothing. */
function merged(
	before: readonly StoredChange[],
	changes: readonly WordingChange[],
	changedAt: Date,
): StoredChange[] {
	const all = new Map(before.map((one) => [one.slug, one]));
	for (const change of changes) {
		const had = all.get(change.slug);
		const wasAdded = had?.kind === 'new';
		if (change.kind === 'removed') all.delete(`${change.slug}/example`);
		if (change.kind === 'removed' && wasAdded) all.delete(change.slug);
		// One of the published elements comes back: it was never new.
		else if (had?.kind === 'removed') all.set(change.slug, { ...change, kind: 'text', changedAt });
		else all.set(change.slug, { ...change, kind: wasAdded ? 'new' : change.kind, changedAt });
	}
	return [...all.values()];
}

/**
 * Returns what importing a file of words into a version of the framework would change, or its faults, and stores
 * nothing. `shown` names the words that stand, for the import that follows. For the operator alone.
 */
export async function previewWords(
	world: World,
	actor: Actor,
	{ version, bytes }: { readonly version: FrameworkVersion; readonly bytes: Uint8Array },
): Promise<WordsPreview> {
	mustOperate(actor);
	const now = await wordedNow(world.db.read, version);
	const read = readWords(bytes, now);
	const changes = 'changes' in read ? toldOf(now, read.changes) : [];
	return { faults: read.faults, changes, shown: standingHash(now) };
}

/** What an operator gives to import words: the file, the version, and which words it showed them to replace. */
export interface WordsInput {
	readonly version: FrameworkVersion;
	readonly bytes: Uint8Array;
	/** As `previewWords` returned it. */
	readonly shown: string;
	readonly key: string;
}

/**
 * Imports a file of words into a version of the framework, all of it or nothing, and shows them in this process at
 * once; returns how many texts changed. Answers, cohorts and badges keep their version, and a signed badge its
 * words. For the operator alone, idempotent for a form's key. Throws `wording.faults` for a file with faults, which
 * `previewWords` tells, and `wording.changed-meanwhile` (409) when other words stand than those that were shown.
 */
export async function importWords(
	world: World,
	actor: Actor,
	{ version, bytes, shown, key }: WordsInput,
): Promise<number> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const form = { action: `wording.import:${version}`, key, sent: { sha256 } };
	const count = await operateOnce(world, actor, form, async (tx) => {
		const now = await wordedNow(tx, version);
		if (standingHash(now) !== shown) throw new Refusal('wording.changed-meanwhile', { status: 409 });
		const read = readWords(bytes, now);
		if (!('changes' in read)) throw new Refusal('wording.faults', { field: 'words' });
		await replaceChanges(tx, version, merged(await storedChanges(tx, version), read.changes, world.now()));
		return read.changes.length;
	});
	await readImportedWords(world);
	return count;
}

/** Returns the file of words of a version of the framework as it stands now. For the operator alone. */
export async function exportWords(world: World, actor: Actor, version: FrameworkVersion): Promise<string> {
	mustOperate(actor);
	return wordsFile(await wordedNow(world.db.read, version));
}

import { createHash } from 'node:crypto';
import type { Report } from '#openbadges';
import { phaseOf } from '../expiry.ts';
import {
	type Database,
	type VersionedCache,
	createVersionedCache,
	type Queries,
	type World,
} from '#platform/server';
import { type AwardPageData, awardPageData, publishedText } from './award-page-data-store.ts';
import { verifyOwnBadge } from './register.ts';

/** Most reports of verification cached for one service: about 10 kB each. */
const MOST = 1000;

const caches = new WeakMap<Database, VersionedCache<Report>>();
const underWay = new WeakMap<Database, Map<string, Promise<Report>>>();

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * A hash that changes whenever data changes on which the page of an award, or our verification of it,
 * depends.
 */
export const awardPageDataHash = (facts: AwardPageData): string => digest(JSON.stringify(facts));

/** A version of a page, and when the badge that it shows expires. */
interface Versioned {
	readonly version: string;
	readonly validUntil: Date | null;
}

type Version = (q: Queries, id: string) => Promise<Versioned | undefined>;

/**
 * Wraps a function that reads a version from the database, and caches its results until the database is next
 * written: until then no query is run. A badge that expires, or soon does, has another version, though nothing is
 * written.
 */
function rememberedUntilWritten(version: Version) {
	const found = new WeakMap<Database, VersionedCache<{ readonly at: Versioned | undefined }>>();
	const inPhase = (at: Versioned | undefined, now: Date) => at && `${at.version} ${phaseOf(at, now)}`;
	return async ({ db, now }: Pick<World, 'db' | 'now'>, id: string): Promise<string | undefined> => {
		// Read before the query, so that a write during the query invalidates its result.
		const changes = await db.changes?.();
		if (changes === undefined) return inPhase(await version(db.read, id), now());
		const versions = found.get(db) ?? createVersionedCache<{ readonly at: Versioned | undefined }>(MOST);
		found.set(db, versions);
		const known = versions.get(id, String(changes), now());
		if (known) return inPhase(known.at, now());
		const present = await version(db.read, id);
		versions.set(id, String(changes), now(), { at: present });
		return inPhase(present, now());
	};
}

/**
 * Returns a hash that changes when the cached page of a published award (`/b/ID`) must be rendered again;
 * undefined if the award is not published.
 */
export const publicAwardPageHash = rememberedUntilWritten(async (q, id) => {
	const facts = await awardPageData(q, id);
	return facts && facts.award.publishedAt !== null
		? { version: awardPageDataHash(facts), validUntil: facts.award.validUntil }
		: undefined;
});

/**
 * Returns a hash that changes when the cached signed text of a published award (`/b/ID.json`) must be made
 * again; undefined if the award is not published.
 */
export const publicSignedTextHash = rememberedUntilWritten(async (q, id) => {
	const text = await publishedText(q, id);
	// The text stays what was signed.
	return text === undefined ? undefined : { version: digest(text), validUntil: null };
});

/**
 * Returns false if a source could not be reached: such a report is not cached, since the source may answer
 * next time.
 */
const isComplete = ({ verdict, checks }: Report) =>
	verdict !== 'unknown' && !checks.some(({ id, outcome }) => id === 'status' && outcome === 'unknown');

/**
 * Verifies an award and returns the report; returns the cached report instead if it is less than a day old
 * and no data that it depends on has changed since. Concurrent calls share one verification. A report is not
 * cached if a source could not be reached.
 */
export async function awardReport(world: World, facts: AwardPageData, credential: string): Promise<Report> {
	const cached = caches.get(world.db) ?? createVersionedCache<Report>(MOST);
	caches.set(world.db, cached);
	const verifying = underWay.get(world.db) ?? new Map<string, Promise<Report>>();
	underWay.set(world.db, verifying);
	const { id } = facts.award;
	const version = `${awardPageDataHash(facts)} ${phaseOf(facts.award, world.now())}`;
	const found = cached.get(id, version, world.now());
	if (found) return found;
	const name = `${id} ${version}`;
	const mine =
		verifying.get(name) ?? verifyOwnBadge(world, credential).finally(() => void verifying.delete(name));
	verifying.set(name, mine);
	const report = await mine;
	if (isComplete(report)) cached.set(id, version, world.now(), report);
	return report;
}

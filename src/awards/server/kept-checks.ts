import { createHash } from 'node:crypto';
import type { Report } from '#openbadges';
import { type Database, type Kept, keep, type Queries, type World } from '#platform/server';
import { type AwardFacts, awardFacts, publishedText } from './award-facts-store.ts';
import { verifyOwn } from './register.ts';

/** Reports kept at most by one service: some 10 kB each. */
const MOST = 1000;

const kept = new WeakMap<Database, Kept<Report>>();
const underWay = new WeakMap<Database, Map<string, Promise<Report>>>();

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Changes whenever something changes that the page of an award, or our check of it, depends on. */
export const versionOf = (facts: AwardFacts): string => digest(JSON.stringify(facts));

type Version = (q: Queries, id: string) => Promise<string | undefined>;

/** Versions found since the database last changed: as long as it does not change, nothing is asked of it. */
function rememberedUntilWritten(version: Version) {
	const found = new WeakMap<Database, Kept<{ readonly version: string | undefined }>>();
	return async ({ db, now }: Pick<World, 'db' | 'now'>, id: string): Promise<string | undefined> => {
		// Read first: what is written while the query runs is then asked for again.
		const changes = db.changes?.();
		if (changes === undefined) return version(db.read, id);
		const versions = found.get(db) ?? keep<{ readonly version: string | undefined }>(MOST);
		found.set(db, versions);
		const known = versions.get(id, String(changes), now());
		if (known) return known.version;
		const present = await version(db.read, id);
		versions.set(id, String(changes), now(), { version: present });
		return present;
	};
}

/** The version of the page that anybody may read of an award; undefined where nobody may. */
export const publicAwardVersion = rememberedUntilWritten(async (q, id) => {
	const facts = await awardFacts(q, id);
	return facts && facts.award.publishedAt !== null ? versionOf(facts) : undefined;
});

/** The version of the signed text that anybody may read of an award; undefined where nobody may. */
export const publicTextVersion = rememberedUntilWritten(async (q, id) => {
	const text = await publishedText(q, id);
	return text === undefined ? undefined : digest(text);
});

/** Whether a source could not be asked: asked again, it may answer. */
const isComplete = ({ verdict, checks }: Report) =>
	verdict !== 'unknown' && !checks.some(({ id, outcome }) => id === 'status' && outcome === 'unknown');

/**
 * Our check of an award that has its text: made when there is none yet, when something that it depends on changed, and once
 * a day; several who ask at once wait for one.
 */
export async function checkOwn(world: World, facts: AwardFacts, credential: string): Promise<Report> {
	const reports = kept.get(world.db) ?? keep<Report>(MOST);
	kept.set(world.db, reports);
	const checking = underWay.get(world.db) ?? new Map<string, Promise<Report>>();
	underWay.set(world.db, checking);
	const { id } = facts.award;
	const version = versionOf(facts);
	const found = reports.get(id, version, world.now());
	if (found) return found;
	const name = `${id} ${version}`;
	const mine = checking.get(name) ?? verifyOwn(world, credential).finally(() => void checking.delete(name));
	checking.set(name, mine);
	const report = await mine;
	if (isComplete(report)) reports.set(id, version, world.now(), report);
	return report;
}

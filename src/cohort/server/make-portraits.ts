import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
	activeShares,
	type Institution,
	listInstitutions,
	inviterByLearner,
	activeSharesOfPeopleSharingWith,
} from '#identity/server';
import { civilDate, Refusal } from '#platform';
import { errorCode, type World } from '#platform/server';
import { standingsByPerson } from '#profile/server';
import type { Cohort } from '../cohort.ts';
import { PORTRAIT_SOURCES, type PortraitLevel } from '../levels.ts';
import { countedLevel } from '../lots.ts';
import { lastPortraitDate } from '../portrait-dates.ts';
import { isBarred, type ShareForPortrait, makePortrait, type PortraitInput } from '../portrait.ts';
import { slipUses } from './roster/roster-store.ts';
import { leastPeopleInCohort } from './least-people.ts';
import { lotsOf, lotsSecret } from './lots-of.ts';
import {
	advisersOfCohorts,
	cohortsByIds,
	cohortsDueForPortrait,
	portraitOfCohort,
	removePortraits,
	savePortrait,
} from './cohort-store.ts';
import { dimensionsOf, frameworkVersionOf } from './version-of.ts';

/**
 * Reads every share in force, with any cohort, of the people of a cohort, with what decides whether a
 * portrait counts them.
 */
async function countedShares(world: World, cohort: Cohort, timeZone: string): Promise<ShareForPortrait[]> {
	const shares = (
		await activeSharesOfPeopleSharingWith(world, { granteeKind: 'cohort', grantee: cohort.id })
	).filter(({ granteeKind }) => granteeKind === 'cohort');
	const ids = [...new Set(shares.map(({ grantee }) => grantee))];
	const found = await cohortsByIds(world.db.read, ids);
	const dimensions = new Map(found.map((one) => [one.id, new Set(dimensionsOf(one))]));
	const advisers = await advisersOfCohorts(world.db.read, ids);
	const inviters = await inviterByLearner(world, cohort.institution);
	const slips = await slipUses(world.db.read, cohort.institution);
	const known = shares.filter(({ grantee }) => dimensions.has(grantee));
	return known.map(({ person, grantee, givenAt, textVersion }) => ({
		person,
		cohort: grantee,
		joinedOn: civilDate(givenAt, timeZone),
		textVersion,
		dimensions: dimensions.get(grantee)!,
		barred: isBarred(
			{ person, inviter: inviters.get(person), slips: slips.get(person) ?? [] },
			advisers.get(grantee)!,
		),
	}));
}

/** How many people's levels are read before other requests are served. */
const READ_AT_ONCE = 100;

type CountedAt = PortraitInput['countedLevelOf'];

/**
 * Reads the levels of these people and applies their lots: `countedLevelOf` then gives the level at which the
 * portrait counts a person in a source and dimension. Reads a few people at a time, so that other requests
 * are served in between.
 */
async function levelsOf(
	world: World,
	cohort: Cohort,
	people: readonly string[],
	secret: KeyObject,
): Promise<{ readonly has: (person: string) => boolean; readonly countedLevelOf: CountedAt }> {
	const slugs = dimensionsOf(cohort);
	const place = new Map(slugs.map((slug, at) => [slug, at]));
	// One array per person, by source then by dimension, to keep it small for many people.
	const found = new Map<string, readonly (PortraitLevel | undefined)[]>();
	for (let at = 0; at < people.length; at += READ_AT_ONCE) {
		const some = people.slice(at, at + READ_AT_ONCE);
		for (const [person, marks] of await standingsByPerson(world, some, frameworkVersionOf(cohort))) {
			const lots = slugs.map((slug) => lotsOf(secret, person, slug));
			found.set(
				person,
				PORTRAIT_SOURCES.flatMap((source) =>
					slugs.map((slug, n) => countedLevel(marks[slug]?.[source], () => lots[n]!)),
				),
			);
		}
		if (at + READ_AT_ONCE < people.length) await setImmediate();
	}
	const countedLevelOf: CountedAt = (person, source, slug) =>
		found.get(person)?.[PORTRAIT_SOURCES.indexOf(source) * slugs.length + place.get(slug)!];
	return { has: (person) => found.has(person), countedLevelOf };
}

/**
 * Makes and stores the portrait of a cohort for a date from the present levels; returns false when it already
 * exists. Levels take long to read, so they are read before the write unit; the unit then decides who counts
 * and which figures are shown, and stores the portrait.
 */
async function makeFor(
	world: World,
	cohort: Cohort,
	{ date, joinedBefore, institution }: { date: string; joinedBefore: string; institution: Institution },
): Promise<boolean> {
	const secret = await world.db.write((tx) => lotsSecret(tx, world));
	const to = { granteeKind: 'cohort', grantee: cohort.id } as const;
	const there = (await activeShares(world, to)).map(({ person }) => person);
	const before = await levelsOf(world, cohort, there, secret);
	return world.db.write(async (tx) => {
		const last = await portraitOfCohort(tx, cohort.id);
		if (last && last.date >= date) return false;
		const inside: World = { ...world, db: { ...world.db, read: tx } };
		const shares = await countedShares(inside, cohort, institution.timeZone);
		const people = [...new Set(shares.map(({ person }) => person))];
		const since = await levelsOf(
			inside,
			cohort,
			people.filter((one) => !before.has(one)),
			secret,
		);
		const least = await leastPeopleInCohort(inside, cohort, institution.threshold);
		const made = makePortrait({
			cohort: cohort.id,
			joinedBefore,
			least,
			dimensions: dimensionsOf(cohort),
			shares,
			countedLevelOf: (...one) => (before.has(one[0]) ? before : since).countedLevelOf(...one),
		});
		await savePortrait(tx, cohort.id, { date, madeAt: world.now(), least, ...made });
		return true;
	});
}

/**
 * A cohort without a portrait for the last portrait date. `make` makes the portrait, and returns false when
 * it was made meanwhile.
 */
interface Due {
	readonly cohort: string;
	readonly make: () => Promise<boolean>;
}

/** The cohorts of one institution that have no portrait for the last portrait date. */
async function dueIn(
	world: World,
	institution: Institution,
	{ joinedBefore }: { joinedBefore?: string } = {},
): Promise<readonly Due[]> {
	const date = lastPortraitDate(civilDate(world.now(), institution.timeZone));
	const on = { date, joinedBefore: joinedBefore ?? date, institution };
	return (await cohortsDueForPortrait(world.db.read, institution.id, date)).map((cohort) => ({
		cohort: cohort.id,
		make: () => makeFor(world, cohort, on),
	}));
}

/**
 * Makes the portrait of every cohort that has none for the last portrait date, one write unit per cohort, and
 * returns how many. Called when the service starts and every hour. Several missed dates give one portrait,
 * for the last date. Without the sealing key it makes nothing and keeps the existing ones: no portrait is
 * made without lots. A failure for a cohort or an institution is logged, and the others are made.
 */
export async function makePortraits(world: World): Promise<number> {
	let made = 0;
	let keyMissing = false;
	const orSay = <T>(about: Record<string, string>, work: () => Promise<T>): Promise<T | undefined> =>
		work().catch((error: unknown) => {
			if (error instanceof Refusal && error.code === 'platform.key-missing') keyMissing = true;
			else world.log.warn('portraits.failed', { ...about, code: errorCode(error) });
			return undefined;
		});
	for (const institution of await listInstitutions(world)) {
		const due = await orSay({ institution: institution.id }, () => dueIn(world, institution));
		for (const { cohort, make } of due ?? []) if (await orSay({ cohort }, make)) made += 1;
	}
	if (keyMissing) world.log.warn('portraits.key-missing');
	if (made > 0) world.log.info('portraits.made', { portraits: made });
	return made;
}

/**
 * Deletes and makes again the portraits of the demonstration institutions, at once, so that they count the
 * people just created.
 */
export async function makeDemonstrationPortraits(world: World): Promise<void> {
	for (const institution of await listInstitutions(world)) {
		if (!institution.demonstration) continue;
		await world.db.write((tx) => removePortraits(tx, institution.id));
		for (const { make } of await dueIn(world, institution, { joinedBefore: '9999' })) await make();
	}
}

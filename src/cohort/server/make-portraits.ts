import { CURRENT_VERSION, FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Institution, institutions, letInBy, sharesBeside } from '#identity/server';
import { civilDate, Refusal } from '#platform';
import { errorCode, type Queries, type World } from '#platform/server';
import { marksOfEach } from '#profile/server';
import type { Cohort } from '../cohort.ts';
import { lastPortraitDate } from '../portrait-dates.ts';
import { type CountedShare, makePortrait } from '../portrait.ts';
import { leastIn } from './least-in.ts';
import { lotsOf, lotsSecret } from './lots-of.ts';
import {
	advisersOfCohorts,
	cohortsByIds,
	cohortsDue,
	portraitOfCohort,
	removePortraits,
	savePortrait,
} from './store.ts';

/** The version of the framework a cohort is seen in. */
export const versionOf = (cohort: Cohort): FrameworkVersion =>
	FRAMEWORK_VERSIONS.find((version) => version === cohort.framework) ?? CURRENT_VERSION;

const dimensionsOf = (cohort: Cohort): string[] =>
	framework(versionOf(cohort)).dimensions.map(({ slug }) => slug);

/** Every share in force of the people of a cohort, with what decides where they count. */
async function countedShares(world: World, cohort: Cohort, timeZone: string): Promise<CountedShare[]> {
	const shares = (await sharesBeside(world, { granteeKind: 'cohort', grantee: cohort.id })).filter(
		({ granteeKind }) => granteeKind === 'cohort',
	);
	const ids = [...new Set(shares.map(({ grantee }) => grantee))];
	const found = await cohortsByIds(world.db.read, ids);
	const dimensions = new Map(found.map((one) => [one.id, new Set(dimensionsOf(one))]));
	const advisers = await advisersOfCohorts(world.db.read, ids);
	const inviters = await letInBy(world, cohort.institution);
	const known = shares.filter(({ grantee }) => dimensions.has(grantee));
	return known.map(({ person, grantee, givenAt, textVersion }) => ({
		person,
		cohort: grantee,
		joinedOn: civilDate(givenAt, timeZone),
		textVersion,
		dimensions: dimensions.get(grantee)!,
		barred: advisers.get(grantee)!.some((adviser) => [person, inviters.get(person)].includes(adviser)),
	}));
}

/**
 * Inside a write unit: makes the portrait of a cohort for a date, from the levels of now, unless it exists.
 * Who counts, whether a figure is shown and what is stored are decided here at once.
 */
async function makeFor(
	tx: Queries,
	world: World,
	cohort: Cohort,
	{ date, joinedBefore, institution }: { date: string; joinedBefore: string; institution: Institution },
): Promise<boolean> {
	const before = await portraitOfCohort(tx, cohort.id);
	if (before && before.date >= date) return false;
	const inside: World = { ...world, db: { ...world.db, read: tx } };
	const secret = await lotsSecret(tx, world);
	const shares = await countedShares(inside, cohort, institution.timeZone);
	const people = [...new Set(shares.map(({ person }) => person))];
	const marks = await marksOfEach(inside, people, versionOf(cohort));
	const made = makePortrait({
		cohort: cohort.id,
		joinedBefore,
		least: await leastIn(inside, cohort, people, institution.threshold),
		dimensions: dimensionsOf(cohort),
		shares,
		standing: (person, source, slug) => marks.get(person)?.[slug]?.[source],
		lots: (person, slug) => lotsOf(secret, person, slug),
	});
	await savePortrait(tx, cohort.id, { date, madeAt: world.now(), ...made });
	return true;
}

/** A cohort that waits for its portrait, and what makes it; false when it was made meanwhile. */
interface Due {
	readonly cohort: string;
	readonly make: () => Promise<boolean>;
}

/** The cohorts of one institution that wait for the portrait of the last date. */
async function dueIn(
	world: World,
	institution: Institution,
	{ joinedBefore }: { joinedBefore?: string } = {},
): Promise<readonly Due[]> {
	const date = lastPortraitDate(civilDate(world.now(), institution.timeZone));
	const on = { date, joinedBefore: joinedBefore ?? date, institution };
	return (await cohortsDue(world.db.read, institution.id, date)).map((cohort) => ({
		cohort: cohort.id,
		make: () => world.db.write((tx) => makeFor(tx, world, cohort, on)),
	}));
}

/**
 * Makes the portraits of the last date that are not made yet, one write unit for each cohort; run at the start and
 * every hour, it does nothing the rest of the time. Several dates missed are one portrait, the last. Without the
 * sealing key nothing is made and what stands stays: no portrait is ever made without lots. A cohort, or an institution,
 * whose portraits cannot be made is said in the log, and the others are made. Gives how many were made.
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
	for (const institution of await institutions(world)) {
		const due = await orSay({ institution: institution.id }, () => dueIn(world, institution));
		for (const { cohort, make } of due ?? []) if (await orSay({ cohort }, make)) made += 1;
	}
	if (keyMissing) world.log.warn('portraits.key-missing');
	if (made > 0) world.log.info('portraits.made', { portraits: made });
	return made;
}

/** In demonstrations alone: makes their portraits again, with everybody who was just invented. */
export async function makeDemonstrationPortraits(world: World): Promise<void> {
	for (const institution of await institutions(world)) {
		if (!institution.demonstration) continue;
		await world.db.write((tx) => removePortraits(tx, institution.id));
		for (const { make } of await dueIn(world, institution, { joinedBefore: '9999' })) await make();
	}
}

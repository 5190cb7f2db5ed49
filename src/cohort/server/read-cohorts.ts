import { answeredOfEach, saidOfEach } from '#assessment/server';
import { CURRENT_VERSION, FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, membershipAs, must, personOf } from '#identity';
import { activeShares, institutionById, peopleByIds, sharesTo } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, type Progress, progressOf } from '../cohort.ts';
import {
	type DimensionPortrait,
	dimensionPortrait,
	mayRefresh,
	type Portrait,
	type Situated,
	situatedIn,
	tooClose,
} from '../portrait.ts';
import {
	advisersOfCohorts,
	cohortById,
	cohortsAdvisedBy,
	cohortsByIds,
	otherPeople,
	portraitOfCohort,
	savePortrait,
	type StoredPortrait,
} from './store.ts';

/** The cohorts an adviser accompanies, newest first, each with the number of people who share. */
export async function advisedCohorts(world: World, actor: Actor): Promise<(Cohort & { members: number })[]> {
	const { institution } = membershipAs(actor, 'adviser');
	must(actor, 'advise', { kind: 'institution', institution });
	const cohorts = await cohortsAdvisedBy(world.db.read, personOf(actor).id);
	const counts = await sharesTo(
		world,
		'cohort',
		cohorts.map((cohort) => cohort.id),
	);
	return cohorts.map((cohort) => ({ ...cohort, members: counts.get(cohort.id) ?? 0 }));
}

/** A cohort a person shares in: with whom, since when, until when. */
export interface Joined {
	readonly id: string;
	readonly name: string;
	readonly since: Date;
	readonly endsOn: string | null;
	readonly advisers: readonly string[];
}

/** The cohorts the actor shares in now. */
export async function joinedCohorts(world: World, actor: Actor): Promise<Joined[]> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const shares = (await activeShares(world, { person })).filter((share) => share.granteeKind === 'cohort');
	const ids = shares.map((share) => share.grantee);
	const cohorts = new Map((await cohortsByIds(world.db.read, ids)).map((one) => [one.id, one]));
	const advisers = await advisersOfCohorts(world.db.read, ids);
	const names = await peopleByIds(world, [...advisers.values()].flat());
	return shares.flatMap((share) => {
		const cohort = cohorts.get(share.grantee);
		if (!cohort) return [];
		const { id, name, endsOn } = cohort;
		const who = (advisers.get(id) ?? [])
			.map((adviser) => names.get(adviser)?.displayName ?? '')
			.filter(Boolean);
		return [{ id, name, endsOn, since: share.givenAt, advisers: who }];
	});
}

/** What an adviser sees of a cohort: who shares, how far each is, and the group portrait. */
export interface CohortView {
	readonly cohort: Cohort;
	readonly threshold: number;
	readonly members: readonly { name: string; since: Date; progress: Progress }[];
	/** Absent while fewer people than the threshold share. */
	readonly portrait: { readonly madeAt: Date; readonly dimensions: Portrait } | null;
}

const versionOf = (cohort: Cohort): FrameworkVersion =>
	FRAMEWORK_VERSIONS.find((version) => version === cohort.framework) ?? CURRENT_VERSION;

/**
 * The stored portrait, each dimension made anew first when enough people changed in it; none once the group is under
 * the threshold. A dimension is hidden while another cohort of the institution counts nearly the same people.
 */
async function presentPortrait(
	world: World,
	cohort: Cohort,
	people: readonly string[],
	threshold: number,
): Promise<StoredPortrait | undefined> {
	if (people.length < threshold) return undefined;
	const version = versionOf(cohort);
	const said = await saidOfEach(world, people, version);
	const stored = await portraitOfCohort(world.db.read, cohort.id);
	const made: {
		madeAt: Date;
		people: Record<string, Situated>;
		portrait: Record<string, DimensionPortrait>;
	} = {
		madeAt: stored?.madeAt ?? world.now(),
		people: { ...stored?.people },
		portrait: { ...stored?.portrait },
	};
	let anew = false;
	for (const { slug } of framework(version).dimensions) {
		const now = situatedIn(
			new Map(people.map((person) => [person, said.get(person)?.[slug]?.standing ?? 'not-situated'])),
		);
		if (!mayRefresh(made.people[slug], now, threshold)) continue;
		made.people[slug] = now;
		made.portrait[slug] = dimensionPortrait(Object.values(now), threshold);
		anew = true;
	}
	if (anew) {
		made.madeAt = world.now();
		await world.db.write((tx) => savePortrait(tx, cohort.id, made));
	}
	const others = await otherPeople(world.db.read, cohort);
	const close = (slug: string) =>
		others.some((other) => tooClose(made.people[slug] ?? {}, other[slug] ?? {}, threshold));
	const shown = Object.entries(made.portrait).map(([slug, figures]): [string, DimensionPortrait] => [
		slug,
		close(slug) ? { shown: false, why: 'too-close' } : figures,
	]);
	return { ...made, portrait: Object.fromEntries(shown) };
}

/** A cohort as one of its advisers sees it; anybody else gets not-found. */
export async function cohortFor(world: World, actor: Actor, id: string): Promise<CohortView> {
	const cohort = await cohortById(world.db.read, id);
	const advisers = (await advisersOfCohorts(world.db.read, [id])).get(id) ?? [];
	if (!cohort) throw actor.kind === 'anonymous' ? signIn(actor) : notFound();
	must(actor, 'read', { kind: 'cohort', institution: cohort.institution, advisers });
	const shares = await activeShares(world, { granteeKind: 'cohort', grantee: id });
	const people = shares.map((share) => share.person);
	const names = await peopleByIds(world, people);
	const answered = await answeredOfEach(world, people, versionOf(cohort));
	const { threshold } = await institutionById(world, cohort.institution);
	const total = framework(versionOf(cohort)).dimensions.length;
	const portrait = await presentPortrait(world, cohort, people, threshold);
	return {
		cohort,
		threshold,
		members: shares
			.map((share) => ({
				name: names.get(share.person)?.displayName ?? '',
				since: share.givenAt,
				progress: progressOf(answered.get(share.person) ?? 0, total),
			}))
			.sort((one, other) => one.name.localeCompare(other.name, 'fr')),
		portrait: portrait ? { madeAt: portrait.madeAt, dimensions: portrait.portrait } : null,
	};
}

/** An anonymous visitor is sent to sign in, whether or not the cohort exists. */
const signIn = (actor: Actor) => {
	personOf(actor);
	return notFound();
};

import { answeredOfEach } from '#assessment/server';
import type { FrameworkVersion } from '#framework';
import { framework } from '#framework/server';
import { type Actor, membershipAs, must, personOf } from '#identity';
import { activeShares, institutionById, peopleByIds, sharesTo } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, type Progress, progressOf } from '../cohort.ts';
import type { Portrait, PortraitSource } from '../portrait.ts';
import { presentPortrait, versionOf } from './present-portrait.ts';
import { advisersOfCohorts, cohortById, cohortsAdvisedBy, cohortsByIds } from './store.ts';

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
	readonly version: FrameworkVersion;
	/** Absent while fewer people than the threshold share; a source may stand in none of the dimensions. */
	readonly portrait: {
		readonly madeAt: Date;
		readonly sources: Readonly<Record<PortraitSource, Portrait>>;
	} | null;
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
	const version = versionOf(cohort);
	const answered = await answeredOfEach(world, people, version);
	const { threshold } = await institutionById(world, cohort.institution);
	const total = framework(version).dimensions.length;
	return {
		cohort,
		version,
		threshold,
		members: shares
			.map((share) => ({
				name: names.get(share.person)?.displayName ?? '',
				since: share.givenAt,
				progress: progressOf(answered.get(share.person) ?? 0, total),
			}))
			.sort((one, other) => one.name.localeCompare(other.name, 'fr')),
		portrait: (await presentPortrait(world, cohort, shares, threshold)) ?? null,
	};
}

/** An anonymous visitor is sent to sign in, whether or not the cohort exists. */
const signIn = (actor: Actor) => {
	personOf(actor);
	return notFound();
};

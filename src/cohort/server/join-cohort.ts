import { type Actor, learnerMembership, must, personOf } from '#identity';
import {
	accompany,
	act,
	activeShares,
	actWithoutKey,
	endAccompaniment,
	giveShare,
	institutionById,
	peopleByIds,
	withdrawShare,
} from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { World } from '#platform/server';
import { type Cohort, sharesEverySource, SHARING_TEXT } from '../cohort.ts';
import { namesOf } from './read-cohorts.ts';
import { advisersOfCohorts, cohortByCode } from './store.ts';

/** What a person reads before joining: which cohort, with whom they would share, whether they already do. */
export interface Offer {
	readonly id: string;
	readonly name: string;
	readonly code: string;
	readonly endsOn: string | null;
	readonly advisers: readonly string[];
	readonly institution: string;
	/** Whether the person shares, and whether on other words than these, which they may then accept too. */
	readonly joined: false | 'as-offered' | 'on-earlier-words';
}

const unknownCode = () => new Refusal('cohort.code-unknown', { field: 'code' });

/**
 * The open cohort of the actor's own institution behind a code; every other case is the same refusal. Whoever
 * accompanies a cohort cannot join it: they would be one of those whose levels they see together.
 */
async function openCohort(
	world: World,
	actor: Actor,
	code: string,
): Promise<Cohort & { advisers: string[] }> {
	const { institution } = learnerMembership(actor);
	must(actor, 'learn', { kind: 'institution', institution });
	const cohort = await cohortByCode(world.db.read, code);
	if (!cohort || cohort.institution !== institution) throw unknownCode();
	const { timeZone } = await institutionById(world, institution);
	if (cohort.endsOn && cohort.endsOn < civilDate(world.now(), timeZone)) {
		throw new Refusal('cohort.ended', { field: 'code' });
	}
	const advisers = (await advisersOfCohorts(world.db.read, [cohort.id])).get(cohort.id)!;
	if (advisers.includes(personOf(actor).id)) throw new Refusal('cohort.own', { field: 'code' });
	return { ...cohort, advisers };
}

/** What joining a cohort would share, and with whom. */
export async function offerOf(world: World, actor: Actor, code: string): Promise<Offer> {
	const cohort = await openCohort(world, actor, code);
	const person = personOf(actor).id;
	const names = await peopleByIds(world, cohort.advisers);
	const institution = await institutionById(world, cohort.institution);
	const [share] = await activeShares(world, { person, granteeKind: 'cohort', grantee: cohort.id });
	return {
		id: cohort.id,
		name: cohort.name,
		code: cohort.joinCode,
		endsOn: cohort.endsOn,
		advisers: namesOf(cohort.advisers, names),
		institution: institution.name,
		joined: share ? (sharesEverySource(share.textVersion) ? 'as-offered' : 'on-earlier-words') : false,
	};
}

/** The end of the last day of sharing, late enough for every time zone of Québec. */
const until = (endsOn: string | null) =>
	endsOn ? new Date(Date.parse(`${endsOn}T00:00:00Z`) + 29 * 3_600_000) : null;

/** Joins a cohort: from then on its advisers see the name, the progress, and the levels within the group. */
export async function joinCohort(
	world: World,
	actor: Actor,
	input: { code: string; key: string },
): Promise<string> {
	const cohort = await openCohort(world, actor, input.code);
	const { id: person } = personOf(actor);
	const may = (me: Actor) =>
		must(me, 'learn', { kind: 'institution', institution: learnerMembership(actor).institution });
	const form = { may, action: 'cohort.join', key: input.key, sent: { code: input.code } };
	return act(world, actor, form, async (tx) => {
		const advisers = (await advisersOfCohorts(tx, [cohort.id])).get(cohort.id)!;
		await giveShare(tx, world, {
			person,
			granteeKind: 'cohort',
			grantee: cohort.id,
			textVersion: SHARING_TEXT,
			until: until(cohort.endsOn),
		});
		for (const adviser of advisers) await accompany(tx, world, { adviser, person, through: cohort.id });
		return cohort.id;
	});
}

/** Withdraws from a cohort at once; doing it again changes nothing. */
export async function leaveCohort(
	world: World,
	actor: Actor,
	input: { cohort: string; key: string },
): Promise<void> {
	const { id: person } = personOf(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	// Withdrawing is the same sent twice: no kept answer may stand for another cohort.
	await actWithoutKey(world, actor, may, async (tx) => {
		await withdrawShare(tx, world, { person, granteeKind: 'cohort', grantee: input.cohort });
		await endAccompaniment(tx, { person, through: input.cohort });
	});
}

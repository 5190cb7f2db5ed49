import { type Actor, mustBeLearner, must, nameSortKey, mustBePerson } from '#identity';
import {
	startAccompaniment,
	startAccompaniments,
	type AdviserNow,
	advisersNow,
	writeOnceAsActor,
	activeShares,
	writeAsActor,
	endAccompaniments,
	giveShare,
	giveShares,
	institutionById,
	type ShareInput,
	withdrawShare,
} from '#identity/server';
import { civilDate, Refusal } from '#platform';
import type { Queries, World } from '#platform/server';
import {
	type Cohort,
	problemOfJoining,
	sharingEndsAt,
	isEverySourceShared,
	SHARING_TEXT_VERSION,
} from '../cohort.ts';
import { worldReadingInUnit, listedCohort, writePersonToList, removePersonFromList } from './list-people.ts';
import { addToList, peopleNow } from './list-store.ts';
import { advisersOfCohorts, cohortByCode } from './cohort-store.ts';
import { removeAsked } from './handing-over/asked-store.ts';
import { slipVersion } from './slip.ts';

/**
 * What a person reads before joining a cohort: its name and last day, its advisers, and whether they already
 * share in it.
 */
export interface CohortPreview {
	readonly id: string;
	readonly name: string;
	readonly code: string;
	readonly endsOn: string | null;
	readonly asks: Cohort['asks'];
	readonly advisers: readonly AdviserNow[];
	readonly institution: string;
	/** `slipVersion` of what this says. */
	readonly shown: string;
	/**
	 * `false` when the person does not share in this cohort; `as-offered` when they share under a text that
	 * names the three sources; `on-earlier-words` when they share under an earlier text, and may accept the
	 * present one too.
	 */
	readonly joined: false | 'as-offered' | 'on-earlier-words';
}

const unknownCode = () => new Refusal('cohort.code-unknown', { field: 'code' });

/** A cohort, with the ids of its advisers. */
export type CohortWithAdviserIds = Cohort & { readonly advisers: readonly string[] };

const OTHER_AUDIENCE = {
	teacher: 'cohort.for-teachers',
	staff: 'cohort.for-staff',
	student: 'cohort.for-students',
} as const;

function refusedToJoin(problem: NonNullable<ReturnType<typeof problemOfJoining>>, cohort: Cohort): Refusal {
	if (problem === 'not-open')
		return new Refusal('cohort.not-open', { field: 'code', params: { date: cohort.startsOn! } });
	const code = {
		ended: 'cohort.ended',
		full: 'cohort.full',
		'other-audience': OTHER_AUDIENCE[cohort.audience],
	};
	return new Refusal(code[problem], { field: 'code' });
}

/**
 * Finds the cohort of an institution that has this code and is open. Throws `cohort.code-unknown` for an
 * unknown code or another institution's, `cohort.ended` after its last day or once it is archived, and
 * `cohort.not-open` before its first day.
 */
export async function findOpenCohort(
	world: World,
	institution: string,
	code: string,
): Promise<CohortWithAdviserIds> {
	const cohort = await cohortByCode(world.db.read, code);
	if (!cohort || cohort.institution !== institution) throw unknownCode();
	const { timeZone } = await institutionById(world, institution);
	const today = civilDate(world.now(), timeZone);
	const problem = problemOfJoining(cohort, { today, audience: cohort.audience, people: 0 });
	if (problem && problem !== 'full') throw refusedToJoin(problem, cohort);
	return { ...cohort, advisers: (await advisersOfCohorts(world.db.read, [cohort.id])).get(cohort.id)! };
}

/** A cohort that somebody may join, and what they share with it already, if anything. */
interface CohortToJoin {
	readonly cohort: CohortWithAdviserIds;
	readonly share: { readonly textVersion: string } | undefined;
}

/**
 * Finds the cohort that has this code and is open in the institution where the actor is a learner. Throws
 * `cohort.own` for an adviser of the cohort, who would otherwise be counted in the levels that they see; and, for
 * whoever does not share in it yet, `cohort.for-teachers` or its like when it is made for others and `cohort.full` when as
 * many people share as it may have.
 */
async function openCohort(world: World, actor: Actor, code: string): Promise<CohortToJoin> {
	const { institution, audience } = mustBeLearner(actor);
	must(actor, 'learn', { kind: 'institution', institution });
	const cohort = await findOpenCohort(world, institution, code);
	const person = mustBePerson(actor).id;
	if (cohort.advisers.includes(person)) throw new Refusal('cohort.own', { field: 'code' });
	const [share] = await activeShares(world, { person, granteeKind: 'cohort', grantee: cohort.id });
	if (!share) {
		const { timeZone } = await institutionById(world, institution);
		const today = civilDate(world.now(), timeZone);
		const people = cohort.mostPeople === null ? 0 : await peopleNow(world.db.read, cohort.id);
		const problem = problemOfJoining(cohort, { today, audience, people });
		if (problem) throw refusedToJoin(problem, cohort);
	}
	return { cohort, share };
}

/**
 * The consent that a person gives by joining this cohort: to share with it, under the present text, until its
 * last day if it has one.
 */
const consentTo = ({ id, endsOn }: Cohort): Omit<ShareInput, 'person'> => ({
	granteeKind: 'cohort',
	grantee: id,
	textVersion: SHARING_TEXT_VERSION,
	until: endsOn ? sharingEndsAt(endsOn) : null,
});

/**
 * Inside a write unit: has a person share in a cohort from now on, under the present text, and puts them in its
 * list and among those whom its advisers accompany. Does not check authorisation: the caller must do it.
 */
export async function enterCohort(
	tx: Queries,
	world: World,
	cohort: CohortWithAdviserIds,
	person: string,
): Promise<void> {
	await giveShare(tx, world, { person, ...consentTo(cohort) });
	await writePersonToList(tx, world, cohort, { person, since: world.now() });
	for (const adviser of cohort.advisers)
		await startAccompaniment(tx, world, { adviser, person, through: cohort.id });
	await removeAsked(tx, cohort.id, person);
}

/**
 * Reads what the actor must know before joining the cohort with this code: with whom they would share, and
 * until when.
 */
export async function cohortPreview(world: World, actor: Actor, code: string): Promise<CohortPreview> {
	const { cohort, share } = await openCohort(world, actor, code);
	const institution = await institutionById(world, cohort.institution);
	return {
		id: cohort.id,
		name: cohort.name,
		code: cohort.joinCode,
		endsOn: cohort.endsOn,
		asks: cohort.asks,
		advisers: await advisersNow(world, cohort.institution, cohort.advisers),
		institution: institution.name,
		shown: slipVersion(cohort),
		joined: share ? (isEverySourceShared(share.textVersion) ? 'as-offered' : 'on-earlier-words') : false,
	};
}

/**
 * Has the actor join the cohort with this code, and returns its id. From then on, its advisers see the
 * person's name and progress, and their levels only as part of the group's figures. Throws
 * `cohort.slip-changed` (409) when its advisers or its last day are no longer as the page showed them
 * (`slipVersion`, left out only by code that decides without a page). Idempotent for a form's key, except that it throws `cohort.left-since` (409) when the form is sent again after the person has left
 * the cohort.
 */
export async function joinCohort(
	world: World,
	actor: Actor,
	input: { code: string; shown?: string | undefined; key: string },
): Promise<string> {
	await openCohort(world, actor, input.code);
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) =>
		must(me, 'learn', { kind: 'institution', institution: mustBeLearner(actor).institution });
	const form = { may, action: 'cohort.join', key: input.key, sent: { code: input.code } };
	const joined = await writeOnceAsActor(world, actor, form, async (tx) => {
		// Read again: its last day may have been brought forward since, its last place taken, or it was handed over.
		const { cohort } = await openCohort(worldReadingInUnit(world, tx), actor, input.code);
		if (input.shown !== undefined && input.shown !== slipVersion(cohort))
			throw new Refusal('cohort.slip-changed', { status: 409, field: 'code' });
		await enterCohort(tx, world, cohort, person);
		return cohort.id;
	});
	// The answer stored for the form would tell somebody who has left that they share.
	const [share] = await activeShares(world, { person, granteeKind: 'cohort', grantee: joined });
	if (!share) throw new Refusal('cohort.left-since', { status: 409 });
	return joined;
}

/**
 * One person among many who join a cohort at once (`addPeopleToCohort`); the person shares since the time
 * `since`.
 */
export interface JoiningPerson {
	readonly person: string;
	readonly name: string;
	readonly since: Date;
	/** In how many dimensions of the cohort’s version of the framework the person has answered. */
	readonly answered: number;
}

/**
 * Inside a write unit: makes many people join a cohort at once, with the consent that `joinCohort` stores.
 * None of them may be a member of it, nor have a share with it that is not withdrawn: a duplicate violates a
 * unique constraint.
 */
export async function addPeopleToCohort(
	tx: Queries,
	world: World,
	cohort: CohortWithAdviserIds,
	all: readonly JoiningPerson[],
): Promise<void> {
	const consent = consentTo(cohort);
	await giveShares(
		tx,
		world,
		all.map(({ person, since }) => ({ ...consent, person, givenAt: since })),
	);
	await startAccompaniments(
		tx,
		cohort.advisers.flatMap((adviser) =>
			all.map(({ person, since }) => ({ adviser, person, through: cohort.id, since })),
		),
	);
	await addToList(
		tx,
		listedCohort(cohort),
		all.map((one) => ({ ...one, nameOrder: nameSortKey(one.name) })),
	);
}

/**
 * Ends the actor's sharing with a cohort, takes them off its list and ends its advisers' accompaniment of
 * them; in one that was handed over, they are asked no more. Idempotent.
 */
export async function leaveCohort(
	world: World,
	actor: Actor,
	input: { cohort: string; key: string },
): Promise<void> {
	const { id: person } = mustBePerson(actor);
	const may = (me: Actor) => must(me, 'write', { kind: 'person', person });
	// The form has no key: sent again, it withdraws again without effect, whereas the answer stored for a key
	// could be that of another cohort.
	await writeAsActor(world, actor, may, async (tx) => {
		await withdrawShare(tx, world, { person, granteeKind: 'cohort', grantee: input.cohort });
		await endAccompaniments(tx, { person, through: input.cohort });
		await removePersonFromList(tx, person, input.cohort);
		await removeAsked(tx, input.cohort, person);
	});
}

import { CURRENT_VERSION, type FrameworkVersion, isFrameworkVersion } from '#framework';
import { type Actor, learnerMembership, type Membership, must, personOf } from '#identity';
import { act, institutionById } from '#identity/server';
import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Mode } from '../index.ts';
import {
	type Assessment,
	assessmentIn,
	chooseAssessment,
	currentAssessment,
	openAssessment,
} from './answer-store.ts';

/** Which version of the framework, and which length. */
export interface Choosing {
	readonly version: FrameworkVersion;
	readonly mode: Mode;
	/** The form's key. */
	readonly key: string;
}

/** Whether somebody may answer for a person: themselves, as a learner. */
export const mayAnswer = (person: string) => (me: Actor) => {
	must(me, 'write', { kind: 'person', person });
	learnerMembership(me);
};

/** The version an institution chose for new self-assessments. */
export async function usualVersion(
	world: World,
	{ institution }: Pick<Membership, 'institution'>,
): Promise<FrameworkVersion> {
	const { frameworkVersion } = await institutionById(world, institution);
	return isFrameworkVersion(frameworkVersion) ? frameworkVersion : CURRENT_VERSION;
}

type Begun = Pick<Assessment, 'person' | 'frameworkVersion' | 'mode'> & { audience: Membership['audience'] };

/** Finds or begins a person's self-assessment in one version; somebody whom no statement speaks to is not found. */
async function begin(tx: Queries, world: World, { audience, ...begun }: Begun): Promise<Assessment> {
	const before = await assessmentIn(tx, begun.person, begun.frameworkVersion);
	if (before) return before;
	if (!audience) throw notFound();
	const id = world.newId();
	return openAssessment(tx, {
		...begun,
		...{ id, audience, startedAt: world.now(), chosenAt: null, finishedAt: null },
	});
}

/** Finds the self-assessment a person is in; begins one in Express, in the usual version, when they have none. */
export const ensureCurrentAssessment = async (
	tx: Queries,
	world: World,
	begun: Omit<Begun, 'mode'>,
): Promise<Assessment> =>
	(await currentAssessment(tx, begun.person)) ?? begin(tx, world, { ...begun, mode: 'express' });

/**
 * Chooses the version and the length to answer in, from now on; what was answered in another version stays in its own.
 * Sent twice, it is chosen once.
 */
export async function chooseToAnswer(world: World, actor: Actor, choosing: Choosing): Promise<Mode> {
	const { id: person } = personOf(actor);
	const may = mayAnswer(person);
	const { audience } = learnerMembership(actor);
	const { version: frameworkVersion, mode, key } = choosing;
	// The same key with another choice (a page taken back from the browser's memory) is another wish, not a repeat.
	const action = `assessment.choose:${frameworkVersion}:${mode}`;
	return act(world, actor, { may, action, key, sent: {} }, async (tx) => {
		const { id } = await begin(tx, world, { person, frameworkVersion, mode, audience });
		await chooseAssessment(tx, id, { mode, at: world.now() });
		return mode;
	});
}

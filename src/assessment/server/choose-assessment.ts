import { type FrameworkVersion, versionChosen } from '#framework';
import { type Actor, mustBeLearner, type Membership, must, mustBePerson } from '#identity';
import { writeOnceAsActor, institutionById } from '#identity/server';
import { notFound } from '#platform';
import type { Queries, World } from '#platform/server';
import type { Mode } from '../index.ts';
import {
	type Assessment,
	assessmentInVersion,
	makeAssessmentCurrent,
	currentAssessment,
	findOrAddAssessment,
} from './answer-store.ts';

/**
 * A person's choice of how they answer: in which version of the framework, and in which mode (`express`, one
 * statement per dimension, or `complete`, three).
 */
export interface VersionAndModeInput {
	readonly version: FrameworkVersion;
	readonly mode: Mode;
	/** The key of the form that sends the choice. */
	readonly key: string;
}

/**
 * Makes the check that an actor may answer as this person: it throws unless the actor is that person and a
 * learner.
 */
export const mustBeThisLearner = (person: string) => (me: Actor) => {
	must(me, 'write', { kind: 'person', person });
	mustBeLearner(me);
};

/** The version of the framework in which new self-assessments of an institution's people begin. */
export async function defaultFrameworkVersion(
	world: World,
	{ institution }: Pick<Membership, 'institution'>,
): Promise<FrameworkVersion> {
	const { frameworkVersion } = await institutionById(world, institution);
	return versionChosen(frameworkVersion);
}

/** The version of the framework of a person's current self-assessment; null when they have begun none. */
export const versionOfCurrentAssessment = async (
	world: Pick<World, 'db'>,
	person: string,
): Promise<FrameworkVersion | null> =>
	(await currentAssessment(world.db.read, person))?.frameworkVersion ?? null;

/**
 * The version of the framework in which a person answers: that of their current self-assessment, otherwise the
 * one of the institution where they learn. What they do from now on is recorded and judged in it.
 */
export async function versionAnsweredIn(
	world: World,
	person: string,
	learner: Pick<Membership, 'institution'>,
): Promise<FrameworkVersion> {
	return (await versionOfCurrentAssessment(world, person)) ?? defaultFrameworkVersion(world, learner);
}

type Begun = Pick<Assessment, 'person' | 'frameworkVersion' | 'mode'> & { audience: Membership['audience'] };

/**
 * Finds a person's self-assessment in one version of the framework, or begins it. Throws not-found for a
 * person without an audience, who has no statements to answer.
 */
async function begin(tx: Queries, world: World, { audience, ...begun }: Begun): Promise<Assessment> {
	const before = await assessmentInVersion(tx, begun.person, begun.frameworkVersion);
	if (before) return before;
	if (!audience) throw notFound();
	const id = world.newId();
	return findOrAddAssessment(tx, {
		...begun,
		...{ id, audience, startedAt: world.now(), chosenAt: null, finishedAt: null },
	});
}

/**
 * Finds a person's current self-assessment; when they have none, begins one in Express, in the version
 * `begun.frameworkVersion`.
 */
export const ensureCurrentAssessment = async (
	tx: Queries,
	world: World,
	begun: Omit<Begun, 'mode'>,
): Promise<Assessment> =>
	(await currentAssessment(tx, begun.person)) ?? begin(tx, world, { ...begun, mode: 'express' });

/**
 * Sets how the actor answers from now on: in which version of the framework, and in which mode (`express`,
 * one statement per dimension, or `complete`, three). Answers in another version stay with that version.
 * Returns the mode. Idempotent for a form's key and choice.
 */
export async function chooseVersionAndMode(
	world: World,
	actor: Actor,
	choosing: VersionAndModeInput,
): Promise<Mode> {
	const { id: person } = mustBePerson(actor);
	const may = mustBeThisLearner(person);
	const { audience } = mustBeLearner(actor);
	const { version: frameworkVersion, mode, key } = choosing;
	// The action's name contains the choice, because a page that a browser restores from its cache sends an
	// old key with another choice: that is a new act, not a repeat.
	const action = `assessment.choose:${frameworkVersion}:${mode}`;
	return writeOnceAsActor(world, actor, { may, action, key, sent: {}, isOwn: true }, async (tx) => {
		const { id } = await begin(tx, world, { person, frameworkVersion, mode, audience });
		await makeAssessmentCurrent(tx, id, { mode, at: world.now() });
		return mode;
	});
}

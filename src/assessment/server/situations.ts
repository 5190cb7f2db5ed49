import { type Dimension, type FrameworkVersion, type Standing } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, mustBeLearner, must, mustBePerson } from '#identity';
import { writeOnceAsActor, institutionById } from '#identity/server';
import { civilDate, type Locale, notFound, Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import { type ChoiceId, mayRepeatSituation, standingShownBy } from '../index.ts';
import { currentAssessment } from './answer-store.ts';
import { mustBeThisLearner, defaultFrameworkVersion } from './choose-assessment.ts';
import { type Choice, type Situation, situationOf, situationsOf } from './content.ts';
import { addChoice, choicesInVersion, choicesOfEach, type MadeChoice } from './situation-store.ts';

/** A person's latest choice in a situation, the only one that counts, and the standing it shows. */
export interface LatestChoice {
	readonly choice: Choice;
	readonly standing: Standing;
	readonly chosenAt: Date;
	/** Whether the person may do the situation again today. */
	readonly again: boolean;
}

/** A situation offered to a person for a dimension, with their latest choice and the earlier ones. */
export interface OfferedSituation {
	readonly dimension: Dimension;
	readonly situation: Situation;
	/** The person's latest choice; null when they have not done the situation. */
	readonly done: LatestChoice | null;
	/** The person's earlier choices, which no longer count, oldest first. */
	readonly earlier: readonly { readonly choice: Choice; readonly chosenAt: Date }[];
}

/**
 * All situations offered to a person, with their choices, in one version of the framework and for their
 * audience.
 */
export interface Situations {
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	readonly situations: readonly OfferedSituation[];
	/** Slug of the dimension of the first situation that the person has not done; null when all are done. */
	readonly next: string | null;
}

interface LearnerContext {
	readonly person: string;
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	readonly today: string;
}

async function learnerContextOf(world: World, actor: Actor): Promise<LearnerContext> {
	const { id: person } = mustBePerson(actor);
	const membership = mustBeLearner(actor);
	const { timeZone } = await institutionById(world, membership.institution);
	const current = await currentAssessment(world.db.read, person);
	return {
		person,
		version: current?.frameworkVersion ?? (await defaultFrameworkVersion(world, membership)),
		audience: current?.audience ?? membership.audience,
		today: civilDate(world.now(), timeZone),
	};
}

function offered(
	situation: Situation,
	dimension: Dimension,
	made: readonly MadeChoice[],
	today: string,
): OfferedSituation {
	// `find` always succeeds, because the service does not start when a situation in the data files lacks one
	// of the four letters.
	const choices = made.map((one) => ({
		choice: situation.choices.find(({ id }) => id === one.choice)!,
		made: one,
	}));
	const last = choices.at(-1);
	return {
		dimension,
		situation,
		done: last
			? {
					choice: last.choice,
					standing: standingShownBy(last.made),
					chosenAt: last.made.chosenAt,
					again: mayRepeatSituation(last.made.day, today),
				}
			: null,
		earlier: choices.slice(0, -1).map(({ choice, made: { chosenAt } }) => ({ choice, chosenAt })),
	};
}

/**
 * Reads the situations of the actor's audience, one per dimension, with the actor's choices in each; none for
 * an actor without an audience.
 */
export async function situationsFor(world: World, actor: Actor): Promise<Situations> {
	const { person, version, audience, today } = await learnerContextOf(world, actor);
	must(actor, 'read', { kind: 'person', person });
	const made = Map.groupBy(await choicesOfEach(world.db.read, [person], version), (one) => one.situation);
	const { dimensions } = framework(version);
	const situations = (audience ? situationsOf(version, audience) : []).map((situation) => {
		const dimension = dimensions.find(({ slug }) => slug === situation.dimension)!;
		return offered(situation, dimension, made.get(situation.id) ?? [], today);
	});
	const next = situations.find(({ done }) => done === null)?.dimension.slug ?? null;
	return { version, audience, situations, next };
}

/**
 * Reads the situation of one dimension with the actor's choices in it. Throws not-found for a dimension
 * without a situation for the actor's audience.
 */
export async function situationFor(world: World, actor: Actor, dimension: string): Promise<OfferedSituation> {
	const { situations } = await situationsFor(world, actor);
	const found = situations.find((one) => one.dimension.slug === dimension);
	if (!found) throw notFound();
	return found;
}

/**
 * What a person sends to choose in the situation of a dimension: the letter of the choice, and the form's
 * key.
 */
export interface ChoiceInput {
	readonly dimension: string;
	readonly choice: ChoiceId;
	/** The key of the form that sends the choice. */
	readonly key: string;
	/** The language of the page that sends the choice. */
	readonly locale?: Locale | undefined;
}

/**
 * Stores the actor's choice in a situation. A second choice on the same day throws
 * `assessment.already-chosen` (409). On a later day a new choice replaces the earlier one, which stays in the
 * history. Throws not-found when the actor's audience has no such situation. Records the event
 * `assessment.situation-chosen`.
 */
export async function chooseInSituation(
	world: World,
	actor: Actor,
	{ dimension, choice: letter, key, locale }: ChoiceInput,
): Promise<{ choice: ChoiceId }> {
	const { person, version, audience, today } = await learnerContextOf(world, actor);
	const may = mustBeThisLearner(person);
	const situation = audience && situationOf(version, audience, dimension);
	const choice = situation && situation.choices.find(({ id }) => id === letter);
	if (!situation || !choice) throw notFound();
	const form = {
		may,
		action: `assessment.situation:${situation.id}`,
		key,
		sent: { choice: letter },
		isOwn: true,
	};
	return writeOnceAsActor(world, actor, form, async (tx) => {
		const added = await addChoice(tx, {
			id: world.newId(),
			person,
			frameworkVersion: version,
			dimension,
			situation: situation.id,
			choice: letter,
			shows: choice.shows,
			day: today,
			chosenAt: world.now(),
		});
		if (!added) throw new Refusal('assessment.already-chosen', { status: 409 });
		const about = { situation: situation.id, locale: locale ?? null };
		await recordEvent(tx, world, { name: 'assessment.situation-chosen', person, about });
		return { choice: letter };
	});
}

/** The standing that a person's choice in a dimension's situation shows, and when they chose. */
export interface ShownStanding {
	readonly standing: Standing;
	readonly chosenAt: Date | null;
}

/**
 * The standing that one person's choices in situations show in each dimension, by slug; only choices made by
 * `until`, if given.
 */
function shownFrom(choices: readonly MadeChoice[], until?: Date): Record<string, ShownStanding> {
	// Choices come oldest first, so the latest of each dimension overwrites the earlier ones.
	const by = until ? choices.filter(({ chosenAt }) => chosenAt <= until) : choices;
	return Object.fromEntries(
		by.map(({ dimension, chosenAt, ...made }) => [dimension, { standing: standingShownBy(made), chosenAt }]),
	);
}

/**
 * The standing that the situations done by each of several people show in each dimension, by person id, then
 * by slug; dimensions without a choice are left out.
 */
export async function shownStandingsOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion,
): Promise<Map<string, Record<string, ShownStanding>>> {
	const choices = Map.groupBy(await choicesOfEach(world.db.read, people, version), ({ person }) => person);
	return new Map(people.map((person) => [person, shownFrom(choices.get(person) ?? [])]));
}

/**
 * Loads a person's choices in situations once, and returns a function that gives the standing they show in
 * each dimension, by slug, now or at a past time. No authorization check: the caller must do it.
 */
export async function shownStandingsOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<(until?: Date) => Record<string, ShownStanding>> {
	const choices = await choicesInVersion(world.db.read, person, version);
	return (until) => shownFrom(choices, until);
}

/**
 * Loads a person's choices in situations once, and returns a function that gives the standing they show in each
 * dimension of a version of the framework, by slug. No authorization check: the caller must do it.
 */
export async function shownStandingsInEachVersion(
	world: World,
	person: string,
): Promise<(version: FrameworkVersion) => Record<string, ShownStanding>> {
	const all = await choicesOfEach(world.db.read, [person]);
	return (version) => shownFrom(all.filter(({ frameworkVersion }) => frameworkVersion === version));
}

/**
 * The standing that the situations a person has done show in each dimension, by slug. No authorization check:
 * the caller must do it.
 */
export const shownStandingsOf = async (
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<Record<string, ShownStanding>> => (await shownStandingsOverTime(world, person, version))();

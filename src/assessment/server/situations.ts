import { CURRENT_VERSION, type Dimension, type FrameworkVersion, type Standing } from '#framework';
import { framework } from '#framework/server';
import { type Actor, type Audience, learnerMembership, must, personOf } from '#identity';
import { act, institutionById } from '#identity/server';
import { civilDate, type Locale, notFound, Refusal } from '#platform';
import { recordEvent, type World } from '#platform/server';
import { type ChoiceId, mayDoAgain, shownBy } from '../index.ts';
import { currentAssessment } from './answer-store.ts';
import { mayAnswer, usualVersion } from './choose-assessment.ts';
import { type Choice, type Situation, situationOf, situationsOf } from './content.ts';
import { addChoice, choicesIn, choicesOfEach, type MadeChoice } from './situation-store.ts';

/** The choice that counts in a situation, with the words it was made in. */
export interface Done {
	readonly choice: Choice;
	readonly standing: Standing;
	readonly chosenAt: Date;
	/** Whether the situation may be done again today. */
	readonly again: boolean;
}

/** A situation, and what the person did in it. */
export interface OfferedSituation {
	readonly dimension: Dimension;
	readonly situation: Situation;
	/** Null until it is done. */
	readonly done: Done | null;
	/** Choices made before the one that counts, the oldest first. */
	readonly earlier: readonly { readonly choice: Choice; readonly chosenAt: Date }[];
}

/** The situations offered to a person. */
export interface Situations {
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	readonly situations: readonly OfferedSituation[];
	/** The slug of the dimension of the first one not done; null when all are. */
	readonly next: string | null;
}

interface Home {
	readonly person: string;
	readonly version: FrameworkVersion;
	readonly audience: Audience | null;
	readonly today: string;
}

async function homeOf(world: World, actor: Actor): Promise<Home> {
	const { id: person } = personOf(actor);
	const membership = learnerMembership(actor);
	const { timeZone } = await institutionById(world, membership.institution);
	const current = await currentAssessment(world.db.read, person);
	return {
		person,
		version: current?.frameworkVersion ?? (await usualVersion(world, membership)),
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
	// Every situation offers the four letters: a file without one stops the start.
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
					standing: shownBy(last.made),
					chosenAt: last.made.chosenAt,
					again: mayDoAgain(last.made.day, today),
				}
			: null,
		earlier: choices.slice(0, -1).map(({ choice, made: { chosenAt } }) => ({ choice, chosenAt })),
	};
}

/** The twelve situations of a person's audience, with what they did in each. */
export async function situationsFor(world: World, actor: Actor): Promise<Situations> {
	const { person, version, audience, today } = await homeOf(world, actor);
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

/** The situation of one dimension; an unknown one is not found. */
export async function situationFor(world: World, actor: Actor, dimension: string): Promise<OfferedSituation> {
	const { situations } = await situationsFor(world, actor);
	const found = situations.find((one) => one.dimension.slug === dimension);
	if (!found) throw notFound();
	return found;
}

/** What a person chooses in the situation of a dimension. */
export interface ChoiceInput {
	readonly dimension: string;
	readonly choice: ChoiceId;
	/** The form's key. */
	readonly key: string;
	/** The language of the page. */
	readonly locale?: Locale | undefined;
}

/**
 * Keeps a person's choice in a situation. It is not changed: the same day, another one is refused
 * (`assessment.already-chosen`, 409); a later day, it replaces the one before, which stays in the history.
 * Recorded as `assessment.situation-chosen`.
 */
export async function chooseInSituation(
	world: World,
	actor: Actor,
	{ dimension, choice: letter, key, locale }: ChoiceInput,
): Promise<{ choice: ChoiceId }> {
	const { person, version, audience, today } = await homeOf(world, actor);
	const may = mayAnswer(person);
	const situation = audience && situationOf(version, audience, dimension);
	const choice = situation && situation.choices.find(({ id }) => id === letter);
	if (!situation || !choice) throw notFound();
	const form = { may, action: `assessment.situation:${situation.id}`, key, sent: { choice: letter } };
	return act(world, actor, form, async (tx) => {
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

/** What a situation shows of one dimension, and since when. */
export interface Shown {
	readonly standing: Standing;
	readonly chosenAt: Date | null;
}

/** What choices show of each dimension, by slug, made by an instant where one is named. */
function shownFrom(choices: readonly MadeChoice[], until?: Date): Record<string, Shown> {
	// The oldest first: the latest of each dimension is the one that stays.
	const by = until ? choices.filter(({ chosenAt }) => chosenAt <= until) : choices;
	return Object.fromEntries(
		by.map(({ dimension, chosenAt, ...made }) => [dimension, { standing: shownBy(made), chosenAt }]),
	);
}

/** What situations show of each of several people, by person then by slug; a dimension without one is left out. */
export async function shownOfEach(
	world: World,
	people: readonly string[],
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Map<string, Record<string, Shown>>> {
	const choices = Map.groupBy(await choicesOfEach(world.db.read, people, version), ({ person }) => person);
	return new Map(people.map((person) => [person, shownFrom(choices.get(person) ?? [])]));
}

/** What situations show of a person, by slug, today or at an instant. Asks nothing about who reads: the caller does. */
export async function shownOverTime(
	world: World,
	person: string,
	version: FrameworkVersion,
): Promise<(until?: Date) => Record<string, Shown>> {
	const choices = await choicesIn(world.db.read, person, version);
	return (until) => shownFrom(choices, until);
}

/** What situations show of a person, by slug. Asks nothing about who reads: the caller does. */
export const shownOf = async (
	world: World,
	person: string,
	version: FrameworkVersion = CURRENT_VERSION,
): Promise<Record<string, Shown>> => (await shownOverTime(world, person, version))();

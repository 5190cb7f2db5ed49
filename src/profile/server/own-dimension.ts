import { type FrameworkVersion } from '#framework';
import { type Actor, mustBePerson } from '#identity';
import type { AssessmentProgress, SaidStandingChange } from '#assessment/server';
import type { AwardInBrief } from '#awards/server';
import { notFound, type Text } from '#platform';
import type { World } from '#platform/server';
import type { Helpfulness, Suggestion, Training } from '#training';
import { helpfulness, trainingsInDimension } from '#training/server';
import { standingToStartFrom } from '../index.ts';
import { ownProfile, type ProfileDimension, nextStepAndSuggestions } from './profile-of.ts';

/**
 * What the page of one dimension of a person's own profile shows: levels and their changes, next step,
 * badges, learning activities.
 */
export interface OwnDimensionPage {
	readonly version: FrameworkVersion;
	readonly answering: AssessmentProgress;
	readonly dimension: ProfileDimension;
	/** Each change of the person's standing by their own answers in the dimension, oldest first. */
	readonly changes: readonly SaidStandingChange[];
	readonly nextStep: Text | null;
	readonly suggestions: readonly Suggestion[];
	/** How many people each activity of the catalogue helped, by its id. */
	readonly help: ReadonlyMap<string, Helpfulness>;
	/** All the person's badges, newest first, in any dimension. */
	readonly held: readonly AwardInBrief[];
	/** Learning activities that the person logged in the dimension, newest first, 50 at most. */
	readonly trainings: readonly Training[];
	/** The institution's time zone, for displaying dates. */
	readonly timeZone: string;
}

/**
 * Loads one dimension of the actor's own profile, in the version of the framework in which they answer unless
 * another is given. Throws not-found for an unknown dimension.
 */
export async function ownDimensionPage(
	world: World,
	actor: Actor,
	slug: string,
	asked: FrameworkVersion | null = null,
): Promise<OwnDimensionPage> {
	const own = await ownProfile(world, actor, asked);
	const { answering, profile, timeZone } = own;
	const { version, audience } = profile;
	const dimension = profile.dimensions.find((one) => one.slug === slug);
	if (!dimension) throw notFound();
	const help = await helpfulness(world);
	return {
		version,
		answering,
		dimension,
		changes: own.saidIn(slug),
		...(audience
			? nextStepAndSuggestions(audience, slug, standingToStartFrom(dimension), help)
			: { nextStep: null, suggestions: [] }),
		help,
		held: own.badges,
		trainings: await trainingsInDimension(world, mustBePerson(actor).id, slug),
		timeZone,
	};
}

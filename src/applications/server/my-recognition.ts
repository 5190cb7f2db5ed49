import { type Actor, learnerMembership, must, personOf } from '#identity';
import { institutionById } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { isOpen } from '../application-states.ts';
import { type Application, type Evidence, type Step, stepsOf } from '../application.ts';
import type { Award } from '#awards';
import { type BadgeDefinition, type Requirement, requirements } from '#badges';
import { awardsOf, supersededOf } from '#awards/server';
import { catalogueOf } from '#badges/server';
import { usualDelay } from '../usual-delay.ts';
import { applicationsOf, decidedTimes, evidenceOf, reviewsOf, submissionsOf } from './application-store.ts';
import { factsAbout } from './facts.ts';
import { definitionFor, ownApplication } from './apply/own-application.ts';

/** A badge of the catalogue, with a person's application and award of it. */
export interface BadgeForMe {
	readonly definition: BadgeDefinition;
	/** What it asks, met or not; an adviser's decision is left out, it is not the person's to do. */
	readonly requirements: readonly Requirement[];
	/** The active award. */
	readonly award: Award | null;
	/** The last application: the open one, else the newest. */
	readonly application: Application | null;
}

/** A person's badges, applications and what is met and missing, for themselves. */
export interface MyRecognition {
	readonly awards: readonly {
		readonly award: Award;
		readonly definition: BadgeDefinition | undefined;
		/** When it was signed anew, the last time; copies from before are refused. */
		readonly reissuedAt: Date | null;
	}[];
	readonly applications: readonly {
		readonly application: Application;
		readonly definition: BadgeDefinition | undefined;
	}[];
	readonly badges: readonly BadgeForMe[];
	/** Usual delay of an answer in the institution, in whole days; null while too few were decided. */
	readonly delay: number | null;
	/** Where dates are read. */
	readonly timeZone: string;
}

/** Everything a person sees of their own recognition; for learners. */
export async function myRecognition(world: World, actor: Actor): Promise<MyRecognition> {
	const { id: person } = personOf(actor);
	must(actor, 'read', { kind: 'person', person });
	const { institution } = learnerMembership(actor);
	const catalogue = catalogueOf(world);
	const [{ timeZone }, every, applications, facts, decided] = await Promise.all([
		institutionById(world, institution),
		awardsOf(world.db.read, person),
		applicationsOf(world.db.read, person),
		factsAbout(world, person),
		decidedTimes(world.db.read, institution),
	]);
	// One recognition is listed once; its page leads to the other language.
	const awards = every.filter(({ translationOf }) => translationOf === null);
	const earlier = await supersededOf(
		world.db.read,
		awards.map(({ id }) => id),
	);
	const evidence = new Map(
		await Promise.all(
			applications
				.filter(({ state }) => isOpen(state))
				.map(async ({ id, badge }) => [badge, await evidenceOf(world.db.read, id)] as const),
		),
	);
	return {
		awards: awards.map((award) => ({
			award,
			definition: catalogue.badge(award.badge),
			reissuedAt: earlier.find((one) => one.award === award.id)?.supersededAt ?? null,
		})),
		applications: applications.map((application) => ({
			application,
			definition: catalogue.badge(application.badge),
		})),
		badges: catalogue.all().map((definition) => {
			const own = applications.filter(({ badge }) => badge === definition.id);
			const known = facts(definition.dimension, evidence.get(definition.id));
			return {
				definition,
				requirements: requirements(definition, known).filter(({ rule }) => rule !== 'advisers'),
				award: awards.find((one) => one.badge === definition.id && !one.revokedAt) ?? null,
				application: own.find(({ state }) => isOpen(state)) ?? own[0] ?? null,
			};
		}),
		delay: usualDelay(decided),
		timeZone,
	};
}

/** One badge as it stands for a person; an unknown badge is not found. */
export async function badgeForMe(
	world: World,
	actor: Actor,
	badge: string,
): Promise<BadgeForMe & Pick<MyRecognition, 'delay' | 'timeZone'>> {
	const { badges, delay, timeZone } = await myRecognition(world, actor);
	const found = badges.find(({ definition }) => definition.id === badge);
	if (!found) throw notFound();
	return { ...found, delay, timeZone };
}

/** One's own application with its evidence, its history and what is missing. */
export interface MyApplication {
	readonly application: Application;
	readonly definition: BadgeDefinition;
	readonly evidence: readonly Evidence[];
	readonly requirements: readonly Requirement[];
	readonly steps: readonly Step[];
	/** The award it led to. */
	readonly award: Award | null;
	readonly delay: number | null;
	readonly timeZone: string;
}

/** One's own application; anybody else's, and an unknown one, get the same 404. */
export async function myApplication(world: World, actor: Actor, id: string): Promise<MyApplication> {
	const application = await ownApplication(world, actor, id);
	const definition = definitionFor(world, application);
	const { read } = world.db;
	const [{ timeZone }, evidence, submissions, reviews, awards, facts, decided] = await Promise.all([
		institutionById(world, application.institution),
		evidenceOf(read, id),
		submissionsOf(read, id),
		reviewsOf(read, id),
		awardsOf(read, application.person),
		factsAbout(world, application.person),
		decidedTimes(read, application.institution),
	]);
	return {
		application,
		definition,
		evidence,
		requirements: requirements(definition, facts(definition.dimension, evidence)).filter(
			({ rule }) => rule !== 'advisers',
		),
		steps: stepsOf(application, submissions, reviews),
		award: awards.find((one) => one.application === id) ?? null,
		delay: usualDelay(decided),
		timeZone,
	};
}

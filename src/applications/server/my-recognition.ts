import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { institutionById, verifiedEmailsOf } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { isOpen } from '../application-states.ts';
import { versionAnsweredIn } from '#assessment/server';
import {
	type Application,
	type ApplicationStep,
	applicationSteps,
	type Evidence,
	type EvidenceFile,
	type Opinion,
} from '../application.ts';
import { type Award, isExpired, isRenewable } from '#awards';
import {
	advisersAsked,
	type AnyBadgeDefinition,
	type BadgeDefinition,
	type BadgeInVersion,
	inFramework,
	type Requirement,
	judgeOwnRequirements,
} from '#badges';
import { awardsOf, supersededTextsOf } from '#awards/server';
import { knownBadges, knownBadgesFor } from '#badges/server';
import { type ApplicationKind, askedByKind } from '../application-kind.ts';
import { usualDelay } from '../usual-delay.ts';
import { evidenceFiles } from './evidence-file-store.ts';
import {
	applicationsOf,
	decidedTimes,
	evidenceOf,
	opinionsOf,
	reviewsOf,
	submissionsOf,
} from './application-store.ts';
import { type AwaitedOpinion, outcomeOf } from '../opinions.ts';
import { factsAbout, type FactsOf } from './facts.ts';
import { definitionFor, ownApplication } from './apply/own-application.ts';

/**
 * A badge of the catalogue, with the requirements that a person meets, their application for it and their
 * award of it.
 */
export interface BadgeForMe {
	readonly definition: BadgeInVersion;
	/**
	 * The badge's requirements, met or not, except the adviser's decision, which the person cannot act on.
	 */
	readonly requirements: readonly Requirement[];
	/** The person's award of this badge that is not revoked, or null. */
	readonly award: Award | null;
	/** Whether that award has expired, and whether the badge can be applied for again. */
	readonly expired: boolean;
	readonly renewable: boolean;
	/** The person's open application for this badge, otherwise the newest; null when there is none. */
	readonly application: Application | null;
}

/**
 * All awards and applications of a person, and for each badge of the catalogue which requirements they meet.
 */
export interface MyBadges {
	readonly awards: readonly {
		readonly award: Award;
		readonly definition: AnyBadgeDefinition | undefined;
		/**
		 * When the award was last signed again (see `Reissue` in the glossary), after which earlier copies
		 * are no longer valid; null if never.
		 */
		readonly reissuedAt: Date | null;
	}[];
	readonly applications: readonly {
		readonly application: Application;
		readonly definition: BadgeDefinition | undefined;
	}[];
	readonly badges: readonly BadgeForMe[];
	/**
	 * Usual number of days to a decision in the person's institution; null while fewer than
	 * `MIN_DECIDED_FOR_DELAY` applications are decided.
	 */
	readonly delay: number | null;
	/** The institution's time zone, for displaying dates. */
	readonly timeZone: string;
}

/**
 * Loads the actor's awards, applications and progress towards each badge. Throws not-found for a person who
 * is not a learner.
 */
export async function myBadges(world: World, actor: Actor): Promise<MyBadges> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const { institution } = mustBeLearner(actor);
	const catalogue = await knownBadges(world, actor);
	const version = await versionAnsweredIn(world, person, { institution });
	const [{ timeZone }, every, applications, facts, decided] = await Promise.all([
		institutionById(world, institution),
		awardsOf(world.db.read, person),
		applicationsOf(world.db.read, person),
		factsAbout(world, person),
		decidedTimes(world.db.read, institution),
	]);
	// An award and its translation are listed once; the award's page links to the other language.
	const awards = every.filter(({ translationOf }) => translationOf === null);
	const earlier = await supersededTextsOf(
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
			definition: catalogue.given(award.badge),
			reissuedAt: earlier.find((one) => one.award === award.id)?.supersededAt ?? null,
		})),
		applications: applications.map((application) => ({
			application,
			definition: catalogue.badge(application.badge),
		})),
		badges: catalogue.offeredIn(institution).map((offered) => {
			const definition = inFramework(offered, version);
			const own = applications.filter(({ badge }) => badge === definition.id);
			const open = own.find(({ state }) => isOpen(state));
			// What was begun is judged in the version of the framework in which it was.
			const asked = open ? { ...definition, framework: open.frameworkVersion } : definition;
			const known = facts(asked, evidence.get(definition.id));
			const award = awards.find((one) => one.badge === definition.id && !one.revokedAt) ?? null;
			return {
				definition: asked,
				requirements: askedByKind(judgeOwnRequirements(asked, known), open?.kind ?? 'evidence'),
				award,
				expired: award !== null && isExpired(award, world.now()),
				renewable: award !== null && isRenewable(award, world.now()),
				application: open ?? own[0] ?? null,
			};
		}),
		delay: usualDelay(decided),
		timeZone,
	};
}

/**
 * Loads one badge of the catalogue, with its requirements (met or not), the actor's application and their
 * award. Throws not-found for an unknown badge.
 */
export async function badgeForMe(
	world: World,
	actor: Actor,
	badge: string,
): Promise<BadgeForMe & Pick<MyBadges, 'delay' | 'timeZone'>> {
	const { badges, delay, timeZone } = await myBadges(world, actor);
	const found = badges.find(({ definition }) => definition.id === badge);
	if (!found) throw notFound();
	return { ...found, delay, timeZone };
}

/** What an application's badge asks of the applicant, met or not: all but the adviser's decision. */
const askedOfApplicant = (
	definition: BadgeInVersion,
	facts: FactsOf,
	evidence: readonly Evidence[],
	kind: ApplicationKind,
) => askedByKind(judgeOwnRequirements(definition, facts(definition, evidence)), kind);

/**
 * Whether an application meets all that its badge asks of the applicant, judged by `facts`, so that it can be
 * sent. False when the badge has left the catalogue. No authorization check: the caller must do it.
 */
export async function isReadyToSubmit(
	world: World,
	{ id, badge, kind, frameworkVersion }: Pick<Application, 'id' | 'badge' | 'kind' | 'frameworkVersion'>,
	facts: FactsOf,
): Promise<boolean> {
	const definition = (await knownBadgesFor(world, [badge])).badge(badge);
	if (!definition) return false;
	const asked = { ...definition, framework: frameworkVersion };
	return askedOfApplicant(asked, facts, await evidenceOf(world.db.read, id), kind).every(({ met }) => met);
}

/** An application as its own applicant sees it: evidence, history, and which requirements are met. */
export interface ApplicationForApplicant {
	readonly application: Application;
	readonly definition: BadgeInVersion;
	readonly evidence: readonly Evidence[];
	/** The files of the evidence, by id. */
	readonly files: ReadonlyMap<string, EvidenceFile>;
	readonly requirements: readonly Requirement[];
	readonly steps: readonly ApplicationStep[];
	/** Where the badge asks several advisers and the application waits, whose opinion is awaited; otherwise null. */
	readonly awaited: 'first' | AwaitedOpinion | null;
	/** The award that the application led to, or null. */
	readonly award: Award | null;
	readonly delay: number | null;
	/** The person's verified e-mail address, to which the badge can be bound; null if they have none. */
	readonly address: string | null;
	readonly timeZone: string;
}

/** Whose opinion an application awaits, from those about what was last sent. */
function awaitedBy(opinions: readonly Opinion[], { settling }: Application): 'first' | AwaitedOpinion {
	const outcome = outcomeOf(opinions, !settling);
	return opinions.length === 0 || outcome.kind === 'decided' ? 'first' : outcome.awaited;
}

/**
 * Loads an application of the actor's own with what its page shows. Throws the same 404 for another person's
 * application and for an unknown id.
 */
export async function applicationForApplicant(
	world: World,
	actor: Actor,
	id: string,
): Promise<ApplicationForApplicant> {
	const application = await ownApplication(world, actor, id);
	const definition = await definitionFor(world, application);
	const { read } = world.db;
	const [{ timeZone }, evidence, submissions, reviews, opinions, awards, facts, decided, addresses] =
		await Promise.all([
			institutionById(world, application.institution),
			evidenceOf(read, id),
			submissionsOf(read, id),
			reviewsOf(read, id),
			opinionsOf(read, id),
			awardsOf(read, application.person),
			factsAbout(world, application.person),
			decidedTimes(read, application.institution),
			verifiedEmailsOf(read, [application.person]),
		]);
	const last = submissions.at(-1);
	const current = opinions.filter(({ submission }) => submission === last?.id);
	const several = application.state === 'submitted' && advisersAsked(definition) > 1;
	return {
		application,
		definition,
		evidence,
		files: await evidenceFiles(read, evidence),
		requirements: askedOfApplicant(definition, facts, evidence, application.kind),
		steps: applicationSteps(application, submissions, reviews, opinions),
		awaited: several ? awaitedBy(current, application) : null,
		award: awards.find((one) => one.application === id) ?? null,
		delay: usualDelay(decided),
		address: addresses.get(application.person) ?? null,
		timeZone,
	};
}

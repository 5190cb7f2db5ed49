import { type Actor, must, mustBePerson } from '#identity';
import { institutionById, isReviewedByOthers, peopleByIds, recordLook } from '#identity/server';
import type { Standing } from '#framework';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import {
	type Application,
	type ApplicationStep,
	type EvidenceFile,
	applicationSteps,
	type Opinion,
	type Submission,
} from '../../application.ts';
import { advisersAsked, type BadgeInVersion, type Requirement, judgeOwnRequirements } from '#badges';
import type { AwardBasis } from '#awards';
import { awardOfApplication } from '#awards/server';
import { askedByKind } from '../../application-kind.ts';
import { type AwaitedOpinion, opinionsToRead, outcomeOf } from '../../opinions.ts';
import { daysSince } from '../../usual-delay.ts';
import { evidenceFiles } from '../evidence-file-store.ts';
import { applicationById, evidenceOf, opinionsOf, reviewsOf, submissionsOf } from '../application-store.ts';
import { factsAbout, shownLevelForBasis } from '../facts.ts';
import { definitionFor } from '../apply/own-application.ts';

/**
 * An application as an adviser reads it before deciding: what the person last sent, and which requirements of
 * the badge they meet.
 */
export interface ApplicationForReview {
	readonly application: Application;
	readonly name: string;
	readonly definition: BadgeInVersion;
	readonly requirements: readonly Requirement[];
	readonly sent: Submission;
	/** Those of the files of what was sent that their person still gives, by id. */
	readonly files: ReadonlyMap<string, EvidenceFile>;
	/**
	 * The levels from the three sources (said, shown, observed), as signed in the badge that the application
	 * led to. Without a badge, they are those that an acceptance would sign now, with `observed` null.
	 */
	readonly sources: Pick<AwardBasis, 'said' | 'shown' | 'observed'>;
	/** Where the person's self-assessment places them in the dimension today. */
	readonly saidNow: Standing;
	readonly steps: readonly ApplicationStep[];
	/** Whole days since the application was last sent. */
	readonly days: number;
	/** Whether this adviser may decide on the application now. */
	readonly decidable: boolean;
	/** Where the badge asks several advisers and the application waits: how far they are; otherwise null. */
	readonly apart: OpinionsForReview | null;
	/** Id of the award that the application led to, or null. */
	readonly award: string | null;
	readonly timeZone: string;
}

/** What the adviser reads of the requirements: all of them, where a rule judged them. */
const whatWasJudged = (requirements: readonly Requirement[], kind: Application['kind']) =>
	kind === 'reconsideration' ? requirements : askedByKind(requirements, kind);

/** How far several advisers are with an application that waits, as one of them may know it. */
export interface OpinionsForReview {
	/** Which opinion is awaited. */
	readonly awaited: 'first' | AwaitedOpinion;
	/** Whether this adviser has given theirs. */
	readonly given: boolean;
	/** Whether nobody else may give the opinion that is awaited. */
	readonly alone: boolean;
	/** The opinions about what was last sent: none until this adviser has given theirs. */
	readonly opinions: readonly (Omit<Opinion, 'reviewer'> & { readonly own: boolean })[];
}

/** What the adviser `reader` may know of the opinions about the submission `last`. */
async function opinionsFor(
	world: World,
	reader: string,
	{ id, person, institution }: Application,
	last: Submission,
): Promise<OpinionsForReview> {
	const { read } = world.db;
	const all = await opinionsOf(read, id, last.id);
	const given = all.flatMap(({ reviewer }) => reviewer ?? []);
	const without = [person, reader, ...given];
	const others = await isReviewedByOthers(read, { institution, now: world.now(), without });
	const outcome = outcomeOf(all, others || !given.includes(reader));
	return {
		awaited: all.length === 0 || outcome.kind === 'decided' ? 'first' : outcome.awaited,
		given: given.includes(reader),
		alone: !others,
		opinions: opinionsToRead(all, reader).map(({ reviewer, ...one }) => ({
			...one,
			own: reviewer === reader,
		})),
	};
}

/**
 * Loads an application that was sent, for an adviser of its institution, and records in the applicant's
 * journal of access that it was read. Throws the same 404 for a draft, a withdrawn application, the adviser's
 * own and an unknown one.
 */
export async function readApplicationAndRecordLook(
	world: World,
	actor: Actor,
	id: string,
): Promise<ApplicationForReview> {
	const { id: reader } = mustBePerson(actor);
	const application = await applicationById(world.db.read, id);
	if (!application || application.state === 'withdrawn') throw notFound();
	const { person, institution, state } = application;
	const may = (me: Actor) => must(me, 'review', { kind: 'application', person, institution });
	may(actor);
	const submissions = await submissionsOf(world.db.read, id);
	const sent = submissions.at(-1);
	if (!sent) throw notFound();
	await recordLook(world, actor, { may, person, what: 'application-read', thing: id });
	const definition = await definitionFor(world, application);
	const facts = (await factsAbout(world, person))(definition, sent.evidence);
	const who = (await peopleByIds(world, [person])).get(person);
	// The applicant's account was erased meanwhile, and the application with it.
	if (!who) throw notFound();
	const award = await awardOfApplication(world.db.read, id);
	const kept = sent.evidence.some(({ file }) => file) ? await evidenceOf(world.db.read, id) : [];
	const waits = state === 'submitted';
	const apart =
		waits && advisersAsked(definition) > 1 ? await opinionsFor(world, reader, application, sent) : null;
	const opinions = await opinionsOf(world.db.read, id);
	return {
		application,
		name: who.displayName,
		definition,
		requirements: whatWasJudged(judgeOwnRequirements(definition, facts), application.kind),
		sent,
		files: await evidenceFiles(
			world.db.read,
			sent.evidence
				.map(({ file }) => ({ file: file?.id ?? null }))
				.filter(({ file }) => kept.some((one) => one.file === file)),
		),
		sources: award?.basis ?? { said: sent.said, shown: shownLevelForBasis(facts), observed: null },
		saidNow: facts.said,
		steps: applicationSteps(application, submissions, await reviewsOf(world.db.read, id), opinions),
		days: daysSince(sent.at, world.now()),
		// An adviser who may read an application may decide on it, as long as it waits; not twice, where
		// others must act.
		decidable: waits && (!apart || !apart.given || apart.awaited === 'settle'),
		apart,
		award: award?.id ?? null,
		timeZone: (await institutionById(world, institution)).timeZone,
	};
}

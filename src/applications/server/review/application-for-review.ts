import { type Actor, must, mustBePerson } from '#identity';
import { institutionById, peopleByIds, recordLook } from '#identity/server';
import type { Standing } from '#framework';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import {
	type Application,
	type ApplicationStep,
	applicationSteps,
	type Submission,
} from '../../application.ts';
import { type BadgeInVersion, type Requirement, judgeOwnRequirements } from '#badges';
import type { AwardBasis } from '#awards';
import { awardOfApplication } from '#awards/server';
import { daysSince } from '../../usual-delay.ts';
import { applicationById, reviewsOf, submissionsOf } from '../application-store.ts';
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
	/** Id of the award that the application led to, or null. */
	readonly award: string | null;
	readonly timeZone: string;
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
	mustBePerson(actor);
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
	return {
		application,
		name: who.displayName,
		definition,
		requirements: judgeOwnRequirements(definition, facts),
		sent,
		sources: award?.basis ?? { said: sent.said, shown: shownLevelForBasis(facts), observed: null },
		saidNow: facts.said,
		steps: applicationSteps(application, submissions, await reviewsOf(world.db.read, id)),
		days: daysSince(sent.at, world.now()),
		// An adviser who may read an application may decide on it, as long as it waits.
		decidable: state === 'submitted',
		award: award?.id ?? null,
		timeZone: (await institutionById(world, institution)).timeZone,
	};
}

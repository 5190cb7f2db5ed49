import { type Actor, must, personOf } from '#identity';
import { institutionById, peopleByIds, recordLook } from '#identity/server';
import { notFound } from '#platform';
import type { World } from '#platform/server';
import { type Application, type Step, stepsOf, type Submission } from '../../application.ts';
import { type BadgeDefinition, type Requirement, requirements } from '#badges';
import { awardOfApplication } from '#awards/server';
import { daysSince } from '../../usual-delay.ts';
import { applicationById, reviewsOf, submissionsOf } from '../application-store.ts';
import { factsAbout } from '../facts.ts';
import { definitionFor } from '../apply/own-application.ts';

/** An application as an adviser reads it: what was sent last, beside what the badge asks. */
export interface ForReview {
	readonly application: Application;
	readonly name: string;
	readonly definition: BadgeDefinition;
	readonly requirements: readonly Requirement[];
	readonly sent: Submission;
	readonly steps: readonly Step[];
	/** Whole days since it was sent. */
	readonly days: number;
	/** Whether this adviser may answer it. */
	readonly decidable: boolean;
	/** The award it led to. */
	readonly award: string | null;
	readonly timeZone: string;
}

/**
 * What an adviser of the institution sees of an application that was sent; the look is written in the person's journal.
 * A draft, one that was taken back, one's own and an unknown one get the same 404.
 */
export async function applicationForReview(world: World, actor: Actor, id: string): Promise<ForReview> {
	personOf(actor);
	const application = await applicationById(world.db.read, id);
	if (!application || application.state === 'withdrawn') throw notFound();
	const { person, institution, state } = application;
	const may = (me: Actor) => must(me, 'review', { kind: 'application', person, institution });
	may(actor);
	const submissions = await submissionsOf(world.db.read, id);
	const sent = submissions.at(-1);
	if (!sent) throw notFound();
	await recordLook(world, actor, { may, person, what: 'application-read', thing: id });
	const definition = definitionFor(world, application);
	const facts = (await factsAbout(world, person))(definition.dimension, sent.evidence);
	const who = (await peopleByIds(world, [person])).get(person);
	// Who left meanwhile took the application with them.
	if (!who) throw notFound();
	return {
		application,
		name: who.displayName,
		definition,
		requirements: requirements(definition, facts).filter(({ rule }) => rule !== 'advisers'),
		sent,
		steps: stepsOf(application, submissions, await reviewsOf(world.db.read, id)),
		days: daysSince(sent.at, world.now()),
		// Whoever may read it may answer it.
		decidable: state === 'submitted',
		award: (await awardOfApplication(world.db.read, id))?.id ?? null,
		timeZone: (await institutionById(world, institution)).timeZone,
	};
}

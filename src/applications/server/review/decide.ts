import { type Actor, must, personOf } from '#identity';
import { act, stillMay } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Application, Decision, Submission } from '../../application.ts';
import type { AwardBasis } from '#awards';
import type { Facts } from '#badges';
import { alreadyDecided, issueAward, observedLevel } from '#awards/server';
import { addReview, applicationById, submissionsOf } from '../application-store.ts';
import { factsAbout, shownInBasis } from '../facts.ts';
import { definitionFor, transition } from '../apply/own-application.ts';

/** An adviser's answer; a reason of at least ten characters is asked for all but an acceptance. */
export interface DecisionInput {
	readonly decision: Decision;
	readonly reason: string;
	readonly key: string;
}

/** What a decision led to: the award, for an acceptance. */
export type Decided = { readonly decision: Decision; readonly award: string | null };

const SHORTEST_REASON = 10;

/** What was said counts as it was when the application was sent: that is what the adviser had before their eyes. */
const basisOf = (facts: Facts, sent: Submission, observed: string): AwardBasis => ({
	said: sent.said,
	shown: shownInBasis(facts),
	observed,
	minutes: facts.minutes,
	reflections: facts.reflections,
	evidence: sent.evidence.length,
});

/**
 * Answers an application: accepts (the badge is intended, verified, signed, then stored with the review in one write
 * unit; a crash in between is carried on), sends back or refuses with a reason. Never one's own. Decided meanwhile by
 * somebody else: `recognition.already-decided` (409). Without the sealing key an acceptance is refused
 * (`platform.key-missing`, 503) and nothing changes; while issuing is halted too (`recognition.issuing-halted`, 503).
 */
export async function decide(world: World, actor: Actor, id: string, input: DecisionInput): Promise<Decided> {
	const { id: reviewer } = personOf(actor);
	const application = await applicationById(world.db.read, id);
	if (!application || application.state === 'draft') throw notFound();
	const { person, institution } = application;
	const may = (me: Actor) => must(me, 'review', { kind: 'application', person, institution });
	may(actor);
	const reason = input.reason.trim();
	if (input.decision !== 'accept' && reason.length < SHORTEST_REASON) {
		throw new Refusal('recognition.reason-missing', { field: 'reason' });
	}
	const definition = definitionFor(world, application);
	const facts = (await factsAbout(world, person))(definition.dimension);
	const level = input.decision === 'accept' ? observedLevel(definition) : null;
	const sent = { decision: input.decision, reason };
	const form = { action: `recognition.decide:${id}`, key: input.key, sent, about: person };

	const review = { id: world.newId(), reviewer, reason, saidAtDecision: facts.said };

	const answer = (award: string | null) =>
		act(world, actor, { ...form, may }, async (tx): Promise<Decided> => {
			const at = world.now();
			await transition(
				tx,
				world,
				application,
				input.decision,
				decidedNow(input.decision, at),
				alreadyDecided,
			);
			await addReview(tx, id, { ...review, decision: input.decision, level, at });
			return { decision: input.decision, award };
		});

	// Decided already: nothing to sign; a repeated form still gets its first answer.
	if (level === null || application.state !== 'submitted') return answer(null);
	const last = (await submissionsOf(world.db.read, id)).at(-1);
	if (!last) throw new Error(`Application ${id} is submitted but has no submission.`);
	const issued = await issueAward(world, {
		person,
		institution,
		definition,
		locale: application.locale,
		basis: basisOf(facts, last, level),
		evidence: application.evidenceInBadge ? last.evidence : null,
		application: id,
		decidedBy: reviewer,
		acceptance: {
			revision: application.revision,
			review: { ...review, level },
			form: { ...form, who: reviewer },
		},
		mayAsk: (tx) => stillMay(tx, world, actor, may),
	});
	// Given by this form: its answer is stored with it. By another: they hold it already, or it is too late.
	return answer(issued.award);
}

const decidedNow = (decision: Decision, at: Date): Partial<Pick<Application, 'decidedAt'>> =>
	decision === 'return' ? {} : { decidedAt: at };

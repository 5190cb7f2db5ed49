import { type Actor, must, mustBePerson, serviceOfAdviser } from '#identity';
import { mustStillBeAllowed, recordAgreementUse, reloadActor, writeOnceAsActor } from '#identity/server';
import { notFound, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Application, Decision, Submission } from '../../application.ts';
import type { AwardBasis } from '#awards';
import type { Facts } from '#badges';
import { alreadyDecidedRefusal, assessorOf, issueAward, attestedLevel } from '#awards/server';
import { addReview, applicationById, submissionsOf } from '../application-store.ts';
import { factsAbout, shownLevelForBasis } from '../facts.ts';
import { definitionFor, changeState } from '../apply/own-application.ts';

/**
 * An adviser's decision on an application, with the form's key. A reason of at least ten characters is
 * required except for an acceptance.
 */
export interface DecisionInput {
	readonly decision: Decision;
	readonly reason: string;
	/**
	 * Id of the submission that the adviser read. Left out only by code that decides on the last one without
	 * a page in between.
	 */
	readonly shown?: string;
	readonly key: string;
}

/**
 * What was decided on an application; `award` is the id of the award that an acceptance issued, otherwise
 * null.
 */
export type DecisionResult = { readonly decision: Decision; readonly award: string | null };

const SHORTEST_REASON = 10;

/**
 * Makes the basis of the award. `said` is the level that the person said when they sent the application,
 * since the adviser read that one.
 */
const basisOf = (facts: Facts, sent: Submission, observed: string): AwardBasis => ({
	said: sent.said,
	shown: shownLevelForBasis(facts),
	observed,
	minutes: facts.minutes,
	reflections: facts.reflections,
	evidence: sent.evidence.length,
});

/**
 * Sends an application back or refuses it with a reason, or accepts it, as an adviser decided. An acceptance
 * issues the badge and is recorded when the award is published (`closings.application`, in
 * `accept-application.ts`): award and review are stored in one write unit, and after a crash in between
 * issuing resumes. Nobody decides on their own application. Throws `recognition.already-decided` (409) when
 * somebody else decided meanwhile, and `recognition.sent-again` (409) when the person has sent another
 * submission than the one that the adviser read; for an acceptance, `platform.key-missing` (503) without the
 * sealing key, with nothing changed, and `recognition.issuing-halted` (503) while issuing is halted.
 */
export async function decide(
	world: World,
	actor: Actor,
	id: string,
	input: DecisionInput,
): Promise<DecisionResult> {
	const me = mustBePerson(actor);
	const { id: reviewer } = me;
	const application = await applicationById(world.db.read, id);
	if (!application || application.state === 'draft') throw notFound();
	const { person, institution } = application;
	const may = (me: Actor) => must(me, 'review', { kind: 'application', person, institution });
	may(actor);
	const reason = input.reason.trim();
	if (input.decision !== 'accept' && reason.length < SHORTEST_REASON) {
		throw new Refusal('recognition.reason-missing', { field: 'reason' });
	}
	const definition = await definitionFor(world, application);
	const facts = (await factsAbout(world, person))(definition);
	const level = input.decision === 'accept' ? attestedLevel(definition) : null;
	const sent = { decision: input.decision, reason };
	const form = { action: `recognition.decide:${id}`, key: input.key, sent, about: person };

	const review = { id: world.newId(), reviewer, reason, saidAtDecision: facts.said };
	const isSubmissionRead = (last: Submission | undefined) =>
		input.shown === undefined || last?.id === input.shown;

	const storeDecision = (award: string | null) =>
		writeOnceAsActor(world, actor, { ...form, may }, async (tx): Promise<DecisionResult> => {
			const at = world.now();
			if (application.state === 'submitted' && !isSubmissionRead((await submissionsOf(tx, id)).at(-1))) {
				throw new Refusal('recognition.sent-again', { status: 409 });
			}
			await changeState(
				tx,
				world,
				application,
				input.decision,
				decidedNow(input.decision, at),
				alreadyDecidedRefusal,
			);
			await addReview(tx, id, { ...review, decision: input.decision, level, at });
			return { decision: input.decision, award };
		});

	// A decision that is no acceptance, or an application already decided, signs nothing. A repeated form
	// still gets its first answer from `writeOnceAsActor`.
	if (level === null || application.state !== 'submitted') return storeDecision(null);
	const last = (await submissionsOf(world.db.read, id)).at(-1);
	if (!last) throw new Error(`Application ${id} is submitted but has no submission.`);
	// Refused there, unless the form was already answered.
	if (!isSubmissionRead(last)) return storeDecision(null);
	const service = serviceOfAdviser(me, institution);
	const issued = await issueAward(world, {
		person,
		institution,
		definition,
		locale: application.locale,
		basis: basisOf(facts, last, level),
		evidence: application.evidenceInBadge ? last.evidence : null,
		bindsEmail: application.bindsEmail,
		application: id,
		decidedBy: reviewer,
		...(service && { assessor: await assessorOf(world, service) }),
		acceptance: {
			revision: application.revision,
			review: { ...review, level },
			form: { ...form, who: reviewer },
		},
		mayAsk: (tx) => mustStillBeAllowed(tx, world, actor, may),
		// The acceptance itself is stored when the badge is published, maybe by another process after a crash.
		whenBegun: async (tx) => recordAgreementUse(tx, world, await reloadActor(tx, actor, world.now()), may),
	});
	// If this form issued the award, its answer is already stored and is returned. If another form issued it,
	// either the person held the badge already, or this throws because the application is decided.
	return storeDecision(issued.award);
}

const decidedNow = (decision: Decision, at: Date): Partial<Pick<Application, 'decidedAt'>> =>
	decision === 'return' ? {} : { decidedAt: at };

import { type Actor, must, mustBePerson, serviceOfAdviser } from '#identity';
import {
	institutionById,
	isReviewedByOthers,
	mustStillBeAllowed,
	recordAgreementUse,
	reloadActor,
	writeOnceAsActor,
} from '#identity/server';
import { civilDate, notFound, Refusal } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import { type Level, standingRank } from '#framework';
import type { Application, Decision, Submission } from '../../application.ts';
import { type Marking, markingFields, type PlacedMarking, placeMarkings } from '../../marking.ts';
import type { AwardBasis } from '#awards';
import { advisersAsked, type Facts, levelAsked } from '#badges';
import { catalogueOf } from '#badges/server';
import { alreadyDecidedRefusal, assessorOf, issueAward, recordReconsidered } from '#awards/server';
import {
	addOpinion,
	addReview,
	applicationById,
	opinionsOf,
	submissionsOf,
	updateApplication,
} from '../application-store.ts';
import { type Agreement, type AwaitedOpinion, mayGiveOpinion, outcomeOf } from '../../opinions.ts';
import { OPINION_RECORDED_AS } from '../recorded-as.ts';
import { type Interview, readInterview, restsOn, type TypedInterview } from '../../prior-learning.ts';
import { factsAbout, shownLevelForBasis } from '../facts.ts';
import { awardReconsidered, mustBeReconsiderable } from '../reconsiderable.ts';
import { definitionFor, changeState } from '../apply/own-application.ts';

/**
 * An adviser's decision on an application, with the form's key. A reason of at least ten characters is
 * required, for an acceptance too.
 */
export interface DecisionInput {
	readonly decision: Decision;
	readonly reason: string;
	/** The level that the adviser observed: required for an acceptance, ignored otherwise. */
	readonly level?: Level | null | undefined;
	/**
	 * Id of the submission that the adviser read. Left out only by code that decides on the last one without
	 * a page in between.
	 */
	readonly shown?: string;
	/** What the adviser marked about the criteria and the pieces, by their places on the page. */
	readonly markings?: readonly PlacedMarking[];
	/** For prior learning: the note of an interview, as it was filled in. */
	readonly interview?: TypedInterview;
	readonly key: string;
}

/**
 * What was decided on an application; `award` is the id of the award that an acceptance issued, otherwise
 * null. With `awaited`, nothing is decided yet: the adviser's opinion is stored, and others must act.
 */
export type DecisionResult = {
	readonly decision: Decision;
	readonly award: string | null;
	readonly awaited?: AwaitedOpinion;
};

const sentInterview = ({ date, minutes, shown }: Interview) => ({
	...{ interviewDate: date, interviewMinutes: String(minutes), interviewShown: shown },
});

/** What was marked, under the names of the form's fields, as the form sent again is compared and shown. */
function sentMarking({ mark, comment, ...place }: PlacedMarking): Readonly<Record<string, string>> {
	const fields = markingFields(place);
	return { ...(mark && { [fields.mark]: mark }), ...(comment && { [fields.comment]: comment }) };
}

/**
 * The note of an interview that the form holds; null where there is none. Throws a refusal for the first field that
 * is missing or cannot be, while the application waits.
 */
async function interviewIn(
	world: World,
	{ institution, state }: Application,
	{ interview: typed }: DecisionInput,
): Promise<Interview | null> {
	if (!typed) return null;
	const { timeZone } = await institutionById(world, institution);
	const found = readInterview(typed, civilDate(world.now(), timeZone));
	if (found === null || !('code' in found)) return found;
	if (state !== 'submitted') return null;
	throw new Refusal(found.code, { field: found.field });
}

const SHORTEST_REASON = 10;

/**
 * Makes the basis of the award. `said` is the level that the person said when they sent the application,
 * since the adviser read that one.
 */
const basisOf = (
	facts: Facts,
	sent: Submission,
	observed: string | null,
	agreement: Agreement | null,
	prior: { readonly interview: Interview | null } | null,
	reconsidered: boolean,
): AwardBasis => ({
	said: sent.said,
	shown: shownLevelForBasis(facts),
	observed,
	minutes: facts.minutes,
	reflections: facts.reflections,
	evidence: sent.evidence.length,
	...(agreement && { agreement }),
	...(prior && priorLearningBasis(sent, prior.interview)),
	// What such a badge rests on is declared: the message to the adviser is no evidence.
	...(reconsidered && { reconsidered, evidence: 0 }),
});

function priorLearningBasis(sent: Submission, interview: Interview | null) {
	const priorLearning = restsOn(sent.evidence.length, interview);
	return {
		...(priorLearning && { priorLearning }),
		...(interview && { interviewMinutes: interview.minutes }),
	};
}

/** Thrown in the write unit when another adviser's opinion, given meanwhile, made this one an acceptance. */
class AcceptedMeanwhile extends Error {}

/** Thrown in the write unit when the badge to reconsider, which the person held, was lost meanwhile. */
class LostMeanwhile extends Error {}

/** What an adviser's answer leads to: a decision, with how several advisers came to it, or a wait for others. */
type Next =
	| { readonly kind: 'decided'; readonly how: Agreement | null }
	| { readonly kind: 'waits'; readonly awaited: AwaitedOpinion }
	/** The adviser has given their opinion, and others must act. */
	| { readonly kind: 'given' };

/**
 * Sends an application back or refuses it with a reason, or accepts it, as an adviser decided. An acceptance
 * issues the badge and is recorded when the award is published (`closings.application`, in
 * `accept-application.ts`): award and review are stored in one write unit, and after a crash in between
 * issuing resumes. Where the badge asks two advisers, the answer is an opinion first (`opinions.ts`): it is
 * stored, and decides only where the opinions do. Nobody decides on their own application. Throws
 * `recognition.already-decided` (409) when somebody else decided meanwhile, `recognition.sent-again` (409) when
 * the person has sent another submission than the one that the adviser read, and `recognition.opinion-given`
 * (409) when others must act after this adviser's opinion; for an acceptance, `platform.key-missing` (503)
 * without the sealing key, with nothing changed, and `recognition.issuing-halted` (503) while issuing is halted.
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
	const { decision } = input;
	const reason = input.reason.trim();
	const reconsiders = application.kind === 'reconsideration';
	const level = (decision === 'accept' && !reconsiders && input.level) || null;
	// An application already decided answers so, or repeats its first answer, whatever is missing: the form
	// may be of a page that an earlier version of the service made.
	if (application.state === 'submitted') {
		if (reconsiders && decision === 'return')
			throw new Refusal('recognition.decision-missing', { field: 'decision' });
		if (decision === 'accept' && level === null && !reconsiders)
			throw new Refusal('recognition.level-missing', { field: 'level' });
		if (reason.length < SHORTEST_REASON) throw new Refusal('recognition.reason-missing', { field: 'reason' });
	}
	const isPrior = application.kind === 'prior-learning';
	const interview = isPrior ? await interviewIn(world, application, input) : null;
	const definition = await definitionFor(world, application);
	const asked = levelAsked(definition);
	if (
		level !== null &&
		asked !== null &&
		standingRank(level) < standingRank(asked) &&
		application.state === 'submitted'
	)
		throw new Refusal('recognition.level-too-low', { field: 'level' });
	const several = advisersAsked(definition) > 1;
	const facts = (await factsAbout(world, person))(definition);
	if (isPrior && level !== null && interview === null && application.state === 'submitted') {
		const last = (await submissionsOf(world.db.read, id)).at(-1);
		if (last?.evidence.length === 0)
			throw new Refusal('recognition.interview-missing', { field: 'interviewShown' });
	}
	const marked = (input.markings ?? []).filter(({ mark, comment }) => mark !== null || comment !== '');
	const sent = {
		decision,
		reason,
		...(level && { level }),
		...(interview && sentInterview(interview)),
		...marked.reduce((all, one) => ({ ...all, ...sentMarking(one) }), {}),
	};
	const form = { action: `recognition.decide:${id}`, key: input.key, sent, about: person };

	const review = { id: world.newId(), reviewer, reason, saidAtDecision: facts.said, interview };
	const ownService = serviceOfAdviser(me, institution) ?? null;
	const criteria = catalogueOf(world).rubric(definition.dimension)?.criteria ?? [];
	const markingsOn = (last: Submission | undefined): readonly Marking[] =>
		placeMarkings(marked, {
			criteria: criteria.map(({ slug }) => slug),
			pieces: last?.evidence ?? [],
		});
	const isSubmissionRead = (last: Submission | undefined) =>
		input.shown === undefined || last?.id === input.shown;

	/** What this answer, about the submission `last`, leads to with those of the others. */
	async function nextWith(q: Queries, last: Submission): Promise<Next> {
		if (!several) return { kind: 'decided', how: null };
		const before = await opinionsOf(q, id, last.id);
		const given = before.flatMap((one) => one.reviewer ?? []);
		const now = world.now();
		const thirdThere = await isReviewedByOthers(q, {
			institution,
			now,
			without: [person, reviewer, ...given],
		});
		if (!mayGiveOpinion(before, reviewer, thirdThere)) return { kind: 'given' };
		const own = {
			...review,
			submission: last.id,
			service: ownService,
			markings: [],
			decision,
			level,
			at: now,
		};
		return outcomeOf([...before, own], thirdThere);
	}

	const storeAnswer = (award: string | null) =>
		writeOnceAsActor(world, actor, { ...form, may }, async (tx): Promise<DecisionResult> => {
			const at = world.now();
			const last = (await submissionsOf(tx, id)).at(-1);
			if (application.state === 'submitted' && !isSubmissionRead(last))
				throw new Refusal('recognition.sent-again', { status: 409 });
			// The answers of several advisers each change the application: the one before this one does not
			// stand in its way.
			const from = several ? ((await applicationById(tx, id)) ?? application) : application;
			const next = from.state === 'submitted' && last ? await nextWith(tx, last) : null;
			if (next?.kind === 'given') throw new Refusal('recognition.opinion-given', { status: 409 });
			const own = { ...review, markings: markingsOn(last), decision, level, at };
			if (next?.kind === 'waits') {
				const set = { settling: next.awaited === 'settle' };
				const { state } = from;
				if (!(await updateApplication(tx, id, { from, state, open: true, set })))
					throw alreadyDecidedRefusal();
				await addOpinion(tx, id, { ...own, submission: last!.id, service: ownService });
				await recordEvent(tx, world, { name: OPINION_RECORDED_AS, person, about: { application: id } });
				return { decision, award: null, awaited: next.awaited };
			}
			if (several && next && level !== null && award === null) throw new AcceptedMeanwhile();
			if (reconsiders && decision === 'accept' && from.state === 'submitted' && award === null) {
				await mustBeReconsiderable(tx, application);
				if (!(await awardReconsidered(tx, application))) throw new LostMeanwhile();
			}
			await changeState(tx, world, from, decision, decidedNow(decision, at), alreadyDecidedRefusal);
			await addReview(tx, id, own);
			if (reconsiders) await tellReconsidered(tx, world, application, decision);
			if (several) await addOpinion(tx, id, { ...own, submission: last!.id, service: ownService });
			return { decision, award };
		});

	// A decision that is no acceptance, or an application already decided, signs nothing. A repeated form
	// still gets its first answer from `writeOnceAsActor`.
	const held = reconsiders && (await awardReconsidered(world.db.read, application)) !== undefined;
	const signs = decision === 'accept' && (level !== null || (reconsiders && !held));
	if (!signs || application.state !== 'submitted') {
		try {
			return await storeAnswer(null);
		} catch (problem) {
			if (!(problem instanceof LostMeanwhile)) throw problem;
			return decide(world, actor, id, input);
		}
	}
	if (reconsiders) await mustBeReconsiderable(world.db.read, application);
	const last = (await submissionsOf(world.db.read, id)).at(-1);
	if (!last) throw new Error(`Application ${id} is submitted but has no submission.`);
	const next = isSubmissionRead(last) ? await nextWith(world.db.read, last) : null;
	if (next?.kind !== 'decided') {
		// Refused there, unless the form was already answered.
		try {
			return await storeAnswer(null);
		} catch (problem) {
			if (!(problem instanceof AcceptedMeanwhile)) throw problem;
			return decide(world, actor, id, input);
		}
	}
	// A service is named whichever of the advisers answered last.
	const before = several ? await opinionsOf(world.db.read, id, last.id) : [];
	const service = ownService ?? before.findLast(({ service: one }) => one !== null)?.service;
	const markings = markingsOn(last);
	const issued = await issueAward(world, {
		person,
		institution,
		definition,
		locale: application.locale,
		basis: basisOf(facts, last, level, next.how, isPrior ? { interview } : null, reconsiders),
		evidence: application.evidenceInBadge ? last.evidence.map(withoutFile) : null,
		bindsEmail: application.bindsEmail,
		application: id,
		decidedBy: reviewer,
		...(service && { assessor: await assessorOf(world, service) }),
		acceptance: {
			revision: application.revision,
			review: {
				...{ ...review, level },
				...(several && { opinionOn: last.id, opinionFrom: ownService }),
				...(markings.length > 0 && { markings }),
				...(interview && { interview }),
			},
			form: { ...form, who: reviewer },
		},
		mayAsk: async (tx) => {
			await mustStillBeAllowed(tx, world, actor, may);
			if (reconsiders) await mustBeReconsiderable(tx, application);
		},
		// The acceptance itself is stored when the badge is published, maybe by another process after a crash.
		whenBegun: async (tx) => recordAgreementUse(tx, world, await reloadActor(tx, actor, world.now()), may),
	});
	// If this form issued the award, its answer is already stored and is returned. If another form issued it,
	// either the person held the badge already, or this throws because the application is decided.
	return storeAnswer(issued.award);
}

/**
 * Inside the write unit of an answer that signs nothing: notes on the badge that the person holds that a person
 * reconsidered it, and tells them when it is kept. A refusal has its own event.
 */
async function tellReconsidered(
	tx: Queries,
	world: World,
	application: Application,
	decision: Decision,
): Promise<void> {
	const { id, person } = application;
	const award = await awardReconsidered(tx, application);
	if (!award) return;
	const kept = decision === 'accept';
	await recordReconsidered(tx, award.id, {
		reconsideredAt: world.now(),
		reconsidered: kept ? 'kept' : 'doubted',
	});
	if (kept)
		await recordEvent(tx, world, { name: 'application.confirmed', person, about: { application: id } });
}

/** A piece as it is written in a badge: a file stays with its person, and a badge is anybody's to read. */
const withoutFile = ({ title, link, reflection }: Submission['evidence'][number]) => ({
	title,
	link,
	reflection,
});

const decidedNow = (decision: Decision, at: Date): Partial<Pick<Application, 'decidedAt'>> =>
	decision === 'return' ? {} : { decidedAt: at };

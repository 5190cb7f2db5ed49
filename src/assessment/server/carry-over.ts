import { FRAMEWORK_VERSIONS, type FrameworkVersion } from '#framework';
import { type Actor, mustBeLearner, must, mustBePerson } from '#identity';
import { writeOnceAsActor } from '#identity/server';
import { type Locale, notFound } from '#platform';
import { type Queries, recordEvent, type World } from '#platform/server';
import {
	answersOf,
	assessmentInVersion,
	type Assessment,
	finishAssessment,
	findOrAddAssessment,
	makeAssessmentCurrent,
	storeAnswer,
	type StoredAnswer,
} from './answer-store.ts';
import { askedInAll } from './asked.ts';
import { defaultFrameworkVersion, mustBeThisLearner } from './choose-assessment.ts';
import { situationById, statementForAudience } from './content.ts';
import { addChoice, choicesInVersion, type MadeChoice } from './situation-store.ts';

/**
 * What a person can carry over from one version of the framework to another: what is the same there and not
 * there yet. What is `left` has nothing that is the same in the other version, or was answered there already.
 */
export interface CarryOver {
	readonly from: FrameworkVersion;
	readonly to: FrameworkVersion;
	readonly answers: number;
	readonly situations: number;
	readonly left: number;
}

interface Carried {
	readonly before: Assessment | undefined;
	readonly answers: readonly StoredAnswer[];
	readonly choices: readonly MadeChoice[];
	readonly left: number;
}

/** Finds what a person has in one version that another version asks too, and that they do not have there. */
async function carriedBetween(
	q: Queries,
	person: string,
	{ from, to }: Pick<CarryOver, 'from' | 'to'>,
): Promise<Carried> {
	const before = await assessmentInVersion(q, person, from);
	const there = await assessmentInVersion(q, person, to);
	const given = before ? await answersOf(q, before.id) : [];
	const known = new Set((there ? await answersOf(q, there.id) : []).map(({ statement }) => statement));
	const answers = given.flatMap((one) => {
		const same = before && statementForAudience(to, there?.audience ?? before.audience, one.statement);
		return same && !known.has(one.statement) ? [{ ...one, dimension: same.dimension, revision: 1 }] : [];
	});
	const made = await choicesInVersion(q, person, from);
	const done = await choicesInVersion(q, person, to);
	const isDone = ({ situation, day }: MadeChoice) =>
		done.some((one) => one.situation === situation && one.day >= day);
	const choices = made.flatMap((one) => {
		const same = situationById(to, one.situation);
		return same && !isDone(one) ? [{ ...one, frameworkVersion: to, dimension: same.dimension }] : [];
	});
	return { before, answers, choices, left: given.length - answers.length };
}

const counted = (choices: readonly MadeChoice[]) => new Set(choices.map(({ situation }) => situation)).size;

/**
 * What the actor is offered to carry over to the version of the framework that their institution uses, from the
 * other version in which they answered; null when there is nothing.
 */
export async function carryOverOffer(world: World, actor: Actor): Promise<CarryOver | null> {
	const { id: person } = mustBePerson(actor);
	must(actor, 'read', { kind: 'person', person });
	const to = await defaultFrameworkVersion(world, mustBeLearner(actor));
	for (const from of FRAMEWORK_VERSIONS.filter((one) => one !== to).toReversed()) {
		const { answers, choices, left } = await carriedBetween(world.db.read, person, { from, to });
		if (answers.length + choices.length > 0)
			return { from, to, answers: answers.length, situations: counted(choices), left };
	}
	return null;
}

/**
 * Copies the actor's answers and choices in situations from one version of the framework to the one that their
 * institution uses, where the correspondence says that a statement or situation is the same: each with the date
 * on which it was given. What is in the other version stays there, and an answer already given in this one is
 * kept. Makes the self-assessment of the institution's version the current one. Done again, it copies nothing
 * twice. Throws not-found when there is nothing in that version to copy from. Records `assessment.answered`.
 */
export async function carryOver(
	world: World,
	actor: Actor,
	{ from, key, locale }: { readonly from: FrameworkVersion; readonly key: string; readonly locale?: Locale },
): Promise<CarryOver> {
	const { id: person } = mustBePerson(actor);
	const to = await defaultFrameworkVersion(world, mustBeLearner(actor));
	if (from === to) throw notFound();
	const may = mustBeThisLearner(person);
	const form = { may, action: `assessment.carry-over:${from}:${to}`, key, sent: {}, isOwn: true };
	const done = await writeOnceAsActor(world, actor, form, async (tx) => {
		const { before, answers, choices, left } = await carriedBetween(tx, person, { from, to });
		if (!before && choices.length === 0) throw notFound();
		for (const choice of choices) await addChoice(tx, { ...choice, id: world.newId() });
		if (before) {
			const now = world.now();
			const there = await findOrAddAssessment(tx, {
				...{ id: world.newId(), person, frameworkVersion: to, audience: before.audience, mode: before.mode },
				...{ startedAt: before.startedAt, chosenAt: null, finishedAt: null },
			});
			for (const answer of answers) await storeAnswer(tx, there.id, answer);
			await makeAssessmentCurrent(tx, there.id, { mode: there.mode, at: now });
			const given = new Set((await answersOf(tx, there.id)).map(({ statement }) => statement));
			if (!there.finishedAt && askedInAll(there).every(({ id }) => given.has(id)))
				await finishAssessment(tx, there.id, before.finishedAt ?? now);
			const about = { assessment: there.id, locale: locale ?? null };
			await recordEvent(tx, world, { name: 'assessment.answered', person, about });
		}
		return { answers: answers.length, situations: counted(choices), left };
	});
	return { from, to, ...done };
}

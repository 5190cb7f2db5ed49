import { type Actor, type Audience, mustBeLearner, must, mustBePerson } from '#identity';
import { type Locale, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Answer, KnownAnswer, Mode } from '../index.ts';
import { assessmentProgressOf } from './answering.ts';
import { chooseVersionAndMode } from './choose-assessment.ts';
import { statementForAudience } from './content.ts';
import { recordAnswers } from './record-answer.ts';

/**
 * Answers that somebody gave in a browser without an account (a trial), to be stored in their new account.
 */
export interface TrialInput {
	readonly audience: Audience;
	readonly mode: Mode;
	readonly answers: readonly { readonly statement: string; readonly answer: Answer }[];
	/** Whether to overwrite the answers that the account already has. */
	readonly replace: boolean;
	readonly key: string;
	/** The language of the page that sends the answers. */
	readonly locale?: Locale | undefined;
}

/**
 * What storing a trial did: how many of its answers are stored, and which were left out because the account
 * has another answer (`there`).
 */
export interface StoreTrialResult {
	readonly kept: number;
	readonly differing: readonly {
		readonly statement: string;
		readonly there: Answer;
		readonly here: Answer;
	}[];
}

/**
 * Stores in the actor's account the answers that they gave without one (a trial). Answers that the account
 * already has stay unless `replace` is set. Begins the actor's self-assessment, in the length of the trial,
 * if they have none. Throws `assessment.trial-other-audience` (409) when the trial is for another audience.
 * Idempotent for a form's key.
 */
export async function storeTrialAnswers(
	world: World,
	actor: Actor,
	{ audience, mode, answers, replace, key, locale }: TrialInput,
): Promise<StoreTrialResult> {
	must(actor, 'write', { kind: 'person', person: mustBePerson(actor).id });
	const before = await assessmentProgressOf(world, actor);
	if ((before.audience ?? mustBeLearner(actor).audience) !== audience)
		throw new Refusal('assessment.trial-other-audience', { status: 409 });
	const { version } = before;
	if (!before.begun) await chooseVersionAndMode(world, actor, { version, mode, key });
	const known: Readonly<Record<string, KnownAnswer>> = before.answers;
	// The trial may have been made in another version of the framework: statements that the person's version
	// lacks are left out.
	const placed = answers.filter(({ statement }) => statementForAudience(version, audience, statement));
	const differing = placed.flatMap(({ statement, answer: here }) => {
		const there = known[statement]?.answer;
		return there === undefined || there === here ? [] : [{ statement, there, here }];
	});
	const stays = new Set(replace ? [] : differing.map(({ statement }) => statement));
	const keeping = placed
		.filter(({ statement }) => !stays.has(statement))
		.map((one) => ({ ...one, revision: known[one.statement]?.revision ?? 0 }));
	await recordAnswers(world, actor, { answers: keeping, key, locale });
	return { kept: keeping.length, differing: replace ? [] : differing };
}

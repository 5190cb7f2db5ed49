import { type Actor, type Audience, learnerMembership, must, personOf } from '#identity';
import { type Locale, Refusal } from '#platform';
import type { World } from '#platform/server';
import type { Answer, KnownAnswer, Mode } from '../index.ts';
import { answeringOf } from './answering.ts';
import { chooseToAnswer } from './choose-assessment.ts';
import { statementNamed } from './content.ts';
import { recordAnswers } from './record-answer.ts';

/** What somebody answered without an account. */
export interface Trial {
	readonly audience: Audience;
	readonly mode: Mode;
	readonly answers: readonly { readonly statement: string; readonly answer: Answer }[];
	/** Also over what the account holds already. */
	readonly replace: boolean;
	readonly key: string;
	/** The language of the page. */
	readonly locale?: Locale | undefined;
}

/** What became of a trial: how many answers the account now has from it, and those it already had otherwise. */
export interface TrialKept {
	readonly kept: number;
	readonly differing: readonly {
		readonly statement: string;
		readonly there: Answer;
		readonly here: Answer;
	}[];
}

/**
 * Keeps a trial in the account of the person who asks. What they had answered there stays, unless they say otherwise;
 * somebody who had not begun goes on in the length of the trial. Statements that speak to another audience are refused
 * (`assessment.trial-other-audience`, 409). Sent twice, it is kept once.
 */
export async function keepTrial(
	world: World,
	actor: Actor,
	{ audience, mode, answers, replace, key, locale }: Trial,
): Promise<TrialKept> {
	must(actor, 'write', { kind: 'person', person: personOf(actor).id });
	const before = await answeringOf(world, actor);
	if ((before.audience ?? learnerMembership(actor).audience) !== audience)
		throw new Refusal('assessment.trial-other-audience', { status: 409 });
	const { version } = before;
	if (!before.begun) await chooseToAnswer(world, actor, { version, mode, key });
	const known: Readonly<Record<string, KnownAnswer>> = before.answers;
	// A statement that the person’s version of the framework does not have has no place to go.
	const placed = answers.filter(({ statement }) => statementNamed(version, audience, statement));
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

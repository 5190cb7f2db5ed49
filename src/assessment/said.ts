import { type Level, LEVELS, type Standing } from '#framework';
import type { Answer } from './answer.ts';

/**
 * The step of the ability scale from which a level counts as reached: « J’y arrive sans aide dans une
 * situation habituelle ».
 */
const FIRST_STEP_WITHOUT_HELP = 2;

/** Why a person has the standing that their own answers give them in a dimension, for the page to explain. */
export type StandingReason =
	/** Too few statements of the dimension are answered, or none. */
	| 'unanswered'
	/** The person answered that none of the statements apply to them. */
	| 'nothing-applies'
	/** One statement (Express) gives the standing, as an estimate. */
	| 'estimated'
	/** Three statements (Complet): the person does everything up to that level without help. */
	| 'reached'
	/** Three statements (Complet): no level is reached. */
	| 'none-reached';

/** Where a person's answers place them in one dimension (`standing`), and why. */
export interface ExplainedStanding {
	readonly standing: Standing;
	readonly reason: StandingReason;
	/** How many statements gave the standing: none, one (Express, an estimate) or three (Complet). */
	readonly from: 'none' | 'express' | 'complete';
}

/**
 * A person's answers in one dimension, by the level of the statement; a level without an answer is left out.
 */
export type AnswersByLevel = Readonly<Partial<Record<Level, Answer>>>;

/**
 * Whether a person answered at least one statement of a dimension with something else than « does not apply to
 * me ».
 */
export const hasApplicableAnswer = (given: AnswersByLevel): boolean =>
	Object.values(given).some((answer) => answer !== 'not-applicable');

/**
 * The standing in a dimension that the single answer of Express gives, to the statement for the level
 * intermediate. An answer that the statement does not apply, or no answer, gives `not-situated`, never a low
 * standing.
 */
export function standingFromExpressAnswer(answer: Answer | undefined): Standing {
	switch (answer) {
		case undefined:
		case 'not-applicable':
			return 'not-situated';
		case 0:
			return 'starting';
		case 1:
			return 'beginner';
		case 2:
			return 'intermediate';
		case 3:
		case 4:
			return 'advanced';
	}
}

/**
 * The standing in a dimension that the three answers of Complet give: the highest level whose statement
 * applies and is done without help, as are all applicable ones below it. Statements that do not apply are
 * ignored: they neither stop a person nor give them a level.
 */
export function standingFromCompleteAnswers(given: Readonly<Record<Level, Answer>>): Standing {
	const applicable = LEVELS.filter((level) => given[level] !== 'not-applicable');
	if (applicable.length === 0) return 'not-situated';
	const firstNotReached = applicable.findIndex((level) => (given[level] as number) < FIRST_STEP_WITHOUT_HELP);
	const reached = firstNotReached < 0 ? applicable.at(-1) : applicable[firstNotReached - 1];
	return reached ?? 'starting';
}

/**
 * Where a person's answers place them in one dimension, and why: by the rule of Complet once its three
 * statements are answered; otherwise as Express estimates it from the statement for the level intermediate;
 * otherwise not situated.
 */
export function standingFromLevelAnswers(given: AnswersByLevel): ExplainedStanding {
	const { beginner, intermediate, advanced } = given;
	if (beginner !== undefined && intermediate !== undefined && advanced !== undefined) {
		const standing = standingFromCompleteAnswers({ beginner, intermediate, advanced });
		if (standing === 'not-situated') return { standing, reason: 'nothing-applies', from: 'complete' };
		return { standing, reason: standing === 'starting' ? 'none-reached' : 'reached', from: 'complete' };
	}
	const standing = standingFromExpressAnswer(intermediate);
	if (intermediate === undefined) return { standing, reason: 'unanswered', from: 'none' };
	return { standing, reason: standing === 'not-situated' ? 'nothing-applies' : 'estimated', from: 'express' };
}

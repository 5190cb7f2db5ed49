import { describe, expect, test } from 'vitest';
import { type Level, LEVELS, STANDINGS, standingRank } from '#framework';
import { type Answer, ANSWERS, SCALE } from './answer.ts';
import {
	type AnswersByLevel,
	hasApplicableAnswer,
	standingFromCompleteAnswers,
	standingFromExpressAnswer,
	standingFromLevelAnswers,
} from './said.ts';

/** All the ways to answer the three statements of a dimension: 6 × 6 × 6. */
const EVERY = ANSWERS.flatMap((beginner) =>
	ANSWERS.flatMap((intermediate) =>
		ANSWERS.map((advanced): Record<Level, Answer> => ({ beginner, intermediate, advanced })),
	),
);

/** All the ways to answer the three statements of a dimension or leave them unanswered: 7 × 7 × 7. */
const ANY = [undefined, ...ANSWERS].flatMap((beginner) =>
	[undefined, ...ANSWERS].flatMap((intermediate) =>
		[undefined, ...ANSWERS].map((advanced): AnswersByLevel => ({
			...(beginner !== undefined && { beginner }),
			...(intermediate !== undefined && { intermediate }),
			...(advanced !== undefined && { advanced }),
		})),
	),
);

const raised = (answer: Answer): readonly Answer[] =>
	answer === 'not-applicable' ? [] : SCALE.filter((step) => step > answer);

describe('where an Express answer places a person', () => {
	test.each<[Answer | undefined, string]>([
		[undefined, 'not-situated'],
		['not-applicable', 'not-situated'],
		[0, 'starting'],
		[1, 'beginner'],
		[2, 'intermediate'],
		[3, 'advanced'],
		[4, 'advanced'],
	])('the answer %s gives %s', (answer, standing) => {
		expect(standingFromExpressAnswer(answer)).toBe(standing);
	});

	test('a higher answer never lowers the level, and every standing can be reached', () => {
		for (const low of SCALE)
			for (const high of raised(low))
				expect(standingRank(standingFromExpressAnswer(low))).toBeLessThanOrEqual(
					standingRank(standingFromExpressAnswer(high)),
				);
		expect(new Set([undefined, ...ANSWERS].map(standingFromExpressAnswer))).toEqual(new Set(STANDINGS));
	});
});

describe('where the three answers of Complet place a person', () => {
	const na = 'not-applicable';
	test.each<[string, Answer, Answer, Answer, string]>([
		['nothing possible yet', 0, 0, 0, 'starting'],
		['something possible with help', 1, 0, 0, 'starting'],
		['the first without help', 2, 1, 0, 'beginner'],
		['the first two without help', 3, 2, 1, 'intermediate'],
		['all three without help', 2, 2, 2, 'advanced'],
		['all three adapted', 4, 4, 4, 'advanced'],
		['the highest alone does not jump over what is not done', 1, 4, 4, 'starting'],
		['the second not done stops the third', 4, 1, 4, 'beginner'],
		['the first does not apply', na, 2, 1, 'intermediate'],
		['the first does not apply, and the second needs help', na, 1, 4, 'starting'],
		['the second does not apply: the third is judged by what applies', 2, na, 2, 'advanced'],
		['the second does not apply, and the third needs help', 2, na, 1, 'beginner'],
		['the third does not apply: it is not reached by itself', 3, 3, na, 'intermediate'],
		['only the first applies', 3, na, na, 'beginner'],
		['nothing applies', na, na, na, 'not-situated'],
	])('%s: %s, %s, %s give %5$s', (_, beginner, intermediate, advanced, standing) => {
		expect(standingFromCompleteAnswers({ beginner, intermediate, advanced })).toBe(standing);
	});

	test('a higher answer never lowers the level, in any of the 216 ways of answering', () => {
		for (const given of EVERY)
			for (const level of LEVELS)
				for (const higher of raised(given[level])) {
					const [before, after] = [
						standingFromCompleteAnswers(given),
						standingFromCompleteAnswers({ ...given, [level]: higher }),
					];
					expect(standingRank(after), JSON.stringify(given)).toBeGreaterThanOrEqual(standingRank(before));
				}
	});

	test('what does not apply never counts: it is as if the statement had not been asked', () => {
		for (const given of EVERY) {
			const applicable = LEVELS.filter((level) => given[level] !== 'not-applicable');
			const alone = applicable.findIndex((level) => (given[level] as number) < 2);
			const done = alone < 0 ? applicable : applicable.slice(0, alone);
			const expected = applicable.length === 0 ? 'not-situated' : (done.at(-1) ?? 'starting');
			expect(standingFromCompleteAnswers(given), JSON.stringify(given)).toBe(expected);
		}
	});

	test('every standing can be reached', () => {
		expect(new Set(EVERY.map(standingFromCompleteAnswers))).toEqual(new Set(STANDINGS));
	});
});

describe('whether an answer tells something of a person', () => {
	const na = 'not-applicable';
	test.each<[string, AnswersByLevel, boolean]>([
		['nothing is answered', {}, false],
		['« Ne s’applique pas » alone', { intermediate: na }, false],
		['« Ne s’applique pas » three times', { beginner: na, intermediate: na, advanced: na }, false],
		['one thing not known yet', { intermediate: 0 }, true],
		['one thing done, the two others do not apply', { beginner: na, intermediate: na, advanced: 2 }, true],
		['one thing done that gives no level yet', { beginner: 2 }, true],
	])('%s: %s', (_, given, tells) => {
		expect(hasApplicableAnswer(given)).toBe(tells);
	});

	test('whoever is situated gave such an answer, in any of the 343 ways of answering', () => {
		for (const given of ANY)
			if (standingFromLevelAnswers(given).standing !== 'not-situated')
				expect(hasApplicableAnswer(given), JSON.stringify(given)).toBe(true);
	});
});

describe('what a person says of a dimension', () => {
	test.each<[AnswersByLevel, string, string, string]>([
		[{}, 'not-situated', 'unanswered', 'none'],
		[{ beginner: 4 }, 'not-situated', 'unanswered', 'none'],
		[{ beginner: 4, advanced: 4 }, 'not-situated', 'unanswered', 'none'],
		[{ intermediate: 2 }, 'intermediate', 'estimated', 'express'],
		[{ intermediate: 2, advanced: 4 }, 'intermediate', 'estimated', 'express'],
		[{ beginner: 0, intermediate: 3 }, 'advanced', 'estimated', 'express'],
		[{ intermediate: 'not-applicable' }, 'not-situated', 'nothing-applies', 'express'],
		[{ beginner: 2, intermediate: 2, advanced: 1 }, 'intermediate', 'reached', 'complete'],
		[{ beginner: 1, intermediate: 2, advanced: 1 }, 'starting', 'none-reached', 'complete'],
		[
			{ beginner: 'not-applicable', intermediate: 'not-applicable', advanced: 'not-applicable' },
			'not-situated',
			'nothing-applies',
			'complete',
		],
	])('%j: %s, %s, from %s', (given, standing, reason, from) => {
		expect(standingFromLevelAnswers(given)).toEqual({ standing, reason, from });
	});

	test('the order of answering never matters', () => {
		for (const given of ANY) {
			const turned = Object.fromEntries(Object.entries(given).toReversed());
			expect(standingFromLevelAnswers(turned)).toEqual(standingFromLevelAnswers(given));
		}
	});

	test('it is situated exactly when it says why, and never otherwise', () => {
		for (const given of ANY) {
			const { standing, reason } = standingFromLevelAnswers(given);
			expect(standing === 'not-situated').toBe(reason === 'unanswered' || reason === 'nothing-applies');
			expect(reason === 'none-reached').toBe(
				standing === 'starting' && LEVELS.every((level) => given[level] !== undefined),
			);
		}
	});
});

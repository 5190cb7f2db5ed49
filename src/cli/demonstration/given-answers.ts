import { type Answer, answerFrom } from '#assessment';

/**
 * Answers written with one character per dimension, in the order of the framework: `0` to `4`, `n` for what does not
 * apply, `-` for what was not answered (left out).
 */
export function givenAnswers(values: string): { at: number; answer: Answer }[] {
	return [...values].flatMap((letter, at) => {
		const answer = answerFrom(letter === 'n' ? 'not-applicable' : letter);
		return answer === undefined ? [] : [{ at, answer }];
	});
}

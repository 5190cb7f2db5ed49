import { type Answer, answerFrom } from '#assessment';

/**
 * Parses answers written with one character per dimension, in the order of the framework: `0` to `4`, `n` for
 * what does not apply, `-` for no answer (left out). `at` is the position of the dimension.
 */
export function parseAnswerLetters(values: string): { at: number; answer: Answer }[] {
	return [...values].flatMap((letter, at) => {
		const answer = answerFrom(letter === 'n' ? 'not-applicable' : letter);
		return answer === undefined ? [] : [{ at, answer }];
	});
}

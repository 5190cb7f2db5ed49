import type { Answer } from '#assessment';
import { m } from '#messages';

const texts = {
	'0': m.assessment_scale_0,
	'1': m.assessment_scale_1,
	'2': m.assessment_scale_2,
	'3': m.assessment_scale_3,
	'4': m.assessment_scale_4,
	'not-applicable': m.assessment_scale_not_applicable,
} satisfies Record<`${Answer}`, () => string>;

/** The words of an answer, in the language of the page. */
export const answerText = (answer: Answer): string => texts[`${answer}`]();

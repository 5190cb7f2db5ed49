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

/** The text of an answer to a statement, as the choice shows it in the page's language. */
export const answerText = (answer: Answer): string => texts[`${answer}`]();

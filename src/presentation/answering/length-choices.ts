import type { Mode } from '#assessment';
import { m } from '#messages';

/** A length of the self-assessment, with its number of statements and the estimated minutes that it takes. */
export interface AssessmentLength {
	readonly mode: Mode;
	readonly statements: number;
	readonly minutes: number;
}

const names = { express: m.assessment_express, complete: m.assessment_complete };
const abouts = { express: m.assessment_express_about, complete: m.assessment_complete_about };

/** The two lengths of the self-assessment, as the choices of a form field. */
export const lengthChoices = (lengths: readonly AssessmentLength[]) =>
	lengths.map(({ mode, statements, minutes }) => ({
		value: mode,
		label: names[mode]({ minutes }),
		hint: abouts[mode]({ statements }),
	}));

import type { Standing } from '#framework';

/** The ability scale, the lowest first: 0 « Je ne sais pas comment faire » to 4 « … et je pourrais l’expliquer ». */
export const SCALE = [0, 1, 2, 3, 4] as const;

/** Everything a statement may be answered with: a step of the scale, or that it does not apply. */
export const ANSWERS = [...SCALE, 'not-applicable'] as const;

/** An answer to one statement. */
export type Answer = (typeof ANSWERS)[number];

/** How many seconds we count for reading one statement and choosing; twelve of them make the « about 4 minutes ». */
export const SECONDS_PER_STATEMENT = 20;

/** The answer that a form's word stands for, or undefined when it stands for none. */
export function answerFrom(word: string): Answer | undefined {
	return ANSWERS.find((answer) => String(answer) === word);
}

/**
 * Where one answer of the Express self-assessment places a person (decisions.md, Levels): the single statement tells
 * intermediate apart. What does not apply, or was not answered, leaves the dimension not situated: never a low answer.
 */
export function saidExpress(answer: Answer | undefined): Standing {
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

/** One answer given to the statement of a dimension. */
export interface Answered {
	/** The dimension's slug. */
	readonly dimension: string;
	readonly answer: Answer;
}

/** Where a person's answers place them in each of the dimensions asked about, whatever the order they came in. */
export function saidOfAnswers(
	dimensions: readonly string[],
	answers: readonly Answered[],
): Record<string, Standing> {
	const given = new Map(answers.map((one) => [one.dimension, one.answer]));
	return Object.fromEntries(dimensions.map((slug) => [slug, saidExpress(given.get(slug))]));
}

/** The next dimension without an answer, after one of them and round again from the first; null when all have one. */
export function nextToAnswer(
	dimensions: readonly string[],
	answered: ReadonlySet<string>,
	after?: string,
): string | null {
	const from = after === undefined ? 0 : dimensions.indexOf(after) + 1;
	const round = [...dimensions.slice(from), ...dimensions.slice(0, from)];
	return round.find((slug) => slug !== after && !answered.has(slug)) ?? null;
}

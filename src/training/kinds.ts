/** What an autoformation was, the most usual first. */
export const TRAINING_KINDS = [
	'course',
	'workshop',
	'reading',
	'peer-exchange',
	'experimentation',
	'instructor',
] as const;

/** One kind of autoformation; `instructor` is training other people. */
export type TrainingKind = (typeof TRAINING_KINDS)[number];

/** True when a word is a kind of autoformation. */
export const isTrainingKind = (word: unknown): word is TrainingKind =>
	(TRAINING_KINDS as readonly unknown[]).includes(word);

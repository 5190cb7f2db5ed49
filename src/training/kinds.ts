/** The kinds of learning activities that people log, the most usual first. */
export const TRAINING_KINDS = [
	'course',
	'workshop',
	'reading',
	'peer-exchange',
	'experimentation',
	'instructor',
] as const;

/** The kind of a learning activity; `instructor` means that the person trained others. */
export type TrainingKind = (typeof TRAINING_KINDS)[number];

/** Whether a value is a kind of learning activity. */
export const isTrainingKind = (word: unknown): word is TrainingKind =>
	(TRAINING_KINDS as readonly unknown[]).includes(word);

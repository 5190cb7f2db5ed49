import { typedCode } from '#identity';

/** Audiences a cohort can be created for. */
export const COHORT_AUDIENCES = ['teacher', 'student'] as const;

/** An audience a cohort can be created for. */
export type CohortAudience = (typeof COHORT_AUDIENCES)[number];

/** A group an adviser accompanies; people join it with its code, and share by joining. */
export interface Cohort {
	readonly id: string;
	readonly institution: string;
	readonly name: string;
	/** Eight Crockford characters, as compared; shown in capitals, in two groups. */
	readonly joinCode: string;
	readonly audience: CohortAudience;
	readonly framework: string;
	/** The last civil day of sharing, or null: until each person withdraws. */
	readonly endsOn: string | null;
	readonly createdAt: Date;
}

/** The version of the words a person reads before joining; kept with their consent. */
export const SHARING_TEXT = 'cohort-2026-12-c';

/** The words that name the three sources; those before spoke of what people say alone. */
const EVERY_SOURCE: readonly string[] = ['cohort-2026-12', 'cohort-2026-12-b', SHARING_TEXT];

/** Whether a consent was given with words that name the three sources. */
export const sharesEverySource = (textVersion: string): boolean => EVERY_SOURCE.includes(textVersion);

/** Characters of a join code. */
const JOIN_CODE = 8;

/** A join code as it was typed, in its stored form; longer or shorter when it is none. */
export const readJoinCode = (typed: string): string => typedCode(typed, JOIN_CODE / 2);

/** A join code as it is shown and said aloud: `7K2Q-X94T`. */
export const shownJoinCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();

/** How far a member is in the self-assessment, as the adviser sees it. */
export type Progress = 'not-started' | 'started' | 'done';

/** The progress of a person who answered some of the dimensions. */
export const progressOf = (answered: number, dimensions: number): Progress =>
	answered === 0 ? 'not-started' : answered < dimensions ? 'started' : 'done';

import { typedCode } from '#identity';
import { endOfCivilDate } from '#platform';

/** The audiences for which an adviser can create a cohort. */
export const COHORT_AUDIENCES = ['teacher', 'staff', 'student'] as const;

/** An audience for which an adviser can create a cohort. */
export type CohortAudience = (typeof COHORT_AUDIENCES)[number];

/**
 * A group of people that an adviser accompanies. People join it with its code, and by joining they share
 * their progress and levels with it.
 */
export interface Cohort {
	readonly id: string;
	readonly institution: string;
	readonly name: string;
	/**
	 * The code with which people join: eight Crockford base32 characters, in lower case as stored and
	 * compared; displayed in capitals, in two groups.
	 */
	readonly joinCode: string;
	readonly audience: CohortAudience;
	readonly framework: string;
	/**
	 * The last calendar day on which people share in the cohort; null when sharing lasts until each person
	 * withdraws.
	 */
	readonly endsOn: string | null;
	/** The first calendar day on which people can join; null when they can as soon as it exists. */
	readonly startsOn: string | null;
	/** How many people may share in it at once; null when any number may. */
	readonly mostPeople: number | null;
	/** What its people are asked to do; null when nothing in particular. */
	readonly asks: CohortTask | null;
	/** When an adviser put it among the archived ones, where nobody joins it; null while it is not. */
	readonly archivedAt: Date | null;
	readonly createdAt: Date;
}

/** What a cohort may ask of its people: a self-assessment of either length, or situations. */
export const COHORT_TASKS = ['express', 'complete', 'situations'] as const;

/** One of the things that a cohort may ask of its people. */
export type CohortTask = (typeof COHORT_TASKS)[number];

/** The largest number of people that a cohort can be limited to. */
export const LARGEST_LIMIT = 20_000;

/** The version of the text that a person reads before joining a cohort; stored with their consent. */
export const SHARING_TEXT_VERSION = 'cohort-2026-12-d';

/**
 * Versions of the text read before joining that name the three sources (said, shown, observed); earlier
 * versions named only what people say.
 */
const EVERY_SOURCE: readonly string[] = [
	'cohort-2026-12',
	'cohort-2026-12-b',
	'cohort-2026-12-c',
	SHARING_TEXT_VERSION,
];

/**
 * Whether the version of the text that a person accepted when joining a cohort names the three sources (said,
 * shown, observed), so that their levels in all three may count in its portrait.
 */
export const isEverySourceShared = (textVersion: string): boolean => EVERY_SOURCE.includes(textVersion);

/** Number of characters in the code with which people join a cohort. */
const JOIN_CODE = 8;

/**
 * Converts the code of a cohort, as a person typed it, to its stored form. For a text that is no such code,
 * the result has another length, and is then refused as an unknown code.
 */
export const readJoinCode = (typed: string): string => typedCode(typed, JOIN_CODE / 2);

/** Whether a code in its stored form has as many characters as that of a cohort. */
export const isJoinCode = (code: string): boolean => code.length === JOIN_CODE;

/** Formats the code of a cohort as it is displayed and spoken: `7K2Q-X94T`. */
export const formatJoinCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`.toUpperCase();

/** The time at which sharing ends in a cohort whose last day is `endsOn`. */
export const sharingEndsAt = (endsOn: string): Date => endOfCivilDate(endsOn);

/**
 * Whether a cohort's last day has passed, so that nobody shares in it any more; false for a cohort without a
 * last day.
 */
export const isOver = ({ endsOn }: Pick<Cohort, 'endsOn'>, now: Date): boolean =>
	endsOn !== null && sharingEndsAt(endsOn) <= now;

/**
 * Why sharing in a cohort cannot be made to end on the day `endsOn`: it has passed (`past`), or it is later
 * than the present last day, until which people agreed to share (`later`); null when it can. `today` is the
 * calendar day in the institution's time zone.
 */
export function problemOfEnd(
	endsOn: string,
	{ present, today }: { readonly present: string | null; readonly today: string },
): 'past' | 'later' | null {
	if (endsOn < today) return 'past';
	return present !== null && endsOn > present ? 'later' : null;
}

/** Whether a cohort would begin after its last day. */
export const beginsAfterEnd = ({ startsOn, endsOn }: Pick<Cohort, 'startsOn' | 'endsOn'>): boolean =>
	startsOn !== null && endsOn !== null && startsOn > endsOn;

/**
 * Why somebody who has the code of a cohort cannot join it: it is over or archived (`ended`), not open yet
 * (`not-open`), made for another audience (`other-audience`), or has no room left (`full`); null when they can.
 * `people` is how many share in it, and `today` the calendar day in the institution's time zone.
 */
export function problemOfJoining(
	cohort: Pick<Cohort, 'startsOn' | 'endsOn' | 'mostPeople' | 'archivedAt' | 'audience'>,
	{
		today,
		audience,
		people,
	}: { readonly today: string; readonly audience: string | null; readonly people: number },
): 'ended' | 'not-open' | 'other-audience' | 'full' | null {
	const { startsOn, endsOn, mostPeople, archivedAt } = cohort;
	if (archivedAt !== null || (endsOn !== null && endsOn < today)) return 'ended';
	if (startsOn !== null && startsOn > today) return 'not-open';
	if (audience !== cohort.audience) return 'other-audience';
	return mostPeople !== null && people >= mostPeople ? 'full' : null;
}

/**
 * The next 30 June after the calendar day `today`: the end of a school year, proposed as the last day of
 * sharing in a new cohort.
 */
export function endOfSchoolYear(today: string): string {
	const year = Number(today.slice(0, 4));
	return today < `${year}-06-30` ? `${year}-06-30` : `${year + 1}-06-30`;
}

/** A cohort that was handed over, as a person who shared in it reads it before saying whether they share anew. */
export interface OfferedSlip {
	readonly id: string;
	readonly name: string;
	readonly endsOn: string | null;
	readonly institution: string;
	/** Those who accompany it now; empty when its new adviser no longer advises there. */
	readonly advisers: readonly { readonly name: string; readonly service: string | null }[];
	/** A version of what this slip says, for the form that accepts it. */
	readonly shown: string;
}

/**
 * How far a member of a cohort is in the self-assessment, as the adviser sees it: answered in no dimension,
 * in some, or in all.
 */
export type MemberProgress = 'not-started' | 'started' | 'done';

/**
 * The progress in the self-assessment of a person who has answered in `answered` of its `dimensions`
 * dimensions.
 */
export const memberProgress = (answered: number, dimensions: number): MemberProgress =>
	answered === 0 ? 'not-started' : answered < dimensions ? 'started' : 'done';

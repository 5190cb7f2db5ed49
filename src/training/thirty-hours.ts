import type { Audience, InstitutionKind } from '#identity';
import type { TrainingKind } from './kinds.ts';
import { periodStart } from './period.ts';

/** Hours of training that the Education Act (s. 22.0.1) asks of a teacher in each period of two years. */
export const HOURS_ASKED = 30;

/** For how many days a link to somebody's total of hours may work. */
export const HOURS_SHARE_DAYS = [7, 30, 90] as const;

/** The most links to their total of hours that a person may have at once. */
export const MOST_HOURS_SHARES = 20;

/**
 * A period of two years of the Education Act, as calendar dates, both included: from a 1 July of an odd year
 * to the 30 June two years later.
 */
export interface LegalPeriod {
	readonly from: string;
	readonly to: string;
}

/** The period of two years of the Education Act that holds a calendar date. */
export function legalPeriod(day: string): LegalPeriod {
	const from = periodStart(day, { twoYears: true });
	return { from, to: `${String(Number(from.slice(0, 4)) + 2).padStart(4, '0')}-06-30` };
}

/** The periods of two years from the one that holds a first day to the one that holds the last, newest first. */
export function legalPeriods(first: string, last: string): readonly LegalPeriod[] {
	const oldest = legalPeriod(first).from;
	const periods = [legalPeriod(last)];
	while (periods.at(-1)!.from > oldest) {
		const year = Number(periods.at(-1)!.from.slice(0, 4));
		periods.push(legalPeriod(`${String(year - 1).padStart(4, '0')}-07-01`));
	}
	return periods;
}

/** Whether the Act counts each kind. Every new kind must say so. */
const COUNTED: Readonly<Record<TrainingKind, boolean>> = {
	course: true,
	workshop: true,
	reading: true,
	'peer-exchange': true,
	experimentation: false,
	instructor: true,
};

/**
 * Whether the Act counts a kind of learning activity: structured activities, from a body or from peers, reading,
 * and acting as an instructor. Trying something out in one's own work is not among them.
 */
export const countsUnderAct = (kind: TrainingKind): boolean => COUNTED[kind];

const SCHOOLS: readonly InstitutionKind[] = ['service-centre', 'school-board', 'private'];

/**
 * Whether the two years of the Education Act (or of the Act respecting private education, s. 54.12) concern a
 * learner: the staff of schools, and neither students nor cégeps.
 */
export const followsLegalPeriod = (
	audience: Audience | null,
	{ kind }: { readonly kind: InstitutionKind },
): boolean => (audience === 'teacher' || audience === 'staff') && SCHOOLS.includes(kind);

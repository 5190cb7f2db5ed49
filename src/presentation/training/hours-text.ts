import { m } from '#messages';
import type { LegalPeriod } from '#training';
import { durationText } from './training-text.ts';

const years = ({ from, to }: LegalPeriod) => ({ from: from.slice(0, 4), to: to.slice(0, 4) });

/** A period of two years, inside a sentence: « du 1er juillet 2025 au 30 juin 2027 ». */
export const periodText = (period: LegalPeriod): string => m.hours_period(years(period));

/** The same period as a heading. */
export const periodHeading = (period: LegalPeriod): string => m.hours_period_heading(years(period));

/** The name of the file that states the hours of a period. */
export const statementFileName = (period: LegalPeriod): string => m.hours_statement_file(years(period));

/** The three things that a statement of hours says, and nothing else. */
export const statementTexts = ({
	name,
	period,
	minutes,
}: {
	readonly name: string;
	readonly period: LegalPeriod;
	readonly minutes: number;
}) => ({
	name,
	period: periodText(period),
	total: m.hours_statement_declared({ duration: durationText(minutes) }),
});

import { m } from '#messages';
import type { Locale } from '#platform';
import { HOURS_ASKED, HOURS_SHARE_DAYS, type LegalPeriod } from '#training';
import type { DeclaredHours, HoursShare } from '#training/server';
import { dayText } from '#presentation/recognition/date-text.ts';
import { periodHeading } from '#presentation/training/hours-text.ts';
import { durationText, kindTexts } from '#presentation/training/training-text.ts';

const yearOf = ({ from }: LegalPeriod) => from.slice(0, 4);

/**
 * The data of « Mes 30 heures », worded here: the page is not hydrated, and what its component imports would
 * still be shared out among the scripts of other pages.
 */
export function hoursView(
	{ period, periods, minutes, kinds }: DeclaredHours,
	shares: readonly HoursShare[],
	{ locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
) {
	const year = yearOf(period);
	const day = (at: Date) => dayText(at, locale, timeZone);
	return {
		year,
		heading: periodHeading(period),
		present: yearOf(periods[0]!) === year,
		others: periods
			.filter((one) => yearOf(one) !== year)
			.map((one) => ({ heading: periodHeading(one), year: yearOf(one) })),
		total: minutes === 0 ? m.hours_total_none() : m.hours_total({ duration: durationText(minutes) }),
		asked: HOURS_ASKED,
		kinds: kinds.map((one) => {
			const duration = durationText(one.minutes);
			return {
				...{ kind: kindTexts[one.kind](), count: one.count },
				hours: one.counts ? duration : m.hours_not_counted({ duration }),
			};
		}),
		days: HOURS_SHARE_DAYS.map((days) => ({ value: days, label: m.hours_share_days_option({ days }) })),
		shares: shares
			.filter((share) => yearOf(share.period) === year)
			.map(({ id, createdAt, expiresAt }) => ({ id, made: day(createdAt), until: day(expiresAt) })),
	};
}

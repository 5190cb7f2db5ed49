import type { Locale } from '#platform';
import type { ToldReport } from '#verification';

/** When what was given reads as nothing at all, the sentence to put beside its field; otherwise undefined. */
export function unreadableText(report: ToldReport, locale: Locale): string | undefined {
	const receive = report.checks.find(({ id }) => id === 'receive');
	return receive?.outcome === 'fail' ? receive[locale] : undefined;
}

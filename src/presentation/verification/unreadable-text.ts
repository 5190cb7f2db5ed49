import type { Locale } from '#platform';
import type { WordedReport } from '#verification';

/**
 * The sentence to show next to the form's field when what a visitor gave could not be read as a badge at all;
 * undefined otherwise.
 */
export function unreadableText(report: WordedReport, locale: Locale): string | undefined {
	const receive = report.checks.find(({ id }) => id === 'receive');
	return receive?.outcome === 'fail' ? receive[locale] : undefined;
}

import type { Locale } from '#platform';
import type { WordedReport } from '#verification';

/**
 * The sentence to show next to the form's field when what a visitor gave holds no badge to verify: it could
 * not be read as a badge at all, or it is an image without one, such as a screenshot; undefined otherwise.
 */
export function unreadableText(report: WordedReport, locale: Locale): string | undefined {
	return report.checks.find(
		({ id, outcome, reason }) =>
			(id === 'receive' && outcome === 'fail') || (id === 'extract' && reason === 'no-badge'),
	)?.[locale];
}

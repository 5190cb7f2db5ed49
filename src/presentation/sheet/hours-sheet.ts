import { m } from '#messages';
import { civilDate, type Locale } from '#platform';
import type { LegalPeriod } from '#training';
import { hasSubstitutedLetters, type PdfContent } from '#ui/server/pdf/pdf.ts';
import { statementFileName, statementTexts } from '../training/hours-text.ts';

/**
 * The content of the PDF that states the hours a person declared in a period: their name, the period and the
 * total, and nothing else. The same total gives the same bytes on a day.
 */
export function hoursSheet(
	{ name, period, minutes }: { name: string; period: LegalPeriod; minutes: number },
	{ locale, timeZone, now }: { locale: Locale; timeZone: string; now: Date },
): PdfContent & { readonly fileName: string } {
	const title = m.hours_statement_title();
	const said = statementTexts({ name, period, minutes });
	return {
		title,
		lang: `${locale}-CA`,
		author: name,
		date: new Date(`${civilDate(now, timeZone)}T12:00:00Z`),
		fileName: statementFileName(period),
		blocks: [
			{ kind: 'heading', level: 1, text: title },
			{
				kind: 'facts',
				pairs: [
					{ name: m.hours_statement_name(), value: name },
					{ name: m.hours_statement_period(), value: said.period },
					{ name: m.hours_statement_total(), value: said.total },
				],
			},
			...(hasSubstitutedLetters(name)
				? [{ kind: 'paragraph', look: 'small', text: m.profile_sheet_altered() } as const]
				: []),
		],
		// One page: no footer is ever written.
		footer: () => '',
	};
}

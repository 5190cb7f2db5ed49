import { m } from '#messages';
import { problemText } from '#messages/server';
import type { Locale } from '#platform';
import type { CatalogueColumn } from '#training';
import type { CataloguePreview } from '#training/server';

/** What each column of the table of a catalogue is called. */
const columnTexts: Record<CatalogueColumn, () => string> = {
	title: m.catalogue_column_title,
	provider: m.catalogue_column_provider,
	address: m.catalogue_column_address,
	duration: m.catalogue_column_duration,
	language: m.catalogue_column_language,
	audiences: m.catalogue_column_audiences,
	dimensions: m.catalogue_column_dimensions,
	cost: m.catalogue_column_cost,
};

const wholeTexts = {
	'catalogue-none': m.catalogue_fault_none,
	'catalogue-many': m.catalogue_fault_many,
	'catalogue-quote': m.catalogue_fault_quote,
	'catalogue-stray-quote': m.catalogue_fault_stray_quote,
	'catalogue-long-row': m.catalogue_fault_long_row,
	'catalogue-no-column': m.catalogue_fault_no_column,
};

/** What stands against the import of a table, in the page's language: in all, then row by row. */
export function catalogueFaultTexts(
	{ fault, faults, tooMany }: CataloguePreview,
	locale: Locale,
): { readonly whole: string | null; readonly rows: readonly string[] } {
	const column = fault?.column ? columnTexts[fault.column]() : '';
	return {
		whole: fault
			? wholeTexts[fault.code]({ line: fault.line, column })
			: tooMany
				? m.catalogue_fault_full()
				: null,
		rows: faults.map(({ line, column: at, code, given }) => {
			const what = problemText(code, {}, locale);
			const said = m.catalogue_fault_line({ line, column: columnTexts[at](), what });
			return given === '' ? said : `${said} ${m.catalogue_fault_given({ given })}`;
		}),
	};
}

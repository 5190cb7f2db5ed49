import { m } from '#messages';
import { problemText } from '#messages/server';
import type { Locale } from '#platform';
import type { TrainingColumn } from '#training';
import type { TrainingsPreview } from '#training/server';

/** What each column of a table of learning activities is called. */
const columnTexts: Record<TrainingColumn, () => string> = {
	title: m.imports_column_title,
	date: m.imports_column_date,
	duration: m.imports_column_duration,
	kind: m.imports_column_kind,
	dimensions: m.imports_column_dimensions,
	reflection: m.imports_column_reflection,
	link: m.imports_column_link,
	email: m.imports_column_email,
};

const wholeTexts = {
	none: m.imports_fault_none,
	many: m.imports_fault_many,
	quote: m.imports_fault_quote,
	'stray-quote': m.imports_fault_stray_quote,
	'long-row': m.imports_fault_long_row,
	'no-column': m.imports_fault_no_column,
	unverified: m.imports_fault_unverified,
};

/** What stands against the import of a table, in the page's language: in all, then row by row. */
export function importFaultTexts(
	{ fault, faults, tooMany }: Pick<TrainingsPreview, 'fault' | 'faults' | 'tooMany'>,
	locale: Locale,
): { readonly whole: string | null; readonly rows: readonly string[] } {
	const column = fault?.column ? columnTexts[fault.column]() : '';
	return {
		whole: fault
			? wholeTexts[fault.code]({ line: fault.line, column })
			: tooMany
				? m.imports_fault_full()
				: null,
		rows: faults.map(({ line, column: at, code, given }) => {
			const what = problemText(code, {}, locale);
			const said = m.imports_fault_line({ line, column: columnTexts[at](), what });
			return given === '' ? said : `${said} ${m.imports_fault_given({ given })}`;
		}),
	};
}

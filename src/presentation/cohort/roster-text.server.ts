import type { RosterProblem } from '#cohort';
import type { RosterPreview, RosterTableWords } from '#cohort/server';
import { m } from '#messages';
import type { Locale } from '#platform';

const wholeTexts = {
	'roster-none': m.roster_fault_none,
	'roster-many': m.roster_fault_many,
	'roster-quote': m.roster_fault_quote,
	'roster-no-name': m.roster_fault_no_name,
	'roster-bundle-file': m.roster_fault_bundle_file,
	'roster-bundle-column': m.roster_fault_bundle_column,
	'roster-bundle-broken': m.roster_fault_bundle_broken,
};

const rowTexts: Record<RosterProblem, () => string> = {
	'name-missing': m.roster_row_name_missing,
	'name-long': m.roster_row_name_long,
	'name-digits': m.roster_row_name_digits,
	'name-address': m.roster_row_name_address,
	'number-scientific': m.roster_row_number_scientific,
	'number-date': m.roster_row_number_date,
	'number-error': m.roster_row_number_error,
	'number-shape': m.roster_row_number_shape,
	'number-twice': m.roster_row_number_twice,
	'group-long': m.roster_row_group_long,
	encoding: m.roster_row_encoding,
	'cells-many': m.roster_row_cells_many,
	'class-unknown': m.roster_row_class_unknown,
	'user-unknown': m.roster_row_user_unknown,
	'date-impossible': m.roster_row_date_impossible,
};

/** What stands against the import of a roster, in the page's language: in all, then row by row. */
export function rosterFaultTexts({ fault, faults, tooMany }: RosterPreview): {
	readonly whole: string | null;
	readonly rows: readonly string[];
} {
	return {
		whole: fault
			? wholeTexts[fault.code]({ line: fault.line, given: fault.given })
			: tooMany
				? m.roster_fault_full()
				: null,
		rows: faults.map(({ line, file, why, given }) => {
			const where = file === null ? m.roster_row({ line }) : m.roster_row_of({ line, file });
			const what = rowTexts[why]();
			return given === '' ? `${where} ${what}` : `${where} ${what} ${m.roster_row_given({ given })}`;
		}),
	};
}

/** The words of the table of a roster in a language, whose spreadsheets expect this sign between cells. */
export const rosterTableWords = (locale: Locale): RosterTableWords => ({
	headers: [m.roster_column_number(), m.roster_column_name(), m.roster_column_group(), m.cohort_progress()],
	states: {
		waiting: m.roster_state_waiting(),
		came: m.roster_state_came(),
		'not-started': m.cohort_progress_not_started(),
		started: m.cohort_progress_started(),
		done: m.cohort_progress_done(),
	},
	delimiter: locale === 'fr' ? ';' : ',',
});

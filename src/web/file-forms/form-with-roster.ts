import { LARGEST_ROSTER, receiveRoster } from '#cohort/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of the form that gives a roster, as a table or as a OneRoster bundle. */
export const formActionWithRoster = formActionsWithTextFile({
	largest: LARGEST_ROSTER,
	into: 'content',
	receive: receiveRoster,
	notText: 'cohort.roster-not-text',
	tooLarge: 'cohort.roster-large',
});

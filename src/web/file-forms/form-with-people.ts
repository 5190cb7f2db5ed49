import { LARGEST_LIST } from '#identity/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of the form that gives a list of people, pasted or as a file. */
export const formActionWithPeople = formActionsWithTextFile({
	largest: LARGEST_LIST,
	into: 'people',
	notText: 'identity.people-not-text',
	tooLarge: 'identity.people-large',
});

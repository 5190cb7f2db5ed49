import { LARGEST_LIST, receivePeople } from '#identity/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of the form that gives a list of people, pasted or as a file. */
export const formActionWithPeople = formActionsWithTextFile({
	largest: LARGEST_LIST,
	receive: receivePeople,
	notText: 'identity.people-not-text',
	tooLarge: 'identity.people-large',
});

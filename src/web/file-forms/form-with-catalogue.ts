import { LARGEST_CATALOGUE } from '#training/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of the form that gives the table of a catalogue, pasted or as a file. */
export const formActionWithCatalogue = formActionsWithTextFile({
	largest: LARGEST_CATALOGUE,
	into: 'content',
	notText: 'training.catalogue-not-text',
	tooLarge: 'training.catalogue-large',
});

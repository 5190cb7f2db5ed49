import { LARGEST_TRAINING_TABLE } from '#training/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of the form that gives a table of learning activities, pasted or as a file. */
export const formActionWithTrainings = formActionsWithTextFile({
	largest: LARGEST_TRAINING_TABLE,
	into: 'content',
	notText: 'training.catalogue-not-text',
	tooLarge: 'training.catalogue-large',
});

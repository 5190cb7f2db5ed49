import { LARGEST_BADGE_UPLOAD } from '#badges/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/**
 * Makes a form action of a form that gives a file of the framework's words, or its content pasted. It is as
 * large as the file of a badge at most.
 */
export const formActionWithWords = formActionsWithTextFile({
	largest: LARGEST_BADGE_UPLOAD,
	into: 'content',
	isUtf8: true,
	notText: 'wording.not-text',
	tooLarge: 'wording.too-large',
});

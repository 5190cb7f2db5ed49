import { LARGEST_BADGE_UPLOAD, receiveBadge } from '#badges/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/**
 * Makes a form action of a form that gives a file of the framework's words, or its content pasted. Such a form is
 * taken apart like that of the file of a badge: one text, in a field of the same name.
 */
export const formActionWithWords = formActionsWithTextFile({
	largest: LARGEST_BADGE_UPLOAD,
	receive: receiveBadge,
	notText: 'wording.not-text',
	tooLarge: 'wording.too-large',
});

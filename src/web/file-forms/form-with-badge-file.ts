import { LARGEST_BADGE_UPLOAD } from '#badges/server';
import { formActionsWithTextFile } from './form-with-text-file.ts';

/** Makes a form action of a form that gives the file of a badge, or its content pasted. */
export const formActionWithBadgeFile = formActionsWithTextFile({
	largest: LARGEST_BADGE_UPLOAD,
	into: 'content',
	isUtf8: true,
	notText: 'badges.file-not-text',
	tooLarge: 'badges.file-large',
});

/**
 * The name that stands for a form in its draft, unique on its page: its action's name, followed by the form's
 * own name where several forms have the same action.
 */
export const draftFormName = (action: string, formName?: string): string =>
	[...new Set([action.replace(/^\?\//, ''), formName])].filter(Boolean).join(' ');

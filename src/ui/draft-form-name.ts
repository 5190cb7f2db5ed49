/**
 * The name that stands for a form in its draft, unique on its page: its action's name (`decide` of
 * `?/decide&mine=1`), followed by the form's own name where several forms have the same action.
 */
export const draftFormName = (action: string, formName?: string): string =>
	[...new Set([action.replace(/^\?\/([^&]*).*$/, '$1'), formName])].filter(Boolean).join(' ');

/**
 * The name by which a form's draft is stored for its page: its action's name, followed by the form's own
 * where several forms have the same action.
 */
export const draftName = (action: string, name?: string): string =>
	[...new Set([action.replace(/^\?\//, ''), name])].filter(Boolean).join(' ');

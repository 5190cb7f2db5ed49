/** The name of a form on its page: its action's, and its own where several have the same action. */
export const draftName = (action: string, name?: string): string =>
	[...new Set([action.replace(/^\?\//, ''), name])].filter(Boolean).join(' ');

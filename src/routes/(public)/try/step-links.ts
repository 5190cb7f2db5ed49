/** The address of a step of the trial; without a dimension, of its overview. */
export const hrefOf = (dimension = ''): string => (dimension ? `/try#${dimension}` : '/try');

/** Follows links to steps of the trial without leaving the page. */
export const followSteps =
	(show: (dimension?: string) => unknown) =>
	(event: MouseEvent): void => {
		const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/try"]');
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		show(link.hash.slice(1) || undefined);
	};

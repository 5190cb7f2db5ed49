/** The address of one dimension of a trial; without a dimension, that of the trial's overview. */
export const hrefOf = (dimension = ''): string => (dimension ? `/try#${dimension}` : '/try');

/**
 * Makes a click handler that opens a step of the trial with `show` instead of leaving the page, for links to
 * `/try`; clicks with Ctrl, Meta or Shift are left to the browser.
 */
export const trialLinkClickHandler =
	(show: (dimension?: string) => unknown) =>
	(event: MouseEvent): void => {
		const link = (event.target as Element).closest('a[href^="/try"]');
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		// `getAttribute`, because the link may be a petal of the drawing: the `href` property of an SVG link
		// is not a string.
		show(link.getAttribute('href')?.split('#')[1]);
	};

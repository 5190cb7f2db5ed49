/**
 * Ids of the routes that show what a notice is about (an application, a badge, a cohort): opening one of these
 * pages marks its notices as read.
 */
export const TOLD_ABOUT = new Set([
	'/(learner)/applications/[id=id]',
	'/(public)/b/[id=id]',
	'/(adviser)/cohorts/[id=id]',
]);

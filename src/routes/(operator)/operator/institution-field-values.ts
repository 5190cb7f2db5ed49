import type { SentFields } from '#platform';

/** What was recorded of an institution, as the fields of the forms that make one and rename one. */
export const institutionFieldValues = ({ name = null, ...more }: SentFields): SentFields => ({
	...more,
	institution: name,
});

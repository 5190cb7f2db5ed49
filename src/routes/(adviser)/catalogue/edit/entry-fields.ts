import type { SentFields } from '#platform';

/** What was sent of a training of the catalogue, as values of its form's fields: `minutes` is the duration. */
export const entryFieldValues = ({ minutes, ...rest }: SentFields): SentFields => ({
	...rest,
	...(minutes !== undefined && { duration: minutes }),
});

import { defineParams } from '@sveltejs/kit/params';
import { isId } from '#platform';

/** What names a badge in addresses: `practice-ethics`, `laurentides.robotique`, `laurentides.robotique.2`. */
const BADGE = /^[a-z0-9][a-z0-9-]{0,79}(\.[a-z0-9][a-z0-9-]{0,79}(\.[1-9][0-9]{0,4})?)?$/;
const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;

/**
 * Matchers for the parameters of routes (`[id=id]`). A value that does not match gets the same 404 as an id
 * that does not exist.
 */
export const params = defineParams({
	id: (value) => (isId(value) ? value : undefined),
	slug: (value) => (SLUG.test(value) ? value : undefined),
	badge: (value) => (BADGE.test(value) ? value : undefined),
	count: (value) => (/^[1-9][0-9]{0,5}$/.test(value) ? value : undefined),
});

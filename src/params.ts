import { defineParams } from '@sveltejs/kit/params';
import { isId } from '#platform';

const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** Shapes of the changing parts of an address; anything else is the same 404 as an unknown thing. */
export const params = defineParams({
	id: (value) => (isId(value) ? value : undefined),
	slug: (value) => (SLUG.test(value) ? value : undefined),
	count: (value) => (/^[1-9][0-9]{0,5}$/.test(value) ? value : undefined),
});

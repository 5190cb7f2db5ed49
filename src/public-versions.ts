import { publicAwardVersion, publicTextVersion } from '#awards/server';
import type { PublicVersion } from '#web/kept-answers.ts';

/**
 * Version of the pages that depend only on the code and settings of the running service: constant until it is
 * restarted.
 */
const always: PublicVersion = () => 'as-started';

const award: PublicVersion = (world, { id = '' }) => publicAwardVersion(world, id);
const text: PublicVersion = (world, { id = '' }) => publicTextVersion(world, id);

/**
 * By route id: the function that returns the version of a page that is the same for every visitor who is not
 * signed in. The cached response is used until the version changes (docs/decisions/0041).
 */
export const PUBLIC_VERSIONS: Readonly<Record<string, PublicVersion>> = {
	'/(public)': always,
	'/(public)/badges': always,
	'/(public)/badges/[badge=slug]': always,
	'/(public)/b/[id=id]': award,
	'/(public)/b/[id=id].json': text,
};

import { publicAwardVersion, publicTextVersion } from '#awards/server';
import type { PublicVersion } from '#web/kept-answers.ts';

/** Made of what the service was started with: the same until it is started again. */
const always: PublicVersion = () => 'as-started';

const award: PublicVersion = (world, { id = '' }) => publicAwardVersion(world, id);
const text: PublicVersion = (world, { id = '' }) => publicTextVersion(world, id);

/** What is answered alike to everybody who has not signed in, and on what it depends (docs/decisions/0041). */
export const PUBLIC_VERSIONS: Readonly<Record<string, PublicVersion>> = {
	'/(public)': always,
	'/(public)/badges': always,
	'/(public)/badges/[badge=slug]': always,
	'/(public)/b/[id=id]': award,
	'/(public)/b/[id=id].json': text,
};

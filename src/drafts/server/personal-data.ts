import type { Json } from '#platform';
import type { PartOfInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { draftsOf } from './draft-store.ts';

/** The pages where a person writes what is theirs wherever they are. */
const OWN = /^\/(assessment|situations|training|recognition|account|profile)(\/|$)/;

/** Whether a draft may be given with `part`: of the person’s own pages, or about an application of theirs there. */
const isWithin = (path: string, part: PartOfInstitution | undefined) =>
	part === undefined || OWN.test(path) || part.things.has(/^\/applications\/([^/]+)/.exec(path)?.[1] ?? '');

/**
 * Everything that a person has typed in forms and not sent, for the copy of their data that they can
 * download; times in UTC.
 */
export async function personalData(
	world: Pick<World, 'db'>,
	person: string,
	part?: PartOfInstitution,
): Promise<Json> {
	return {
		drafts: (await draftsOf(world.db.read, person))
			.filter(({ path }) => isWithin(path, part))
			.map(({ path, form, typed, other, savedAt }) => ({
				page: path,
				form,
				typed,
				other,
				savedAt: savedAt.toISOString(),
			})),
	};
}

import { versionOfCurrentAssessment } from '#assessment/server';
import { CURRENT_VERSION } from '#framework';
import type { Json } from '#platform';
import type { PartOfInstitution } from '#identity/server';
import type { World } from '#platform/server';
import { strengthsAndWorkOf } from '../index.ts';
import { profileDimensionsOf } from './profile-of.ts';

/**
 * A person's present profile, for the copy of their data that they can download; it is not stored but derived
 * from other data. Undefined with `part`: it says what other institutions observed.
 */
export async function personalData(
	world: World,
	person: string,
	part?: PartOfInstitution,
): Promise<Json | undefined> {
	if (part) return undefined;
	const version = (await versionOfCurrentAssessment(world, person)) ?? CURRENT_VERSION;
	const dimensions = await profileDimensionsOf(world, person, version);
	const { strengths, toWorkOn } = strengthsAndWorkOf(dimensions);
	return {
		frameworkVersion: version,
		marks: Object.fromEntries(
			dimensions.map(({ slug, said, saidAt, shown, observed, observedAt }) => [
				slug,
				{
					said,
					saidAt: saidAt?.toISOString() ?? null,
					shown,
					observed,
					observedAt: observedAt?.toISOString() ?? null,
				},
			]),
		),
		strengths: [...strengths],
		toWorkOn: [...toWorkOn],
	};
}

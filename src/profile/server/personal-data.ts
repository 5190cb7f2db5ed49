import type { Json } from '#platform';
import type { World } from '#platform/server';
import { strengthsOf, toWorkOnOf } from '../index.ts';
import { marksOf } from './profile-of.ts';

/** The profile as it reads today, for a person's own copy; nothing of it is stored, it follows from the other parts. */
export async function personalData(world: World, person: string): Promise<Json> {
	const dimensions = await marksOf(world, person);
	return {
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
		strengths: strengthsOf(dimensions),
		toWorkOn: toWorkOnOf(dimensions),
	};
}

import { framework } from '#framework/server';
import type { Assessment } from './answer-store.ts';
import { type Statement, statementsOf } from './content.ts';

/** Every statement that a self-assessment asks in its version, its audience and its length, dimension by dimension. */
export const askedInAll = ({
	frameworkVersion,
	audience,
	mode,
}: Pick<Assessment, 'frameworkVersion' | 'audience' | 'mode'>): readonly Statement[] =>
	framework(frameworkVersion).dimensions.flatMap(({ slug }) =>
		statementsOf(frameworkVersion, audience, slug, mode),
	);

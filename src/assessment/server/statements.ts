import type { FrameworkVersion, Level } from '#framework';
import { framework, parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import file from '../data/statements.json' with { type: 'json' };
import { statementFile } from './statement-file.ts';

/** One thing a person says they can do or not; `example` is what « Préciser » unfolds. */
export interface Statement {
	readonly id: string;
	readonly audience: Audience;
	readonly dimension: string;
	readonly element: string;
	/** The level that the answer tells apart from the one below. */
	readonly tellsApart: Level;
	readonly text: Text;
	readonly example: Text;
}

// Parsed at import: a broken file must stop the build and the start, never a page.
const { framework: version, items } = parseDataFile(
	'src/assessment/data/statements.json',
	statementFile,
	file,
);

/** The version of the framework whose elements the statements are tied to. */
export const STATEMENTS_VERSION: FrameworkVersion = version;

/** The Express statements of an audience, one per dimension, in the order of the framework; none where none are written yet. */
export function statementsFor(audience: Audience): readonly Statement[] {
	return framework(version).dimensions.flatMap(({ slug }) => statementFor(audience, slug) ?? []);
}

/** The Express statement of an audience for a dimension (the one that tells intermediate apart), or undefined. */
export function statementFor(audience: Audience, dimension: string): Statement | undefined {
	return items.find(
		(item) =>
			item.audience === audience && item.dimension === dimension && item.tellsApart === 'intermediate',
	);
}

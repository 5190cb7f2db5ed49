import {
	type Correspondence,
	FRAMEWORK_VERSIONS,
	type FrameworkVersion,
	type Level,
	LEVELS,
} from '#framework';
import { correspondence, framework, parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import staff from '../data/staff.json' with { type: 'json' };
import student from '../data/student.json' with { type: 'json' };
import teacher from '../data/teacher.json' with { type: 'json' };
import type { ChoiceId, Mode } from '../index.ts';
import { CONTENT_VERSION, contentFile } from './content-file.ts';

/** Whom a text speaks to, and what it is about. */
interface Placed {
	readonly id: string;
	readonly audience: Audience;
	readonly dimension: string;
	readonly element: string;
}

/** One thing a person says they can do or not; `example` is what « Préciser » unfolds. */
export interface Statement extends Placed {
	/** The level that the answer tells apart from the one below. */
	readonly tellsApart: Level;
	readonly text: Text;
	readonly example: Text;
}

/** One of the four things a person could do in a situation. */
export interface Choice {
	readonly id: ChoiceId;
	/** The level that it shows; null when it shows none yet. */
	readonly shows: Level | null;
	readonly text: Text;
	/** Why it shows that, said once the choice is made. */
	readonly why: Text;
}

/** A short scene of school or cégep life, and four plausible ways through it. */
export interface Situation extends Placed {
	readonly title: Text;
	readonly scene: Text;
	readonly choices: readonly Choice[];
}

// Parsed at import: a broken file must stop the build and the start, never a page.
const read = Object.entries({ teacher, staff, student }).map(([name, file]) =>
	parseDataFile(`src/assessment/data/${name}.json`, contentFile, file),
);

/** Every statement and every situation, all audiences together. */
export const CONTENT: { readonly items: readonly Statement[]; readonly situations: readonly Situation[] } = {
	items: read.flatMap((file) => file.items),
	situations: read.flatMap((file) => file.situations),
};

/** The same texts, placed where another version has the same element; a text whose element is not there is left out. */
export function placedBy<T extends Placed>(
	{ dimensions }: Correspondence,
	things: readonly T[],
): readonly T[] {
	return things.flatMap((one) => {
		const home = dimensions.find(({ from }) => from === one.dimension);
		const line = home?.elements.find(({ from, kind }) => from === one.element && kind === 'equal');
		return home?.to && line?.to ? [{ ...one, dimension: home.to, element: line.to }] : [];
	});
}

function contentPlacedIn(version: FrameworkVersion) {
	const lines = correspondence(CONTENT_VERSION, version);
	const items = placedBy(lines, CONTENT.items);
	const byId = new Map(items.map((one) => [one.id, one]));
	return { items, byId, situations: placedBy(lines, CONTENT.situations) };
}

/** The texts of each version of the framework, placed once. */
const placed = new Map(FRAMEWORK_VERSIONS.map((version) => [version, contentPlacedIn(version)]));

const contentIn = (version: FrameworkVersion) => placed.get(version)!;

/** The statements of a dimension for an audience, the lowest level first; one of them in Express, three in Complet. */
export function statementsOf(
	version: FrameworkVersion,
	audience: Audience,
	dimension: string,
	mode: Mode = 'complete',
): readonly Statement[] {
	const own = contentIn(version).items.filter(
		(one) => one.audience === audience && one.dimension === dimension,
	);
	const asked = mode === 'express' ? (['intermediate'] as const) : LEVELS;
	return asked.flatMap((level) => own.filter((one) => one.tellsApart === level));
}

/** A statement of an audience by its id, or undefined. */
export function statementNamed(
	version: FrameworkVersion,
	audience: Audience,
	id: string,
): Statement | undefined {
	const found = statementAt(version, id);
	return found?.audience === audience ? found : undefined;
}

/** What a statement of a version is about, whomever it speaks to, by its id. */
export function statementAt(version: FrameworkVersion, id: string): Statement | undefined {
	return contentIn(version).byId.get(id);
}

const situationsAbout = (version: FrameworkVersion, audience: Audience, dimension: string) =>
	contentIn(version).situations.filter((one) => one.audience === audience && one.dimension === dimension);

/** The situations of an audience, in the order of the framework. */
export function situationsOf(version: FrameworkVersion, audience: Audience): readonly Situation[] {
	return framework(version).dimensions.flatMap(({ slug }) => situationsAbout(version, audience, slug));
}

/** The situation of a dimension for an audience, or undefined where none is written. */
export function situationOf(
	version: FrameworkVersion,
	audience: Audience,
	dimension: string,
): Situation | undefined {
	return situationsAbout(version, audience, dimension)[0];
}

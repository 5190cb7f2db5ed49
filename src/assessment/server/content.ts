import {
	type Correspondence,
	FRAMEWORK_VERSIONS,
	type FrameworkVersion,
	type Level,
	LEVELS,
} from '#framework';
import { correspondenceOf, framework, parseDataFile } from '#framework/server';
import type { Audience } from '#identity';
import type { Text } from '#platform';
import staff from '../data/staff.json' with { type: 'json' };
import student from '../data/student.json' with { type: 'json' };
import teacher from '../data/teacher.json' with { type: 'json' };
import type { ChoiceId, Mode } from '../index.ts';
import { CONTENT_VERSION, contentFileSchema } from './content-file.ts';

/** The id of a statement or situation, the audience it is for, and the dimension and element it is about. */
interface Placed {
	readonly id: string;
	readonly audience: Audience;
	readonly dimension: string;
	readonly element: string;
}

/**
 * A statement of the self-assessment, in both languages: an ability that a person says they have or not.
 * `example` is the text that « Préciser » unfolds.
 */
export interface Statement extends Placed {
	/** The level that the answer separates from the level below it. */
	readonly tellsApart: Level;
	readonly text: Text;
	readonly example: Text;
}

/** One of the four ways to act that a situation offers, in both languages. */
export interface Choice {
	readonly id: ChoiceId;
	/** The level that this choice shows; null when it shows none. */
	readonly shows: Level | null;
	readonly text: Text;
	/** Why the choice shows that level; displayed after the person has chosen. */
	readonly why: Text;
}

/**
 * A situation, in both languages: a short scene from school or cégep life, with four plausible ways to act.
 */
export interface Situation extends Placed {
	readonly title: Text;
	readonly scene: Text;
	readonly choices: readonly Choice[];
}

// The files are parsed at import, so that a faulty one stops the build and the start, and never breaks a
// page.
const read = Object.entries({ teacher, staff, student }).map(([name, file]) =>
	parseDataFile(`src/assessment/data/${name}.json`, contentFileSchema, file),
);

/**
 * Every statement and every situation of all audiences, as the data files place them, in the framework's
 * version `CONTENT_VERSION`.
 */
export const CONTENT: { readonly items: readonly Statement[]; readonly situations: readonly Situation[] } = {
	items: read.flatMap((file) => file.items),
	situations: read.flatMap((file) => file.situations),
};

/**
 * Moves statements or situations to the corresponding dimension and element of another version of the
 * framework; leaves out those whose element has no equal in it.
 */
export function moveByCorrespondence<T extends Placed>(
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
	const lines = correspondenceOf(CONTENT_VERSION, version);
	const items = moveByCorrespondence(lines, CONTENT.items);
	const byId = new Map(items.map((one) => [one.id, one]));
	return { items, byId, situations: moveByCorrespondence(lines, CONTENT.situations) };
}

/** The statements and situations as they are placed in each version of the framework, computed once. */
const placed = new Map(FRAMEWORK_VERSIONS.map((version) => [version, contentPlacedIn(version)]));

const contentIn = (version: FrameworkVersion) => placed.get(version)!;

/**
 * The statements that a dimension asks of an audience in a version of the framework, lowest level first: one
 * in Express, three in Complet.
 */
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

/**
 * The statement with this id in a version of the framework, if it is for this audience; otherwise undefined.
 */
export function statementForAudience(
	version: FrameworkVersion,
	audience: Audience,
	id: string,
): Statement | undefined {
	const found = statementById(version, id);
	return found?.audience === audience ? found : undefined;
}

/**
 * The statement with this id in a version of the framework, for whatever audience; undefined when the version
 * has none.
 */
export function statementById(version: FrameworkVersion, id: string): Statement | undefined {
	return contentIn(version).byId.get(id);
}

/** The situation with this id in a version of the framework, for whatever audience; undefined when it has none. */
export function situationById(version: FrameworkVersion, id: string): Situation | undefined {
	return contentIn(version).situations.find((one) => one.id === id);
}

const situationsAbout = (version: FrameworkVersion, audience: Audience, dimension: string) =>
	contentIn(version).situations.filter((one) => one.audience === audience && one.dimension === dimension);

/** The situations offered to an audience in a version of the framework, in the order of its dimensions. */
export function situationsOf(version: FrameworkVersion, audience: Audience): readonly Situation[] {
	return framework(version).dimensions.flatMap(({ slug }) => situationsAbout(version, audience, slug));
}

/**
 * The situation offered to an audience for a dimension, in a version of the framework; undefined when there
 * is none.
 */
export function situationOf(
	version: FrameworkVersion,
	audience: Audience,
	dimension: string,
): Situation | undefined {
	return situationsAbout(version, audience, dimension)[0];
}

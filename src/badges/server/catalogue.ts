import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dimension, parseDataFile } from '#framework/server';
import { type Locale, notFound } from '#platform';
import type { World } from '#platform/server';
import {
	type AnyBadgeDefinition,
	BADGE_KINDS,
	type BadgeDefinition,
	latestFrameworkOf,
	type MilestoneDefinition,
} from '../definition.ts';
import { partsOf } from '../milestone.ts';
import type { Rubric } from '../rubric.ts';
import { badgeFileSchema, milestoneFileSchema } from './badge-file.ts';
import { rubricFileSchema } from './rubric-file.ts';

/** The folder, among those of the badges, that holds the criteria of the dimensions; no badge has this id. */
const RUBRICS = 'rubrics';

/**
 * The badges that an installation can award. Their definitions are read once, when the catalogue is loaded;
 * each drawing is read when it is first requested.
 */
export interface Catalogue {
	/** The badge of one dimension whose id is `id`, or undefined. */
	badge(id: string): BadgeDefinition | undefined;
	/** The badge or milestone whose id is `id`, or undefined: what an award names. */
	given(id: string): AnyBadgeDefinition | undefined;
	/**
	 * All badges of one dimension, sorted by dimension in the order of the framework, then by kind, then by
	 * id.
	 */
	all(): readonly BadgeDefinition[];
	/** The milestones, the one with the fewest parts first. */
	milestones(): readonly MilestoneDefinition[];
	/**
	 * The SVG drawing of a badge, its words in a language; throws the refusal `notFound()` (404) for an
	 * unknown id.
	 */
	artwork(id: string, locale: Locale): string;
	/** The criteria and sample dossiers of a dimension; undefined where none are written. */
	rubric(dimension: string): Rubric | undefined;
}

/**
 * Reads the badge definitions of a folder. Throws an `Error` that names the file, the path inside it and the
 * fault.
 */
export function loadCatalogue(dir: string): Catalogue {
	const every = foldersOf(dir).map((folder) => readBadge(dir, folder));
	const badges = every.filter((one) => one.kind !== 'milestone').sort(inOrder);
	const milestones = every
		.filter((one) => one.kind === 'milestone')
		.sort((a, b) => partsOf(a).length - partsOf(b).length || a.id.localeCompare(b.id, 'en'));
	for (const { id, ...milestone } of milestones)
		for (const part of partsOf(milestone))
			if (!badges.some((one) => one.id === part))
				throw new Error(`${join(dir, id, 'badge.json')} cannot be used: there is no badge ${part}.`);
	const rubrics = new Map(readRubrics(dir).map((one) => [one.dimension, one]));
	const byId = new Map(badges.map((badge) => [badge.id, badge]));
	const given = new Map<string, AnyBadgeDefinition>([...badges, ...milestones].map((one) => [one.id, one]));
	const drawings = new Map<string, string>();
	return {
		badge: (id) => byId.get(id),
		given: (id) => given.get(id),
		all: () => badges,
		milestones: () => milestones,
		rubric: (slug) => rubrics.get(slug),
		artwork(id, locale) {
			if (!given.has(id)) throw notFound();
			const name = `${id} ${locale}`;
			const drawing = drawings.get(name) ?? readDrawing(dir, id, locale);
			drawings.set(name, drawing);
			return drawing;
		},
	};
}

const loaded = new Map<string, Catalogue>();

/**
 * The catalogue of a world: read from its `badgesDir` the first time, then cached as long as the process
 * lives.
 */
export function catalogueOf({ badgesDir }: Pick<World, 'badgesDir'>): Catalogue {
	const catalogue = loaded.get(badgesDir) ?? loadCatalogue(badgesDir);
	loaded.set(badgesDir, catalogue);
	return catalogue;
}

function foldersOf(dir: string): string[] {
	const folders = readText(dir, () =>
		readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory()),
	)
		.map((entry) => entry.name)
		.filter((name) => name !== RUBRICS);
	if (folders.length === 0) throw new Error(`${dir} cannot be used: it holds no badge.`);
	return folders;
}

function readBadge(dir: string, folder: string): AnyBadgeDefinition {
	const path = join(dir, folder, 'badge.json');
	const data = readJson(path);
	if ((data as { kind?: unknown } | null)?.kind !== 'milestone')
		return parseDataFile(path, badgeFileSchema(folder), data);
	return { ...parseDataFile(path, milestoneFileSchema(folder), data), dimension: null };
}

/** Reads the criteria of the dimensions, one file each; none where the folder is missing. */
function readRubrics(dir: string): Rubric[] {
	const folder = join(dir, RUBRICS);
	if (!existsSync(folder)) return [];
	return readText(folder, () => readdirSync(folder))
		.filter((name) => name.endsWith('.json'))
		.map((name) => {
			const path = join(folder, name);
			return parseDataFile(path, rubricFileSchema(name.slice(0, -'.json'.length)), readJson(path));
		});
}

function readJson(path: string): unknown {
	const content = readText(path, () => readFileSync(path, 'utf8'));
	try {
		return JSON.parse(content);
	} catch (error) {
		throw new Error(`${path} cannot be used: it is not valid JSON (${messageOf(error)}).`, { cause: error });
	}
}

/**
 * Reads the drawing of a badge: `artwork.svg`, in French; in English `artwork.en.svg`, unless the folder has
 * one drawing for both languages.
 */
function readDrawing(dir: string, id: string, locale: Locale): string {
	const english = join(dir, id, 'artwork.en.svg');
	const path = locale === 'en' && existsSync(english) ? english : join(dir, id, 'artwork.svg');
	const drawing = readText(path, () => readFileSync(path, 'utf8'));
	if (!/^(<\?xml[^>]*>\s*)?<svg[\s>]/.test(drawing))
		throw new Error(`${path} cannot be used: it is not an SVG.`);
	return drawing;
}

function readText<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw new Error(`${path} cannot be read: ${messageOf(error)}.`, { cause: error });
	}
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The order of badges: by dimension, as in the framework, then by kind, then by id. */
export function inOrder(a: BadgeDefinition, b: BadgeDefinition): number {
	const number = (badge: BadgeDefinition) => dimension(latestFrameworkOf(badge), badge.dimension)!.number;
	const kind = (badge: BadgeDefinition) => BADGE_KINDS.indexOf(badge.kind);
	return number(a) - number(b) || kind(a) - kind(b) || a.id.localeCompare(b.id, 'en');
}

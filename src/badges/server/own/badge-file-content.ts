import type { BadgeDefinition } from '../../definition.ts';

/** The `format` of the file of a badge that is exported, and the version of that format. */
export const BADGE_FILE_FORMAT = 'macaron-badge';
/** See `BADGE_FILE_FORMAT`. */
export const BADGE_FILE_FORMAT_VERSION = 1;

/** Most characters of such a file. */
export const LARGEST_BADGE_DEFINITION_FILE = 200_000;

/** A badge as its file holds it: its definition, and its drawing in each language. */
export interface BadgeFileContent {
	readonly definition: BadgeDefinition;
	readonly artworkFr: string;
	/** Null where the first drawing serves both languages. */
	readonly artworkEn: string | null;
}

/**
 * A definition as it was written when a badge named one version of the framework (`framework`), in the form of
 * today, which names those that it serves (`frameworks`); any other value unchanged.
 */
export function withFrameworks(definition: unknown): unknown {
	if (typeof definition !== 'object' || definition === null || 'frameworks' in definition) return definition;
	if (!('framework' in definition)) return definition;
	const { framework, ...others } = definition;
	return { ...others, frameworks: [framework] };
}

/** A definition with its keys in the order in which they are read best. */
function inOrder(definition: BadgeDefinition): BadgeDefinition {
	const { id, kind, version, frameworks, dimension, name, description, criteria, restsOn, doesNotProve } =
		definition;
	const text = ({ fr, en }: typeof name) => ({ fr, en });
	return {
		...{ id, kind, version, frameworks, dimension },
		...{ name: text(name), description: text(description) },
		criteria: { narrative: text(criteria.narrative), rules: criteria.rules.map(ruleInOrder) },
		...{ restsOn: text(restsOn), doesNotProve: text(doesNotProve) },
		...(definition.kind !== 'exploration' && {
			evidenceHint: text(definition.evidenceHint),
			...(definition.validMonths !== undefined && { validMonths: definition.validMonths }),
		}),
	} as BadgeDefinition;
}

const ruleInOrder = (rule: BadgeDefinition['criteria']['rules'][number]) => {
	const { rule: name, ...rest } = rule;
	return { rule: name, ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))) };
};

/** The text in which a definition is stored: its JSON, with keys always in the same order. */
export const storedDefinitionText = (definition: BadgeDefinition): string =>
	JSON.stringify(inOrder(definition));

/** The file of a badge, as text. */
export const badgeFileText = ({ definition, artworkFr, artworkEn }: BadgeFileContent): string =>
	`${JSON.stringify(
		{
			format: BADGE_FILE_FORMAT,
			formatVersion: BADGE_FILE_FORMAT_VERSION,
			definition: inOrder(definition),
			artwork: { fr: artworkFr, ...(artworkEn !== null && { en: artworkEn }) },
		},
		null,
		'\t',
	)}\n`;

/** Returns whether two badges say and show the same, whatever the number of their versions. */
export const isSameBadge = (a: BadgeFileContent, b: BadgeFileContent): boolean =>
	changedPlaces(a, b).length === 0;

/** The places of the file where two badges differ, such as `definition.name.fr`; the version is left out. */
export function changedPlaces(before: BadgeFileContent, after: BadgeFileContent): string[] {
	const leaves = ({ definition, artworkFr, artworkEn }: BadgeFileContent) => {
		const { version: _version, ...said } = inOrder(definition);
		return new Map([
			...leavesOf('definition', said),
			['artwork.fr', artworkFr] as const,
			['artwork.en', artworkEn ?? artworkFr] as const,
		]);
	};
	const [was, is] = [leaves(before), leaves(after)];
	return [...new Set([...was.keys(), ...is.keys()])].filter((place) => was.get(place) !== is.get(place));
}

/** The texts and values of a definition by their place; the rules of a badge are one value. */
function leavesOf(place: string, value: unknown): (readonly [string, string])[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return [[place, JSON.stringify(value)]];
	return Object.entries(value).flatMap(([key, one]) => leavesOf(`${place}.${key}`, one));
}

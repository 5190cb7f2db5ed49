import { sharesEverySource } from './cohort.ts';
import { type Figure, figureOf } from './figures.ts';
import { isPortraitLevel, PORTRAIT_SOURCES, type PortraitLevel, type PortraitSource } from './levels.ts';
import { CHANCE, type Lots } from './lots.ts';

/** The name under which the figure of a source in a dimension is kept. */
export const figureName = (source: PortraitSource, slug: string): string => `${source}:${slug}`;

/** A share in force with a cohort, as far as it decides who counts where. */
export interface CountedShare {
	readonly person: string;
	readonly cohort: string;
	/** The civil day it was given, in the institution's zone. */
	readonly joinedOn: string;
	/** The version of the words the person read. */
	readonly textVersion: string;
	/** The dimensions of the cohort, by slug. */
	readonly dimensions: ReadonlySet<string>;
	/** Whether the person accompanies that very cohort, or was let in by somebody who does: they do not count in it. */
	readonly barred: boolean;
}

/** What a portrait is made from. */
export interface PortraitInput {
	readonly cohort: string;
	/** The civil day before which one must have joined: whoever joins on the date of a portrait counts in the next one. */
	readonly joinedBefore: string;
	/** The least number of people behind a figure. */
	readonly least: number;
	/** The dimensions of the cohort, by slug. */
	readonly dimensions: readonly string[];
	/** Every share in force of the people of the cohort, with any cohort, in the order they were given. */
	readonly shares: readonly CountedShare[];
	/** A person's standing in a source and a dimension; null or undefined if they have none. */
	readonly standing: (person: string, source: PortraitSource, slug: string) => string | null | undefined;
	/** At which level a person is counted. */
	readonly lots: (person: string, slug: string) => Lots;
	/** How often those lots decide; given by the fault drill alone. */
	readonly chance?: number;
}

/** A portrait of a cohort: its figures by name, and in which of them each person counts. */
export interface MadePortrait {
	readonly figures: Readonly<Record<string, Figure>>;
	readonly counted: ReadonlyMap<string, readonly string[]>;
}

/** Whether a share lets a person be counted in a source of a dimension. */
const allows = (share: CountedShare, source: PortraitSource, slug: string): boolean =>
	!share.barred && share.dimensions.has(slug) && (source === 'said' || sharesEverySource(share.textVersion));

/**
 * The portrait of a cohort on a date. A person counts in one portrait per source and dimension, that of the last
 * cohort they joined where they may count; each at the level their lots say. A figure of fewer people than `least`
 * is left out.
 */
export function makePortrait(input: PortraitInput): MadePortrait {
	const { cohort, joinedBefore, least, dimensions, standing, lots, chance = CHANCE } = input;
	const before = input.shares.filter(({ joinedOn }) => joinedOn < joinedBefore);
	const latestFirst = [...Map.groupBy(before.toReversed(), ({ person }) => person)];
	const figures: Record<string, Figure> = {};
	const counted = new Map<string, string[]>();
	for (const source of PORTRAIT_SOURCES) {
		for (const slug of dimensions) {
			const levels: PortraitLevel[] = [];
			const people: string[] = [];
			for (const [person, shares] of latestFirst) {
				if (shares.find((share) => allows(share, source, slug))?.cohort !== cohort) continue;
				const level = standing(person, source, slug);
				if (!isPortraitLevel(level)) continue;
				levels.push(lots(person, slug)[level]);
				people.push(person);
			}
			const figure = figureOf(levels, least, chance);
			if (!figure) continue;
			const name = figureName(source, slug);
			figures[name] = figure;
			for (const person of people) counted.set(person, [...(counted.get(person) ?? []), name]);
		}
	}
	return { figures, counted };
}

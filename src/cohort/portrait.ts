import { isEverySourceShared } from './cohort.ts';
import { type PortraitFigure, makePortraitFigure } from './figures.ts';
import { PORTRAIT_SOURCES, type PortraitLevel, type PortraitSource } from './levels.ts';
import { RANDOM_LEVEL_PROBABILITY } from './lots.ts';

/** The name under which a portrait stores the figure of a source in a dimension (`said:collaboration`). */
export const figureName = (source: PortraitSource, slug: string): string => `${source}:${slug}`;

/**
 * A share (a person's consent to let a cohort see their progress and count their levels) that is in force,
 * with what decides whether the person counts in that cohort's portrait.
 */
export interface ShareForPortrait {
	readonly person: string;
	readonly cohort: string;
	/** The calendar day on which the person gave the share, in the institution's time zone. */
	readonly joinedOn: string;
	/** The version of the text that the person read before joining. */
	readonly textVersion: string;
	/** The slugs of the cohort's dimensions. */
	readonly dimensions: ReadonlySet<string>;
	/**
	 * True when the person advises this cohort, or was invited to the service by one of its advisers: they do
	 * not count in it.
	 */
	readonly barred: boolean;
}

/**
 * The data from which a cohort's portrait is made: its people's shares, and the level at which each counts.
 */
export interface PortraitInput {
	readonly cohort: string;
	/**
	 * Only people who joined before this calendar day count: a person who joins on the date of a portrait
	 * counts in the next one.
	 */
	readonly joinedBefore: string;
	/** The smallest number of people that a figure may count. */
	readonly least: number;
	/** The slugs of the cohort's dimensions. */
	readonly dimensions: readonly string[];
	/** Every share in force of the cohort's people, with any cohort, oldest first. */
	readonly shares: readonly ShareForPortrait[];
	/**
	 * The level at which the portrait counts a person in a source and a dimension, their lots applied;
	 * undefined if they have no level there.
	 */
	readonly countedLevelOf: (
		person: string,
		source: PortraitSource,
		slug: string,
	) => PortraitLevel | undefined;
	/** How often chance decides the level counted; only the fault drill sets it. */
	readonly chance?: number;
}

/**
 * What `makePortrait` returns, before it is stored: the figures by name, and for each person the names of the
 * figures that count them.
 */
export interface FiguresAndCountedPeople {
	readonly figures: Readonly<Record<string, PortraitFigure>>;
	readonly counted: ReadonlyMap<string, readonly string[]>;
}

/** Whether a person's share with a cohort allows its portrait to count them in a source of a dimension. */
const allows = (share: ShareForPortrait, source: PortraitSource, slug: string): boolean =>
	!share.barred &&
	share.dimensions.has(slug) &&
	(source === 'said' || isEverySourceShared(share.textVersion));

/**
 * Makes the portrait of a cohort. In each source and dimension a person counts in one cohort only: the last
 * one they joined where they may count, at the level that their lots give. A figure that would count fewer
 * than `least` people is left out.
 */
export function makePortrait(input: PortraitInput): FiguresAndCountedPeople {
	const {
		cohort,
		joinedBefore,
		least,
		dimensions,
		countedLevelOf,
		chance = RANDOM_LEVEL_PROBABILITY,
	} = input;
	const before = input.shares.filter(({ joinedOn }) => joinedOn < joinedBefore);
	const latestFirst = [...Map.groupBy(before.toReversed(), ({ person }) => person)];
	const figures: Record<string, PortraitFigure> = {};
	const counted = new Map<string, string[]>();
	for (const source of PORTRAIT_SOURCES) {
		for (const slug of dimensions) {
			const levels: PortraitLevel[] = [];
			const people: string[] = [];
			for (const [person, shares] of latestFirst) {
				if (shares.find((share) => allows(share, source, slug))?.cohort !== cohort) continue;
				const level = countedLevelOf(person, source, slug);
				if (!level) continue;
				levels.push(level);
				people.push(person);
			}
			const figure = makePortraitFigure(levels, least, chance);
			if (!figure) continue;
			const name = figureName(source, slug);
			figures[name] = figure;
			for (const person of people) {
				const names = counted.get(person);
				if (names) names.push(name);
				else counted.set(person, [name]);
			}
		}
	}
	return { figures, counted };
}

/** How somebody came with a slip: who imported their row, and who confirmed their account since; null for nobody. */
export interface SlipUse {
	readonly importedBy: string | null;
	readonly confirmedBy: string | null;
}

/**
 * Whether somebody does not count in portraits of a cohort with these advisers: they are one of them; or one of them
 * made their account (their `inviter`), or a slip did, and nobody else confirmed since who came. Whoever advised the
 * cohort meanwhile could read the slip, and use it: so it does not matter who imported it.
 */
export function isBarred(
	who: {
		readonly person: string;
		readonly inviter: string | undefined;
		/** The slips with which they came. */
		readonly slips: readonly SlipUse[];
	},
	advisers: readonly string[],
): boolean {
	if (advisers.includes(who.person)) return true;
	const bySlip = who.slips.some(({ importedBy }) => importedBy === (who.inviter ?? null));
	const byAdviser = who.inviter !== undefined && advisers.includes(who.inviter);
	if (!bySlip && !byAdviser) return false;
	return who.slips.every(
		({ confirmedBy: one }) => one === null || advisers.includes(one) || one === who.person,
	);
}

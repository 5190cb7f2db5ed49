import correspondenceFile from '../data/correspondence.json' with { type: 'json' };
import file2019 from '../data/crcn-2019.json' with { type: 'json' };
import file2025 from '../data/crcn-2025.json' with { type: 'json' };
import {
	FRAMEWORK_VERSIONS,
	type Correspondence,
	type Dimension,
	type Element,
	type Framework,
	type FrameworkVersion,
	type Provenance,
	type Source,
} from '../index.ts';
import { correspondenceBetween, withElementsOf } from './between-versions.ts';
import { parseDataFile } from './parse-data-file.ts';
import { correspondenceSchema, frameworkSchema } from './schema.ts';

const FOLDER = 'src/framework/data';

// The files are parsed at import, so that a faulty one stops the build and the start, and never breaks a
// page.
const published: Readonly<Record<FrameworkVersion, Framework>> = {
	'crcn-2019': parseDataFile(`${FOLDER}/crcn-2019.json`, frameworkSchema, file2019),
	'crcn-2025': parseDataFile(`${FOLDER}/crcn-2025.json`, frameworkSchema, file2025),
};
const written: Correspondence = parseDataFile(
	`${FOLDER}/correspondence.json`,
	correspondenceSchema,
	correspondenceFile,
);

// What every page of this process reads: as published, or with the words that an operator imported. A process
// serves one service.
const byVersion: Record<FrameworkVersion, Framework> = { ...published };
let revision = 0;

/** A version of the framework with the words that the service is published with, whatever was imported since. */
export const publishedFramework = (version: FrameworkVersion): Framework => published[version];

/** Puts these versions of the framework in the place of those read until now, for the whole process. */
export function useFrameworks(all: readonly Framework[]): void {
	for (const one of all) {
		if (JSON.stringify(byVersion[one.version]) === JSON.stringify(one)) continue;
		byVersion[one.version] = one;
		revision += 1;
	}
}

/** How often the framework's words changed in this process: what is made from them is made anew after each time. */
export const frameworkRevision = (): number => revision;

/** A version of the framework, with all its dimensions, elements, levels and sources. */
export function framework(version: FrameworkVersion): Framework {
	return byVersion[version];
}

/** Every version of the framework, the oldest first. */
export function allFrameworks(): readonly Framework[] {
	return FRAMEWORK_VERSIONS.map(framework);
}

/** A version of the framework among those that can be chosen; `provisional` while its official text is awaited. */
export type VersionChoice = Pick<Framework, 'version' | 'year' | 'provisional'>;

/** Every version of the framework as a choice, the latest first. */
export const versionChoices = (): readonly VersionChoice[] =>
	allFrameworks()
		.map(({ version, year, provisional }) => ({ version, year, provisional }))
		.toReversed();

/** The dimension with this slug in a version of the framework; undefined when the version has none. */
export function dimension(version: FrameworkVersion, slug: string): Dimension | undefined {
	return framework(version).dimensions.find((one) => one.slug === slug);
}

/** The dimension with this number, 1 to 12, in a version of the framework; undefined for another number. */
export function dimensionByNumber(version: FrameworkVersion, number: number): Dimension | undefined {
	return framework(version).dimensions.find((one) => one.number === number);
}

/** The element with this slug in a dimension of a version of the framework; undefined when there is none. */
export function element(version: FrameworkVersion, dimensionSlug: string, slug: string): Element | undefined {
	return dimension(version, dimensionSlug)?.elements.find((one) => one.slug === slug);
}

/**
 * The pages and documents that the provenance of a text names, in the order of the version's list of sources.
 */
export function sourcesOf(
	version: FrameworkVersion,
	provenance: Pick<Provenance, 'sources'>,
): readonly Source[] {
	return framework(version).sources.filter((one) => provenance.sources.includes(one.id));
}

/**
 * How each dimension and element of one version of the framework corresponds in another. The data file is
 * written in one direction; in the other direction, what was added has no counterpart.
 */
export function correspondenceOf(from: FrameworkVersion, to: FrameworkVersion): Correspondence {
	const both = { [from]: framework(from), [to]: framework(to) } as Record<FrameworkVersion, Framework>;
	return correspondenceBetween(withElementsOf(written, both), framework(from), to);
}

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
import { betweenVersions } from './between-versions.ts';
import { parseDataFile } from './parse-data-file.ts';
import { correspondenceSchema, frameworkSchema } from './schema.ts';

const FOLDER = 'src/framework/data';

// Parsed at import: a broken file must stop the build and the start, never a page.
const byVersion: Record<FrameworkVersion, Framework> = {
	'crcn-2019': parseDataFile(`${FOLDER}/crcn-2019.json`, frameworkSchema, file2019),
	'crcn-2025': parseDataFile(`${FOLDER}/crcn-2025.json`, frameworkSchema, file2025),
};
const written: Correspondence = parseDataFile(
	`${FOLDER}/correspondence.json`,
	correspondenceSchema,
	correspondenceFile,
);

/** One version of the framework, whole. */
export function framework(version: FrameworkVersion): Framework {
	return byVersion[version];
}

/** Every version of the framework, the oldest first. */
export function frameworks(): readonly Framework[] {
	return FRAMEWORK_VERSIONS.map(framework);
}

/** A dimension by its slug, or undefined when the version has none of that name. */
export function dimension(version: FrameworkVersion, slug: string): Dimension | undefined {
	return framework(version).dimensions.find((one) => one.slug === slug);
}

/** A dimension by its number, 1 to 12, or undefined beyond. */
export function dimensionByNumber(version: FrameworkVersion, number: number): Dimension | undefined {
	return framework(version).dimensions.find((one) => one.number === number);
}

/** An element by its slug within a dimension, or undefined when there is none of that name. */
export function element(version: FrameworkVersion, dimensionSlug: string, slug: string): Element | undefined {
	return dimension(version, dimensionSlug)?.elements.find((one) => one.slug === slug);
}

/** The pages and documents that a provenance rests on, in the order it names them. */
export function sourcesOf(
	version: FrameworkVersion,
	provenance: Pick<Provenance, 'sources'>,
): readonly Source[] {
	return framework(version).sources.filter((one) => provenance.sources.includes(one.id));
}

/** What becomes of each dimension and element of one version in another; read backwards, what was added has none. */
export function correspondence(from: FrameworkVersion, to: FrameworkVersion): Correspondence {
	return betweenVersions(written, framework(from), to);
}

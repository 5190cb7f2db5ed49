import type { Locale } from '#platform';
import {
	type Dimension,
	type Element,
	type FrameworkVersion,
	FRAMEWORK_VERSIONS,
	type LevelText,
} from '../index.ts';
import digcompFile from '../data/digcomp.json' with { type: 'json' };
import openDataFile from '../data/open-data.json' with { type: 'json' };
import type { CorrespondingFrameworks } from './case/associations.ts';
import { CASE_KINDS, type CaseKind } from './case/edition.ts';
import type { CasePackage } from './case/model.ts';
import { packageOf } from './case/package.ts';
import { documentsIn, type StandaloneCaseDocument, resourceOf } from './case/resources.ts';
import { applyListParameters } from './case/select.ts';
import { digcompSchema } from './digcomp-schema.ts';
import { dimensionNode, elementNode, levelNode, type VersionContext } from './json-ld/concepts.ts';
import { digcompDocument, scaleDocument, versionDocument, vocabularyDocument } from './json-ld/documents.ts';
import { jsonLdDocument, type Node, publicationFields, type OpenDataContext } from './json-ld/node.ts';
import { openDataSchema } from './open-data-schema.ts';
import { parseDataFile } from './parse-data-file.ts';
import { correspondenceOf, framework, frameworkRevision, allFrameworks } from './versions.ts';

const FOLDER = 'src/framework/data';
const words = parseDataFile(`${FOLDER}/open-data.json`, openDataSchema, openDataFile);
const beside = parseDataFile(`${FOLDER}/digcomp.json`, digcompSchema, digcompFile);

// A relation of a dimension that does not exist would appear on no page, so it stops the build.
for (const version of beside.versions) {
	const slugs = framework(version).dimensions.map(({ slug }) => slug);
	const strays = beside.relations.filter(({ dimension }) => !slugs.includes(dimension));
	if (strays.length > 0)
		throw new Error(
			`${FOLDER}/digcomp.json cannot be used:\n  relations: ${version} has no dimension ${strays[0]?.dimension}`,
		);
}

/** The project's own crosswalk from the framework to DigComp. */
export const digcompCrosswalk = beside;

/**
 * The texts that only the open data needs: the four words of provenance, the service's own terms, the licence
 * of the texts.
 */
export const openDataWords = words;

const telling = (origin: string): OpenDataContext => ({ origin, words });

const versionAt = (origin: string, version: FrameworkVersion): VersionContext => ({
	...telling(origin),
	framework: framework(version),
	elsewhere: FRAMEWORK_VERSIONS.filter((other) => other !== version).map((other) =>
		correspondenceOf(version, other),
	),
	digcomp: digcompCrosswalk,
	sources: allFrameworks().flatMap(({ sources }) => sources),
});

const alone = (version: VersionContext, said: Node): Node =>
	jsonLdDocument(version, { ...said, ...publicationFields(version, version.framework.changedOn) });

/**
 * Makes the JSON-LD documents of the framework, by what each describes; `origin` is the origin of the
 * service's addresses in them.
 */
export const jsonLdDocuments = {
	version: (origin: string, version: FrameworkVersion): Node => versionDocument(versionAt(origin, version)),
	dimension(origin: string, version: FrameworkVersion, dimension: Dimension): Node {
		const told = versionAt(origin, version);
		return alone(told, dimensionNode(told, dimension));
	},
	element(origin: string, version: FrameworkVersion, dimension: Dimension, element: Element): Node {
		const told = versionAt(origin, version);
		return alone(told, elementNode(told, dimension, element));
	},
	scale: (origin: string, version: FrameworkVersion): Node =>
		scaleDocument(telling(origin), framework(version)),
	level(origin: string, version: FrameworkVersion, level: LevelText): Node {
		const told = versionAt(origin, version);
		return alone(told, levelNode(told, told.framework, level));
	},
	digcomp: (origin: string): Node => digcompDocument(telling(origin), digcompCrosswalk),
	vocabulary: (origin: string): Node => vocabularyDocument(telling(origin)),
};

function othersOf(version: FrameworkVersion, language: Locale): CorrespondingFrameworks['others'] {
	return allFrameworks()
		.filter((other) => other.version !== version)
		.map((other) => ({
			version: other.version,
			dimensions: correspondenceOf(version, other.version).dimensions,
			title(slug, element) {
				const there = other.dimensions.find((one) => one.slug === slug);
				const within = there?.elements.find((one) => one.slug === element);
				return (element === undefined ? there?.title : within?.label)?.[language] ?? slug;
			},
		}));
}

/** Makes the CASE 1.1 package of a version of the framework in one language. */
export const casePackage = (origin: string, version: FrameworkVersion, language: Locale): CasePackage =>
	packageOf(
		{ origin, framework: framework(version), language, words },
		{ digcomp: digcompCrosswalk, others: othersOf(version, language) },
	);

// Cache for one origin only: it comes from the settings, so the packages change only when the framework's words
// do.
let told:
	| { readonly origin: string; readonly revision: number; readonly packages: readonly CasePackage[] }
	| undefined;

function packagesAt(origin: string): readonly CasePackage[] {
	const revision = frameworkRevision();
	if (told?.origin !== origin || told.revision !== revision) {
		const packages = FRAMEWORK_VERSIONS.flatMap((version) =>
			(['fr', 'en'] as const).map((language) => casePackage(origin, version, language)),
		);
		told = { origin, revision, packages };
	}
	return told.packages;
}

/** Lists every CASE document: each version of the framework in each language, oldest version first. */
export const caseDocuments = (origin: string): readonly StandaloneCaseDocument[] =>
	documentsIn(origin, packagesAt(origin));

/**
 * Lists the CASE documents that a request's parameters select. Throws `CaseQueryFault` for parameters that
 * cannot be applied.
 */
export const selectedCaseDocuments = (origin: string, asked: URLSearchParams): readonly object[] =>
	applyListParameters(caseDocuments(origin), asked);

/** Whether a word from an address is a kind of CASE resource that has an address of its own. */
export const isCaseKind = (word: string): word is CaseKind =>
	(CASE_KINDS as readonly string[]).includes(word);

/** Finds a CASE resource of the framework by its kind and identifier; undefined when there is none. */
export const caseResource = (origin: string, kind: CaseKind, identifier: string): object | undefined =>
	resourceOf(kind, packagesAt(origin), identifier, origin);

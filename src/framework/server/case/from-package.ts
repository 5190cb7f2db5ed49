import type { Json } from '#platform';
import type { Framework } from '../../index.ts';
import { parseDataFile } from '../parse-data-file.ts';
import { frameworkSchema } from '../schema.ts';
import type { CaseAssociation, CaseItem, CasePackage, Extensions } from './model.ts';

/** A French object and the English one that corresponds to it. */
interface Pair<T> {
	readonly fr: T;
	readonly en: T;
}

type MacaronExtension = Extensions['macaron'];

const both = <T, R>({ fr, en }: Pair<T>, ask: (one: T) => R): Pair<R> => ({ fr: ask(fr), en: ask(en) });
const own = (one: { readonly extensions?: Extensions } | undefined): MacaronExtension =>
	one?.extensions?.macaron ?? {};

/**
 * Rebuilds a text of the framework in both languages from two CASE objects, with the provenance that their
 * extensions carry under `name`.
 */
const sourced = <T>(
	pair: Pair<T>,
	words: (one: T) => Json | undefined,
	told: (one: T) => MacaronExtension,
	name: string,
) => ({
	...both(pair, words),
	provenance: both(pair, (one) => (told(one)['provenance'] as MacaronExtension | undefined)?.[name]),
});

const itemText = (pair: Pair<CaseItem>, words: (one: CaseItem) => Json | undefined, name: string) =>
	sourced(pair, words, own, name);

const children = (associations: readonly CaseAssociation[], parent: string): readonly string[] =>
	associations
		.filter((one) => one.associationType === 'isChildOf' && one.destinationNodeURI.identifier === parent)
		.sort((one, other) => (one.sequenceNumber ?? 0) - (other.sequenceNumber ?? 0))
		.map((one) => one.originNodeURI.identifier);

/**
 * The CASE items below a parent in the French package, in order, each with its English translation. Throws
 * when an item or a translation is missing.
 */
function pairsBelow(packages: Pair<CasePackage>, parent: string): readonly Pair<CaseItem>[] {
	const { fr, en } = packages;
	return children(fr.CFAssociations, parent).map((identifier) => {
		const french = fr.CFItems.find((one) => one.identifier === identifier);
		const translated = en.CFAssociations.find(
			(one) => one.associationType === 'isTranslationOf' && one.destinationNodeURI.identifier === identifier,
		);
		const english = en.CFItems.find((one) => one.identifier === translated?.originNodeURI.identifier);
		if (!french) throw new Error(`the French package has no item ${identifier}`);
		if (!english) throw new Error(`the English package has no translation of item ${identifier}`);
		return { fr: french, en: english };
	});
}

function dimension(packages: Pair<CasePackage>, pair: Pair<CaseItem>) {
	const { fr } = pair;
	const gap = both(pair, (one) => own(one)['gap']);
	return {
		number: Number(fr.humanCodingScheme),
		slug: own(fr)['slug'],
		central: own(fr)['central'],
		title: itemText(pair, (one) => one.fullStatement, 'title'),
		short: itemText(pair, (one) => one.abbreviatedStatement, 'short'),
		summary: itemText(pair, (one) => own(one)['summary'], 'summary'),
		...((gap.fr !== undefined || gap.en !== undefined) && { gap }),
		elements: pairsBelow(packages, fr.identifier).map((element) => ({
			slug: own(element.fr)['slug'],
			label: itemText(element, (one) => one.fullStatement, 'label'),
			description: itemText(element, (one) => own(one)['description'], 'description'),
		})),
	};
}

/** The levels of competency in a CASE package, in order. */
const levelsIn = ({ CFRubrics }: CasePackage) =>
	CFRubrics[0]?.CFRubricCriteria[0]?.CFRubricCriterionLevels ?? [];

/**
 * Rebuilds a version of the framework from its French and English CASE packages, exactly as it was; what CASE
 * has no field for is read from the extensions. Throws with the path of each fault when the packages are
 * incomplete.
 */
export function frameworkFromCase(fr: CasePackage, en: CasePackage): Framework {
	const packages = { fr, en };
	const documents = both(packages, (one) => one.CFDocument);
	const about = own(fr.CFDocument);
	const document = (words: (one: CasePackage['CFDocument']) => Json | undefined, name: string) =>
		sourced(documents, words, own, name);
	const titles = both(
		packages,
		(one) => (own(one.CFDocument)['sources'] ?? []) as readonly MacaronExtension[],
	);
	const said = {
		version: about['version'],
		year: about['year'],
		provisional: about['provisional'],
		changedOn: fr.CFDocument.lastChangeDateTime.slice(0, 10),
		creator: document((one) => one.creator, 'creator'),
		title: document((one) => one.title, 'title'),
		definition: document((one) => own(one)['definition'], 'definition'),
		summary: document((one) => one.description, 'summary'),
		references: about['references'],
		levels: levelsIn(fr).map((french, at) => {
			const level = { fr: french, en: levelsIn(en)[at] };
			const told = (one: typeof level.en) =>
				own({ ...(one?.extensions[0] && { extensions: one.extensions[0] }) });
			return {
				id: told(french)['level'],
				label: sourced(level, (one) => one?.quality, told, 'label'),
				sense: sourced(level, (one) => one?.description, told, 'sense'),
			};
		}),
		dimensions: pairsBelow(packages, fr.CFDocument.identifier).map((pair) => dimension(packages, pair)),
		sources: titles.fr.map(({ id, title, address }) => ({
			id,
			title: { fr: title, en: titles.en.find((one) => one['id'] === id)?.['title'] },
			address,
		})),
	};
	return parseDataFile(`${fr.CFDocument.uri} and ${en.CFDocument.uri}`, frameworkSchema, said);
}

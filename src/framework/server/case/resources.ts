import type { CaseKind } from './edition.ts';
import { caseAddress } from './edition.ts';
import type { CaseAssociation, CaseDocument, CaseItem, CasePackage, Link } from './model.ts';

/** A CASE document as served on its own, with a link to its package (CASE 1.1, CFDocument). */
export interface StandaloneCaseDocument extends CaseDocument {
	readonly CFPackageURI: Link;
}

/**
 * The CASE documents of these packages, each with a link to its package, as `GET /CFDocuments` lists them.
 */
export const documentsIn = (
	origin: string,
	packages: readonly CasePackage[],
): readonly StandaloneCaseDocument[] =>
	packages.map(({ CFDocument }) => {
		const { title, identifier } = CFDocument;
		const uri = `${origin}${caseAddress('CFPackages', identifier)}`;
		return { ...CFDocument, CFPackageURI: { title, identifier, uri } };
	});

const documentLink = ({ CFDocument: { title, identifier, uri } }: CasePackage) => ({
	CFDocumentURI: { title, identifier, uri },
});

interface Found {
	readonly item: CaseItem;
	readonly within: CasePackage;
}

function itemOf(packages: readonly CasePackage[], identifier: string): Found | undefined {
	for (const within of packages) {
		const item = within.CFItems.find((one) => one.identifier === identifier);
		if (item) return { item, within };
	}
	return undefined;
}

const touches = (identifier: string) => (one: CaseAssociation) =>
	[one.originNodeURI.identifier, one.destinationNodeURI.identifier].includes(identifier);

type Finder = (packages: readonly CasePackage[], identifier: string, origin: string) => object | undefined;

const find = (list: (one: CasePackage) => readonly { readonly identifier: string }[]): Finder =>
	function (packages, identifier) {
		return packages.flatMap(list).find((one) => one.identifier === identifier);
	};

/**
 * For each kind of CASE resource, how to find one by its identifier, in the form served outside a package
 * (CASE 1.1, REST binding).
 */
const FINDERS: Record<CaseKind, Finder> = {
	CFPackages: (packages, identifier) => packages.find((one) => one.CFDocument.identifier === identifier),
	CFDocuments: (packages, identifier, origin) =>
		documentsIn(origin, packages).find((one) => one.identifier === identifier),
	CFItems: (packages, identifier) => {
		const found = itemOf(packages, identifier);
		return found && { ...found.item, ...documentLink(found.within) };
	},
	CFItemAssociations: (packages, identifier) => {
		const found = itemOf(packages, identifier);
		if (!found) return undefined;
		return {
			CFItem: { ...found.item, ...documentLink(found.within) },
			CFAssociations: packages.flatMap((one) => one.CFAssociations).filter(touches(identifier)),
		};
	},
	CFAssociations: (packages, identifier) => {
		const within = packages.find((one) => one.CFAssociations.some((each) => each.identifier === identifier));
		const found = within?.CFAssociations.find((one) => one.identifier === identifier);
		return within && { ...found, ...documentLink(within) };
	},
	// CASE returns a set here: the item type asked for, then the types below it.
	CFItemTypes: (packages, identifier) => {
		const known = packages.map((one) => one.CFDefinitions.CFItemTypes);
		const family = known.find((types) => types.some((one) => one.identifier === identifier)) ?? [];
		const asked = family.find((one) => one.identifier === identifier);
		if (!asked) return undefined;
		const below = family.filter((one) => one.hierarchyCode.startsWith(`${asked.hierarchyCode}.`));
		return { CFItemTypes: [asked, ...below] };
	},
	CFLicenses: find((one) => one.CFDefinitions.CFLicenses),
	CFAssociationGroupings: find((one) => one.CFDefinitions.CFAssociationGroupings),
	CFRubrics: find((one) => one.CFRubrics),
};

/**
 * Finds a CASE resource by its kind and identifier in the packages, in the form served outside a package;
 * undefined when there is none.
 */
export const resourceOf: (kind: CaseKind, ...asked: Parameters<Finder>) => object | undefined = (
	kind,
	...asked
) => FINDERS[kind](...asked);

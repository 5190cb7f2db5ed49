import type { Json } from '#platform';

/** What an institution adds to CASE: any object (CASE 1.1, the classes named Extension). */
export interface Extensions {
	readonly macaron: { readonly [key: string]: Json | undefined };
}

/** A link to a thing of CASE (CASE 1.1, LinkURI); the identifier is a UUID. */
export interface Link {
	readonly title: string;
	readonly identifier: string;
	readonly uri: string;
}

/** A link to anything (CASE 1.1, LinkGenURI); the identifier may be no UUID. */
export interface AnyLink extends Link {
	readonly targetType: 'CASE' | `ext:${string}`;
}

/** What every thing of CASE has. */
interface Thing {
	readonly identifier: string;
	readonly uri: string;
	/** An instant in UTC, from the data: it does not move until a text does. */
	readonly lastChangeDateTime: string;
	readonly extensions?: Extensions;
}

/** The framework as a whole, in one language (CASE 1.1, CFPckgDocument). */
export interface CaseDocument extends Thing {
	readonly caseVersion: '1.1';
	readonly creator: string;
	readonly title: string;
	readonly officialSourceURL: string;
	readonly publisher: string;
	readonly description: string;
	readonly language: string;
	readonly version: string;
	readonly adoptionStatus: string;
	readonly licenseURI: Link;
	readonly notes: string;
	readonly extensions: Extensions;
}

/** A dimension or an element (CASE 1.1, CFPckgItem). */
export interface CaseItem extends Thing {
	readonly fullStatement: string;
	readonly humanCodingScheme: string;
	readonly abbreviatedStatement?: string;
	readonly CFItemType: string;
	readonly CFItemTypeURI: Link;
	readonly language: string;
	readonly licenseURI: Link;
	readonly notes: string;
	readonly extensions: Extensions;
}

/** What relates two things (CASE 1.1, CFPckgAssociation). */
export interface CaseAssociation extends Thing {
	readonly associationType: 'isChildOf' | 'exactMatchOf' | 'isRelatedTo' | 'isTranslationOf';
	readonly sequenceNumber?: number;
	readonly originNodeURI: AnyLink;
	readonly destinationNodeURI: AnyLink;
	readonly CFAssociationGroupingURI: Link;
	readonly notes?: string;
}

/** A kind of item (CASE 1.1, CFItemType). */
export interface CaseItemType extends Thing {
	readonly title: string;
	readonly description: string;
	readonly hierarchyCode: string;
}

/** A licence (CASE 1.1, CFLicense). */
export interface CaseLicence extends Thing {
	readonly title: string;
	readonly description: string;
	readonly licenseText: string;
}

/** A group of associations (CASE 1.1, CFAssociationGrouping). */
export interface CaseGrouping extends Thing {
	readonly title: string;
}

/** One of the levels (CASE 1.1, CFRubricCriterionLevel): without a score, for a level is no number of points. */
export interface CaseLevel extends Omit<Thing, 'extensions'> {
	readonly quality: string;
	readonly description: string;
	readonly position: number;
	readonly rubricCriterionId: string;
	/** A list, unlike everywhere else in CASE 1.1. */
	readonly extensions: readonly Extensions[];
}

/** The three levels, which mean the same for all twelve dimensions (CASE 1.1, CFRubric). */
export interface CaseRubric extends Thing {
	readonly title: string;
	readonly CFRubricCriteria: readonly (Thing & {
		readonly description: string;
		readonly position: number;
		readonly rubricId: string;
		readonly CFRubricCriterionLevels: readonly CaseLevel[];
	})[];
}

/** A version of the framework in one language, whole (CASE 1.1, CFPackage). */
export interface CasePackage {
	readonly CFDocument: CaseDocument;
	readonly CFItems: readonly CaseItem[];
	readonly CFAssociations: readonly CaseAssociation[];
	readonly CFDefinitions: {
		readonly CFItemTypes: readonly CaseItemType[];
		readonly CFLicenses: readonly CaseLicence[];
		readonly CFAssociationGroupings: readonly CaseGrouping[];
	};
	readonly CFRubrics: readonly CaseRubric[];
}

import type { Json } from '#platform';

/**
 * What this service adds to a CASE object under `extensions`, which may hold any object (CASE 1.1, the
 * classes named Extension).
 */
export interface Extensions {
	readonly macaron: { readonly [key: string]: Json | undefined };
}

/** A link to a CASE resource (CASE 1.1, LinkURI); the identifier is a UUID. */
export interface Link {
	readonly title: string;
	readonly identifier: string;
	readonly uri: string;
}

/** A link to any resource (CASE 1.1, LinkGenURI); the identifier may be other than a UUID. */
export interface AnyLink extends Link {
	readonly targetType: 'CASE' | `ext:${string}`;
}

/** The fields common to all CASE objects. */
interface Thing {
	readonly identifier: string;
	readonly uri: string;
	/** Date-time in UTC, from the data file, so that it changes only when a text does. */
	readonly lastChangeDateTime: string;
	readonly extensions?: Extensions;
}

/** A version of the framework as a whole, in one language (CASE 1.1, CFPckgDocument). */
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

/** A dimension or an element of the framework (CASE 1.1, CFPckgItem). */
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

/** A relation between two resources of CASE, such as an item below another (CASE 1.1, CFPckgAssociation). */
export interface CaseAssociation extends Thing {
	readonly associationType: 'isChildOf' | 'exactMatchOf' | 'isRelatedTo' | 'isTranslationOf';
	readonly sequenceNumber?: number;
	readonly originNodeURI: AnyLink;
	readonly destinationNodeURI: AnyLink;
	readonly CFAssociationGroupingURI: Link;
	readonly notes?: string;
}

/** A kind of CASE item: dimension or element (CASE 1.1, CFItemType). */
export interface CaseItemType extends Thing {
	readonly title: string;
	readonly description: string;
	readonly hierarchyCode: string;
}

/** The licence of the framework's texts (CASE 1.1, CFLicense). */
export interface CaseLicence extends Thing {
	readonly title: string;
	readonly description: string;
	readonly licenseText: string;
}

/** A group of associations (CASE 1.1, CFAssociationGrouping). */
export interface CaseGrouping extends Thing {
	readonly title: string;
}

/**
 * A level of competency (CASE 1.1, CFRubricCriterionLevel). It has no score, because a level is not a number
 * of points.
 */
export interface CaseLevel extends Omit<Thing, 'extensions'> {
	readonly quality: string;
	readonly description: string;
	readonly position: number;
	readonly rubricCriterionId: string;
	/**
	 * A level's extensions, which the specification makes a list, unlike those of all other classes of CASE
	 * 1.1.
	 */
	readonly extensions: readonly Extensions[];
}

/** The three levels of competency, which mean the same for all twelve dimensions (CASE 1.1, CFRubric). */
export interface CaseRubric extends Thing {
	readonly title: string;
	readonly CFRubricCriteria: readonly (Thing & {
		readonly description: string;
		readonly position: number;
		readonly rubricId: string;
		readonly CFRubricCriterionLevels: readonly CaseLevel[];
	})[];
}

/** A version of the framework in one language, complete (CASE 1.1, CFPackage). */
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

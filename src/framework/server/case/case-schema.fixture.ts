import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/**
 * The fields of each class of CASE 1.1, with their types, as its specification lists them (Information Model
 * 1.1 of 24 January 2025); `!` marks a required field. A class may have no other field.
 */
const CLASSES = {
	CFPackage:
		'CFDocument! CFPckgDocument, CFItems [CFPckgItem], CFAssociations [CFPckgAssociation], CFDefinitions CFDefinition, CFRubrics [CFRubric], extensions object',
	CFPckgDocument:
		'identifier! uuid, uri! uri, frameworkType line, caseVersion case-version, creator! line, title! line, lastChangeDateTime! date-time, officialSourceURL uri, publisher line, description string, subject [line], subjectURI [LinkURI], language language, version line, adoptionStatus line, statusStartDate date, statusEndDate date, licenseURI LinkURI, notes string, extensions object',
	CFPckgItem:
		'identifier! uuid, fullStatement! string, alternativeLabel line, CFItemType line, uri! uri, humanCodingScheme line, listEnumeration line, abbreviatedStatement line, conceptKeywords [line], conceptKeywordsURI LinkURI, notes string, subject [line], subjectURI [LinkURI], language language, educationLevel [line], CFItemTypeURI LinkURI, licenseURI LinkURI, statusStartDate date, statusEndDate date, lastChangeDateTime! date-time, extensions object',
	CFPckgAssociation:
		'identifier! uuid, associationType! association-type, sequenceNumber integer, uri! uri, originNodeURI! LinkGenURI, destinationNodeURI! LinkGenURI, CFAssociationGroupingURI LinkURI, lastChangeDateTime! date-time, notes string, extensions object',
	CFDefinition:
		'CFItemTypes [CFItemType], CFLicenses [CFLicense], CFAssociationGroupings [CFAssociationGrouping], extensions object',
	CFItemType:
		'identifier! uuid, uri! uri, title! line, description! string, hierarchyCode! line, typeCode line, lastChangeDateTime! date-time, extensions object',
	CFLicense:
		'identifier! uuid, uri! uri, title! line, description string, licenseText! string, lastChangeDateTime! date-time, extensions object',
	CFAssociationGrouping:
		'identifier! uuid, uri! uri, title! line, description string, lastChangeDateTime! date-time, extensions object',
	CFRubric:
		'identifier! uuid, uri! uri, title line, description string, lastChangeDateTime! date-time, CFRubricCriteria [CFRubricCriterion], extensions object',
	CFRubricCriterion:
		'identifier! uuid, uri! uri, category line, description string, CFItemURI LinkURI, weight number, position integer, rubricId uuid, lastChangeDateTime! date-time, CFRubricCriterionLevels [CFRubricCriterionLevel], extensions object',
	CFRubricCriterionLevel:
		'identifier! uuid, uri! uri, description string, quality line, score number, feedback string, position integer, rubricCriterionId uuid, lastChangeDateTime! date-time, extensions [object]',
	LinkURI: 'title! line, identifier! uuid, uri! uri',
	LinkGenURI: 'title! line, identifier! line, uri! uri, targetType target-type',
	CFAssociationSet: 'CFItem! CFItem, CFAssociations! [CFPckgAssociation]',
	CFDocumentSet: 'CFDocuments! [CFDocument]',
	CFItemTypeSet: 'CFItemTypes! [CFItemType]',
} as const;

/** The classes of resources served outside a package, which also link to their package (REST binding 1.1). */
const LONE = {
	CFDocument: `${CLASSES.CFPckgDocument}, CFPackageURI! LinkURI`,
	CFItem: `${CLASSES.CFPckgItem}, CFDocumentURI! LinkURI`,
	CFAssociation: `${CLASSES.CFPckgAssociation}, CFDocumentURI LinkURI`,
} as const;

const ALL: Record<string, string> = { ...CLASSES, ...LONE };

/** The name of a class of CASE 1.1. */
export type CaseClass = keyof typeof CLASSES | keyof typeof LONE;

const EXTENSION = '^ext:[A-Za-z0-9._-]+$';
const TYPES: Record<string, object> = {
	string: { type: 'string', minLength: 1 },
	// A NormalizedString of CASE contains no tab and no line end.
	line: { type: 'string', minLength: 1, pattern: '^[^\\t\\r\\n]*$' },
	uuid: { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]{36}$' },
	uri: { type: 'string', format: 'uri' },
	integer: { type: 'integer' },
	number: { type: 'number' },
	object: { type: 'object' },
	date: { type: 'string', format: 'date' },
	'date-time': { type: 'string', format: 'date-time' },
	language: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Z]{2})?$' },
	'case-version': { const: '1.1' },
	'target-type': { anyOf: [{ const: 'CASE' }, { type: 'string', pattern: EXTENSION }] },
	'association-type': {
		anyOf: [
			{
				enum: [
					'isChildOf',
					'isPeerOf',
					'isPartOf',
					'exactMatchOf',
					'precedes',
					'isRelatedTo',
					'replacedBy',
					'exemplar',
					'hasSkillLevel',
					'isTranslationOf',
				],
			},
			{ type: 'string', pattern: EXTENSION },
		],
	},
};

const typeOf = (name: string): object =>
	name.startsWith('[')
		? { type: 'array', items: typeOf(name.slice(1, -1)) }
		: (TYPES[name] ?? { $ref: `#/$defs/${name}` });

const fieldsOf = (written: string) =>
	written.split(', ').map((field) => {
		const [name = '', type = ''] = field.split(' ');
		return { name: name.replace('!', ''), required: name.endsWith('!'), type };
	});

/** The names of the fields that CASE 1.1 requires in a class. */
export const requiredOf = (name: CaseClass): readonly string[] =>
	fieldsOf(ALL[name] ?? '')
		.filter(({ required }) => required)
		.map((field) => field.name);

const $defs = Object.fromEntries(
	Object.entries(ALL).map(([name, written]) => {
		const fields = fieldsOf(written);
		return [
			name,
			{
				type: 'object',
				properties: Object.fromEntries(fields.map((field) => [field.name, typeOf(field.type)])),
				required: fields.filter(({ required }) => required).map((field) => field.name),
				additionalProperties: false,
			},
		];
	}),
);

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'case', $defs });

/** Checks an object as a class of CASE 1.1 and returns one line per fault. */
export function faultsOf(name: CaseClass, given: unknown): readonly string[] {
	const validate = ajv.getSchema(`case#/$defs/${name}`);
	if (!validate) throw new Error(`CASE has no class ${name}.`);
	// The object is checked as JSON would carry it, where undefined fields are absent.
	validate(JSON.parse(JSON.stringify(given)));
	return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

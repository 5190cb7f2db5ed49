import { vocabularyAddress } from '../../index.ts';
import { associationsOf, type CorrespondingFrameworks, groupingName } from './associations.ts';
import { type LanguageEdition, caseResourceName, commonCaseFields } from './edition.ts';
import { caseDocumentOf, itemsOf, rubricOf } from './items.ts';
import type { CasePackage } from './model.ts';

/**
 * Makes the complete CASE package of a version of the framework in one language, as `GET /CFPackages/{id}`
 * returns it. Its identifier is that of its document.
 */
export function packageOf(edition: LanguageEdition, beside: CorrespondingFrameworks): CasePackage {
	const { language, words } = edition;
	const { licence, itemTypes, groupings, changedOn } = words;
	const word = (kind: 'CFItemTypes' | 'CFLicenses', name: string) =>
		commonCaseFields(edition, kind, caseResourceName(language, vocabularyAddress(name)), changedOn);
	return {
		CFDocument: caseDocumentOf(edition),
		CFItems: itemsOf(edition),
		CFAssociations: associationsOf(edition, beside),
		CFDefinitions: {
			CFItemTypes: (['dimension', 'element'] as const).map((kind) => ({
				...word('CFItemTypes', kind),
				title: itemTypes[kind].title[language],
				description: itemTypes[kind].description[language],
				hierarchyCode: kind === 'dimension' ? '1' : '1.1',
			})),
			CFLicenses: [
				{
					...word('CFLicenses', 'licence'),
					title: licence.name[language],
					description: licence.reach[language],
					licenseText: licence.address,
				},
			],
			CFAssociationGroupings: (Object.keys(groupings) as (keyof typeof groupings)[])
				.filter((grouping) => grouping !== 'translation' || language === 'en')
				.map((grouping) => ({
					...commonCaseFields(edition, 'CFAssociationGroupings', groupingName(edition, grouping), changedOn),
					title: groupings[grouping][language],
				})),
		},
		CFRubrics: [rubricOf(edition)],
	};
}

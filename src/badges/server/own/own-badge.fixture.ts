import { resolve } from 'node:path';
import type { BadgeDefinition } from '../../definition.ts';
import { loadCatalogue } from '../catalogue.ts';
import { badgeFileText, type BadgeFileContent } from './badge-file-content.ts';

const common = loadCatalogue(resolve(import.meta.dirname, '../../../../badges'));

/** The file of a badge that an institution could have of its own, made from a common one, with changes. */
export function ownBadgeFile(
	set: Partial<BadgeDefinition> = {},
	more: Partial<Omit<BadgeFileContent, 'definition'>> = {},
): string {
	const definition = {
		...common.badge('practice-collaboration'),
		...{ id: 'robotique', version: 1, name: { fr: 'Robotique en classe', en: 'Robotics in class' } },
		...set,
	} as BadgeDefinition;
	const drawings = {
		artworkFr: common.artwork('practice-collaboration', 'fr'),
		artworkEn: common.artwork('practice-collaboration', 'en'),
	};
	return badgeFileText({ definition, ...drawings, ...more });
}

/** The smallest drawing that is accepted, in a colour. */
export const squareDrawing = (
	inside = '<circle cx="5" cy="5" r="4" fill="#246"/>',
	attributes = '',
): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`;

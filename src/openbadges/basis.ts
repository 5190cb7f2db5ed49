import type { BasisResult } from './badge-values.ts';
import type { JsonObject } from './json.ts';

const WORD = /^[A-Za-z0-9-]+$/;

/** The id of a ResultDescription: a fragment of the achievement's address, so that it is globally unique. */
function descriptionId(achievement: string, basis: BasisResult): string {
	return `${achievement}${achievement.includes('#') ? '-' : '#'}${basis.id}`;
}

function levelId(achievement: string, basis: BasisResult, level: string): string {
	return `${descriptionId(achievement, basis)}-${level}`;
}

function checkWords(bases: readonly BasisResult[]): void {
	const ids = bases.map(({ id }) => id);
	if (new Set(ids).size !== ids.length) throw new TypeError('two entries of the basis have the same id');
	const words = bases.flatMap((basis) =>
		'levels' in basis ? [basis.id, ...basis.levels.map(({ id }) => id)] : [basis.id],
	);
	if (!words.every((word) => WORD.test(word)))
		throw new TypeError('an id of the basis is not made of letters, digits and hyphens');
}

/**
 * Builds the ResultDescriptions of an achievement, one per basis (OB 3.0, classes ResultDescription and
 * RubricCriterionLevel). Throws `TypeError` if an id is repeated or is not made of letters, digits and
 * hyphens.
 */
export function basisDescriptions(achievement: string, bases: readonly BasisResult[]): readonly JsonObject[] {
	checkWords(bases);
	return bases.map((basis) => {
		const common = { id: descriptionId(achievement, basis), type: ['ResultDescription'], name: basis.name };
		if ('status' in basis) return { ...common, resultType: 'Status' };
		if ('value' in basis) return { ...common, resultType: 'Result' };
		return {
			...common,
			resultType: 'RubricCriterionLevel',
			...(basis.required ? { requiredLevel: levelId(achievement, basis, basis.required) } : {}),
			rubricCriterionLevel: basis.levels.map((level, rank) => ({
				id: levelId(achievement, basis, level.id),
				type: ['RubricCriterionLevel'],
				name: level.name,
				...(level.description ? { description: level.description } : {}),
				// The signed graph does not keep the order of a JSON-LD set: this number gives the level's
				// rank.
				level: String(rank + 1),
			})),
		};
	});
}

/**
 * Builds the Results of a person, one per basis, each referring to its ResultDescription (OB 3.0, class
 * Result).
 */
export function basisResults(achievement: string, bases: readonly BasisResult[]): readonly JsonObject[] {
	return bases.map((basis) => {
		const common = { type: ['Result'], resultDescription: descriptionId(achievement, basis) };
		if ('status' in basis) return { ...common, status: basis.status };
		if ('value' in basis) return { ...common, value: basis.value };
		return { ...common, achievedLevel: levelId(achievement, basis, basis.level) };
	});
}

import { asText } from '../json.ts';
import type { Place } from './place.ts';

// OB 3.0, enumeration ResultType.
const RESULT_TYPES = new Set([
	'GradePointAverage',
	'LetterGrade',
	'Percent',
	'PerformanceLevel',
	'PredictedScore',
	'RawScore',
	'Result',
	'RubricCriterion',
	'RubricCriterionLevel',
	'RubricScore',
	'ScaledScore',
	'Status',
]);

// OB 3.0, enumeration ResultStatusType.
const STATUSES = new Set([
	'Completed',
	'Enrolled',
	'Failed',
	'InProgress',
	'OnHold',
	'Provisional',
	'Withdrew',
]);

/** A profile of an issuer or a creator (OB 3.0, class Profile). */
export function profile(place: Place | undefined): void {
	if (!place) return;
	place.uri('id', true);
	place.type('Profile');
	for (const key of ['name', 'description', 'email', 'phone']) place.text(key);
	place.uri('url');
}

function image(owner: Place): void {
	const place = owner.object('image');
	place?.uri('id', true);
	place?.type('Image');
	place?.text('caption');
}

const levels = (description: Place) =>
	new Set(
		description
			.objects('rubricCriterionLevel')
			.map((level) => asText(level.value['id']))
			.filter((id) => id !== undefined),
	);

function descriptions(place: Place): void {
	for (const description of place.objects('resultDescription')) {
		description.uri('id', true);
		description.type('ResultDescription');
		description.text('name', true);
		description.oneOf('resultType', RESULT_TYPES, true);
		for (const level of description.objects('rubricCriterionLevel')) {
			level.uri('id', true);
			level.type('RubricCriterionLevel');
			level.text('name', true);
			level.text('level');
		}
		const required = description.value['requiredLevel'];
		if (required !== undefined && !levels(description).has(String(required))) {
			description.departure('requiredLevel', 'bad-reference');
		}
	}
}

/** The definition of a badge (OB 3.0, class Achievement). */
export function achievement(place: Place): void {
	place.uri('id', true);
	place.type('Achievement');
	for (const key of ['achievementType', 'inLanguage', 'version']) place.text(key);
	place.text('name', true);
	place.text('description', true);
	const criteria = place.object('criteria', true);
	criteria?.uri('id');
	criteria?.text('narrative');
	if (criteria && criteria.value['id'] === undefined && criteria.value['narrative'] === undefined) {
		criteria.departure('narrative', 'missing');
	}
	image(place);
	for (const alignment of place.objects('alignment')) {
		alignment.type('Alignment');
		alignment.text('targetName', true);
		alignment.uri('targetUrl', true);
	}
	for (const related of place.objects('related')) {
		related.uri('id', true);
		related.type('Related');
	}
	if (typeof place.value['creator'] !== 'string') profile(place.object('creator'));
	descriptions(place);
}

/** What the person obtained; each result must point into the same achievement (OB 3.0, class Result). */
export function results(subject: Place, definition: Place | undefined): void {
	const known = new Map(
		(definition?.objects('resultDescription') ?? []).map((one) => [one.value['id'], one]),
	);
	for (const result of subject.objects('result')) {
		result.type('Result');
		const pointed = result.value['resultDescription'];
		const description = pointed === undefined ? undefined : known.get(pointed);
		if (pointed !== undefined && !description) result.departure('resultDescription', 'bad-reference');
		const level = result.value['achievedLevel'];
		if (level !== undefined && !(description && levels(description).has(String(level)))) {
			result.departure('achievedLevel', 'bad-reference');
		}
		result.oneOf('status', STATUSES, description?.value['resultType'] === 'Status');
		result.text('value');
	}
}

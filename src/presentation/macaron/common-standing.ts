import type { Standing } from '#framework';
import type { WheelMarks } from '#ui/drawing/wheel.ts';

/**
 * Returns the standing that the person says, when it is the same in every dimension: the page then shows it
 * once, not beside each name. Null when it differs, or when they placed themselves in none.
 */
export function commonStanding(marks: readonly Pick<WheelMarks, 'said'>[]): Standing | null {
	const [first] = marks;
	if (!first || first.said === 'not-situated') return null;
	return marks.every(({ said }) => said === first.said) ? first.said : null;
}

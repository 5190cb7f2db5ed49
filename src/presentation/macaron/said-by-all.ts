import type { Standing } from '#framework';
import type { WheelMarks } from '#ui/drawing/wheel.ts';

/**
 * Where the person says they are in every dimension, when that is one and the same: it is then said once, not
 * beside each name. Null when it differs, or when they placed themselves in none.
 */
export function saidByAll(marks: readonly Pick<WheelMarks, 'said'>[]): Standing | null {
	const [first] = marks;
	if (!first || first.said === 'not-situated') return null;
	return marks.every(({ said }) => said === first.said) ? first.said : null;
}

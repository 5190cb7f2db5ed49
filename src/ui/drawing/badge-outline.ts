/**
 * The two shapes of petal in a badge's outline, as SVG path data in a 96-unit box: that of dimension 1 (half of
 * the heart) and that of dimension 3 (a petal of the rim). The other dimensions use the same paths, turned. The paths are written
 * out, so that a page's script does not need the code that computes the wheel (a test compares them).
 */
export const OUTLINE_PATHS = {
	heart:
		'M43.4 67.5a20 20 0 0 1 0-39a2.5 2.5 0 0 1 3.1 2.5v3.3a1.5 1.5 0 0 1-1.2 1.5a12.5 12.5 0 0 0 0 24.4a1.5 1.5 0 0 1 1.2 1.5v3.3a2.5 2.5 0 0 1-3.1 2.5z',
	petal:
		'M51.2 11.6a36.5 36.5 0 0 1 15.6 5.1a2.5 2.5 0 0 1 .7 3.6l-6.7 9.3a1.5 1.5 0 0 1-2 .4a21 21 0 0 0-8.9-2.9a1.5 1.5 0 0 1-1.4-1.5v-11.5a2.5 2.5 0 0 1 2.7-2.5z',
} as const;

/** The petal of a dimension in the outline of its badge, and by how many degrees it is turned. */
export function outlinedPetal(number: number): { readonly path: string; readonly turn: number } {
	return number < 3
		? { path: OUTLINE_PATHS.heart, turn: (number - 1) * 180 }
		: { path: OUTLINE_PATHS.petal, turn: (number - 3) * 36 };
}

/** Counts the letters to add, remove or change to make one word of another (Levenshtein distance). */
function distance(one: string, other: string): number {
	let line = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (const [row, letter] of [...one].entries()) {
		const next = [row + 1];
		for (const [at, wanted] of [...other].entries())
			next.push(Math.min(line[at + 1]! + 1, next[at]! + 1, line[at]! + Number(letter !== wanted)));
		line = next;
	}
	return line[other.length]!;
}

/**
 * Returns the known word that somebody probably meant: the only one that begins with what they typed, or else
 * the nearest, at most two letters away; undefined if there is none.
 */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
	const begun = known.filter((one) => typed.length > 1 && one.startsWith(typed));
	if (begun.length === 1) return begun[0];
	const ranked = known
		.map((one) => ({ one, far: distance(typed, one) }))
		.filter(({ one, far }) => far <= Math.min(2, Math.floor(one.length / 2)))
		.sort((a, b) => a.far - b.far);
	return ranked[0]?.one;
}

// Blank letters: the fillers of Hangul and the empty cell of braille.
const BLANKS = /[\s\u115F\u1160\u2800\u3164\uFFA0]+/gu;
// The joiners of Arabic, of India's scripts and of emoji, where they join nothing; tags but those of flags.
const IDLE_JOINERS =
	/(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<=\p{Script=Latin})[\u200C\u200D]|[\u200C\u200D](?=\p{Script=Latin})/gu;
const UNSEEN = /(?![\u200C\u200D\u{E0020}-\u{E007F}])[\p{Cc}\p{Cf}]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Removes the characters that nobody sees (controls, marks of direction, zero width, soft hyphens), as programs
 * add them to what one copies: they would make two names alike, or turn the text beside them around.
 */
export const withoutUnseen = (typed: string): string => typed.replace(UNSEEN, '').replace(IDLE_JOINERS, '');

/**
 * Returns a text of one line (a name, a title) as it is stored: without what nobody sees, its white space and
 * line breaks single spaces, none at its ends; empty when nothing is left to see.
 */
export function visibleLine(typed: string): string {
	const line = withoutUnseen(typed.replace(BLANKS, ' ')).replace(/ {2,}/g, ' ').trim();
	return SEEN.test(line) ? line : '';
}

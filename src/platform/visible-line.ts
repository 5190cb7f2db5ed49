// White space, and the letters that look blank: the fillers of Hangul and the empty cell of braille.
const BLANKS = /[\s\u115F\u1160\u2800\u3164\uFFA0]+/gu;
// Joiners where they join nothing. Arabic, the scripts of India and emoji need the others.
const IDLE_JOINERS =
	/(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<=\p{Script=Latin})[\u200C\u200D]|[\u200C\u200D](?=\p{Script=Latin})/gu;
/** Control and format characters, except joiners and the tag characters that emoji flags need. */
const UNSEEN = /(?![\u200C\u200D\u{E0020}-\u{E007F}])[\p{Cc}\p{Cf}]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Removes invisible characters (controls, direction marks, zero-width characters, soft hyphens), which
 * programs may add to copied text. They would make different names look alike, or reverse the text beside
 * them.
 */
export const withoutUnseen = (typed: string): string => typed.replace(UNSEEN, '').replace(IDLE_JOINERS, '');

/**
 * Returns a text of one line (a name, a title) as it is stored: without invisible characters, trimmed, and
 * with each run of white space or line breaks as a single space. Returns '' when nothing visible is left.
 */
export function visibleLine(typed: string): string {
	const line = withoutUnseen(typed.replace(BLANKS, ' ')).replace(/ {2,}/g, ' ').trim();
	return SEEN.test(line) ? line : '';
}

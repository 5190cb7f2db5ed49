import type { AwardPage } from '#awards/server';
import { awardPreviewTexts } from '#presentation/award/shared-link.ts';
import { hasSubstitutedLetters } from '#ui/server/pdf/pdf.ts';

/**
 * Returns the title and lines of the preview picture of an award's link. Leaves out a name that cannot be
 * drawn letter for letter: the picture has no room for the remark that the printed sheet makes then.
 */
export function awardCardTexts(page: AwardPage) {
	const { holder } = page;
	const { title, lines } = awardPreviewTexts({
		...page,
		holder: holder !== null && hasSubstitutedLetters(holder) ? null : holder,
	});
	return { title, lines };
}

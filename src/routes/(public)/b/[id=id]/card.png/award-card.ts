import type { AwardPage } from '#awards/server';
import { awardPreviewTexts } from '#presentation/award/shared-link.ts';
import { hasSubstitutedLetters } from '#ui/server/pdf/pdf.ts';

/**
 * The title and lines of the picture of an award's link. A name that cannot be drawn letter for letter is
 * left out: a sheet says so below it, for which a picture has no room.
 */
export function awardCardTexts(page: AwardPage) {
	const { holder } = page;
	const { title, lines } = awardPreviewTexts({
		...page,
		holder: holder !== null && hasSubstitutedLetters(holder) ? null : holder,
	});
	return { title, lines };
}

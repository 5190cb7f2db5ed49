import { m } from '#messages';
import { helpedOfFive, type Helpfulness } from '#training';

/** Says for how many people out of five an activity of the catalogue was helpful, which is why it comes first. */
export function helpedText(ofFive: number): string {
	if (ofFive === 0) return m.training_helped_hardly();
	return ofFive === 1 ? m.training_helped_one() : m.training_helped_many({ count: ofFive });
}

/** The same of what people answered; null when too few did. */
export function helpfulnessText(of: Helpfulness | undefined): string | null {
	const ofFive = helpedOfFive(of);
	return ofFive === null ? null : helpedText(ofFive);
}

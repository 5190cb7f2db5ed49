import { isFrameworkVersion, type Dimension, type Element, type Framework, type LevelText } from '#framework';
import { dimension, framework } from '#framework/server';
import { notFound } from '#platform';

/** The version an address names, or the 404 of every unknown thing. */
export function versionOr404(version: string): Framework {
	if (!isFrameworkVersion(version)) throw notFound();
	return framework(version);
}

/** The dimension an address names in a version, or 404. */
export function dimensionOr404({ version }: Framework, slug: string): Dimension {
	const found = dimension(version, slug);
	if (!found) throw notFound();
	return found;
}

/** The element an address names in a dimension, or 404. */
export function elementOr404({ elements }: Dimension, slug: string): Element {
	const found = elements.find((one) => one.slug === slug);
	if (!found) throw notFound();
	return found;
}

/** The level an address names in a version, or 404. */
export function levelOr404({ levels }: Framework, id: string): LevelText {
	const found = levels.find((one) => one.id === id);
	if (!found) throw notFound();
	return found;
}

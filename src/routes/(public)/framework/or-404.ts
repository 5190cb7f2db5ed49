import { isFrameworkVersion, type Dimension, type Element, type Framework, type LevelText } from '#framework';
import { dimension, framework } from '#framework/server';
import { notFound } from '#platform';

/** The framework version that a page's address names; throws the 404 refusal when there is none. */
export function versionOr404(version: string): Framework {
	if (!isFrameworkVersion(version)) throw notFound();
	return framework(version);
}

/**
 * The dimension that a page's address names by its slug, in this framework version; throws the 404 refusal
 * when there is none.
 */
export function dimensionOr404({ version }: Framework, slug: string): Dimension {
	const found = dimension(version, slug);
	if (!found) throw notFound();
	return found;
}

/**
 * The element that a page's address names by its slug, in this dimension; throws the 404 refusal when there
 * is none.
 */
export function elementOr404({ elements }: Dimension, slug: string): Element {
	const found = elements.find((one) => one.slug === slug);
	if (!found) throw notFound();
	return found;
}

/**
 * The level that a page's address names by its id, in this framework version; throws the 404 refusal when
 * there is none.
 */
export function levelOr404({ levels }: Framework, id: string): LevelText {
	const found = levels.find((one) => one.id === id);
	if (!found) throw notFound();
	return found;
}

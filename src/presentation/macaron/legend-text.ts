import { LEVELS, type Standing } from '#framework';
import { m } from '#messages';
import { listFormat, type Locale } from '#platform';
import type { LevelNames } from '../levels/standing-text.ts';

/**
 * How to read the bands of a macaron: the levels from the inside out; then what stands for no level
 * (« en démarrage »), only where it is drawn.
 */
export function bandsLegendText(
	marks: readonly { readonly said: Standing; readonly shown: Standing }[],
	levels: LevelNames,
	locale: Locale,
): string {
	const inside = LEVELS.map((level) => levels[level].toLocaleLowerCase(`${locale}-CA`));
	return [
		m.profile_legend_bands({ levels: listFormat(locale, 'unit').format(inside) }),
		...(marks.some(({ said }) => said === 'starting') ? [m.profile_legend_starting_said()] : []),
		...(marks.some(({ shown }) => shown === 'starting') ? [m.profile_legend_starting_shown()] : []),
	].join(' ');
}

import { m } from '#messages';
import { dateFormat, type Locale } from '#platform';
import type { AdministeredSource } from '#training/server';

/** How a page writes dates: in the zone of the institution. */
export interface Writing {
	readonly locale: Locale;
	readonly timeZone: string;
}

/** What one reads of a service in a list: when it last sent, or since when it no longer may. */
export function sourceFacts(
	{ counts, lastAt, revokedAt }: AdministeredSource,
	{ locale, timeZone }: Writing,
): readonly string[] {
	const day = dateFormat(locale, timeZone, 'day');
	return [
		m.sources_counts({ logged: counts.logged ?? 0, held: counts.held ?? 0 }),
		lastAt ? m.sources_last({ date: day.format(lastAt) }) : m.sources_never(),
		...(revokedAt ? [m.sources_revoked({ date: day.format(revokedAt) })] : []),
	];
}

/** What came from a service, counted by what became of it. */
export const countTexts = ({ counts }: AdministeredSource): readonly string[] => [
	m.sources_count_logged({ count: counts.logged ?? 0 }),
	...(counts.known ? [m.sources_count_known({ count: counts.known })] : []),
	m.sources_count_held({ count: counts.held ?? 0 }),
	...(counts.discarded ? [m.sources_count_discarded({ count: counts.discarded })] : []),
	...(counts.left ? [m.sources_count_left({ count: counts.left })] : []),
];

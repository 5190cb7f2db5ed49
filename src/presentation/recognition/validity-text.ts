import { m } from '#messages';

/** For how long a badge is in force after its award: in years where they are whole, otherwise in months. */
export const validityText = (months: number): string =>
	months % 12 !== 0
		? m.badge_validity_months({ months })
		: months === 12
			? m.badge_validity_year()
			: m.badge_validity_years({ years: months / 12 });

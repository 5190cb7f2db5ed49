/**
 * The calendar date, always a 1 July, of the first day of the period over which a person's hours of training
 * are added up. For school staff (`twoYears`) the period is the two years of the Education Act, which begin
 * in an odd year; for anybody else, the school year.
 */
export function periodStart(today: string, of: { readonly twoYears: boolean }): string {
	const [year = 0, month = 0] = today.split('-').map(Number);
	const begun = month >= 7 ? year : year - 1;
	const from = of.twoYears && begun % 2 === 0 ? begun - 1 : begun;
	return `${String(from).padStart(4, '0')}-07-01`;
}

/** Builds the query string (`?q=…&state=…&page=…`) of a list of invitations; what is empty is left out. */
export const mailedListAddress = ({
	search = '',
	state,
	page = 1,
}: {
	readonly search?: string | undefined;
	readonly state?: string | undefined;
	readonly page?: number | undefined;
}): string =>
	`?${new URLSearchParams({
		...(search && { q: search }),
		...(state && { state }),
		...(page > 1 && { page: String(page) }),
	})}`;

/**
 * Builds the query string (`?q=…&role=…&state=…&page=…`) of one page of the administrator's list of accounts;
 * an empty search, role or state is left out.
 */
export const peopleListQuery = (asked: {
	readonly search: string;
	readonly role: string | null;
	readonly state: string | null;
	readonly page: number;
}): string =>
	`?${new URLSearchParams({
		...(asked.search && { q: asked.search }),
		...(asked.role && { role: asked.role }),
		...(asked.state && { state: asked.state }),
		page: String(asked.page),
	})}`;

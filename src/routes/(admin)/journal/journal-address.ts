/** Builds the address of a page of the journal (`/journal?what=…&person=…&page=…`); what is empty is left out. */
export const journalAddress = ({
	what,
	person,
	page = 1,
}: {
	readonly what?: string | null | undefined;
	readonly person?: string | null | undefined;
	readonly page?: number | undefined;
}): string => {
	const asked = new URLSearchParams({
		...(what && { what }),
		...(person && { person }),
		...(page > 1 && { page: String(page) }),
	});
	return asked.size > 0 ? `/journal?${asked}` : '/journal';
};

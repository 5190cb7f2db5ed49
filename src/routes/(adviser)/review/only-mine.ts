/** Whether an address of the review pages asks only for applications of people whom the adviser accompanies. */
export const isOnlyMine = ({ searchParams }: URL): boolean => searchParams.get('mine') === '1';

/** The query that keeps this choice in the addresses of links. */
export const onlyMineQuery = (onlyMine: boolean): string => (onlyMine ? '?mine=1' : '');

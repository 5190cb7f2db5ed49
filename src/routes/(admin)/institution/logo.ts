/** The file of a logo. It stands beside a name: small, so that every page that shows it stays light. */
export const LOGO = { field: 'logo', kinds: 'picture', shape: { side: 240, type: 'image/webp' } } as const;

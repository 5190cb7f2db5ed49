/**
 * The attribute that opens a `details` element if a condition holds, to be spread on it. Written as
 * `open={condition}`, it would close, once the page's script runs, what a person opened before.
 */
export const openIf = (condition: boolean): { readonly open?: true } => (condition ? { open: true } : {});

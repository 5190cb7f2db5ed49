/**
 * The attribute that opens a `details` element if a condition holds, to be spread on it. With
 * `open={condition}` instead, the page's script would close an element that a person opened before it ran.
 */
export const openIf = (condition: boolean): { readonly open?: true } => (condition ? { open: true } : {});

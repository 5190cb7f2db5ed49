/** Turns hydration off: this page has only texts, links and one plain form, which work without a script. */
export const csr = false;

/** Turns hydration off: this page has only texts, links and plain forms, so it loads no script. */
export const csr = false;

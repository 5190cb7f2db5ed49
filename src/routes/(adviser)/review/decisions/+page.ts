/** Turns hydration off: this page is a list with plain links, so it loads no script. */
export const csr = false;

/** Turns hydration off: the page is read and its forms are plain, so that it needs no script. */
export const csr = false;

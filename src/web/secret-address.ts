/**
 * Headers of a page whose address is a secret while its link works: the address must not reach other sites,
 * caches, or the logs that note where a request comes from. `no-referrer` would also make browsers leave out
 * the origin of the page’s form, which our own CSRF check would refuse.
 */
export const SECRET_ADDRESS = { 'referrer-policy': 'strict-origin', 'cache-control': 'no-store' } as const;

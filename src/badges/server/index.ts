/** The catalogue of the badges that this installation can award, read from its badges folder. */
export { type Catalogue, catalogueOf, loadCatalogue } from './catalogue.ts';

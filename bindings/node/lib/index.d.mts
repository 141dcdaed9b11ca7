import * as imprint from './index.js';
export * from './index.js';
export default imprint;

// The raw layer: every call of imprint.h, as native/ binds it. It compares ABI version and sizes of structs when it is loaded.
'use strict';

const { dlopen } = require('node:os').constants;
const path = require('node:path');

// Node brings an OpenSSL, a zlib and a Brotli of its own and shows their names to all that is loaded. With RTLD_DEEPBIND the library stands on
// those that it was built and tested with; without it, a part of one would work on the data of another.
const loaded = { exports: {} };
process.dlopen(loaded, path.join(__dirname, '../native/imprint.node'), dlopen.RTLD_NOW | (dlopen.RTLD_DEEPBIND ?? 0));
const native = loaded.exports;

// Calls that run end before the process does: at its very end the libraries that they use are taken down.
process.on('exit', native.stop);

module.exports = native;

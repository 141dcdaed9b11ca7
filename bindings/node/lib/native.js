// The raw layer: every call of imprint.h, as native/ binds it. It compares ABI version and sizes of structs when it is loaded.
'use strict';

module.exports = require('../native/imprint.node');

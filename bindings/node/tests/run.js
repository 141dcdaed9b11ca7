// Runs the tests of the package that NODE_PATH leads to; the last line counts them (bindings/CMakeLists.txt).
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { counts } = require('./support.js');

const wanted = process.argv[2] ?? '';
for (const name of fs.readdirSync(__dirname).sort())
  if (name.endsWith('_test.js') && name.includes(wanted)) require(path.join(__dirname, name));

process.on('exit', (code) => {
  if (code !== 0 && counts.failed === 0) counts.failed = 1; // something outside of a test
  process.exitCode = counts.failed > 0 ? 1 : 0;
  fs.writeSync(1, `binding node: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
});

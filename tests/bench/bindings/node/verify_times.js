// Verifies a file by the Node binding: verify_times.js FILE COUNT prints milliseconds of processor time, of all threads, for each call.
// NODE_PATH leads to the package; overhead.py runs it.
'use strict';

const fs = require('node:fs');
const imprint = require('imprint');

const [file, count] = process.argv.slice(2);
const nowMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};

(async () => {
  const bytes = fs.readFileSync(file);
  const context = new imprint.Context();
  for (let i = 0; i < 10; ++i) await context.verify(bytes); // the first loads what it needs, and V8 compiles what comes often
  for (let i = 0; i < Number(count); ++i) {
    const begin = nowMs();
    const report = await context.verify(bytes);
    if (report.state !== 'generated' || report.json.length === 0) process.exit(1);
    console.log((nowMs() - begin).toFixed(4));
  }
})();

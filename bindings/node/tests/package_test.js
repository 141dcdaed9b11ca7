// The package itself: what is generated is fresh, types hold, both ways of importing give the same, the README's programs run.
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const imprint = require('imprint');
const { PACKAGE, PRODUCER, ROOT, demoKeys, folder, painted, test } = require('./support.js');

const BINDING = path.join(ROOT, 'bindings/node');
const run = (command, words, options) => spawnSync(command, words, { encoding: 'utf8', ...options });
const installed = (words) => words.find((word) => fs.existsSync(word));

/** A folder as a user has it, with the package installed. */
function project() {
  const here = folder();
  fs.mkdirSync(path.join(here, 'node_modules'));
  fs.symlinkSync(PACKAGE, path.join(here, 'node_modules/imprint'));
  fs.writeFileSync(path.join(here, 'in.png'), painted());
  return here;
}

test('generated code is fresh', () => {
  const done = run('/usr/bin/python3', ['-B', path.join(BINDING, 'generate.py'), '--check']);
  assert.equal(done.status, 0, done.stderr);
});

test('import and require give the same, and the types name it', () => {
  const program = "import * as all from 'imprint'; console.log(Object.keys(all).filter((name) => name !== 'default').join()); console.log(all.default.version());";
  const done = run(process.execPath, ['--input-type=module', '-e', program], { cwd: project() });
  assert.equal(done.stdout, `${Object.keys(imprint).sort().join()}\n${imprint.version()}\n`, done.stderr);
  const types = fs.readFileSync(path.join(PACKAGE, 'lib/index.d.ts'), 'utf8') + fs.readFileSync(path.join(PACKAGE, 'lib/generated.d.ts'), 'utf8');
  for (const name of Object.keys(imprint)) assert.match(types, new RegExp(`declare (class|const|function) ${name}\\b`), name);
  for (const name of Object.getOwnPropertyNames(imprint.Context.prototype)) assert.match(types, new RegExp(`\\b${name}(\\(|:|<)`), name);
});

test('the library stands on its own OpenSSL, zlib and Brotli, not on those that Node brings', () => {
  const code = "require('imprint').mark('in.png', 'ExampleStudio', '1', { signer: { certificates: 'none', sign() {} } }).catch(() => require('imprint').mark('in.png', 'a', '1'))";
  const done = run(process.execPath, ['-e', code], { cwd: project(), env: { ...process.env, LD_DEBUG: 'bindings' }, maxBuffer: 1 << 30 });
  assert.equal(done.status, 0);
  const lines = done.stderr.split('\n').filter((line) => /binding file \S*lib(imprint|png16|tiff|freetype|crypto)\.so/.test(line) && /`(EVP_|X509_|inflate|deflate|Brotli)/.test(line));
  assert.ok(lines.length > 10);
  assert.deepEqual(lines.filter((line) => !/ to \S*lib(crypto|z|brotli\w+)\.so/.test(line)), []);
});

test('types', () => {
  const compiler = installed(['/usr/bin/tsc', '/usr/local/bin/tsc']) ?? process.env.IMPRINT_TSC;
  if (compiler === undefined) return 'skip: tsc is not installed';
  const here = project();
  fs.copyFileSync(path.join(BINDING, 'tests/types.ts'), path.join(here, 'types.ts'));
  const roots = process.env.IMPRINT_TSC_TYPES ? ['--typeRoots', process.env.IMPRINT_TSC_TYPES] : [];
  for (const kind of ['module', 'commonjs']) {
    fs.writeFileSync(path.join(here, 'package.json'), JSON.stringify({ type: kind }));
    const done = run(process.execPath, [compiler, '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom', '--module', 'node16', '--types', 'node', ...roots, 'types.ts'], { cwd: here });
    assert.equal(done.status, 0, done.stdout);
  }
});

test("the README's programs run", async () => {
  const here = project();
  for (const name of ['chain.pem', 'leaf.key']) fs.writeFileSync(path.join(here, name), demoKeys()(name));
  const programs = [...fs.readFileSync(path.join(BINDING, 'README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map((match) => match[1]);
  assert.ok(programs.length >= 4);
  for (const [number, program] of programs.entries()) {
    fs.writeFileSync(path.join(here, `${number}.mjs`), program);
    const done = run(process.execPath, [`${number}.mjs`], { cwd: here });
    assert.equal(done.status, 0, program + done.stderr);
  }
  assert.equal((await imprint.verify(path.join(here, 'out.png'))).markId, imprint.markIdSync(PRODUCER, '2026-0001'));
});

test('the tarball, in an empty folder with nothing else', () => {
  if (!fs.existsSync('/usr/bin/patchelf')) return 'skip: patchelf is not installed';
  const npm = installed(['/usr/bin/npm', '/usr/local/bin/npm']); // Debian's Node comes without it
  const here = folder();
  const packed = run('bash', [path.join(BINDING, 'package.sh'), process.env.IMPRINT_BUILD, here], { env: { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env.PATH}` } });
  assert.equal(packed.status, 0, packed.stderr);
  const tarball = packed.stdout.trim();
  const user = folder();
  fs.writeFileSync(path.join(user, 'in.png'), painted());
  fs.mkdirSync(path.join(user, 'node_modules/imprint'), { recursive: true });
  const put = npm === undefined ? run('tar', ['-xzf', tarball, '-C', path.join(user, 'node_modules/imprint'), '--strip-components=1'])
    : run(npm, ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: user });
  assert.equal(put.status, 0, put.stderr);
  const environment = { PATH: process.env.PATH, HOME: user };
  const program = "import { mark, verify } from 'imprint'; await mark('in.png', 'ExampleStudio', '1', { out: 'out.png' }); console.log((await verify('out.png')).markIdHex);"
    + "console.log((await import('node:fs')).readFileSync('/proc/self/maps', 'utf8').split('\\n').filter((line) => /libimprint|opencv|fftw/.test(line) && !line.includes(process.cwd())).length);";
  const done = run(process.execPath, ['--input-type=module', '-e', program], { cwd: user, env: environment });
  assert.equal(done.stdout, '5f297590b9efb1f5\n0\n', done.stderr);
  const native = path.join(user, 'node_modules/imprint/native');
  assert.ok(fs.existsSync(path.join(native, 'LICENCES.txt')));
  console.log(`the tarball has ${(fs.statSync(tarball).size / 1e6).toFixed(1)} MB`);
});

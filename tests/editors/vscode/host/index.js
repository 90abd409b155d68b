// What VS Code runs inside its extension host: every test, one after the other. A rejection is a failure.
'use strict';
const { tests } = require('./harness.js');

for (const file of ['letter', 'typing', 'commands', 'settings', 'life']) require(`./${file}.test.js`);

exports.run = async () => {
  let passed = 0, failed = 0;
  for (const [name, body] of tests) {
    if (failed > 0 && process.env.FAIL_FAST) break;
    const from = Date.now();
    try {
      await body();
      passed++;
      console.log(`ok - ${name} (${Date.now() - from} ms)`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  console.log(`# ${passed} of ${tests.length} passed`);
  if (failed > 0) throw new Error(`${failed} failed`);
};

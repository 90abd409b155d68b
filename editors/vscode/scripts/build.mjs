// Bundles the extension into out/, beside the copies that ship with it: the schema of imr.toml and the sample draft.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(dirname(here));
const out = join(here, 'out');

mkdirSync(out, { recursive: true });
copyFileSync(join(repository, 'editors/imr.schema.json'), join(out, 'imr.schema.json'));
copyFileSync(join(repository, 'tests/fixtures/contradiction.imr.txt'), join(out, 'sample.imr.txt'));

await build({
  entryPoints: [join(here, 'src/extension.ts')],
  outfile: join(out, 'extension.js'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',                     // what the oldest VS Code that we serve runs on
  external: ['vscode'],
  minify: true,
  legalComments: 'eof',
  logLevel: 'warning',
});

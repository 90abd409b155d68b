// node --import ./hook.mjs …: `vscode` is the stub beside this file, so that the built extension loads in plain node.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const stub = pathToFileURL(join(import.meta.dirname, 'stub.cjs')).href;
registerHooks({
  resolve: (name, context, next) => (name === 'vscode' ? { url: stub, format: 'commonjs', shortCircuit: true } : next(name, context)),
});

// A checker with a fault, to see that the tests notice: `mute` publishes nothing, `shifted` everything a line too low.
// node faulty.mjs FAULT SERVER ARGUMENTS…
import { spawn } from 'node:child_process';

const [fault, server, ...args] = process.argv.slice(2);
const child = spawn(server, args, { stdio: ['pipe', 'pipe', 'inherit'] });
process.stdin.pipe(child.stdin);
child.on('exit', (code) => process.exit(code ?? 1));

function spoil(message) {
  if (message.method !== 'textDocument/publishDiagnostics') return message;
  if (fault === 'mute') return undefined;
  for (const { range } of message.params.diagnostics) {
    range.start.line++;
    range.end.line++;
  }
  return message;
}

let rest = Buffer.alloc(0);
child.stdout.on('data', (more) => {
  if (args[0] !== 'serve') return void process.stdout.write(more);
  rest = Buffer.concat([rest, more]);
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    const length = head < 0 ? undefined : Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())?.[1]);
    if (length === undefined || rest.length < head + 4 + length) return undefined;
    const message = spoil(JSON.parse(rest.subarray(head + 4, head + 4 + length).toString()));
    rest = rest.subarray(head + 4 + length);
    if (message) {
      const body = Buffer.from(JSON.stringify(message));
      process.stdout.write(`Content-Length: ${body.length}\r\n\r\n`);
      process.stdout.write(body);
    }
  }
});

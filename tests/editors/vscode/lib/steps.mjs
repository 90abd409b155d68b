// The steps of a drive: each is told with its time, the first that fails ends it with a picture of the screen.
import { join } from 'node:path';

export async function drive(workbench, out, steps) {
  const from = Date.now();
  let failed = 0;
  for (const [name, body] of steps) {
    try {
      await body();
      console.log(`ok - ${name} (at ${((Date.now() - from) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${name}: ${String(error?.message ?? error).slice(0, 1500)}`);
      await workbench.screenshot(join(out, 'failed.png')).catch(() => {});
      break;
    }
  }
  if (workbench.outside.size > 0) {
    failed++;
    console.log('not ok - hosts outside were asked for:', [...workbench.outside].join(' '));
  }
  await workbench.close();
  process.exit(failed > 0 ? 1 : 0);
}

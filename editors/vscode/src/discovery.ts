// Finds the checker: the setting, then the program in this package, then PATH. Knows nothing of VS Code.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The oldest server that has the commands and options that this extension uses. */
export const OLDEST = '0.1.0';

/** Where a program was found. */
export type Origin = 'setting' | 'bundled' | 'PATH';

export interface Found {
  path: string;
  origin: Origin;
  version: string;
}

/** Why there is no checker, in a sentence for the user, and what can be done about it. */
export interface Trouble {
  message: string;
  /** The setting is at fault, or would help. */
  setting: boolean;
}

/** Where to look. */
export interface Places {
  /** The setting `imr.server.path`; empty if it is not set. */
  setting: string;
  /** The folder that this extension is installed in. */
  extension: string;
  home: string;
  path: string;
  platform: NodeJS.Platform;
  /** How long a program may take to tell its version, in milliseconds. */
  patience?: number;
}

/** The first program that runs and is new enough. A program that the setting names is never passed over. */
export async function find(places: Places): Promise<Found | Trouble> {
  const named = places.setting.trim();
  if (named) {
    const path = atHome(named, places.home);
    if (!isAbsolute(path)) {
      return { message: `The setting imr.server.path names ${named}; write the whole path of the program.`, setting: true };
    }
    const told = await ask(path, places.patience);
    if ('version' in told) return { path, origin: 'setting', version: told.version };
    return { message: `The setting imr.server.path names ${named}, ${told.why}.`, setting: true };
  }
  const doubts: string[] = [];
  for (const [origin, path] of await candidates(places)) {
    const told = await ask(path, places.patience);
    if ('version' in told) return { path, origin, version: told.version };
    doubts.push(`${path}, ${told.why}`);
  }
  const cure = `Install the package of this extension that is made for your system, or put imr-ls ${OLDEST} or later on your PATH.`;
  const message = doubts.length === 0
    ? `The program imr-ls, which checks letters, was not found. ${cure}`
    : `No program that can check letters was found: there is ${doubts.join('; and ')}. ${cure}`;
  return { message, setting: true };
}

/** The programs to try if none is named. */
async function candidates({ extension, path, platform }: Places): Promise<[Origin, string][]> {
  const name = platform === 'win32' ? 'imr-ls.exe' : 'imr-ls';
  const found: [Origin, string][] = [];
  const bundled = join(extension, 'server', name);
  if (await isProgram(bundled)) found.push(['bundled', bundled]);
  // A relative folder on PATH would mean one in the folder of the letters, whoever put a program there.
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const program = join(folder, name);
    if (await isProgram(program)) {
      found.push(['PATH', program]);
      break;
    }
  }
  return found;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Has a program tell its version: it shows that it runs here, and that it is the right one. */
async function ask(path: string, patience = 15000): Promise<{ version: string } | { why: string }> {
  if (!(await isProgram(path))) return { why: 'which is no program on this computer' };
  const told = await new Promise<string | undefined>((done) => {
    execFile(path, ['--version'], { timeout: patience, windowsHide: true }, (error, out) => done(error ? undefined : out));
  });
  if (told === undefined) return { why: 'which does not run on this computer' };
  const version = /^imr-ls (\d+\.\d+\.\d+\S*)/.exec(told)?.[1];
  if (!version) return { why: 'which is another program' };
  if (isOlder(version, OLDEST)) return { why: `which is version ${version}; this extension needs ${OLDEST} or later` };
  return { version };
}

/** Whether one version comes before another, by its three numbers. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (v: string) => v.split(/[.+-]/, 3).map(Number);
  const [mine, other] = [numbers(version), numbers(than)];
  for (let i = 0; i < 3; i++) {
    const by = (mine[i] || 0) - (other[i] || 0);
    if (by !== 0) return by < 0;
  }
  return false;
}

function atHome(path: string, home: string): string {
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}

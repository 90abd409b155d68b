// The checker at work: found, started, stopped and started anew, one thing after the other.
import * as vscode from 'vscode';
import { homedir } from 'node:os';
import {
  ExecuteCommandRequest, State, WorkDoneProgress, WorkDoneProgressCancelNotification, type LanguageClient,
} from 'vscode-languageclient/node';
import { find, type Trouble } from './discovery.ts';
import { CalmClient, clientOptions } from './client.ts';

/** What is told of a checker that does not come back. */
const GONE: Trouble = { message: 'The checker does not run; letters are not checked now.', setting: false };
/** A checker that has gone may be started again within this time, in milliseconds. */
const GRACE = 1000;
/** And has then so long to start. */
const PATIENCE = 10_000;

export type Health = 'stopped' | 'starting' | 'running' | 'failed';

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private work: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;
  private tokens = 0;
  private watching: NodeJS.Timeout | undefined;
  private readonly changed = new vscode.EventEmitter<Health>();
  private readonly extension: vscode.Uri;
  private readonly tell: (trouble: Trouble) => void;
  readonly log: vscode.LogOutputChannel;
  readonly onDidChange = this.changed.event;
  health: Health = 'stopped';

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel, tell: (trouble: Trouble) => void) {
    this.extension = extension;
    this.log = log;
    this.tell = tell;
  }

  /** Starts the checker unless it is at work, or was and cannot be had. */
  start(): Promise<void> {
    return this.after(async () => {
      if (this.health === 'stopped') await this.run();
    });
  }

  /** Starts the checker anew. Of many calls at once the last ones share one restart. */
  restart(): Promise<void> {
    this.queued ??= this.after(async () => {
      this.queued = undefined;
      await this.end();
      await this.run();
    });
    return this.queued;
  }

  stop(): Promise<void> {
    return this.after(() => this.end());
  }

  /** Has the server do a command. Fails with a sentence for the user. */
  async command<T>(command: string, argument: unknown): Promise<T> {
    return (await this.running()).sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as Promise<T>;
  }

  /** The same for a command that takes a while: it reports how far it is, and ends early when it is called off. */
  async longCommand<T>(
    command: string,
    report: (message: string | undefined, percentage: number | undefined) => void,
    calledOff: vscode.CancellationToken,
  ): Promise<T> {
    const client = await this.running();
    const token = `imr/${++this.tokens}`;
    const reports = client.onProgress(WorkDoneProgress.type, token, (at) => {
      if (at.kind !== 'end') report(at.message, at.percentage);
    });
    const cancel = () => void client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    const listening = calledOff.onCancellationRequested(cancel);
    try {
      return await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [{}], workDoneToken: token }) as T;
    } finally {
      reports.dispose();
      listening.dispose();
    }
  }

  /** Tells the server when letters are checked now. */
  async configure(validate: string): Promise<void> {
    if (this.health !== 'running') return;
    await this.client?.sendNotification('workspace/didChangeConfiguration', { settings: { imr: { validate } } });
  }

  dispose(): void {
    clearTimeout(this.watching);
    this.changed.dispose();
  }

  private async running(): Promise<LanguageClient> {
    await this.start();
    if (this.client && this.health === 'running') return this.client;
    throw new Error('The checker is not running; “IMR: Restart the Checker” starts it again.');
  }

  /** One thing after the other, whatever became of the one before. */
  private after(job: () => Promise<void>): Promise<void> {
    this.work = this.work.then(job).catch((error: unknown) => this.log.error(String(error)));
    return this.work;
  }

  private async run(): Promise<void> {
    this.is('starting');
    const found = await find({
      setting: vscode.workspace.getConfiguration('imr').get('server.path', ''),
      extension: this.extension.fsPath,
      home: homedir(),
      path: process.env.PATH ?? '',
      platform: process.platform,
    });
    if ('message' in found) {
      this.log.error(found.message);
      this.is('failed');
      this.tell(found);
      return;
    }
    this.log.info(`imr-ls ${found.version} (${found.origin}): ${found.path}`);
    const client = new CalmClient('imr', 'IMR', { command: found.path, args: ['serve'] }, clientOptions(this.log));
    // A server that crashed is started again by the client, a few times.
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      this.is(newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'failed');
      this.watch();
    });
    this.client = client;
    this.watch();
    try {
      // A start that never ends must not keep the next one waiting.
      await Promise.race([client.start(), new Promise((done) => { setTimeout(done, PATIENCE).unref(); })]);
    } catch (error) {
      this.log.error(String(error));
      this.is('failed');
      this.watch();
    }
  }

  /** Has the user told of a checker that does not start, or does not come back. */
  private watch(): void {
    clearTimeout(this.watching);
    const then = this.health;
    if (then === 'running' || then === 'stopped') return;
    this.watching = setTimeout(() => {
      if (this.health !== then) return;
      this.is('failed');
      this.tell(GONE);
    }, then === 'starting' ? PATIENCE : GRACE);
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    clearTimeout(this.watching);
    this.is('stopped');
    try {
      await client?.dispose(5000);
    } catch (error) {
      // A server that does not answer any more is ended by the client.
      this.log.warn(String(error));
    }
  }

  private is(health: Health): void {
    if (this.health === health) return;
    this.health = health;
    this.changed.fire(health);
  }
}

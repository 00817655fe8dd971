export function hasNginx(): boolean;

export function checkNginx(replicas: string): Promise<string>;

export function startNginx(options: { port: number; replicaPorts: number[] }): Promise<{
  url: URL;
  ca: Buffer;
  /** What nginx has logged. */
  problems(): Promise<string>;
  stop(): Promise<void>;
}>;

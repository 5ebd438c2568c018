/** One subcommand of `guildhall`, in a file of its own. */
export type Command = {
  /** What follows the name, such as `PACKAGE [--as NAME]`. */
  readonly usage: string;
  readonly summary: string;
  /** Returns the exit code. A DomainError or ConfigError thrown here is shown as its message, without a stack. */
  readonly run: (args: readonly string[]) => Promise<number>;
};

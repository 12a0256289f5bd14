/** A process and those it descends from, the nearest first. */
export interface Descent {
  readonly pid: number;
  /** Pids of the ancestors up to the session's shell. */
  readonly ancestors: readonly number[];
}

/** A shell is one level above what it starts. */
const SHELL = -1;

/**
 * How deep commands are nested under their session's shell: what the shell starts is at 0. Sysdig counts like this, which
 * is the number of generations only where it saw all of them: the first command of a branch begins at 0, and a shell that
 * changed its directory counts as a level to all but its own children.
 */
export class ShellTree {
  private readonly levels = new Map<number, number>();

  /** A command is executed. */
  command({ pid, ancestors }: Descent): number {
    const level = this.levelOf(ancestors);
    this.levels.set(pid, level);
    return level;
  }

  /** A shell changes its directory. */
  directory(pid: number): number {
    const level = this.levels.get(pid) ?? SHELL;
    this.levels.set(pid, Math.max(level, 0));
    return level + 1;
  }

  private levelOf(ancestors: readonly number[]): number {
    const [parent] = ancestors;
    const ofParent = this.levels.get(parent);
    if (ofParent !== undefined) return ancestors.length === 1 ? 0 : ofParent + 1;
    const ofShell = this.levels.get(ancestors[ancestors.length - 1]);
    if (ofShell !== undefined) return ancestors.length + ofShell;
    this.levels.set(parent, SHELL);
    return 0;
  }
}

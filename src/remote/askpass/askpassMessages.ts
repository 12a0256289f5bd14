/** What ssh wants with a prompt, from SSH_ASKPASS_PROMPT. Source: ssh(1), ENVIRONMENT. */
export type PromptKind =
  /** A secret, or any other text. */
  | 'text'
  /** Yes or no. */
  | 'confirm'
  /** Nothing: a hardware key waits to be touched. */
  | 'notice';

/** A prompt of ssh's, as it travels from askpass to whoever can show it: one line of JSON. */
export interface AskpassQuestion {
  readonly prompt: string;
  readonly kind: PromptKind;
  /** The host that is to be reached, as the person named it; a host on the way to it may be the one that asks. */
  readonly host: string;
}

/** `text`: what ssh is to be told; null: the person gave no answer. */
export interface AskpassAnswer {
  readonly text: string | null;
}

/** Environment variable that names the socket of the window that asked for the connection. */
export const ASKPASS_SOCKET = 'SCAPLENS_ASKPASS_SOCKET';
/** Environment variable that names the host that the connection is for. */
export const ASKPASS_HOST = 'SCAPLENS_ASKPASS_HOST';
/** Longest message, in characters. */
export const LONGEST_MESSAGE = 16 * 1024;

/** A question read from a line, or undefined for what is none. */
export function readQuestion(line: string): AskpassQuestion | undefined {
  const value = parse(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const { prompt, kind, host } = value as Record<keyof AskpassQuestion, unknown>;
  if (typeof prompt !== 'string' || typeof host !== 'string') return undefined;
  return kind === 'text' || kind === 'confirm' || kind === 'notice' ? { prompt, kind, host } : undefined;
}

/** An answer read from a line, or undefined for what is none. */
export function readAnswer(line: string): AskpassAnswer | undefined {
  const value = parse(line);
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  return typeof value.text === 'string' || value.text === null ? { text: value.text } : undefined;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

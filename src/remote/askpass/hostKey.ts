/** A question of ssh's about a key that it does not know. */
export interface HostKeyQuestion {
  /** The host as ssh names it, with its address where that is another. */
  readonly host: string;
  /** `ED25519`, `RSA`…; empty where ssh did not say. */
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

/** The question out of a prompt, or undefined for another prompt. Source: OpenSSH's sshconnect.c, its message. */
export function hostKeyQuestion(prompt: string): HostKeyQuestion | undefined {
  if (!/continue connecting \(yes\/no/.test(prompt)) return undefined;
  const named = /authenticity of host '([^']*)'/.exec(prompt)?.[1] ?? '';
  const host = named.replace(/^(\S+) \(\1\)$/, '$1');
  const key = /(\S+) key fingerprint is:?\s+(\S+?)\.?\s/.exec(prompt);
  return { host, type: key?.[1] ?? '', fingerprint: key?.[2] ?? '' };
}

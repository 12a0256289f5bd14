import { describe, expect, it } from 'vitest';
import { hostKeyQuestion } from '../../../src/remote/askpass/hostKey';
import { type FilterWords, filterWords } from '../../../src/remote/capture/filterWords';
import { SessionHarness } from '../session/harness';

describe('a question about a host’s key', () => {
  it('is told from other prompts, with what has to be compared', () => {
    const prompt =
      "The authenticity of host 'web-1 (10.0.0.7)' can't be established.\nED25519 key fingerprint is SHA256:abc+/D.\n" +
      'This key is not known by any other names.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ';
    expect(hostKeyQuestion(prompt)).toEqual({
      host: 'web-1 (10.0.0.7)',
      type: 'ED25519',
      fingerprint: 'SHA256:abc+/D',
    });
    expect(hostKeyQuestion("ann@web-1's password: ")).toBeUndefined();
  });

  it('names a host once that has no other name than its address', () => {
    const prompt =
      "The authenticity of host '[::1]:2222 ([::1]:2222)' can't be established.\nRSA key fingerprint is SHA256:x.\n" +
      'Are you sure you want to continue connecting (yes/no)? ';
    expect(hostKeyQuestion(prompt)?.host).toBe('[::1]:2222');
  });

  it('is one even where its words are others', () => {
    const prompt = 'New words. Are you sure you want to continue connecting (yes/no)? ';
    expect(hostKeyQuestion(prompt)).toEqual({ host: '', type: '', fingerprint: '' });
  });
});

describe('a capture filter', () => {
  /** What a session of nothing says about it. */
  async function words(filter: string, sysdig: string | undefined): Promise<FilterWords> {
    const session = await SessionHarness.opened(new Uint8Array(0));
    return filterWords(filter, sysdig, (method, params) => session.ask(method, params) as never);
  }

  it('that is empty keeps every event', async () => {
    expect(await words('', '0.36.0')).toMatchObject({ error: undefined, warnings: [] });
  });

  it('is wrong where sysdig would refuse it', async () => {
    expect((await words('proc.nme = x', undefined)).error).toContain('proc.nme');
    expect((await words('proc.name = x', 'unknown')).error).toBeUndefined();
  });

  it('is doubtful where the host’s version does not know it', async () => {
    const filter = 'tolower(proc.name) = x';
    expect((await words(filter, '0.29.3')).warnings).toEqual(["sysdig 0.29.3 does not have 'tolower'."]);
    expect((await words(filter, undefined)).warnings).toEqual([]);
  });

  it('is completed at its end', async () => {
    const { completions } = await words('proc.pid > 0 and proc.nam', '0.36.0');
    expect(completions[0]).toMatchObject({ label: 'proc.name', text: 'proc.pid > 0 and proc.name' });
    expect(completions.every(({ label }) => label.includes('proc.nam'))).toBe(true);
  });
});

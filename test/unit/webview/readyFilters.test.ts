import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/engine/filter/checker';
import { parseFilter } from '../../../src/engine/filter/parser';
import { readyFilters } from '../../../webview/capture/readyFilters';

describe('ready filters', () => {
  it('are filters without a fault', () => {
    for (const { filter } of readyFilters({})) {
      const { root, diagnostics } = parseFilter(filter);
      expect([filter, diagnostics, checkFilter(root).diagnostics]).toEqual([filter, [], []]);
    }
  });

  it('are for network, files, errors, slow calls, DNS and HTTP', () => {
    expect(readyFilters({}).map(({ label }) => label)).toEqual(['Network', 'Files', 'Errors', 'Slow', 'DNS', 'HTTP']);
  });

  it('ask for what belongs to the chosen event, where there is something', () => {
    const labels = readyFilters({ process: 'proc.pid=1', container: 'container.id=host' }).map(({ label }) => label);
    expect(labels.slice(-2)).toEqual(['This process', 'This container']);
    expect(readyFilters({}).map(({ label }) => label)).not.toContain('This fd');
  });
});

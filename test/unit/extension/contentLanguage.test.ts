import { describe, expect, it } from 'vitest';
import { contentLanguages } from '../../../src/extension/contentLanguage';

const best = (path: string, text = '', mediaType = ''): string | undefined =>
  contentLanguages(path, text, mediaType)[0];

describe('the language of a captured content', () => {
  it.each([
    ['/etc/haproxy/haproxy.cfg', 'haproxy'],
    ['/etc/haproxy/.haproxy.cfg700641834', 'haproxy'],
    ['/etc/nginx/conf.d/site.conf', 'nginx'],
    ['/etc/resolv.conf', 'properties'],
    ['/etc/hosts.tmp', 'properties'],
    ['/var/lib/app/state.json.1234', 'json'],
    ['/etc/systemd/system/app.service', 'systemd-unit-file'],
    ['/src/Dockerfile', 'dockerfile'],
    ['/opt/run.sh~', 'shellscript'],
  ])('is known by the name %s', (path, language) => {
    expect(best(path)).toBe(language);
  });

  it.each([
    ['{"a": 1}', 'json'],
    ['[{"a": 1}]', 'json'],
    ['#!/usr/bin/env bash\n', 'shellscript'],
    ['#!/usr/bin/python3\n', 'python'],
    ['<!DOCTYPE html><html>', 'html'],
    ['<?xml version="1.0"?>', 'xml'],
    ['GET / HTTP/1.1\r\nHost: a\r\n', 'http'],
    ['HTTP/1.1 200 OK\r\n', 'http'],
    ['global\n  daemon\nfrontend web\n', 'haproxy'],
    ['nameserver 10.0.0.1\nsearch a.b\n', 'properties'],
  ])('is known by what it begins with: %s', (text, language) => {
    expect(best('event-7-read', text)).toBe(language);
  });

  it('is known by the media type of a body, before what it begins with', () => {
    expect(best('event-7-body', '<html>', 'application/problem+json')).toBe('json');
  });

  it('is unknown where nothing tells', () => {
    expect(contentLanguages('/tmp/x', 'plain words', '')).toEqual([]);
  });
});

import type { ApplicationProtocol } from './applicationProtocol';
import { FAST_CGI } from './fastCgi';
import { MEMCACHED, MEMCACHED_BINARY } from './memcached';
import { MYSQL } from './mysql';
import { POSTGRESQL } from './postgres';
import { REDIS } from './redis';

/** Those that say most surely what they are come first. */
export const PROTOCOLS: readonly ApplicationProtocol[] = [
  FAST_CGI,
  MEMCACHED_BINARY,
  REDIS,
  POSTGRESQL,
  MEMCACHED,
  MYSQL,
];

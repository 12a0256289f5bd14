import { measureFields } from './measureFields';
import { measureMemory } from './measureMemory';
import type { MeasurementRequest } from './measurements';
import { measureIngest, measurePass } from './measurePass';
import { measureAgain, measureSession } from './measureSession';

// A process that takes one measurement: its request is the only argument, and what it prints is the result, both as JSON.
async function measure(request: MeasurementRequest): Promise<unknown> {
  switch (request.measure) {
    case 'pass':
      return measurePass(request.file);
    case 'memory':
      return measureMemory(request.file);
    case 'ingest':
      return measureIngest(request.file);
    case 'session':
      return measureSession(request);
    case 'fields':
      return measureFields(request);
    case 'again':
      return measureAgain(request);
  }
}

void measure(JSON.parse(process.argv[2]) as MeasurementRequest).then((result) =>
  process.stdout.write(JSON.stringify(result)),
);

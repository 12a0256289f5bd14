import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serveFilters } from '../filterServer';

// The entry of the process that the client starts; it says over which pipe, in the arguments.
serveFilters(createConnection(ProposedFeatures.all));
